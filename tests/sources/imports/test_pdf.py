"""What a PDF prints, and what of it is not printed: pages made from their operators."""

from __future__ import annotations

import io

import pdfplumber
import pytest

from build_tools.model.original import ImportRecord
from build_tools.sources.imports import pdf as reader
from build_tools.sources.imports.read import import_file, recount_original
from support import office
from support.pdf_files import HOLDS_PICTURE, PICTURE, pdf, words


def lines(content: str, **more: object) -> list[str]:
    """The raw text of a page, without its first line."""
    return import_file("a.pdf", pdf([content], **more)).text.decode().splitlines()[1:]  # type: ignore[arg-type]


def record(content: str, **more: object) -> ImportRecord:
    return import_file("a.pdf", pdf([content], **more)).record  # type: ignore[arg-type]


LONG = "市场开办者应当按照规定配备管理人员并且公布联系方式以及投诉"


def test_paragraphs_are_told_by_indents_and_by_full_lines() -> None:
    page = [
        words("市场管理办法", 240, 800),
        words(LONG, 114, 770),
        words("电话，接受监督。", 90, 750),
        words("本办法自公布之日起施行。", 114, 730),
    ]
    page += [words(LONG + "电话", 90, 700), words("接受监督。", 90, 680)]
    assert lines("\n".join(page)) == [
        "市场管理办法",
        f"{LONG}电话，接受监督。",
        "本办法自公布之日起施行。",
        f"{LONG}电话接受监督。",
    ]


def test_lines_that_end_by_themselves_are_not_joined() -> None:
    names = "\n".join(words(f"鹭洲市第{n}中学", 90, 800 - 20 * k) for k, n in enumerate("一二三四"))
    assert lines(names + words(LONG + "电话。", 90, 700)) == [
        *(f"鹭洲市第{n}中学" for n in "一二三四"),
        f"{LONG}电话。",
    ]


WIDE = words(LONG, 114, 770) + words("电话，接受监督。", 90, 750)


def _half(*printed: str) -> list[str]:
    """A page of which the left half alone is filled, behind one of full lines."""
    page = "\n".join(words(line, 90, 770 - 20 * k) for k, line in enumerate(printed))
    return import_file("a.pdf", pdf([WIDE, page])).text.decode().splitlines()[3:]


def test_a_column_by_itself_has_its_own_edge() -> None:
    """Where its sentences break off there, with or without a comma."""
    assert _half(
        "6月6日 市人民政府召开春季植树总结",
        "会议，植树42万株。",
        "6月7日 市人民政府召开常务会议审议，",
        "研究防汛准备。",
    ) == [
        "6月6日　市人民政府召开春季植树总结会议，植树42万株。",
        "6月7日　市人民政府召开常务会议审议，研究防汛准备。",
    ]


def test_words_of_one_length_have_no_edge() -> None:
    """Nor do commas alone tell of one: they may end the items of a list."""
    printed = ("鹭洲市第一中学，", "鹭洲市第二中学，", "鹭洲市第三中学，", "鹭洲市第四中学。")
    assert _half(*printed) == list(printed)


SIGNED = "青江市人民政府商务局", "2025年3月3日"


@pytest.mark.parametrize("left", [342, 346, 354], ids=["as wide", "nearly as wide", "narrower"])
def test_lines_set_to_the_right_are_no_paragraph(left: float) -> None:
    page = words(LONG, 114, 770) + words("电话，接受监督。", 90, 750)
    page += words(SIGNED[0], 342, 730) + words(SIGNED[1], left, 710) + words("（此件公开发布）", 90, 690)
    assert lines(page) == [f"{LONG}电话，接受监督。", *SIGNED, "（此件公开发布）"]


def test_a_paragraph_in_the_right_half_is_one() -> None:
    page = words(LONG, 114, 770) + words("电话，接受监督。", 90, 750)
    page += words("市场开办者应当按照规定", 330, 730) + words("配备管理人员。", 330, 710)
    assert lines(page)[1:] == ["市场开办者应当按照规定配备管理人员。"]


