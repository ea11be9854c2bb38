"""Lines cleaned: what a rule does to them, and what it must leave alone."""

from __future__ import annotations

import pytest

from build_tools.model.source import Item, TableLine
from build_tools.model.table import Grid
from build_tools.pages.markdown import markup
from build_tools.sources.clean import clean
from support.casefiles import Case, Runners, cases_beside, run
from support.conversion import source_of
from support.shown import noted


def _table(grid: Grid) -> str:
    return "".join(
        "| "
        + " | ".join(
            f"{'*' * c.header}{'/'.join(markup(t) for t in c.texts)}"
            f"{f' (rows {c.rowspan})' * (c.rowspan > 1)}{f' (columns {c.colspan})' * (c.colspan > 1)}"
            for c in row.cells
        )
        + " |\n"
        for row in grid.rows
    )


def _item(item: Item) -> str:
    broken = "(page) " * item.page_break
    if isinstance(item, TableLine):
        return f"{item.number}: {broken}table\n{_table(item.grid)}"
    return f"{item.number}: {broken}{'#' * item.mark}{' ' * bool(item.mark)}{markup(item.text)}\n"


def run_clean(given: str) -> str:
    """Lines and tables with their raw line, heading mark and styles, then the notes."""
    cleaned = clean(source_of(given))
    return "".join(_item(i) for i in cleaned.items) + noted(cleaned.notes)


RUNNERS: Runners = {
    "clean": run_clean,
}

CASES = cases_beside(__file__)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.id)
def test_case(case: Case) -> None:
    assert run(case, RUNNERS) == case.expected
