"""Page numbers that an imported text gives at its turns."""

from __future__ import annotations

from support.conversion import corpus_of

TEXT = """<?gazette 1?>
早市管理办法
第一条 早市按时开市。
{}
第二条 甲。
第三条 乙。
{}
第四条 丙。
第五条 丁。
"""


def pages(first: str, second: str) -> list[tuple[int, int, int]]:
    (document,) = corpus_of(TEXT.format(first, second)).sources[0].documents
    return [(s.first, s.last, s.page) for s in document.page_spans]


def test_a_page_whose_next_turn_counts_on_is_known_whole() -> None:
    assert pages("<page 3>", "<page 4>") == [(5, 7, 3), (8, 8, 4)]


def test_else_only_its_first_line_is() -> None:
    """A word processor turns further pages that no mark tells of."""
    assert pages("<page 3>", "<page>") == [(5, 5, 3)]
    assert pages("<page 3>", "<page 7>") == [(5, 5, 3), (8, 8, 7)]
    assert pages("<page>", "<page>") == []
