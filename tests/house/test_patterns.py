"""Every pattern finds the printed lines that its comment quotes, and leaves its negatives alone."""

from __future__ import annotations

import re

from support.patterns import fires, leaves, quoted_patterns

PATTERNS = tuple(quoted_patterns())
_LONG = 200


def test_a_pattern_finds_its_own_lines() -> None:
    assert not [(p.name, line) for p in PATTERNS for line in p.lines if not fires(p.pattern, line)]


def test_a_pattern_leaves_its_negatives_alone() -> None:
    assert not [(p.name, line) for p in PATTERNS for line in p.negatives if not leaves(p.pattern, line)]


def test_a_long_pattern_quotes_a_printed_line() -> None:
    own = [p for p in PATTERNS if len(p.pattern.pattern) > _LONG]
    assert [p.name for p in own if not p.lines] == []
    assert sum(bool(p.lines) for p in PATTERNS) > 250


def test_both_ways_are_tried() -> None:
    """The tests above are not empty: lines and negatives are read, and a wrong one is seen."""
    assert sum(bool(p.negatives) for p in PATTERNS) > 40
    pattern = re.compile("^本办法自.+起施行")
    assert fires(pattern, "本办法自2024年5月1日起施行。")
    assert not fires(pattern, "本规定自2024年5月1日起施行。")
    assert leaves(pattern, "本规定自2024年5月1日起施行。")
    assert not leaves(pattern, "本办法自2024年5月1日起施行。")
