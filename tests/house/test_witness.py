"""The second reading of what texts state finds nothing against the sources, and the second count of
characters sees what a page loses."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.conversion import SOURCES, TEXTS, converted, corpus_of
from support.count import assert_counted, shown
from support.paths import TESTS
from support.rendering import write_pages
from support.witness import against

TEXT = "青江市早市办法\n\n第一条 早市按时开市。\n\n第二条 早市按时收市。\n"


TABLES = sorted((TESTS / "tables" / "texts").glob("*.txt"))


@pytest.mark.parametrize("path", [*SOURCES, *TEXTS, *TABLES], ids=lambda p: p.stem)
def test_nothing_speaks_against_a_file(path: Path) -> None:
    assert against(converted(path)) == []


def test_nothing_speaks_against_all_sources_together() -> None:
    assert against(converted(*SOURCES)) == []


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("按时收市", "按时"),
        ("按时收市", "按时收市市"),
        ("按时收市", "准时收市"),
        ("按时收市", '<span data-derived="true">按时收市</span>'),
    ],
    ids=["lost", "doubled", "substituted", "hidden"],
)
def test_count_sees_a_changed_page(was: str, now: str, tmp_path: Path) -> None:
    corpus = corpus_of(TEXT)
    write_pages(corpus, tmp_path)
    assert_counted(corpus, tmp_path)
    page = next(tmp_path.rglob("*.html"))
    page.write_text(page.read_text(encoding="utf-8").replace(was, now), encoding="utf-8")
    with pytest.raises(AssertionError):
        assert_counted(corpus, tmp_path)


def test_count_takes_what_is_printed_alone() -> None:
    page = '<p>早<br>市 <span data-derived="true"><b>注</b></span><a class="headerlink">¶</a>开</p>'
    assert shown(page) == {"早": 1, "市": 1, "开": 1}
