"""Lists that do not fit one page: nothing is lost, everything is led to, what is there stays where it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from posixpath import dirname, join, normpath

import pytest

from build_tools.pages.lists.paging import (
    BYTES,
    ROWS,
    Folded,
    Key,
    Listing,
    Paged,
    Rows,
    month_key,
    paged,
    year_key,
)

PAGE = "lists/some.md"
_LINK = re.compile(r"\]\((?P<path>[^)#]+)\)")


def listing(days: Sequence[str], words: str = "entry") -> Listing:
    """An entry for each day, by year and month, with an anchor of its own."""
    groups = []
    for day in sorted(set(days)):
        year = year_key(day, Key("", "year"))
        rows = [f'- <span id="x-{day}-{n}"></span>{words} {day} {n}' for n in range(days.count(day))]
        groups.append(Rows((year, month_key(day, year)), f"## {day} {{ #day-{day} }}", tuple(rows)))
    return Listing(PAGE, "名目", tuple(groups), "说明。")


def rows_of(found: Paged) -> list[str]:
    """All entries, page by page."""
    return [
        line for md in found.pages.values() for line in md.split("\n") if re.match(r"- <span id=\"x-", line)
    ]


def reached(found: Paged) -> set[str]:
    """The pages to which links lead from the first one on."""
    seen, waiting = {PAGE}, [PAGE]
    while waiting:
        page = waiting.pop()
        ways = (normpath(join(dirname(page), m["path"])) for m in _LINK.finditer(found.pages[page]))
        fresh = {way for way in ways if way in found.pages} - seen
        seen |= fresh
        waiting += fresh
    return seen


SIZES = {
    "one page": ["2020-01-02"] * ROWS,
    "by year": ["2020-01-02"] * 300 + ["2021-05-06"] * 300,
    "by month": [f"2020-{m:02d}-03" for m in range(1, 13) for _ in range(70)],
    "one day": ["2020-01-02"] * (3 * ROWS + 1),
    "many years": [f"{y}-01-02" for y in range(1000, 1000 + 2 * ROWS)],
    "no day": [""] * (ROWS + 1),
}


@pytest.mark.parametrize("days", SIZES.values(), ids=SIZES)
def test_pages_are_small_and_whole(days: list[str]) -> None:
    given = listing(days)
    found = paged(given)
    wanted = [row for group in given.groups for row in group.rows]
    assert sorted(rows_of(found)) == sorted(wanted)
    assert reached(found) == set(found.pages)
    for page, markdown in found.pages.items():
        assert len(re.findall(r"^- ", markdown, re.MULTILINE)) <= ROWS + 2, page  # and the ways on
        assert markdown.count("上一页") + markdown.count("下一页") <= 2
    assert (len(found.pages) == 1) == (len(days) <= ROWS)


@pytest.mark.parametrize("days", SIZES.values(), ids=SIZES)
def test_each_anchor_is_on_the_first_page_or_led_to(days: list[str]) -> None:
    found = paged(listing(days))
    for address, place in found.places.items():
        page, _, anchor = place.partition("#")
        assert address == f"{PAGE}#{anchor}"
        assert f'id="{anchor}"' in found.pages[page] or f"{{ #{anchor} }}" in found.pages[page]
    rows = rows_of(found)
    assert len(rows) == len(days)
    for row in rows:
        anchor = row.partition('id="')[2].partition('"')[0]
        held = f'id="{anchor}"' in found.pages[PAGE]
        assert held != (f"{PAGE}#{anchor}" in found.places)


def test_long_rows_make_more_pages() -> None:
    found = paged(listing(["2020-01-02"] * 60, "字" * 3000))
    assert len(found.pages) > 1
    assert all(len(markdown.encode()) < BYTES * 1.2 for markdown in found.pages.values())


def test_a_new_entry_changes_its_page_and_the_overviews() -> None:
    days = SIZES["by month"] + ["2021-05-06"] * 200
    before, after = (paged(listing(d)).pages for d in (days, [*days, "2020-03-03"]))
    changed = {page for page in before.keys() | after.keys() if before.get(page) != after.get(page)}
    assert changed == {PAGE, "lists/some--year-2020.md", "lists/some--year-2020-03.md"}


def test_an_entry_longer_than_a_page_is_cut_below_its_first_line() -> None:
    """A series of orders that are not counted by years: one entry, hundreds of numbers."""
    row = "\n".join(["- 不分年", *(f"    - {n}号" for n in range(ROWS + 50))])
    rows = (
        Rows((Key("国务院令", "series"),), "## 国务院令 { #series }", ("- 2020年\n    - 1号", row, "- 后")),
    )
    found = paged(Listing(PAGE, "名目", rows))
    assert len(found.pages) > 1
    lines = [line for md in found.pages.values() for line in md.split("\n")]
    assert [line for line in lines if line.startswith("    - ")] == [
        "    - 1号",
        *(f"    - {n}号" for n in range(ROWS + 50)),
    ]
    assert lines.count("## 国务院令 { #series }") == 1
    assert lines.count("- 不分年") == 2
    for markdown in found.pages.values():
        assert len(re.findall(r"^ *- (?!.{,2}一页)", markdown, re.MULTILINE)) <= ROWS


def test_heads_of_tables_are_rows_too() -> None:
    """Very many small tables: what is on a page counts, not what it is of."""
    lead = ("| 地方 | 2024年 |", "|---|---|")
    groups = tuple(
        Rows((Key("A", "letter-a"),), f"### 指标{n} {{ #target-{n} }}", (f"| 甲 | {n} |",), lead)
        for n in range(ROWS)
    )
    found = paged(Listing(PAGE, "指标", groups))
    for markdown in found.pages.values():
        assert len(re.findall(r"^\| (?!---)", markdown, re.MULTILINE)) <= ROWS
    assert "".join(found.pages.values()).count("| 甲 |") == ROWS


def test_folded_rows_stand_below_their_count() -> None:
    """One run of rows is one fold, also where it was cut; what is not folded stands as it did."""
    key = Key("2026年<内>", "by-2026")
    groups = (
        Rows((key,), "## 2026年 { #by-2026 }", ("- 甲", "- 乙"), folded=Folded.OPEN),
        Rows((key,), "", ("- 丙",), folded=Folded.OPEN),
        Rows((key,), "## 2025年 { #by-2025 }", ("- 丁",), folded=Folded.CLOSED),
        Rows((key,), "## 2024年 { #by-2024 }", ("- 戊",)),
    )
    page = paged(Listing("lists/a.md", "期限", groups, unit="项")).pages["lists/a.md"]
    assert page.count("<details") == page.count("</details>") == 2
    first, second = page.split("<details")[1:]
    assert first.startswith(' class="gz-fold-list" markdown="1" open>')
    assert (
        '<span class="gz-unseen">2026年&lt;内&gt;：</span>3项</summary>\n\n- 甲\n- 乙\n- 丙\n\n</details>'
        in first
    )
    assert second.startswith(' class="gz-fold-list" markdown="1">')
    assert "1项</summary>\n\n- 丁\n\n</details>\n\n## 2024年 { #by-2024 }\n\n- 戊" in second
