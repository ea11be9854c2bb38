"""Tables rebuilt: each step, and what it must leave alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from build_tools.model.document import tables_in
from build_tools.model.source import TableLine
from build_tools.model.table import Table
from build_tools.pages.chart import chart
from build_tools.pipeline import structured_documents
from build_tools.sources.clean import clean
from build_tools.tables.place import Draft, place
from build_tools.tables.steps import drafts_of, show, trace
from support.casefiles import Case, Runners, cases_beside, run
from support.conversion import corpus_of, source_of
from support.shown import noted


def _drafts(given: str) -> list[Draft]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "input.txt"
        path.write_text(given, encoding="utf-8")
        line_of = source_of(given).line_of
        return [d for document in structured_documents(path) for d in drafts_of(document, line_of)]


def run_placed(given: str) -> str:
    """Each table as it stands: header rows marked ``#``, places under a printed span ``^``."""
    source = source_of(given)
    tables = [item for item in clean(source).items if isinstance(item, TableLine)]
    return "\n".join(f"{show(place(table.grid, source.line_of))}\n" for table in tables) or "no table\n"


def run_joined(given: str) -> str:
    """The tables once their pages are put together, and what was noted."""
    return "\n".join(f"{show(draft)}\n{noted(draft.notes)}" for draft in _drafts(given)) or "no table\n"


def run_step(name: str) -> Callable[[str], str]:
    """The tables after a step: places that are inferred marked ``~``, doubtful ones with their readings."""

    def run(given: str) -> str:
        drafts = [dict(trace(draft))[name] for draft in _drafts(given)]
        return "\n".join(f"{show(draft)}\n{_readings(draft)}" for draft in drafts)

    return run


def _readings(draft: Draft) -> str:
    return "".join(
        f"? {row.lines[0]}.{k}: {' / '.join(reading or '(blank)' for reading in slot.readings)}\n"
        for row in draft.rows
        for k, slot in enumerate(row.slots, start=1)
        if slot.readings
    )


def _tables(given: str) -> list[Table]:
    return [table for r in corpus_of(given).records for table in tables_in(r.document.blocks)]


def run_forms(given: str) -> str:
    """``form`` or ``table``, title and unit, then the rows."""
    said = []
    for table in _tables(given):
        kind = "form" if table.form else "table"
        said.append(f"{kind}: {table.title}" + (f" ({table.unit})" if table.unit else "") + "\n")
        said += [f"| {' | '.join(slot.value for slot in row.slots)} |\n" for row in table.rows]
    return "".join(said) or "no table\n"


def run_checks(given: str) -> str:
    """The checks of each table: name, what is expected, what is there."""
    return "".join(
        f"{'ok' if c.ok else 'NO'} {c.name} {c.label}: {c.expected} {c.actual}\n"
        for table in _tables(given)
        for c in table.checks
    )


def run_types(given: str) -> str:
    """What each column of each table holds, below its name; then which tables have a picture."""
    return "".join(
        "".join(f"{name}: {kind.value}\n" for name, kind in zip(table.columns, table.types, strict=True))
        + "drawn\n" * (chart(table, "t") is not None)
        for table in _tables(given)
    )


RUNNERS: Runners = {
    "types": run_types,
    "placed": run_placed,
    "joined": run_joined,
    "aligned": run_step("aligned"),
    "split": run_step("split"),
    "repaired": run_step("repaired"),
    "filled": run_step("filled"),
    "forms": run_forms,
    "checks": run_checks,
}

CASES = cases_beside(__file__)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.id)
def test_case(case: Case) -> None:
    assert run(case, RUNNERS) == case.expected
