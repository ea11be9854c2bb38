"""Every pattern finds the printed lines that its comment quotes, and leaves its negatives alone."""

from __future__ import annotations

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