@pytest.mark.parametrize(
    ("more", "x", "kind"),
    [
        ("3 Tr", 90, "hidden"),
        ("1 1 1 rg", 90, "no-ink"),
        ("", -400, "off-page"),
        ("0.7 0.7 -0.7 0.7 300 0 cm", 150, "slanted"),
    ],
    ids=["invisible", "white", "off the page", "slanted"],
)  # fmt: skip
def test_what_is_not_seen_is_listed(more: str, x: float, kind: str) -> None:
    found = record(words("早市按时开市。", 90, 700) + f" q {words('内部传阅', x, 300, more=more)} Q")
    assert {(k.kind, k.chars) for k in found.kept_out} == {(kind, "内部传阅")}


def test_white_on_a_dark_ground_is_printed() -> None:
    assert lines("0 0 0 rg 80 690 300 30 re f " + words("早市按时开市。", 90, 700, more="1 1 1 rg")) == [
        "早市按时开市。"
    ]


def test_a_character_that_is_printed_twice_to_look_bold_is_one() -> None:
    assert lines(words("早市", 90, 700) + words("早市", 90.4, 700) + words("早早市", 90, 600)) == [
        "早市",
        "早早市",
    ]


def test_raised_lowered_and_struck() -> None:
    page = words("二氧化硫SO", 90, 700) + words("2", 164, 697, 7) + words("不高于5m", 168, 700)
    page += words("3", 216, 705, 7) + words("早市夜市", 90, 600) + " 114 604 m 138 604 l S"
    assert lines(page) == ["二氧化硫SO<sub>2</sub>不高于5m<sup>3</sup>", "早市<del>夜市</del>"]


@pytest.mark.parametrize(
    ("sign", "size", "shown"),
    [
        ("①", 10, "早市<sup>①</sup>按时开市。"),
        ("①", 6, "早市<sup>①</sup>按时开市。"),
        ("a", 10, "早市<sup>a</sup>按时开市。"),
        ("夜", 6, "早市<sup>夜</sup>按时开市。"),
    ],
)
def test_a_sign_that_a_browser_raises_is_in_its_line(sign: str, size: float, shown: str) -> None:
    page = words("早市", 90, 700) + words(sign, 114, 705, size) + words("按时开市。", 114 + size, 700)
    assert lines(page) == [shown]


def test_words_of_a_little_smaller_print_beside_a_line_are_not_raised() -> None:
    page = words("早市", 90, 700) + words("甲乙", 114, 705, 10) + words("按时开市。", 138, 700)
    assert "<sup>" not in "".join(lines(page))


def test_an_underline_strikes_nothing() -> None:
    assert lines(words("早市夜市", 90, 600) + " 90 598 m 138 598 l S") == ["早市夜市"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_upright(turn: int) -> None:
    page = words("早市按时开市。", 90, 700) + words("夜市按时开市。", 90, 680)
    assert lines(page, own=f"/Rotate {turn}") == ["早市按时开市。", "夜市按时开市。"]


def test_codes_without_a_character_stay_with_their_doubts() -> None:
    assert lines(words("早市\ue123⼀", 90, 700)) == ["早市\ue123⼀"]


def test_a_picture_with_no_text_is_in_doubt() -> None:
    found = record(
        words("早市按时开市。", 90, 700) + " q 300 0 0 300 90 90 cm /Im1 Do Q",
        page=HOLDS_PICTURE,
        objects=[PICTURE],
    )
    assert [(d.code, d.detail) for d in found.doubts] == [("original-form", "第1页的图片，图上的文字没有读")]


def test_a_page_that_is_a_scan_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "can_recognise", lambda: False)
    scan = "q 595 0 0 842 0 0 cm /Im1 Do Q"
    found = import_file("a.pdf", pdf([words("早市。", 90, 700), scan], page=HOLDS_PICTURE, objects=[PICTURE]))
    assert [d.detail for d in found.record.doubts] == ["第2页是扫描的图，没有文字"]


def test_the_tracked_change_of_a_draft_is_struck() -> None:
    text = import_file("a.pdf", office.printed("word")).text.decode()
    assert "停车时间在<del>15" in text


def test_every_line_has_its_page_and_place() -> None:
    found = import_file("a.pdf", pdf([words("早市。", 90, 700), words("夜市。", 90, 700)])).record
    pages = [p.page for _, p in sorted(found.places.items())]
    assert pages == [1, 2, 2]
    assert found.places[2].box == (90.0, 131.4, 126.0, 143.4)


