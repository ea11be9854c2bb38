"""The writings in which a word processor numbers: ST_NumberFormat of ECMA-376, part 1, 17.18.59."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

Writing = Callable[[int], str]

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def _counting(digits: str, units: tuple[str, str, str], *, one_ten: bool) -> Writing:
    """一 … 十, 十一, 二十, 一百零一: ``one_ten`` writes the first ten with its one (壹拾)."""
    ten, hundred, thousand = units

    def written(n: int) -> str:
        if not 0 < n < 10_000:
            return "零" if n == 0 else str(n)
        parts: list[str] = []
        gap = False
        for unit, size in ((thousand, 1000), (hundred, 100), (ten, 10), ("", 1)):
            digit, n = divmod(n, size)
            if digit == 0:
                gap = bool(parts)
                continue
            one = "" if size == 10 and digit == 1 and not parts and not one_ten else digits[digit]
            parts.append(("零" if gap else "") + one + unit)
            gap = False
        return "".join(parts)

    return written


_thousands = _counting(_DIGITS, ("十", "百", "千"), one_ten=False)


def _japanese(n: int) -> str:
    """一 … 十, 百, 百一, 二百: no zero, no one before a unit."""
    if not 0 < n < 10_000:
        return "〇" if n == 0 else str(n)
    parts = []
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, n = divmod(n, size)
        if digit:
            parts.append((_DIGITS[digit] if digit > 1 or not unit else "") + unit)
    return "".join(parts)


def _digital(n: int) -> str:
    return "".join(_DIGITS[int(d)] for d in str(n))


def _counting_to_99(n: int) -> str:
    """一 … 九十九, then digit by digit: 一〇〇."""
    return _thousands(n) if 0 < n < 100 else _digital(n)


def _from(row: str, otherwise: Writing = str) -> Writing:
    return lambda n: row[n - 1] if 0 < n <= len(row) else otherwise(n)


def _cycle(row: str) -> Writing:
    return lambda n: row[(n - 1) % len(row)] if n > 0 else str(n)


def _letters(first: str) -> Writing:
    """a … z, aa, bb … as word processors count."""
    return lambda n: chr(ord(first) + (n - 1) % 26) * ((n - 1) // 26 + 1) if 0 < n <= 780 else str(n)


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def _roman(n: int) -> str:
    if not 0 < n < 4000:
        return str(n)
    written = ""
    for value, sign in _ROMAN:
        count, n = divmod(n, value)
        written += sign * count
    return written


def _ordinal(n: int) -> str:
    ending = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def _cardinal(n: int) -> str:
    if not 0 <= n < 100:
        return str(n)
    words = _ONES[n] if n < 20 else _TENS[n // 10 - 2] + (f"-{_ONES[n % 10]}" if n % 10 else "")
    return words.capitalize()


def _full_width(n: int) -> str:
    return "".join(chr(ord(d) + 0xFEE0) for d in str(n))


def _enclosed(first: int, count: int) -> str:
    return "".join(chr(first + k) for k in range(count))


_CIRCLED = _enclosed(0x2460, 20)  # ① … ⑳

FORMATS: Mapping[str, Writing] = MappingProxyType(
    {
        "decimal": str,
        "decimalHalfWidth": str,
        "decimalZero": lambda n: f"{n:02d}",
        "decimalFullWidth": _full_width,
        "decimalFullWidth2": _full_width,
        "decimalEnclosedCircle": _from(_CIRCLED),
        "decimalEnclosedCircleChinese": _from(_CIRCLED),
        "decimalEnclosedParen": _from(_enclosed(0x2474, 20)),  # ⑴
        "decimalEnclosedFullstop": _from(_enclosed(0x2488, 20)),  # ⒈
        "numberInDash": lambda n: f"- {n} -",
        "upperRoman": _roman,
        "lowerRoman": lambda n: _roman(n).lower(),
        "upperLetter": _letters("A"),
        "lowerLetter": _letters("a"),
        "ordinal": _ordinal,
        "cardinalText": _cardinal,
        "hex": lambda n: f"{n:X}",
        "chineseCounting": _counting_to_99,
        "chineseCountingThousand": _thousands,
        "chineseLegalSimplified": _counting(_LEGAL, ("拾", "佰", "仟"), one_ten=True),
        "taiwaneseCounting": _counting_to_99,
        "taiwaneseCountingThousand": _thousands,
        "taiwaneseDigital": _digital,
        "ideographDigital": _digital,
        "japaneseDigitalTenThousand": _digital,
        "japaneseCounting": _japanese,
        "ideographLegalTraditional": _counting(_LEGAL_TRADITIONAL, ("拾", "佰", "仟"), one_ten=True),
        "ideographEnclosedCircle": _from(_enclosed(0x3280, 10)),  # ㊀
        "ideographTraditional": _cycle(_STEMS),
        "ideographZodiac": _cycle(_BRANCHES),
        "ideographZodiacTraditional": lambda n: _cycle(_STEMS)(n) + _cycle(_BRANCHES)(n),
        "none": lambda n: "",
    }
)


def written_number(n: int, form: str, pattern: str = "") -> str | None:
    """A number in one of :data:`FORMATS`, or in a form of its own (``001, 002, 003, ...``); None where the
    form is not known."""
    if form == "custom":
        first = pattern.partition(",")[0].strip()
        return f"{n:0{len(first)}d}" if first.isdigit() else None
    writing = FORMATS.get(form)
    return writing(n) if writing is not None else None
