"""The made-up issue as the pages that a browser prints, once in a run."""

from __future__ import annotations

import subprocess
from pathlib import Path

from support.made_up_issue import sheets
from support.once import once


def _print(folder: Path) -> None:
    (folder / "issue.html").write_text(sheets(), encoding="utf-8")
    command = [
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}",
        "--no-pdf-header-footer", "--print-to-pdf=issue.pdf", "issue.html",
    ]  # fmt: skip
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)


def by_chromium() -> bytes:
    """The issue as a PDF by Chromium."""
    return (once("chromium", _print) / "issue.pdf").read_bytes()
