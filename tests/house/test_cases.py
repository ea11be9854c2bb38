"""One rule, one file below a room's ``cases``: what it does, and beside it what it must leave alone.

To add a case, add text to a file; the ``test_cases.py`` beside the folder runs it (its ``RUNNERS``).
"""

from __future__ import annotations

from collections import Counter

from support.casefiles import all_cases
from support.paths import TESTS


def test_every_rule_has_a_negative() -> None:
    cases = [c for c in all_cases() if not c.rule.startswith("house/codes/")]
    counts = Counter(c.rule for c in cases)
    negatives = {c.rule for c in cases if c.title.startswith("not:")}
    assert counts
    assert set(counts) - negatives == set()


def test_every_folder_of_cases_has_a_runner() -> None:
    """``house/cases`` belongs to ``test_catalogue.py``."""
    folders = [path.parent for path in TESTS.rglob("cases") if path.is_dir()]
    assert [f.name for f in folders if not (f / "test_cases.py").is_file()] == []
