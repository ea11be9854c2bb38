"""What is made once in a run of the tests, by the first of its processes that asks for it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

RUN = "GAZETTE_TEST_RUN"
"""The environment variable that names the folder of the run: conftest.py sets it, workers inherit it."""


def once(name: str, make: Callable[[Path], object]) -> Path:
    """The folder that ``make`` has filled. Nobody writes to it after that."""
    folder = Path(os.environ[RUN]) / name
    with FileLock(f"{folder}.lock"):
        if not folder.is_dir():
            part = folder.with_name(f"{name}.part")
            shutil.rmtree(part, ignore_errors=True)  # what a failure has left
            part.mkdir()
            make(part)
            part.rename(folder)
    return folder
