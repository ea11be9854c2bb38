"""Marks of folders, and what is told at the end of a run."""

from __future__ import annotations

import pytest

from support.paths import TESTS


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What stands in ``tests/site`` needs a browser or a built site; ``-m "not browser"`` leaves it out."""
    for item in items:
        if item.path.is_relative_to(TESTS / "site"):
            item.add_marker(pytest.mark.browser)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The scores of Lighthouse, the asserted ones and that of speed, which is for the reader alone."""
    for kind in ("passed", "failed"):
        for report in terminalreporter.getreports(kind):
            for name, value in getattr(report, "user_properties", ()):
                if name == "lighthouse":
                    terminalreporter.write_line(f"Lighthouse {value}")
