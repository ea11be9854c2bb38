"""Work in several processes that are copies of this one, and so hold what it holds."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Workers:
    """Processes that take work, whoever runs them; ``lost`` is raised for work that died with one."""

    executor: Executor
    lost: tuple[type[BaseException], ...] = (BrokenExecutor,)


_work: Callable[[int], Any] | None = None
"""What the copies have to do; set only while they are made."""


def cores() -> int:
    """How many processes can work at once; one where a process cannot be copied."""
    return (os.cpu_count() or 1) if "fork" in multiprocessing.get_all_start_methods() else 1


def forked(
    work: Callable[[int], T], count: int, workers: int, done: Callable[[int], None] = lambda _: None
) -> list[T]:
    """What ``work`` gives for 0 … ``count`` - 1, in this order, whichever process made it. ``done`` is told
    of each that is there with all before it."""
    global _work
    workers = min(workers, count)
    if workers < 2:
        return list(_told(map(work, range(count)), done))
    _work = work
    try:
        pool: Executor
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork")) as pool:
            return list(_told(pool.map(_one, range(count)), done))
    finally:
        _work = None


def forked_or_here(work: Callable[[int], T], count: int, workers: int) -> list[T]:
    """The same; where a process was killed, this one does all of it."""
    try:
        return forked(work, count, workers)
    except BrokenExecutor:
        return forked(work, count, 1)


def _told(found: Iterable[T], done: Callable[[int], None]) -> Iterator[T]:
    for i, value in enumerate(found):
        done(i)
        yield value


def _one(i: int) -> Any:
    assert _work is not None
    return _work(i)
