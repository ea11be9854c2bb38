"""The matching form of search: what readers cannot be expected to type is made alike, nothing else.

``theme/assets/gazette/search/fold.js`` does the same in the browser; a test compares both character by
character.
"""

from __future__ import annotations

import unicodedata

from build_tools.language.radicals import equivalents

SEPARATOR = "\x1f"
"""Stands between the cells of a row and after each place: no word goes across it."""

_ALIKE = (
    dict.fromkeys("([〔【〖", "(")
    | dict.fromkeys(")]〕】〗", ")")
    | {"〈": "《", "〉": "》"}
    | dict.fromkeys("•‧・∙⋅", "·")
    # As keyboards have them and as they are printed: 2023-2025年, “十三五”, 二零二六年.
    | dict.fromkeys("-‐‑‒–−―~〜∼", "—")
    | dict.fromkeys("\"'”‘’„‟‛「」『』〝〞", "“")
    | dict.fromkeys("零○◯", "〇")
)
# Radicals that OCR and PDF give for the characters they look like; those of Kangxi (⼀) NFKC knows.
_ALIKE |= {radical: now for radical, now in equivalents().items() if radical < "\u2f00" and now <= "\uffff"}
# Signs that show nothing: soft hyphen, zero-width marks, the mark at the head of a file.
_UNSEEN = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"


class _Table(dict[int, str]):
    """Each character's matching form, made when it is first asked for."""

    def __missing__(self, code: int) -> str:
        wide = unicodedata.normalize("NFKC", chr(code)).lower()
        self[code] = "".join(_ALIKE.get(c, c) for c in wide if not (c.isspace() or c in _UNSEEN))
        return self[code]


_FOLDED = _Table({ord(SEPARATOR): SEPARATOR})


def is_sign(character: str) -> bool:
    """Whether a folded character is one that nobody types: 《, “. A full stop is none: it parts sentences.

    A point between two figures belongs to their number: see ``postings``.
    """
    return character != "。" and unicodedata.category(character).startswith("P")


def folded(text: str) -> str:
    """``藏政发［2024］ 11号`` → ``藏政发(2024)11号``: one width, case, bracket, dot, dash and quotation mark.

    No spaces; 〇, ○ and 零 are one; a radical is the character that it looks like.

    Each character is folded by itself, so that the place of a match is the place in the print.
    """
    return text.translate(_FOLDED)
