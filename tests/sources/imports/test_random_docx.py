"""Random documents of all that a docx can hold: each character is accounted for, and nothing else breaks."""

from __future__ import annotations

import random
from itertools import count

import pytest

from build_tools.sources.imports.account import recount
from build_tools.sources.imports.docx_parts import docx_nodes
from build_tools.sources.imports.read import import_file
from support.conversion import corpus_of, ledger_notes
from support.docx_files import docx, footnote, level, numbering, p, r, sign, tbl, tc, tr

LISTED = numbering(
    level(0, "chineseCounting", "第%1章"),
    level(1, "chineseCountingThousand", "第%2条", more='<w:lvlRestart w:val="0"/>'),
    level(2, "decimalEnclosedCircle", "%3"),
)
_RAISED = '<w:vertAlign w:val="superscript"/>'
_SIGN = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
_MERGES = ("", "<w:vMerge/>", '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>')
_WORDS = ("早市", "按时开市。", "<5%&", "[^1]", "12", "第三条", " ", "\u3000甲", "PM2.5")


class _Drawn:
    """Draws the parts of one document."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.notes = count(2)
        self.feet: list[str] = []

    def words(self) -> str:
        return "".join(self.random.choices(_WORDS, k=self.random.randint(1, 4)))

    def run(self, depth: int) -> str:
        look = self.random.choice(
            ("", "", "", "<w:vanish/>", "<w:strike/>", _RAISED, '<w:rFonts w:ascii="Symbol"/>')
        )
        run = r(self.words(), look)
        match self.random.randint(0, 11):
            case 0:
                return f'<w:ins w:id="1">{run}</w:ins>'
            case 1:
                gone = run.replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")
                return f'<w:del w:id="1">{gone}</w:del>'
            case 2:
                code = (
                    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>'
                )
                middle = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' * self.random.randint(0, 1)
                return f'{code}{middle}{run}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            case 3:
                k = next(self.notes)
                self.feet.append(footnote(k, r(self.words())))
                return run + sign(k)
            case 4 if depth:
                box = f"<w:txbxContent>{self.blocks(depth - 1)}</w:txbxContent>"
                return (
                    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
                    f"<wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>{self.copy(box)}</w:pict></mc:Fallback>"
                    "</mc:AlternateContent></w:r>"
                )
            case 5:
                return '<w:r><w:br w:type="page"/></w:r>' + run
            case 6:
                return f"<w:hyperlink>{run}</w:hyperlink><w:r><w:br/></w:r>"
        return run

    @staticmethod
    def copy(box: str) -> str:
        return box.replace("<w:footnoteReference", "<w:none")

    def paragraph(self, depth: int) -> str:
        runs = "".join(self.run(depth) for _ in range(self.random.randint(0, 3)))
        at = self.random.randint(0, 2)
        listed = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="1"/></w:numPr>' * self.random.randint(0, 1)
        mark = self.random.choice(("", "", "", "<w:rPr><w:del/></w:rPr>", "<w:rPr><w:ins/></w:rPr>"))
        return p(runs, listed + mark)

    def table(self, depth: int) -> str:
        rows = []
        for _ in range(self.random.randint(1, 3)):
            cells = []
            for _ in range(self.random.randint(1, 3)):
                merge = self.random.choice(_MERGES)
                cells.append(tc(self.blocks(depth - 1) + p(), merge))
            rows.append(tr(*cells, properties=self.random.choice(("", "", "<w:del/>"))))
        return tbl(*rows)

    def blocks(self, depth: int) -> str:
        drawn = []
        for _ in range(self.random.randint(1, 4)):
            drawn.append(self.table(depth) if depth and self.random.random() < 0.2 else self.paragraph(depth))
        return "".join(drawn)

    def document(self) -> bytes:
        body = p("早市管理办法") + self.blocks(3) + p("完。")
        return docx(body, numbering=LISTED, footnotes="".join(self.feet), header=p(r(self.words())))


@pytest.mark.parametrize("seed", range(40))
def test_random_documents_are_accounted_for(seed: int) -> None:
    data = _Drawn(seed).document()
    found = import_file("a.docx", data)
    text = found.text.decode()
    assert recount(docx_nodes(data), found.record, text) == ("", "")
    if seed % 4 == 0:
        assert ledger_notes(corpus_of(text)) == []
