"""The page of the handbook that tells a day from file to release says what the commands print."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from support.day import day_page
from support.paths import ROOT
from support.publishing import quick_site

PAGE = ROOT / "docs" / "day.md"


def test_the_page_says_what_the_screen_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    quick_site(monkeypatch)
    made = day_page(tmp_path)
    if os.environ.get("GOLDEN") == "refresh":
        PAGE.write_text(made, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == made
