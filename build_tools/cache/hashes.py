"""Hashes of inputs: of the program as a whole, of files, of values."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def hash_of(*parts: str | bytes) -> str:
    """One hash over texts in their order; no two lists of texts have the same one."""
    found = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(len(data).to_bytes(8, "big"))
        found.update(data)
    return found.hexdigest()


def hash_of_files(paths: Iterable[Path]) -> str:
    """One hash over names and contents of files as they stand now; of one that is missing, that it is."""
    parts: list[str | bytes] = []
    for path in paths:
        parts += [path.name, b"+" + path.read_bytes() if path.is_file() else b"-"]
    return hash_of(*parts)


@cache
def code_hash() -> str:
    """The program that makes everything: all of ``build_tools/`` with theme and tables, what is installed
    beside it, and Python.

    Finer is not wanted: whether a change of one module changes what another one makes, nobody can tell.
    """
    files = sorted(p for p in _PACKAGE.rglob("*") if p.is_file() and p.suffix != ".pyc")
    # a package is named with its version by the folder of its metadata, which takes long to read
    installed = sorted({p.name for entry in sys.path for p in Path(entry).glob("*.dist-info")})
    names = [p.relative_to(_PACKAGE).as_posix() for p in files]
    return hash_of(sys.version, *installed, *names, *(p.read_bytes() for p in files))
