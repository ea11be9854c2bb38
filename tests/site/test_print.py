"""Documents on paper: printed to PDF by Chromium, read back, and measured against GB/T 9704-2012."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from lxml import html
from playwright.sync_api import Browser, Page

from build_tools.books.print_page import BOOK_STYLE
from build_tools.pages.every import all_pages
from build_tools.pipeline import convert_corpus
from build_tools.site.build import render
from build_tools.site.writing import write_files
from support.conversion import made_up
from support.every_page import TABLE, until
from support.once import once
from support.rendering import hand_written

MM = 72 / 25.4
FURNITURE = (
    "检索",
    "校勘记",
    "来源文本",
    "本文目录",
    "发文机关：",
    "所在期",
    "上一篇",
    "下一篇",
    "下载",
    "本表地址",
    "大字",
    "原文",
    "存疑]",
    "→ 打开",
    "不受著作权法保护",
    "回到页面顶部",
    "依据的文件",
)

# Full sentences of Han alone: nothing that typesetting may draw closer together.
_RUNNING = "为规范露天早市管理方便居民生活各县区人民政府应当按照职责分工加强检查督促落实" * 60
_WIDE = "\n".join(
    "| " + " | ".join(f"第{r}行第{c}列所填写的内容" for c in range(1, 17)) + " |" for r in range(1, 41)
)
LONG = f"""青江市人民政府关于加强早市管理的通知

青政发〔2024〕9号

各县（区）人民政府：

一、总体要求

（一）基本原则。坚持便民利民。

{_RUNNING}。

附件：1.早市摊位登记总表

青江市人民政府
2024年5月11日

附件1

早市摊位登记总表

| {" | ".join(f"栏目{c}" for c in range(1, 17))} |
|{"---|" * 16}
{_WIDE}
"""
ISSUING = """青江市人民政府关于印发《青江市早市管理规则》的通知

青政发〔2024〕10号

各县（区）人民政府：

现将《青江市早市管理规则》印发给你们，请遵照执行。

青江市人民政府
2024年5月12日

青江市早市管理规则

第一条 为规范早市管理，制定本规则。

第二条 本规则自2024年6月1日起施行。
"""


@dataclass(frozen=True)
class Char:
    """A printed character: its box from the left and top edges of the sheet, in points."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Sheet:
    """One page of a PDF."""

    width: float
    height: float
    chars: tuple[Char, ...]  # below the line that says what the sheet belongs to
    belongs: str  # that line: what stands in the highest 25 mm

    def head(self) -> str:
        """What stands in the highest line, from the left."""
        top = min(c.bottom for c in self.chars if c.left > 20 * MM)
        return "".join(c.text for c in sorted(self.chars, key=lambda c: c.left) if abs(c.bottom - top) < 8)

    def text(self) -> str:
        """All that is printed, in the order of the file, which may set one typeface after the other."""
        return self.belongs + "".join(c.text for c in self.chars)

    def lines(self) -> list[list[Char]]:
        """The lines of running text from the top down: Han on one base line; the page number is none."""
        rows: dict[int, list[Char]] = defaultdict(list)
        for char in self.chars:
            if re.match(r"[\u4e00-\u9fff]", char.text):
                rows[round((char.top + char.bottom) / 2 / 10)].append(char)
        merged: list[list[Char]] = []
        for row in sorted(rows):
            if merged and abs(merged[-1][0].bottom - rows[row][0].bottom) < 8:
                merged[-1] += rows[row]
            else:
                merged.append(rows[row])
        return merged


@pytest.fixture(scope="module")
def printed_site() -> Path:
    """A site of made-up texts: a long notice with a wide annex, one that issues a text, a bilingual one."""
    return once("printed", _render) / "site"


def _render(folder: Path) -> None:
    hand_written(folder)
    raw = folder / "raw"
    raw.mkdir(exist_ok=True)
    (raw / "long.txt").write_text(LONG, encoding="utf-8")
    (raw / "issuing.txt").write_text(ISSUING, encoding="utf-8")
    texts = [raw / "long.txt", raw / "issuing.txt"]
    texts += [made_up(n) for n in ("20-mini-gazette", "23-bilingual")]
    corpus = convert_corpus(texts)
    write_files(folder / "docs", all_pages(corpus))
    render(folder / "mkdocs.yml", corpus, folder / "site")


