"""Four pages kept whole: their diff shows a reviewer what a change does to the Markdown.

They record and do not judge (the ledger and the readings judge). After a wanted change refresh them
with ``GOLDEN=refresh .venv/bin/pytest tests/house/test_golden.py`` and read the diff before committing it.
"""

from __future__ import annotations

import os
from functools import cache

import pytest

from build_tools.pages.document import pages
from support.conversion import SOURCES, converted
from support.paths import TESTS

GOLDEN = TESTS / "house" / "golden"
PAGES = {
    "notice-with-text": "documents/zang-zheng-ban-han-2024-23.md",
    "annex-with-table": "documents/zang-yi-bao-2023-33/annex-10.md",
    "issue": "issues/xizang-2024-07.md",
    "appointment": "documents/la-zheng-ren-2024-38.md",
}


@cache
def made() -> dict[str, str]:
    """All pages of the five sources."""
    return pages(converted(*SOURCES))


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str) -> None:
    path = GOLDEN / f"{name}.md"
    if os.environ.get("GOLDEN") == "refresh":
        path.write_text(made()[PAGES[name]], encoding="utf-8", newline="\n")
    assert made()[PAGES[name]] == path.read_text(encoding="utf-8")


def test_no_golden_page_is_left_over() -> None:
    assert {p.stem for p in GOLDEN.iterdir()} == set(PAGES)
