"""Commands of the program that the desk runs as an editor would type them: what they print is passed on."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Sequence

Told = Callable[[str], None]


async def run(arguments: Sequence[str], tell: Told) -> int:
    """Run ``gazette`` with these arguments; returns how it ended. Each line that it prints is told."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "build_tools",
        *arguments,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    assert process.stdout is not None
    try:
        async for line in process.stdout:
            tell(line.decode("utf-8", "replace").rstrip("\n"))
        return await process.wait()
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()
