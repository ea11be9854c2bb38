"""Marks of folders, and what is told at the end of a run."""

from __future__ import annotations

import os
import shutil
import tempfile

import pytest
from hypothesis import HealthCheck, settings

from support.once import RUN
from support.paths import TESTS

# A slow machine is no fault of the code.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def pytest_configure(config: pytest.Config) -> None:
    """The folder for what is made once in a run. The process that has made it removes it."""
    if RUN not in os.environ:
        folder = tempfile.mkdtemp(prefix="gazette-tests-")
        os.environ[RUN] = folder
        config.add_cleanup(lambda: shutil.rmtree(folder))


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