def test_the_original_is_counted_once_more() -> None:
    data = pdf([words("早市。", 90, 700) + words("内部", 90, 600, more="3 Tr")])
    found = import_file("a.pdf", data)
    assert recount_original(found.record, data, found.text.decode()) == ("", "")
    assert recount_original(found.record, data, found.text.decode().replace("早", "")) == ("早", "")


def test_another_library_reads_the_same_characters() -> None:
    data = office.printed()
    with pdfplumber.open(io.BytesIO(data)) as document:
        theirs = sorted(c["text"] for page in document.pages for c in page.chars if c["text"].strip())
    found = import_file("a.pdf", data)
    ours = found.text.decode()
    assert found.balance.held == len(theirs)
    assert {c for c in theirs if c not in ours} == set()


def test_another_library_finds_the_same_ruled_cells() -> None:
    data = office.printed()
    with pdfplumber.open(io.BytesIO(data)) as document:
        theirs = [len(t.cells) for page in document.pages for t in page.find_tables()]
    ours = [t.count("<td") for t in import_file("a.pdf", data).text.decode().split("<table>")[1:]]
    assert ours == theirs


def test_a_line_of_opening_marks_alone_is_read() -> None:
    assert lines(words(LONG, 90, 720) + words("早市。", 90, 700) + words("（", 90, 680)) == [
        f"{LONG}早市。",
        "（",
    ]


def _with_head(number: int, page: int) -> str:
    return words(f"鹭洲学报　第{number}号", 90, 800) + words(
        f"{'甲乙丙丁'[page - 1] * page}市按时开市。", 90, 700
    )


def test_only_short_numbers_of_a_running_head_count_pages() -> None:
    found = import_file("a.pdf", pdf([_with_head(55265 + k, k) for k in range(1, 5)]))
    assert found.text.decode().splitlines()[2::2] == ["<page>"] * 3
    found = import_file("a.pdf", pdf([_with_head(20 + k, k) for k in range(1, 5)]))
    assert found.text.decode().splitlines()[2::2] == ["<page 22>", "<page 23>", "<page 24>"]


def test_a_page_that_is_printed_again_is_no_running_head() -> None:
    page = words("登记表", 240, 800) + words("申请人：", 90, 700) + words("填表日期：", 90, 100)
    assert import_file("a.pdf", pdf([page] * 3)).text.decode().splitlines()[1:].count("登记表") == 3


def test_a_scan_in_bands_is_a_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "can_recognise", lambda: False)
    bands = "".join(f"q 595 0 0 14.1 0 {842 - 14 * k} cm /Im1 Do Q " for k in range(1, 61))
    found = import_file(
        "a.pdf", pdf([words("早市。", 90, 700), bands], page=HOLDS_PICTURE, objects=[PICTURE])
    )
    assert [d.detail for d in found.record.doubts] == ["第2页是扫描的图，没有文字"]


def test_han_in_the_room_of_letters_are_in_doubt() -> None:
    """Some standards are set in fonts that give their letters the codes of rare Han: 犐犆犛 prints ICS."""
    letters = "".join(words(c, 90 + 5 * k, 700, 20) for k, c in enumerate("犐犆犛03"))
    found = record(letters + words("早市按时开市。", 90, 600))
    assert [(d.code, d.was) for d in found.doubts] == [("original-unsure", "犐犆犛")]
    assert found.doubts[0].detail.startswith("第1页，左 90 上 ")


def test_condensed_han_are_in_no_doubt() -> None:
    assert record(words("早市应当按时开市。", 90, 700, more="66 Tz")).doubts == ()


def test_words_that_run_sideways_on_an_upright_page_are_in_doubt() -> None:
    page = (
        words("早市应当按时开市。", 90, 700)
        + " q "
        + words("附表甲", 0, 0, more="0 1 -1 0 300 200 cm")
        + " Q"
    )
    found = record(page)
    assert {(k.kind, k.chars) for k in found.kept_out} == {("sideways", "附表甲")}
    assert [(d.was, d.detail) for d in found.doubts] == [
        ("附表甲", "第1页有与全页方向不同的侧排文字，没有收入")
    ]


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("/Subtype /FreeText /DA (/F1 9 Tf) /Contents (a)", True),
        ("/Subtype /Widget /FT /Tx /T (a) /V (b)", True),
        ("/Subtype /Stamp", True),
        ("/Subtype /Link /A << /S /URI /URI (a) >>", False),
        ("/Subtype /Popup", False),
    ],
)
def test_what_is_fastened_on_a_page_is_in_doubt(kind: str, told: bool) -> None:
    """Its words are none of the page's texts; a link has none."""
    own = f"/Annots [<< /Type /Annot /Rect [90 600 300 650] {kind} >>]"
    found = record(words("早市按时开市。", 90, 700), own=own)
    said = [d.detail for d in found.doubts]
    assert said == ["第1页有批注、表单域或印章，其中的文字没有读"] * told


