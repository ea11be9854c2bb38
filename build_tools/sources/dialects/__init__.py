"""The dialects of raw text, each a value in a module of its own; the first that knows a text reads it.

Another one is a module here and a name in ``DIALECTS``, before the one that takes every text.
"""

from __future__ import annotations

from build_tools.sources.dialects.dialect import Dialect
from build_tools.sources.dialects.guessed import GUESSED
from build_tools.sources.dialects.written import WRITTEN

DIALECTS: tuple[Dialect, ...] = (WRITTEN, GUESSED)


def dialect_of(raw: str) -> Dialect:
    """The dialect of a raw text."""
    return next(dialect for dialect in DIALECTS if dialect.tells(raw))
