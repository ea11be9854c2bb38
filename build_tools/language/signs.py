"""Signs that say something of a place: that its code is no character, that a cell has no value."""

from __future__ import annotations

import re

MISSING_SIGN = "\ufffd"
"""What a reader sees where the source has a code that is no character."""

# U+FFFE and its like are no characters on any plane; controls but tab and line ends, XML cannot hold. What is
# looked for is all but the others: their ranges are passed over at once.
_BEYOND = "".join(f"{chr(plane << 16)}-{chr(plane << 16 | 0xFFFD)}" for plane in range(1, 17))
_CHARACTERS = f" -\ufdcf\ufdf0-\ufffd{_BEYOND}"
NONCHARACTER = re.compile(f"[^\x00-\x1f{_CHARACTERS}]")
_UNSHOWN = re.compile(f"[^\t\n\r{_CHARACTERS}]")

NO_VALUE = r"—–－\-−/／*＊"
"""What stands in a row of figures where there is none, for a class of characters: ``—``, ``/``, ``*``."""
# of a cell only: between blanks of a line … leads to a page, and · begins an item
_NO_VALUE_CELL = re.compile(rf"[{NO_VALUE}…⋯·]+")


def visible(text: str) -> str:
    """The text as a page or a feed can hold it: a missing sign for each code that is no character.

    Keeps its length.
    """
    return _UNSHOWN.sub(MISSING_SIGN, text)


def is_no_value(cell: str) -> bool:
    """Whether the words of a cell are but signs that it has no value; an empty cell has none of them."""
    return _NO_VALUE_CELL.fullmatch(cell) is not None
