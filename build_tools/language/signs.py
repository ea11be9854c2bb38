"""Characters that no page can show, and what stands in their place there."""

from __future__ import annotations

import re

MISSING_SIGN = "\ufffd"
"""What a reader sees where the source has a code that is no character."""

# U+FFFE and its like are no characters on any plane; controls but tab and line ends, XML cannot hold.
_LAST_TWO = "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
NONCHARACTER = re.compile(f"[\ufdd0-\ufdef{_LAST_TWO}]")
_UNSHOWN = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f]|{NONCHARACTER.pattern}")


def visible(text: str) -> str:
    """The text as a page or a feed can hold it: a missing sign for each code that is no character.

    Keeps its length.
    """
    return _UNSHOWN.sub(MISSING_SIGN, text)
