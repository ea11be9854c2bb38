"""Fonts whose letters are symbols: what is printed for a code of Wingdings or Symbol."""

from __future__ import annotations

_WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x73: "◆", 0x74: "◆",
    0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xAB: "★",
    0xD8: "➢", 0xE0: "→", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x46: "☞",
    **{0x81 + k: chr(0x2460 + k) for k in range(10)},  # ① …
    **{0x8C + k: chr(0x2776 + k) for k in range(10)},  # ❶ …
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x98: "●", 0x99: "○",
    **{0x6A + k: chr(0x2460 + k) for k in range(10)},
}  # fmt: skip
_GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_SYMBOL = {
    **{0x41 + k: c for k, c in enumerate(_GREEK)},
    **{0x61 + k: c for k, c in enumerate("αβχδεφγηιϕκλμνοπθρστυϖωξψζ")},
    0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±",
    0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xC5: "⊕",
    0xCE: "∈", 0xD7: "·", 0xE5: "∑", 0x2D: "−",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def is_symbol_font(font: str) -> bool:
    """Whether the letters of a font are symbols."""
    return font.strip().lower() in _FONTS


def symbol(font: str, code: int) -> str | None:
    """The character that is printed for a code of a symbol font; None where it is not known.

    Word keeps such codes in the private use area too: U+F06F is 6F.
    """
    table = _FONTS.get(font.strip().lower(), {})
    return table.get(code - 0xF000 if 0xF000 <= code <= 0xF0FF else code)


def signs_of(char: str) -> frozenset[str]:
    """What may be printed for a code in the private use area, where no font is told."""
    return frozenset(table[ord(char) - 0xF000] for table in _FONTS.values() if ord(char) - 0xF000 in table)
