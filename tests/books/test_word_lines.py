"""Single lines by GB/T 9704-2012: titles in lines of whole words, signature and day, empty lines."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx.oxml.ns import qn
from lxml import etree

from build_tools.books.word import word
from build_tools.books.word_lines import in_lines, title_lines
from support.books import SITE, all_books
from support.conversion import corpus_of


@pytest.mark.parametrize(
    "lines",
    [
        ("青江市早市管理办法",),
        ("青江市人民政府办公室关于早市有关问题的通知"[:20],),
        ("青江市人民政府关于调整文创园区、", "高新区所属街道管辖权的通知"),
        ("关于印发《青江市医疗保障基金", "使用信用管理办法（试行）》的通知"),
        ("早" * 25,),
        ("早市" * 30 + "、" + "夜市" * 30,),
    ],
)
def test_a_title_goes_on_where_a_word_ends(lines: tuple[str, ...]) -> None:
    """What fits a line is one; a title without such a place is left whole."""
    title = "".join(lines)
    found = in_lines(title, title_lines(title)).split("\n")
    assert tuple(found) == lines


def test_lines_are_as_even_as_the_words_let_them_be_and_none_is_too_wide() -> None:
    title = (
        "青江市人民政府办公室关于印发《青江市城镇住宅小区地下车位（库）"
        "确权登记有关问题的指导意见（试行）》的通知"
    )
    found = in_lines(title, title_lines(title)).split("\n")
    assert len(found) == 3
    assert max(map(len, found)) - min(map(len, found)) <= 4
    assert not [line for line in found if line[0] in "》）、的"]


def _paragraphs(text: str) -> list[tuple[str, etree._Element]]:
    """The words of each paragraph, and the paragraph."""
    corpus = corpus_of(text)
    book = all_books(corpus)[0]
    with ZipFile(BytesIO(word(book, book.chapters(corpus), SITE.name))) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    return [("".join(p.itertext()), p) for p in body.iter(qn("w:p"))]


def _right(paragraph: etree._Element) -> float | None:
    indent = paragraph.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    return None if indent is None else int(indent.get(qn("w:right"))) / 320


def _signed(by: str, day: str = "2024年5月12日") -> list[tuple[str, etree._Element]]:
    return _paragraphs(
        f"青江市人民政府关于早市的通知\n\n青政发〔2024〕9号\n\n各县（区）人民政府：\n\n早市应当按时开市。\n\n{by}\n\n{day}\n"
    )


@pytest.mark.parametrize(
    ("by", "day", "places"),
    [
        ("青江市政府", "2024年5月12日", [5.5, 2.0]),  # the day is longer: it stands two from the right
        ("青江市人民政府办公室", "2024年5月2日", [2.0, 4.0]),
    ],
)
def test_the_day_begins_two_characters_behind_the_signature(by: str, day: str, places: list[float]) -> None:
    assert [_right(p) for words, p in _signed(by, day) if words in (by, day)] == places


def test_two_signatures_keep_the_places_of_their_styles() -> None:
    by = "青江市财政局\n\n青江市商务局"
    assert [_right(p) for words, p in _signed(by) if words.startswith(("青江市财", "青江市商", "2024"))] == [
        None
    ] * 3


def test_no_sheet_bears_the_signature_or_the_day_alone() -> None:
    keep = f"{qn('w:pPr')}/{qn('w:keepNext')}"
    keeps = [words for words, p in _signed("青江市人民政府") if p.find(keep) is not None]
    assert keeps == ["早市应当按时开市。", "青江市人民政府"]


def test_a_line_is_empty_below_the_head_and_above_the_signature() -> None:
    apart = [
        words
        for words, p in _signed("青江市人民政府")
        if p.find(f"{qn('w:pPr')}/{qn('w:spacing')}") is not None
    ]
    assert apart == ["各县（区）人民政府：", "青江市人民政府"]
