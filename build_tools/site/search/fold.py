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
    # As keyboards have them and as they are printed: 2023-2025年, “十三五”, 二零二六年.
    | dict.fromkeys("-‐‑‒–−―~〜∼", "—")
    | dict.fromkeys("\"'”‘’„‟‛「」『』〝〞", "“")
    | dict.fromkeys("零○◯", "〇")
)
# Radicals that OCR and PDF give for the characters they look like; those of Kangxi (⼀) NFKC knows.
_RADICALS = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗㣺⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺠民⺡氵⺢氺⺣灬⺤爫⺥爫"
    "⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳㓁⺶羊⺷羊⺹耂⺺肀⺻聿⺼月⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻊足⻋车"
    "⻌辶⻍辶⻎辶⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀"
)
_ALIKE |= dict(zip(_RADICALS[::2], _RADICALS[1::2], strict=True))
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
