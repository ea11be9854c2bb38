"""Merged cells that a sheet cuts are said again on the next one, and nothing else is touched."""

from __future__ import annotations

import pytest
from lxml import html

from build_tools.books.continued import continued


def _page(*rows: str) -> bytes:
    table = f"<article><table>{''.join(rows)}</table></article>"
    return f"<html><head><meta charset=utf-8></head><body>{table}</body></html>".encode()


def _shown(page: bytes) -> list[str]:
    """Each row: its cells, with the rows that they take."""
    return [
        " | ".join(
            cell.text_content() + (f"×{cell.get('rowspan')}" if cell.get("rowspan") else "") for cell in row
        )
        for row in html.document_fromstring(page).iter("tr")
    ]


_A = "<tr><th rowspan=4>甲</th><th rowspan=2>子</th><td>1</td></tr>"
_B = "<tr><td>2</td></tr>"
_C = "<tr><th rowspan=2>丑</th><td>3</td></tr>"
_D = "<tr><td>4</td></tr>"


@pytest.mark.parametrize(
    ("sheets", "rows"),
    [
        ([0, 1, 1, 1], ["甲×1 | 子×1 | 1", "甲（续）×3 | 子（续）×1 | 2", "丑×2 | 3", "4"]),
        ([0, 0, 1, 1], ["甲×2 | 子×2 | 1", "2", "甲（续）×2 | 丑×2 | 3", "4"]),
        ([0, 0, 1, 2], ["甲×2 | 子×2 | 1", "2", "甲（续）×1 | 丑×1 | 3", "甲（续）×1 | 丑（续）×1 | 4"]),
    ],
)
def test_parted_where_a_sheet_begins(sheets: list[int], rows: list[str]) -> None:
    assert _shown(continued(_page(_A, _B, _C, _D), sheets)) == rows


def test_columns_that_stand_side_by_side_stay_so() -> None:
    page = _page(
        "<tr><td colspan=2 rowspan=2>左</td><td>1</td><td rowspan=2>右</td></tr>", "<tr><td>2</td></tr>"
    )
    made = continued(page, [0, 1])
    assert _shown(made) == ["左×1 | 1 | 右×1", "左（续）×1 | 2 | 右（续）×1"]
    assert b'colspan="2"' in made.split(b"</tr>")[1]


def test_a_long_text_is_not_said_again_and_an_empty_cell_says_nothing() -> None:
    page = _page(
        f"<tr><td rowspan=2>{'长' * 40}</td><td rowspan=2></td><td>1</td></tr>", "<tr><td>2</td></tr>"
    )
    assert _shown(continued(page, [0, 1]))[1] == "（续）×1 | ×1 | 2"


@pytest.mark.parametrize("sheets", [[0, 0, 0, 0], [0, 0, 0], []])
def test_what_no_sheet_cuts_and_what_is_not_known_stays(sheets: list[int]) -> None:
    assert continued(_page(_A, _B, _C, _D), sheets) == b""


def test_a_sheet_between_two_labels_parts_nothing() -> None:
    page = _page("<tr><th>甲</th><td>1</td></tr>", "<tr><th rowspan=2>乙</th><td>2</td></tr>", _D)
    assert continued(page, [0, 1, 1]) == b""


def test_what_is_said_again_is_marked_as_ours_and_takes_no_mark_of_the_cell() -> None:
    page = _page(
        '<tr><th rowspan=2 scope=rowgroup class="gz-first gz-doubtful" data-why=x>甲</th><td>1</td></tr>',
        _D,
    )
    again = html.document_fromstring(continued(page, [0, 1])).xpath("//tr[2]/th")[0]
    assert dict(again.attrib) == {
        "class": "gz-first gz-again",
        "data-derived": "true",
        "rowspan": "1",
        "scope": "rowgroup",
    }
