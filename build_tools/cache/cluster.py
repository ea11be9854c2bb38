"""Work on single sources by the workers of a Dask scheduler, on this machine or others.

Each worker runs in the folder of the project, which its machine shares: it reads ``raw/`` there and leaves
what it made in ``build/cache/``.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager

from build_tools.cache.workers import Workers

_PATIENCE = 10  # seconds until a scheduler that does not answer counts as not there


class NoScheduler(Exception):
    """There is no scheduler to work with; the message says why."""


@contextmanager
def cluster(address: str) -> Iterator[Workers]:
    """The workers of the scheduler at an address, ``tcp://10.0.0.1:8786``. What a worker was at when it died
    is done by another. Raises NoScheduler."""
    try:
        from distributed import Client, KilledWorker
    except ImportError as error:
        raise NoScheduler(
            "没有装 Dask：请运行 make cluster（没有 make 的，见编者手册“另装的部分”）"
        ) from error
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoScheduler(f"{address} 没有应答：先运行 dask scheduler，地址见其输出") from error
    with client:
        yield Workers(client.get_executor(pure=False), (KilledWorker, CancelledError))
