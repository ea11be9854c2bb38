"""PDFs that a browser prints: the made-up issue, and pages in the manner of those that offices print."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from build_tools.sources.imports.read import Imported, import_file
from support.facts import KINDS, expected, facts
from support.manners import MANNERS, Manner, manners, printed
from support.sheets import by_chromium

SEEDS = range(1, 9) if os.environ.get("GAZETTE_FULL") else range(1, 2)


@cache
def _facts() -> Mapping[str, Any]:
    return facts(import_file("a.pdf", by_chromium()).text)


@pytest.mark.parametrize("kind", KINDS)
def test_the_made_up_issue_as_from_plain_text(kind: str) -> None:
    assert _facts()[kind] == expected()[kind]


def test_heads_and_page_numbers_are_listed() -> None:
    found = import_file("a.pdf", by_chromium())
    around = [(k.kind, k.chars) for k in found.record.kept_out if k.kind in ("header", "footer")]
    assert around[:2] == [("header", "鹭洲市人民政府公报2024年第6期"), ("footer", "—1—")]
    assert len(around) == 16
    assert [x for x in found.text.decode().splitlines() if x.startswith("<page")] == [
        f"<page {k}>" for k in range(2, 9)
    ]


def _differences(manner: Manner, found: Imported) -> list[str]:
    """The lines that are otherwise than the print says; where it turns the page is asked where it is said."""
    turns = "<page>" in manner.lines
    lines = [x for x in found.text.decode().splitlines()[1:] if turns or not x.startswith("<page")]
    return list(difflib.unified_diff(list(manner.lines), lines, lineterm="", n=0))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("k", range(len(MANNERS)), ids=[m.__name__ for m in MANNERS])
def test_as_the_print_says_or_in_doubt(k: int, seed: int) -> None:
    """Tables are whole; what is otherwise than the print says is under a doubt."""
    manner = list(manners(seed))[k]
    found = import_file("a.pdf", (printed(seed) / f"{manner.name}.pdf").read_bytes())
    differences = _differences(manner, found)
    assert not differences or found.record.doubts, differences
    lines = found.text.decode().splitlines()
    assert sum(x == "<table>" for x in lines) == manner.tables
    assert not [x for x in differences if x[1:].startswith("<t")]
    assert {d.code for d in found.record.doubts} >= set(manner.doubts)
    kept = {(k.kind, k.chars) for k in found.record.kept_out}
    assert kept >= set(manner.kept)
