"""From model to page: the built site says what the model holds, and every planted fault is caught."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.model.catalogue import Code, Note
from build_tools.model.corpus import Corpus
from build_tools.site.proof import built as built_pages
from build_tools.site.proof import prove_html

PAGE = "documents/qing-zheng-fa-2024-9.html"


def _changed(
    built: tuple[Corpus, Path], folder: Path, change: Callable[[str], str], page: str = PAGE
) -> list[Note]:
    """What the proof says when one page of the site is changed."""
    corpus, site = built
    shutil.copytree(site, folder / "site")
    path = folder / "site" / page
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    path.write_text(after, encoding="utf-8")
    found = prove_html(corpus, built_pages(folder / "site")).values()
    assert {failed.source.file for failed in found} <= {"20-mini-gazette.txt"}
    return [note for failed in found for note in failed.notes]


def test_built_site_says_what_the_model_holds(built: tuple[Corpus, Path]) -> None:
    corpus, site = built
    assert prove_html(corpus, built_pages(site)) == {}
    assert (site / PAGE).is_file()


def _line(built: tuple[Corpus, Path], words: str) -> int:
    """The raw line of the small gazette on which words stand in a paragraph."""
    source = next(c.source for c in built[0].sources if c.source.id == "20-mini-gazette")
    return next(n for n in range(1, len(source.starts) + 1) if words in source.line(n))


_WORDS = "早市的开市时间为每日"


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (_WORDS, _WORDS[:-1]),
        (_WORDS, f"{_WORDS}日"),
        (_WORDS, _WORDS.replace("早市", "夜市")),
        (_WORDS, _WORDS.replace("早市", "市早")),
        (_WORDS, f'<span data-derived="true">{_WORDS}</span>'),
    ],
    ids=["lost", "doubled", "substituted", "swapped", "hidden as derived"],
)
def test_changed_block_is_caught(built: tuple[Corpus, Path], tmp_path: Path, was: str, now: str) -> None:
    notes = _changed(built, tmp_path, lambda page: page.replace(was, now))
    assert [(n.code, n.first_line) for n in notes] == [(Code.LEDGER_HTML, _line(built, _WORDS))]


def test_text_outside_of_all_blocks_is_caught(built: tuple[Corpus, Path], tmp_path: Path) -> None:
    notes = _changed(built, tmp_path, lambda page: page.replace("</article>", "<p>另有规定</p></article>"))
    assert [n.code for n in notes] == [Code.LEDGER_HTML]


def test_block_in_the_wrong_place_is_caught(built: tuple[Corpus, Path], tmp_path: Path) -> None:
    paragraph = re.compile(
        r'(<p [^>]*id="art-2"[^>]*>.*?</p>)(.*?)(<p [^>]*id="art-3"[^>]*>.*?</p>)', re.DOTALL
    )
    notes = _changed(built, tmp_path, lambda page: paragraph.sub(r"\3\2\1", page))
    assert [n.code for n in notes] == [Code.LEDGER_HTML]


def test_lost_anchor_is_caught(built: tuple[Corpus, Path], tmp_path: Path) -> None:
    notes = _changed(built, tmp_path, lambda page: page.replace('id="art-2"', ""))
    assert [(n.code, n.first_line) for n in notes] == [(Code.LEDGER_HTML, _line(built, _WORDS))]


def test_an_anchor_that_stands_twice_is_caught(built: tuple[Corpus, Path], tmp_path: Path) -> None:
    notes = _changed(built, tmp_path, lambda page: page.replace("</article>", '<a id="art-2"></a></article>'))
    assert any("有两处 #art-2" in n.detail for n in notes), [n.detail for n in notes]


def test_a_fault_on_one_page_hides_no_other(built: tuple[Corpus, Path]) -> None:
    """A page that cannot be read at all is an error of its source; the others are proven."""
    corpus, site = built
    read = built_pages(site)

    def broken(page: str) -> str | None:
        if page == PAGE.replace(".html", ".md"):
            raise RuntimeError("没有这样的网页")
        return read(page) if corpus.by_page[page][0].source == first else None

    first = corpus.by_page[PAGE.replace(".html", ".md")][0].source
    found = prove_html(corpus, broken).values()
    codes = {f.source.id: {n.code for n in f.notes} for f in found}
    assert codes.pop("20-mini-gazette") == {Code.SOURCE_FAILED}
    assert codes
    assert set.union(*codes.values()) == {Code.LEDGER_HTML}


def test_missing_page_is_caught(built: tuple[Corpus, Path], tmp_path: Path) -> None:
    corpus, site = built
    shutil.copytree(site, tmp_path / "site")
    (tmp_path / "site" / PAGE).unlink()
    lost = sum(len(r.document.blocks) for r in corpus.by_page[PAGE.replace(".html", ".md")])
    (failed,) = prove_html(corpus, built_pages(tmp_path / "site")).values()
    assert len(failed.notes) == lost


def test_derived_text_does_not_count(built: tuple[Corpus, Path], tmp_path: Path) -> None:
    derived = '<p data-derived="true">说明</p></article>'
    assert _changed(built, tmp_path, lambda page: page.replace("</article>", derived)) == []