_CELL = "80 600 100 100 re S 180 600 100 100 re S "


def test_figures_at_the_right_edge_of_a_cell_each_end_by_themselves() -> None:
    cell = words("一万元", 247, 670, 10) + words("十二万元", 237, 655, 10)
    assert "<td>一万元<br>十二万元</td>" in "".join(lines(_CELL + words("金额", 85, 670, 10) + cell))


def test_a_short_line_before_a_long_word_of_a_cell_is_in_doubt() -> None:
    page = (
        _CELL
        + words("泊位", 85, 670, 10)
        + words("不低于", 185, 670, 10)
        + words("1234567890123456", 185, 655, 10)
    )
    found = record(page)
    assert [d.detail for d in found.doubts] == ["格内短行接成一段，也可能是几行"]
    page = (
        _CELL
        + words("泊位", 85, 670, 10)
        + words("不低于本市规定的总", 185, 670, 10)
        + words("数。", 185, 655, 10)
    )
    assert record(page).doubts == ()


def _boxes(cells: str) -> str:
    """Ruled cells: ``column row rows words`` parted by blanks, three columns, rows counted from the top."""
    page = ""
    for cell in cells.split(" / "):
        column, row, rows, *held = cell.split()
        x, y = 90 + 120 * int(column), 780 - 30 * (int(row) + int(rows))
        page += f"{x} {y} 120 {30 * int(rows)} re S " + "".join(words(w, x + 5, y + 10) for w in held)
    return page


@pytest.mark.parametrize(
    ("above", "below", "rows", "doubts"),
    [
        pytest.param(
            "0 0 2 东庙乡 / 1 0 1 一号井 / 2 0 1 停用 / 1 1 1 二号井 / 2 1 1 停用",
            "0 0 2 / 1 0 1 三号井 / 2 0 1 备用 / 1 1 1 四号井 / 2 1 1 备用",
            ['<td rowspan="4">东庙乡</td><td>一号井</td><td>停用</td>'],
            ["换页处空着的格接入上一页的“东庙乡”"],
            id="a label over rows is cut",
        ),
        pytest.param(
            "0 0 1 东庙乡 / 1 0 1 一号井 / 2 0 2 停用 / 0 1 1 西坪乡 / 1 1 1 二号井",
            "0 0 1 南沟乡 / 1 0 1 三号井 / 2 0 1 / 0 1 1 北河乡 / 1 1 1 四号井 / 2 1 1 备用",
            ["<td>南沟乡</td><td>三号井</td><td></td>"],
            ["换页处有空格，可能属于上一页的“停用”"],
            id="an empty cell of one row below a merged one",
        ),
        pytest.param(
            "0 0 1 东庙乡 / 1 0 1 一号井 / 2 0 1 停用 / 0 1 1 西坪乡 / 1 1 1 二号井 / 2 1 1 停用",
            "0 0 1 南沟乡 / 1 0 1 三号井 / 2 0 1 / 0 1 1 北河乡 / 1 1 1 四号井 / 2 1 1 备用",
            ["<td>南沟乡</td><td>三号井</td><td></td>"],
            [],
            id="an empty cell",
        ),
    ],
)
def test_an_empty_cell_where_the_page_turns(
    above: str, below: str, rows: list[str], doubts: list[str]
) -> None:
    found = import_file("a.pdf", pdf([_boxes(above), _boxes(below)]))
    text = found.text.decode()
    assert text.count("<table>") == 1
    assert [row for row in rows if f"<tr>{row}</tr>" not in text] == []
    assert [d.detail for d in found.record.doubts] == doubts


def test_a_rare_character_that_is_told_as_two_halves_is_one() -> None:
    made = import_file("a.pdf", pdf([words("早市由𠮷", 90, 700)]))
    assert made.text.decode().split() == ["<?gazette", "1?>", "早市由𠮷"]
