"""Workers that die are followed by others; one that dies again is told, and nothing stops for it."""

from __future__ import annotations

import asyncio
import os
import signal

import pytest

from build_tools.desk.live import Worker
from build_tools.desk.workshop import Unready


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_worker_that_dies() -> None:
    async def tried() -> None:
        worker = Worker()
        try:
            with pytest.raises(Unready, match="worker-died"):
                await worker.run(_die)
            assert await worker.run(abs, -1) == 1
        finally:
            worker.close()

    asyncio.run(tried())
