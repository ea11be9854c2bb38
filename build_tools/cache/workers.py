"""Work in several processes that are copies of this one, and so hold what it holds."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")

_work: Callable[[int], Any] | None = None
"""What the copies have to do; set only while they are made."""


def cores() -> int:
    """How many processes can work at once; one where a process cannot be copied."""
    return (os.cpu_count() or 1) if "fork" in multiprocessing.get_all_start_methods() else 1


def forked(work: Callable[[int], T], count: int, workers: int) -> list[T]:
    """What ``work`` gives for 0 … ``count`` - 1, in this order, whichever process made it."""
    global _work
    workers = min(workers, count)
    if workers < 2:
        return [work(i) for i in range(count)]
    _work = work
    try:
        pool: Executor
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork")) as pool:
            return list(pool.map(_one, range(count)))
    finally:
        _work = None


def _one(i: int) -> Any:
    assert _work is not None
    return _work(i)