@pytest.fixture(scope="module")
def press(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def sheets(press: Page, address: str) -> list[Sheet]:
    """A page of the site as it comes out of the printer."""
    press.goto(address)
    press.wait_for_load_state("networkidle")
    document = pdfium.PdfDocument(press.pdf(prefer_css_page_size=True, print_background=True))
    return [_sheet(page) for page in document]


def _sheet(page: pdfium.PdfPage) -> Sheet:
    width, height = page.get_size()
    text = page.get_textpage()
    chars = []
    for i in range(text.count_chars()):
        char = text.get_text_range(i, 1)
        if char.strip():
            left, bottom, right, top = text.get_charbox(i)
            chars.append(Char(char, left, right, height - top, height - bottom))
    over = "".join(c.text for c in chars if c.bottom < 25 * MM)
    return Sheet(width, height, tuple(c for c in chars if c.bottom >= 25 * MM), over)


def _of(site: Path, name: str) -> str:
    return (site / "documents" / f"{name}.html").as_uri()


NOTICE = "qing-zheng-fa-2024-9"
RULES = "qing-zheng-fa-2024-10"


def test_sheets_are_a4_and_bear_their_number_outside(printed_site: Path, press: Page) -> None:
    found = sheets(press, _of(printed_site, NOTICE))
    assert len(found) > 3
    for number, sheet in enumerate(found, start=1):
        assert (round(sheet.width / MM), round(sheet.height / MM)) == (210, 297)
        below = [c for c in sheet.chars if c.top > sheet.height - 35 * MM]
        assert re.fullmatch(rf"[—\-–]{number}[—\-–]", "".join(c.text for c in below))
        outside = min(c.left for c in below) > sheet.width / 2
        assert outside == bool(number % 2)


def test_each_sheet_says_what_it_belongs_to(printed_site: Path, press: Page) -> None:
    """Loose ones too: the document with its number, the issue, and the address."""
    annex = sheets(press, _of(printed_site, f"{NOTICE}/annex-1"))
    named = "青江市人民政府关于加强早市管理的通知（青政发〔2024〕9号）附件1早市摊位登记总表"
    assert len(annex) > 1
    for sheet in annex:
        assert named in sheet.belongs
        assert "annex-1.html" in sheet.belongs
    of_an_issue = sheets(press, _of(printed_site, "qing-zheng-ren-2024-6"))
    assert all("刊载于青江市人民政府公报" in sheet.belongs for sheet in of_an_issue)
    assert sheets(press, (printed_site / "lists" / "by-number.html").as_uri())[0].belongs == ""


def test_the_first_sheet_says_the_state_below_the_title(printed_site: Path, press: Page) -> None:
    """Marked as the site's, in the room between title and text: no line of the print moves for it."""
    address = _of(printed_site, RULES)
    first, *others = sheets(press, address)
    assert re.search(r"时效状态（\d{4}年\d+月\d+日，本站编制）：现行有效", first.text())
    assert not any("本站编制" in sheet.text() for sheet in others)
    text = first.text()
    assert text.index("关于印发") < text.index("本站编制") < text.index("各县（区）人民政府：")
    where = "document.querySelector('.gz-addressee').getBoundingClientRect().top"
    press.emulate_media(media="print")
    before = press.evaluate(where)
    press.evaluate("document.querySelector('.gz-print-state').remove()")
    assert press.evaluate(where) == pytest.approx(before, abs=1)
    press.emulate_media(media="null")


def test_without_script_it_is_true_on_every_day(printed_site: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    first = sheets(context.new_page(), _of(printed_site, RULES))[0]
    assert "时效状态（本站编制）：2024年6月1日起：现行有效" in first.text()
    context.close()


def test_the_sheets_of_an_annex_say_the_state_of_its_document(server: str, press: Page) -> None:
    """On the first one, that may be turned; the table begins below it."""
    first = sheets(press, server + TABLE)[0]
    assert first.width > first.height
    assert "所属文件的时效状态（" in first.text()
    assert "一级指标" in first.text()


def test_22_lines_of_28_characters(printed_site: Path, press: Page) -> None:
    full = sheets(press, _of(printed_site, NOTICE))[1]
    lines = full.lines()
    assert len(lines) == 22
    assert {len(line) for line in lines} == {28}
    left, right = min(c.left for c in full.chars), max(c.right for c in lines[0])
    assert left / MM == pytest.approx(26, abs=0.6)  # the back of a leaf: its binding is at the right
    assert (full.width - right) / MM == pytest.approx(28, abs=1)
    pitch = (lines[21][0].bottom - lines[0][0].bottom) / 21
    assert pitch == pytest.approx(28.95, abs=0.1)
    assert lines[0][0].top / MM == pytest.approx(37 + (28.95 - 15.75) / 2 / MM, abs=1.2)
    step = (lines[0][27].left - lines[0][0].left) / 27
    assert step == pytest.approx(15.75, abs=0.06)


def test_the_front_of_a_leaf_has_its_binding_at_the_left(printed_site: Path, press: Page) -> None:
    third = sheets(press, _of(printed_site, NOTICE))[2]
    first = third.lines()[0]
    assert min(c.left for c in first) / MM == pytest.approx(28, abs=0.6)
    assert (third.width - max(c.right for c in first)) / MM == pytest.approx(26, abs=1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_furniture_and_no_text_lost(printed_site: Path, press: Page, scheme: str) -> None:
    press.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    pages = sorted((printed_site / "documents").rglob("*.html"))
    assert pages
    for path in pages:
        text = "".join(s.text() for s in sheets(press, path.as_uri()))
        assert [word for word in FURNITURE if word.replace(" ", "") in text] == [], path
        for words in _printed(path):
            assert words in text, f"{path.name}: {words}"
        assert "文字以纸质公报为准" in text
    press.emulate_media(color_scheme="light")


def _printed(path: Path) -> list[str]:
    """The first Han words of each printed paragraph and cell of a built page."""
    article = html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8")).find(
        ".//article"
    )
    assert article is not None
    for derived in article.xpath(".//*[@data-derived]"):
        derived.drop_tree()
    blocks = article.xpath(".//*[@data-l and not(self::figure)]//td | .//*[@data-l and not(self::tr)]")
    found = (re.search(r"[\u4e00-\u9fff]{2,3}", b.text_content()) for b in blocks)
    return [match[0] for match in found if match]


def test_nothing_is_cut_from_the_widest_table(printed_site: Path, press: Page) -> None:
    found = sheets(press, _of(printed_site, f"{NOTICE}/annex-1"))
    assert {(round(s.width / MM), round(s.height / MM)) for s in found} == {(297, 210)}
    assert found[0].head() == "附件1"
    for sheet in found:
        body = [c for c in sheet.chars if c.left > 35 * MM]
        assert max(c.right for c in body) <= sheet.width - 37 * MM + 1
        assert max(c.bottom for c in body) <= sheet.height - 26 * MM + 1
    assert sum(s.text().count("容") for s in found) == 40 * 16
    assert all("栏" in s.text() for s in found), "the head of the table stands on every sheet"


def test_issued_text_and_annex_begin_a_sheet(printed_site: Path, press: Page) -> None:
    first, second = sheets(press, _of(printed_site, "qing-zheng-fa-2024-10"))
    assert "2024年5月12日" in first.text()
    assert second.head() == "青江市早市管理规则"
    annex = """<p class="gz-p" data-l="1">正文</p><p class="gz-label" data-l="2">附件1</p>
        <h2 class="gz-title" data-l="3">登记表</h2>"""
    assert [s.head() for s in laid_out(printed_site, press, annex)] == ["正文", "附件1"]


def laid_out(site: Path, press: Page, *articles: str) -> list[Sheet]:
    """Articles of documents on paper: each the elements below its facts."""
    sheets = ("type", "print")
    styles = [(site / "assets/gazette/page" / f"{name}.css").read_text(encoding="utf-8") for name in sheets]
    columns = [
        '<div class="gz-columns gz-document gz-book-page"><article class="md-content__inner md-typeset">'
        f'<details class="gz-about" data-derived><dl class="gazette-facts"></dl></details>{own}'
        "</article></div>"
        for own in articles
    ]
    press.goto("about:blank")
    press.set_content(f"<style>{''.join(styles)}{BOOK_STYLE}</style><body>{''.join(columns)}")
    return [_sheet(page) for page in pdfium.PdfDocument(press.pdf(prefer_css_page_size=True))]


def _table(kind: str, words: str) -> str:
    return (
        f'<figure class="gz-table {kind}" data-l="9"><div class="gz-table-scroll"><table class="gz-grid">'
        f"<tbody><tr><td>{words}</td></tr></tbody></table></div></figure>"
    )


_LABEL = '<p class="gz-label" data-l="2">附件1</p>'
_TITLE = '<h1 class="gz-title" data-l="3">登记表</h1>'
_UNIT = '<p class="gz-p" data-l="4">单位：万元</p>'
_REMARK = '<p class="gz-p" data-l="10">注：如实填写</p>'
_TEXT = '<h2 data-l="10" id="sec-1">填写说明</h2><p class="gz-p" data-l="11">如实填写</p>'
_WHOLE = '<p class="gz-p" data-l="1">为加强管理</p><p class="gz-p" data-l="2">制定本表</p>'


@pytest.mark.parametrize(
    ("article", "heads"),
    [
        (_LABEL + _TITLE + _table("gz-turned", "一摊"), ["附件1横"]),
        (_TITLE + _LABEL + _table("gz-turned", "一摊"), ["登记表横"]),
        (_TITLE + _LABEL + _table("", "一摊"), ["登记表竖"]),
        (_LABEL + _TITLE + _UNIT + _table("gz-turned", "一摊") + _REMARK, ["附件1横"]),
        (_LABEL + _TITLE + _UNIT + _table("gz-turned", "一摊") + _TEXT, ["附件1横", "填写说明竖"]),
        (_TITLE + _UNIT + _table("gz-turned", "一摊") + _TEXT, ["登记表横", "填写说明竖"]),
        (_TITLE + _WHOLE + _table("gz-turned", "一摊") + _REMARK, ["登记表竖", "一摊横", "注：如实填写竖"]),
    ],
)
def test_label_and_title_stand_on_the_sheet_of_their_turned_table(
    printed_site: Path, press: Page, article: str, heads: list[str]
) -> None:
    """Behind and before other pages too, as in a book."""
    page = '<p class="gz-p" data-l="1">另一件</p>'
    found = laid_out(printed_site, press, page, article, page)
    turns = ["横" if s.width > s.height else "竖" for s in found]
    assert [s.head().lstrip("—") + turn for s, turn in zip(found, turns, strict=True)] == [
        "另一件竖",
        *heads,
        "另一件竖",
    ]


def test_the_last_line_is_whole_and_never_alone_below_a_table_of_several_sheets(
    printed_site: Path, press: Page
) -> None:
    """However full the last sheet is: the last row goes with it."""
    address = _of(printed_site, f"{NOTICE}/annex-1")
    press.goto(address)
    press.wait_for_load_state("networkidle")
    rows = press.locator("table tbody tr").count()
    sizes = set()
    for row in range(rows, rows - 9, -1):
        document = pdfium.PdfDocument(press.pdf(prefer_css_page_size=True))
        last = _sheet(document[len(document) - 1])
        sizes.add(len(document))
        assert last.width > last.height
        assert "政府公报文库。青江市人民政府关于加强早市管理的通知（青政发〔2024〕9号）附件1" in last.text()
        assert "打印日期：" in last.text()
        assert f"第{row}行第16列" in last.text()
        press.evaluate("document.querySelector('table tbody tr:last-child').remove()")
    assert len(sizes) > 1, "one of them does not fit any more"


_TALL = """() => [...document.querySelectorAll("tbody [rowspan]")].map(cell => {
    const rows = [...cell.closest("table").tBodies[0].rows];
    const at = rows.indexOf(cell.parentElement);
    const words = row => row.querySelector(".gz-row-tools").parentElement.previousElementSibling.textContent;
    return [cell.textContent, rows.slice(at, at + cell.rowSpan).map(row => words(row).slice(0, 12))];
})"""


@pytest.mark.parametrize("name", [TABLE, TABLE.replace("annex-6", "annex-7")])
def test_the_label_of_a_merged_cell_stands_on_each_sheet_that_it_reaches(
    server: str, press: Page, name: str
) -> None:
    found = sheets(press, server + name)
    whole = "".join(s.text() for s in found)
    again = 0
    for label, rows in press.evaluate(_TALL):
        own = [words for words in rows if whole.count(words) == 1]
        reached = [s for s in found if any(words in s.text() for words in own)]
        assert all(label in s.text() for s in reached), label
        again += len(reached) > 1
    assert again, "one of them goes on on another sheet"
    assert "合并格跨页的，标签在次页重印。" in found[-1].text(), "and the table says so"


_KEPT = """words => {
    const table = document.createElement('table');
    table.innerHTML = `<tbody><tr><th rowspan="2">${words}</th><td>a</td></tr><tr><td>b</td></tr></tbody>`;
    window.gazetteSight.keepLabels(table);
    return [table.querySelectorAll('.gz-label-again').length, table.querySelector('th').textContent];
}"""


@pytest.mark.parametrize(("words", "again"), [("协议履行", 1), ("字" * 16, 1), ("字" * 17, 0)])
def test_a_label_is_said_again_where_it_is_short(server: str, press: Page, words: str, again: int) -> None:
    """A longer one would be cut at the end of a sheet: it is parted there, as it always was."""
    press.goto(server + TABLE)
    press.wait_for_load_state("networkidle")
    assert press.evaluate(_KEPT, words) == [again, words]


@pytest.mark.parametrize("number", range(6, 12))
def test_the_last_sheet_of_a_table_is_not_almost_empty(server: str, press: Page, number: int) -> None:
    *others, last = sheets(press, server + TABLE.replace("annex-6", f"annex-{number}"))
    assert others
    assert max(c.bottom for c in last.chars if c.left > 35 * MM) > last.height * 0.38


def test_typefaces_of_the_levels(printed_site: Path, press: Page) -> None:
    press.emulate_media(media="print")
    press.goto(_of(printed_site, NOTICE))
    family = "s => getComputedStyle(document.querySelector(s)).fontFamily.split(',')[0].replaceAll('\"', '')"
    assert press.evaluate(family, "h1.gz-title") == "FZXiaoBiaoSong-B05S"
    assert press.evaluate(family, ".gz-l-1") == "SimHei"
    assert press.evaluate(family, ".gz-l-2 > .gz-lead") == "KaiTi_GB2312"
    assert press.evaluate(family, ".gz-p") == "FangSong_GB2312"
    assert (
        press.evaluate("getComputedStyle(document.querySelector('h1')).fontSize") == f"{22 * 96 / 72:.4f}px"
    )
    press.emulate_media(media="null")


def test_a_list_prints_without_furniture(printed_site: Path, press: Page) -> None:
    found = sheets(press, (printed_site / "lists" / "by-number.html").as_uri())
    text = "".join(s.text() for s in found)
    assert found[0].head() == "文件（按文号）"
    assert "青江市人民政府关于加强早市管理的通知" in text
    assert [word for word in FURNITURE if word.replace(" ", "") in text] == []
    assert all(s.width < s.height for s in found)


def test_tibetan_is_named_and_its_font_comes_only_where_it_is_used(
    printed_site: Path, browser: Browser
) -> None:
    page = browser.new_page()
    fetched: list[str] = []
    page.on("request", lambda r: fetched.append(r.url) if r.url.endswith(".woff2") else None)
    page.goto(_of(printed_site, NOTICE))
    page.wait_for_load_state("networkidle")
    assert fetched == []
    page.goto(_of(printed_site, "yun-zheng-fa-2023-27"))
    until(page, lambda: fetched)
    page.evaluate("document.fonts.ready")
    assert [url.rsplit("/", 1)[1] for url in fetched] == ["noto-serif-tibetan.woff2"]
    assert page.evaluate("document.fonts.check('16px \"Noto Serif Tibetan\"', 'བོད')")
    words = page.locator("article p > [lang=bo]").all_inner_texts()
    assert words == ["བོད་རང་སྐྱོང་ལྗོངས་མི་དམངས་སྲིད་གཞུང་།", "བརྡ་ཐོ།", "བོད་རང་སྐྱོང་ལྗོངས་མི་དམངས་སྲིད་གཞུང་།"]
    page.close()


def test_large_text_is_remembered(printed_site: Path, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(_of(printed_site, NOTICE))
    size = "parseFloat(getComputedStyle(document.querySelector('.gz-p')).fontSize)"
    before = page.evaluate(size)
    button = page.get_by_role("button", name="大字")
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    assert page.evaluate(size) == pytest.approx(before * 1.5)
    page.goto(_of(printed_site, "qing-zheng-fa-2024-10"))
    assert page.evaluate(size) == pytest.approx(before * 1.5)
    assert page.get_by_role("button", name="大字").get_attribute("aria-pressed") == "true"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="大字").click()
    assert page.evaluate(size) == pytest.approx(before)
    context.close()


def test_large_text_works_where_nothing_can_be_stored(printed_site: Path, browser: Browser) -> None:
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage',"
        " {get() { throw new DOMException('no', 'SecurityError'); }});"
    )
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda e: troubles.append(str(e)))
    page.goto(_of(printed_site, NOTICE))
    page.get_by_role("button", name="大字").click()
    assert page.evaluate("document.documentElement.hasAttribute('data-gz-large')")
    assert [t for t in troubles if "gz" in t or "choices.js" in t] == []
    context.close()


def test_large_text_does_not_reach_the_paper(printed_site: Path, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(_of(printed_site, NOTICE))
    page.get_by_role("button", name="大字").click()
    assert len(sheets(page, _of(printed_site, NOTICE))[1].lines()) == 22
    context.close()
