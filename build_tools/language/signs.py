"""Signs that say something of a place: that its code is no character, that a cell has no value."""

from __future__ import annotations

import re

MISSING_SIGN = "\ufffd"
"""What a reader sees where the source has a code that is no character."""

# U+FFFE and its like are no characters on any plane; controls but tab and line ends, XML cannot hold.
_LAST_TWO = "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
NONCHARACTER = re.compile(f"[\ufdd0-\ufdef{_LAST_TWO}]")

NO_VALUE = r"—–－\-−/／*＊"
"""What stands in a row of figures where there is none, for a class of characters: ``—``, ``/``, ``*``."""
# of a cell only: between blanks of a line … leads to a page, and · begins an item
_NO_VALUE_CELL = re.compile(rf"[{NO_VALUE}…⋯·]+")
_UNSHOWN = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f]|{NONCHARACTER.pattern}")


def visible(text: str) -> str:
    """The text as a page or a feed can hold it: a missing sign for each code that is no character.

    Keeps its length.
    """
    return _UNSHOWN.sub(MISSING_SIGN, text)


def is_no_value(cell: str) -> bool:
    """Whether the words of a cell are but signs that it has no value; an empty cell has none of them."""
    return _NO_VALUE_CELL.fullmatch(cell) is not None
