"""Memory that was freed, given back: the C library keeps it for later, which may never want as much again."""

from __future__ import annotations

import ctypes
import sys


def give_back() -> None:
    """What nothing holds any more is the system's, where its library can be told so."""
    if sys.platform != "win32":
        library = ctypes.CDLL(None)
        if hasattr(library, "malloc_trim"):  # of glibc
            library.malloc_trim(0)
