"""How officials write, a line at a time: spaces and signs mended; numerals, days and numbers read."""

from __future__ import annotations

import pytest

from build_tools.language.script import date, doc_key, doc_number, key, number
from build_tools.language.typography import repair
from build_tools.model.text import Text
from support.casefiles import Case, Runners, cases_beside, run
from support.shown import each_line


def _repaired(line: str, *, title: bool = False) -> str:
    return repair(Text.of(line, 0), (1,), title=title)[0].chars


RUNNERS: Runners = {
    "repair/titles": each_line(lambda line: _repaired(line, title=True)),
    "repair": each_line(_repaired),
    "script/numerals": each_line(number),
    "script/dates": each_line(date),
    "script/doc-keys": each_line(lambda line: doc_key(line) if doc_number(key(line)) else None),
}

CASES = cases_beside(__file__)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.id)
def test_case(case: Case) -> None:
    assert run(case, RUNNERS) == case.expected
