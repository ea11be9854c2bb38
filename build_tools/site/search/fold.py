"""The matching form of search: what readers cannot be expected to type is made alike, nothing else.

``theme/assets/gazette/search/fold.js`` does the same in the browser; a test compares both character by
character.
"""

from __future__ import annotations

import unicodedata

SEPARATOR = "\x1f"
"""Stands between the cells of a row and after each place: no word goes across it."""

_ALIKE = (
    dict.fromkeys("([〔【〖", "(")
    | dict.fromkeys(")]〕】〗", ")")
    | {"〈": "《", "〉": "》"}
    | dict.fromkeys("•‧・∙⋅", "·")
)
# Signs that show nothing: soft hyphen, zero-width marks, the mark at the head of a file.
_UNSEEN = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"


class _Table(dict[int, str]):
    """Each character's matching form, made when it is first asked for."""

    def __missing__(self, code: int) -> str:
        wide = unicodedata.normalize("NFKC", chr(code)).lower()
        self[code] = "".join(_ALIKE.get(c, c) for c in wide if not (c.isspace() or c in _UNSEEN))
        return self[code]


_FOLDED = _Table({ord(SEPARATOR): SEPARATOR})


def folded(text: str) -> str:
    """``藏政发［2024］ 11号`` → ``藏政发(2024)11号``: one width, case, bracket and dot, no spaces.

    Each character is folded by itself, so that the place of a match is the place in the print.
    """
    return text.translate(_FOLDED)
