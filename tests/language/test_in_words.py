"""Numbers in words: as articles count their 款, and read back to the same number."""

from __future__ import annotations

import pytest

from build_tools.documents.outline.locators import locators
from build_tools.language.script import in_words, number
from support.conversion import corpus_of


@pytest.mark.parametrize("n", [*range(1, 1300), 2000, 2005, 2050, 9999])
def test_a_number_reads_back(n: int) -> None:
    assert number(in_words(n)) == n


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (2, "二"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1010, "一千零一十"),
        (10_000, "10000"),
    ],
)
def test_words(n: int, said: str) -> None:
    assert in_words(n) == said


def test_the_hundredth_clause_is_said() -> None:
    corpus = corpus_of("早市名录\n\n第一条 下列早市：\n" + "东门早市每日开市。\n" * 120)
    places = locators(corpus.records[0].document)
    assert places["art-1-100"] == "第一条第一百款"
    assert places["art-1-121"] == "第一条第一百二十一款"
