"""Numbers as a word processor writes them."""

from __future__ import annotations

import pytest

from build_tools.sources.imports.number_formats import FORMATS, written_number


@pytest.mark.parametrize(
    ("form", "n", "written"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("decimalEnclosedFullstop", 3, "⒊"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 11, "十一"),
        ("chineseCounting", 20, "二十"),
        ("chineseCounting", 99, "九十九"),
        ("chineseCounting", 100, "一〇〇"),
        ("chineseCountingThousand", 15, "十五"),
        ("chineseCountingThousand", 100, "一百"),
        ("chineseCountingThousand", 101, "一百零一"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 115, "一百一十五"),
        ("chineseCountingThousand", 1005, "一千零五"),
        ("chineseCountingThousand", 1050, "一千零五十"),
        ("japaneseCounting", 100, "百"),
        ("japaneseCounting", 115, "百十五"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographLegalTraditional", 3, "參"),
        ("ideographDigital", 105, "一〇五"),
        ("ideographTraditional", 2, "乙"),
        ("ideographTraditional", 11, "甲"),
        ("ideographZodiac", 3, "寅"),
        ("ideographZodiacTraditional", 1, "甲子"),
        ("ideographEnclosedCircle", 4, "㊃"),
        ("upperLetter", 27, "AA"),
        ("lowerLetter", 28, "bb"),
        ("upperRoman", 44, "XLIV"),
        ("lowerRoman", 9, "ix"),
        ("ordinal", 22, "22nd"),
        ("cardinalText", 21, "Twenty-one"),
        ("numberInDash", 3, "- 3 -"),
        ("none", 3, ""),
    ],
)
def test_written(form: str, n: int, written: str) -> None:
    assert written_number(n, form) == written


def test_a_form_of_its_own() -> None:
    assert written_number(7, "custom", "001, 002, 003, ...") == "007"
    assert written_number(7, "custom", "a, b") is None
    assert written_number(7, "hebrew1") is None


@pytest.mark.parametrize("form", [f for f in FORMATS if f not in ("none",)])
def test_no_two_numbers_of_a_page_are_alike(form: str) -> None:
    numbers = [written_number(n, form) for n in range(1, 11)]
    assert len(set(numbers)) == 10
    assert all(numbers)
