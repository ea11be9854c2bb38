"""Made-up pages in the manner of those that offices print: what a printer gets, and what the print says."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import sync_playwright

from support.once import once

_LOOK = """
@page { size: A4; margin: 30mm 26mm } @page wide { size: A4 landscape; margin: 20mm }
body { margin: 0; font: 12pt/1.6 "Noto Serif CJK SC"; text-align: justify } p { margin: 0; text-indent: 2em }
h1 { font-size: 18pt; text-align: center; margin: 0 } .unit { text-align: right }
table { border-collapse: collapse; width: 100%; font-size: 10pt; text-align: left }
.ruled td, .ruled th { border: 0.5pt solid black; padding: 2pt 4pt; font-weight: normal }
tr { break-inside: avoid } .cut tr { break-inside: auto } sup, sub { font-size: 60%; line-height: 1 }
"""


@dataclass(frozen=True)
class Manner:
    """Pages of one manner: their HTML, the lines of raw text that they must give, and how many tables."""

    name: str
    html: str
    lines: Sequence[str]
    tables: int = 0
    kept: Sequence[tuple[str, str]] = ()
    doubts: Sequence[str] = ()


@dataclass
class _Sheets:
    """Writes pages and what they say side by side."""

    html: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def par(self, words: str, shown: str = "", tag: str = "p") -> None:
        self.html.append(f"<{tag}>{words}</{tag}>")
        self.lines.append(shown or words)

    def table(self, rows: Sequence[Sequence[str]], look: str = "ruled", head: int = 1) -> None:
        """Rows of cells; a cell is its words, or ``2x3:words`` where it spans rows and columns."""
        parts = [_row(row) for row in rows]
        self.html.append(
            f'<table class="{look}"><thead>{"".join(parts[:head])}</thead>'
            f"<tbody>{''.join(parts[head:])}</tbody></table>"
        )
        self.lines += ["<table>", *parts, "</table>"]

    def manner(self, name: str, look: str = "", **more: object) -> Manner:
        held = "\n".join(self.html)
        page = f'<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><style>{_LOOK}{look}</style>{held}'
        return Manner(name, page, tuple(self.lines), sum(x == "<table>" for x in self.lines), **more)  # type: ignore[arg-type]


def _row(row: Sequence[str]) -> str:
    return f"<tr>{''.join(map(_cell, row))}</tr>"


def _cell(cell: str) -> str:
    spans, parted, words = cell.partition(":")
    if not parted or "x" not in spans:
        return f"<td>{cell}</td>"
    down, across = spans.split("x")
    tags = f' rowspan="{down}"' * (down != "1") + f' colspan="{across}"' * (across != "1")
    return f"<td{tags}>{words}</td>"


_NOUNS = "道路运输 市场监管 城市供水 学前教育 医疗卫生 农田水利 消防安全 文物保护 档案管理 户外广告"
_VERBS = "登记 备案 许可 年度检验 变更核准 信息公开 专项检查"


def _noun(chance: random.Random) -> str:
    return chance.choice(_NOUNS.split())


def _matter(chance: random.Random) -> str:
    return _noun(chance) + chance.choice(_VERBS.split())


def _sentence(chance: random.Random) -> str:
    matters = f"{_matter(chance)}和{_matter(chance)}"
    return f"各单位应当加强{matters}工作，按照职责分工抓好落实，{chance.randint(2, 28)}日前报告。"


def _paragraph(chance: random.Random, least: int = 1, most: int = 4) -> str:
    return "".join(_sentence(chance) for _ in range(chance.randint(least, most)))


def catalogue(chance: random.Random) -> Manner:
    """200 ruled rows over ten pages, the head printed again on each, labels merged over many rows."""
    own = _Sheets()
    own.par("鹭洲市政务服务事项目录", tag="h1")
    rows: list[Sequence[str]] = [("序号", "类别", "事项名称", "实施机关")]
    while len(rows) <= 200:
        group = min(chance.randint(2, 9), 201 - len(rows))
        for k in range(group):
            label = [f"{group}x1:{_noun(chance)}"] if k == 0 and group > 1 else []
            label = [_noun(chance)] if group == 1 else label
            many = "、".join(_matter(chance) for _ in range(chance.randint(1, 4)))
            rows.append((str(len(rows)), *label, many, f"市{_noun(chance)}主管部门"))
    own.table(rows)
    own.par("注：本目录实行动态管理。")
    return own.manner("catalogue", "tbody td:nth-child(1) { width: 2em }")


def columns(chance: random.Random) -> Manner:
    """Bands of one column and of two on a page."""
    own = _Sheets()
    for k in range(2):
        own.par(f"第{'一二'[k]}部分工作综述", tag="h1")
        own.par(_paragraph(chance, 2, 3))
        own.html.append('<div style="columns: 2; column-gap: 2em">')
        for _ in range(chance.randint(4, 6)):
            own.par(_paragraph(chance, 1, 3))
        own.html.append("</div>")
        own.par(_paragraph(chance, 2, 3))
    return own.manner("columns")


def landscape(chance: random.Random) -> Manner:
    """An upright text with a landscape annex, whose table has merged heads."""
    own = _Sheets()
    own.par(_paragraph(chance, 2, 4))
    own.html.append('<div style="page: wide">')
    own.par("附件", tag="h1")
    rows: list[Sequence[str]] = [
        ("2x1:区域", "1x2:泊位", "1x2:车辆", "2x1:说明"),
        ("公共", "配建", "客车", "货车"),
    ]
    for _ in range(chance.randint(12, 40)):
        numbers = [str(chance.randint(1, 9999)) for _ in range(4)]
        rows.append(
            (f"{chance.choice('东西南北')}岸{chance.choice('一二三四')}片", *numbers, _matter(chance))
        )
    own.table(rows, head=2)
    own.html.append("</div>")
    own.par(_paragraph(chance))
    return own.manner("landscape")


def cut_rows(chance: random.Random) -> Manner:
    """A table of long texts whose rows the page cuts."""
    own = _Sheets()
    rows: list[Sequence[str]] = [("任务", "措施", "牵头单位")]
    for _ in range(14):
        rows.append((_matter(chance), _paragraph(chance, 2, 6), f"市{_noun(chance)}主管部门"))
    own.table(rows, "ruled cut", head=0)
    return own.manner("cut rows", "td { width: 20% } td:nth-child(2) { width: 60% }")


def cut_labels(chance: random.Random) -> Manner:
    """Labels over so many rows that the page cuts their cells: the rest of them is empty."""
    own = _Sheets()
    rows: list[Sequence[str]] = [("乡镇", "水源地", "服务人口", "供水量")]
    for _ in range(5):
        count = chance.randint(11, 19)
        name = f"{chance.choice('东西南北')}{chance.choice('庙坪沟河')}乡"
        for k in range(count):
            head = [f"{count}x1:{name}"] if k == 0 else []
            rows.append((*head, f"{k + 1}号井", str(chance.randint(100, 9999)), str(chance.randint(1, 99))))
    own.table(rows, "ruled cut", head=0)
    return own.manner("cut labels")


def unruled(chance: random.Random) -> Manner:
    """A table without rules, and one with three of them."""
    own = _Sheets()
    own.par(_paragraph(chance, 2, 3))
    wide = "table { margin: 6pt 0 } td { padding: 2pt 14pt } .three { border: solid; border-width: 1pt 0 } "
    wide += ".three thead td { border-bottom: 0.5pt solid }"
    for look in ("plain", "three"):
        rows: list[Sequence[str]] = [("区域", "公共泊位", "配建泊位", "收费标准")]
        for _ in range(chance.randint(4, 9)):
            numbers = [str(chance.randint(10, 9999)) for _ in range(3)]
            rows.append((f"{chance.choice('东西南北')}岸{chance.choice('一二三四')}片", *numbers))
        own.table(rows, look)
        own.par(_paragraph(chance, 2, 3))
    return own.manner("unruled", wide)


def standard(chance: random.Random) -> Manner:
    """A standard: its head, clauses numbered by points, raised and lowered characters, a small note."""
    own = _Sheets()
    for line in ("ICS 03.080.99", "CCS A 12"):
        own.html.append(f'<p style="text-indent: 0">{line}</p>')
        own.lines.append(line)
    own.par("停车场服务规范", tag="h1")
    for first in range(1, 6):
        own.html.append(f'<p style="text-indent: 0">{first}　{_matter(chance)}</p>')
        own.lines.append(own.html[-1][26:-4])
        for second in range(1, chance.randint(2, 4)):
            words = f"{first}.{second}　{_paragraph(chance)}"
            own.html.append(f'<p style="text-indent: 0">{words}</p>')
            own.lines.append(words)
            for third in range(1, chance.randint(1, 4)):
                words = f"{first}.{second}.{third}　{_sentence(chance)}"
                own.html.append(f'<p style="text-indent: 0">{words}</p>')
                own.lines.append(words)
    own.par("面积不小于25m<sup>2</sup>，SO<sub>2</sub>浓度不高于0.5mg/m<sup>3</sup>。")
    own.html.append('<p style="font-size: 8pt">注：本文件中的数值均为检测值。</p>')
    own.lines.append("注：本文件中的数值均为检测值。")
    return own.manner("standard")


def small_print(chance: random.Random) -> Manner:
    """Tables in small print with their number, their unit above and their notes below."""
    own = _Sheets()
    look = ".small { font-size: 7pt } .small p, p.small { text-indent: 0 } p.small { font-size: 7pt }"
    for k in range(1, 4):
        own.par(_paragraph(chance, 2, 3))
        own.par(f"表{k}　{_matter(chance)}情况")
        own.html.append('<p class="unit">单位：个</p>')
        own.lines.append("单位：个")
        rows: list[Sequence[str]] = [("2x1:区域", "1x3:公共泊位", "2x1:备注"), ("路内", "路外", "合计")]
        for _ in range(chance.randint(3, 12)):
            numbers = [str(chance.randint(1, 99999)) for _ in range(3)]
            note = _matter(chance) if chance.random() < 0.4 else ""
            rows.append((f"{chance.choice('东西南北')}岸{chance.choice('一二三四')}片", *numbers, note))
        own.table(rows, "ruled small", head=2)
        for note in (f"注：1.{_sentence(chance)}", f"2.{_sentence(chance)}"):
            own.html.append(f'<p class="small">{note}</p>')
            own.lines.append(note)
    return own.manner("small print", look)


def footnotes(chance: random.Random) -> Manner:
    """Footnotes that are counted anew on each page."""
    own = _Sheets()
    look = ".sheet { position: relative; height: 230mm; break-after: page } .foot { position: absolute; "
    look += "bottom: 0; width: 100%; border-top: 0.5pt solid; font-size: 9pt }"
    for page in range(3):
        own.html.append('<div class="sheet">')
        held: list[str] = []
        for k in range(1, chance.randint(2, 4)):
            before, after = f"为了规范{_matter(chance)}", f"工作，{_sentence(chance)}"
            number = len([x for x in own.lines if x.startswith("[^")]) + 1
            own.par(f"{before}<sup>{k}</sup>{after}", f"{before}[^{number}]{after}")
            note = f"本文所称{_matter(chance)}，是指依法进行的工作。"
            held.append(f"<p><sup>{k}</sup> {note}</p>")
            own.lines.append(f"[^{number}]: {note}")
        own.html.append(f'<div class="foot">{"".join(held)}</div></div>')
        if page < 2:
            own.lines.append("<page>")
    return own.manner("footnotes", look, doubts=("original-number",))


def unseen(chance: random.Random) -> Manner:
    """White words, words under a block, a slanted watermark."""
    own = _Sheets()
    own.par(_paragraph(chance, 2, 3))
    own.html.append('<div style="color: white">白字内部传阅</div>')
    own.html.append(
        '<div style="position: absolute; left: 60mm; top: 150mm; transform: rotate(-40deg); color: #bbb; '
        'font-size: 40pt">征求意见稿</div>'
    )
    own.html.append(
        '<div style="position: relative; height: 20pt">涂黑的姓名<div style="position: absolute; inset: 0; '
        'background: black; width: 100%; height: 20pt"></div></div>'
    )
    own.par(_paragraph(chance, 2, 3))
    kept = (("no-ink", "白字内部传阅"), ("slanted", "征求意见稿"), ("no-ink", "涂黑的姓名"))
    return own.manner("unseen", kept=kept)


def sideways(chance: random.Random) -> Manner:
    """A wide table that is printed sideways on an upright page."""
    own = _Sheets()
    own.par(_paragraph(chance, 2, 3))
    own.html.append(
        '<div style="break-before: page; position: relative; height: 230mm"><div style="position: absolute; '
        'width: 220mm; transform-origin: 0 0; transform: translate(0, 225mm) rotate(-90deg)">'
    )
    own.lines.append("<page>")
    rows: list[Sequence[str]] = [("序号", "事项", "依据", "时限")]
    for k in range(1, chance.randint(6, 10)):
        rows.append((str(k), _matter(chance), _sentence(chance), f"{chance.randint(1, 30)}日"))
    own.table(rows)
    own.html.append("</div></div>")
    return own.manner("sideways")


def labels(chance: random.Random) -> Manner:
    """Labels merged over rows and columns, upright words in them, cells of several paragraphs."""
    own = _Sheets()
    rows: list[Sequence[str]] = [("1x2:指标", "分值", "评分标准")]
    for _ in range(4):
        count = chance.randint(3, 5)
        for k in range(count):
            head = [f"{count}x1:{_noun(chance)}"] if k == 0 else []
            rows.append((*head, _matter(chance), str(chance.randint(1, 20)), _paragraph(chance, 1, 2)))
    rows.append(("1x2:合计", "100", ""))
    own.table(rows)
    own.par("注：1.本表由市人民政府办公室解释。")
    own.par("2.分值为0的不填。")
    return own.manner("labels", "td[rowspan] { width: 1em }")


MANNERS = (
    catalogue, columns, landscape, cut_rows, cut_labels, unruled, standard, small_print, footnotes, unseen,
    sideways, labels,
)  # fmt: skip


def manners(seed: int) -> Iterator[Manner]:
    """One of each manner."""
    for make in MANNERS:
        yield make(random.Random(f"{seed} {make.__name__}"))


def printed(seed: int) -> Path:
    """The folder with the PDF of each manner, printed by Chromium once in a run."""

    def by_browser(folder: Path) -> None:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            page = browser.new_page()
            for manner in manners(seed):
                page.set_content(manner.html)
                page.pdf(path=folder / f"{manner.name}.pdf", prefer_css_page_size=True, print_background=True)
            browser.close()

    def write(folder: Path) -> None:
        # in a thread of its own: the browser of other tests may be at work in this one
        with ThreadPoolExecutor(1) as alone:
            alone.submit(by_browser, folder).result()

    return once(f"manners-{seed}", write)
