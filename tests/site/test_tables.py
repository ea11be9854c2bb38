"""Tables in a real browser: sorted, filtered, seen full screen, explained, addressed, printed.

The page is written here, as the generator writes it, so that these tests look at the script and the
style sheet alone. ``browser`` and ``page`` are the fixtures of the room.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import material
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from support.every_page import until
from support.rendering import ASSETS, LISTED

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self' file:"
)
LONG = "按照规定制定相关制度并认真执行，得分；未按照规定制定完善相关制度，每出现一例扣权重分值1/4，直至扣完。"
WHY = "由行文判断：属于“基础管理”（第262行）"

# First label, second label, third label, points: a first or second label holds for the rows under it.
ROWS = (
    ("协议履行", "制度建设", "制度建设", "2"),
    ("", "", "变更备案", "—"),
    ("", "基础管理", "配合检查", "10"),
    ("", "", "系统对接", "3"),
    ("基金 监管", "费用控制", "门诊次均费用", "1,200"),
    ("", "", "约谈", ""),
    ("", "费用处理", "限期整改", "4"),
    ("满意度评价", "患者评价", "患者评价", "5"),
) * 3


def span(column: int, at: int) -> int:
    """How many rows a label holds for, 0 where it is covered."""
    if not ROWS[at][column]:
        return 0
    length = 1
    while at + length < len(ROWS) and not any(ROWS[at + length][: column + 1]):
        length += 1
    return length


def labels() -> str:
    rows = []
    for at, (first, second, third, points) in enumerate(ROWS):
        cells = ""
        for column, text in enumerate((first, second)):
            if length := span(column, at):
                rowspan = f' rowspan="{length}"' if length > 1 else ""
                first_column = ' class="gz-first"' if column == 0 else ""
                why = f' class="gz-inferred" data-why="{WHY}"' if (at, column) == (2, 1) else first_column
                cells += f'<th scope="rowgroup"{rowspan}{why}>{text}</th>'
        none = ' data-none="true"' if points == "—" else ""
        cells += f'<td>{third}</td><td class="gz-num"{none}>{points}</td><td>{LONG}</td>'
        rows.append(f'<tr id="row-{at + 1}" data-l="{at + 1}">{cells}</tr>')
    return "\n".join(rows)


def figure(number: int, body: str, head: str = "", kind: str = "gz-grid") -> str:
    return f"""<figure class="gz-table" id="table-{number}" data-l="1-9">
<div class="gz-table-head" data-derived="true">
<span class="gz-table-files">下载：<a href="t.csv" download>CSV</a></span></div>
<div class="gz-table-scroll" tabindex="0" role="region" aria-label="表格：第{number}张">
<table class="{kind}">
<caption data-derived="true">第{number}张 <span class="gz-unit">单位：分</span></caption>
{head}<tbody>
{body}
</tbody></table></div>
</figure>"""


def ths(*texts: str) -> str:
    """Head cells; what a column holds is said in them, as in ``分值 gz-num``."""
    cells = (text.partition(" ") for text in texts)
    return "".join(f'<th scope="col" class="{kind}">{text}</th>' for text, _, kind in cells)


_LABELS = ths("一级指标 gz-first gz-short", "二级指标 gz-short", "三级指标 gz-short")
_OTHERS = ths("分值 gz-num gz-short", "评分规则 gz-long")
HEAD = f'<thead><tr data-l="1">{_LABELS}{_OTHERS}</tr></thead>\n'
TWO_HEADS = (
    '<thead><tr><th scope="col" rowspan="2" class="gz-first">地区</th>'
    '<th scope="colgroup" colspan="2">能源消费总量</th></tr>'
    f"<tr>{ths('2015年 gz-num gz-short', '2020年 gz-num gz-short')}</tr></thead>\n"
)
REGIONS = "\n".join(
    f'<tr id="table-2-row-{n}" data-l="{n}"><th scope="row" class="gz-first">{name}</th>'
    f'<td class="gz-num">{n * 7 % 5}.5</td><td class="gz-num">{n}</td></tr>'
    for n, name in enumerate(("拉萨市", "日喀则市", "昌都市", "林芝市", "山南市", "那曲市"), 1)
)
BANDS = "\n".join(
    f'<tr class="gz-band"><th colspan="2" scope="rowgroup">{band}</th></tr>\n'
    + "\n".join(f"<tr><th>{name}</th><td>{band[2:]}</td></tr>" for name in names)
    for band, names in (("一、约束性", ("能耗", "排放", "用水")), ("二、预期性", ("绿化", "车辆", "建筑")))
)
FORM = '<tr><th>单位名称</th><td colspan="3"></td></tr>' * 8
CHART = (
    '<figure class="gz-chart" data-derived="true"><svg width="680" height="120" viewBox="0 0 680 120">'
    '<rect class="s0" x="10" y="10" width="40" height="90"/><text x="10" y="115">甲</text></svg></figure>'
)
RAW = "".join(f'<li id="L{n}" value="{n}">第{n}行</li>' for n in range(1, len(ROWS) + 1))


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a page with tables of each sort, with the theme's style and our policy."""
    folder = tmp_path_factory.mktemp("tables")
    theme = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
    for name in ("main", "palette"):
        shutil.copy(next(theme.glob(f"{name}.*.css")), folder / f"{name}.css")
    for name in ("page/gazette.css", "table/tables.css"):
        shutil.copy(ASSETS / name, folder)
    shutil.copytree(ASSETS, folder / "assets" / "gazette")
    of = LISTED["scripts"]
    names = (*of["days"], *of["base"], *of["text"], *of["table"])
    scripts = "".join(f'<script src="assets/gazette/{name}.js"></script>' for name in names)
    styles = "".join(
        f'<link rel="stylesheet" href="{n}.css">' for n in ("main", "palette", "gazette", "tables")
    )
    tables = (
        figure(1, labels(), HEAD),
        figure(2, REGIONS, TWO_HEADS, "gz-numbers"),
        figure(3, BANDS, f"<thead><tr>{ths('指标', '属性')}</tr></thead>\n"),
        figure(4, FORM, kind="gz-form"),
    )
    page = f"""<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>表格</title>{styles}</head>
<body dir="ltr" data-md-color-scheme="default" data-md-color-primary="red" data-md-color-accent="red">
<header class="gz-header"><div class="gz-head gz-wide"><p class="gz-brand">文库</p></div></header>
<div class="md-container"><main class="md-main"><div class="md-main__inner md-grid"><div class="md-content">
<article class="md-content__inner md-typeset"><h1 id="title">表格</h1>
{"".join(tables)}{CHART}
<p class="gz-p">完。</p>
<details class="gz-raw" id="raw" data-derived="true"><summary>来源文本</summary><ol>{RAW}</ol></details>
</article></div></div></main></div>
{scripts}
</body></html>"""
    (folder / "t.html").write_text(page, encoding="utf-8")
    return (folder / "t.html").as_uri()


def troubles_of(page: Page) -> list[str]:
    troubles: list[str] = []
    page.on("console", lambda m: troubles.append(m.text))
    page.on("pageerror", lambda e: troubles.append(str(e)))
    return troubles


def cells(page: Page, column: int, table: int = 1) -> list[str]:
    """What the rows that are shown print in a column, counted from 0."""
    return page.evaluate(
        """([table, column]) => [...document.querySelectorAll(`#table-${table} tbody tr`)]
             .filter(row => !row.hidden).map(row => {
               const copy = row.cells[column].cloneNode(true);
               copy.querySelectorAll('.gz-row-tools').forEach(n => n.remove());
               return copy.textContent; })""",
        [table, column],
    )


def body(page: Page, table: int = 1) -> str:
    return page.locator(f"#table-{table} tbody").evaluate("e => e.outerHTML")


def head_button(page: Page, name: str, table: int = 1) -> Locator:
    return page.locator(f"#table-{table} thead .gz-sort", has_text=name).first


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_only_the_box_scrolls_sideways(sample: str, page: Page, width: int, scheme: str) -> None:
    troubles = troubles_of(page)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(sample)
    page.evaluate(f"document.body.dataset.mdColorScheme = '{scheme}'")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if width < 400:
        box = page.locator("#table-1 .gz-table-scroll")
        assert box.evaluate("e => e.scrollWidth > e.clientWidth + 50")
        assert page.locator(".gz-chart").evaluate("e => e.scrollWidth") == 680
        assert page.locator(".gz-chart").get_attribute("tabindex") == "0"
    assert troubles == []


def test_head_and_first_column_stay(sample: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(sample)
    box = page.locator("#table-1 .gz-table-scroll")
    assert box.evaluate("e => e.clientHeight <= 0.8 * innerHeight + 1")
    box.evaluate("e => { e.scrollTop = 400; e.scrollLeft = 120; }")
    at = box.evaluate("e => ({top: e.getBoundingClientRect().top, left: e.getBoundingClientRect().left})")
    head = page.locator("#table-1 thead").bounding_box()
    first = page.locator("#table-1 tbody .gz-first").nth(1).bounding_box()
    assert head is not None
    assert abs(head["y"] - at["top"]) <= 1
    assert first is not None
    assert abs(first["x"] - at["left"]) <= 1


def test_sort_goes_up_down_and_back(sample: str, page: Page) -> None:
    page.goto(sample)
    printed = body(page)
    button = head_button(page, "分值")
    button.focus()
    page.keyboard.press("Enter")
    up = cells(page, 3)
    assert up[:18] == [n for n in ("2", "3", "4", "5", "10", "1,200") for _ in range(3)]
    assert sorted(up[18:]) == ["", "", "", "—", "—", "—"]
    assert page.locator("#table-1 th[aria-sort]").get_attribute("aria-sort") == "ascending"
    assert "按“分值”升序" in page.locator("#table-1 .gz-count").inner_text()
    page.keyboard.press("Enter")
    down = cells(page, 3)
    assert down[:18] == up[17::-1]
    assert down[18:] == up[18:]
    assert page.locator("#table-1 th[aria-sort]").get_attribute("aria-sort") == "descending"
    page.keyboard.press("Enter")
    assert page.locator("#table-1 th[aria-sort]").count() == 0
    assert body(page) == printed


def test_sorted_rows_carry_their_labels(sample: str, page: Page) -> None:
    page.goto(sample)
    printed = body(page)
    head_button(page, "三级指标").click()
    assert cells(page, 2) == sorted(cells(page, 2), key=cells(page, 2).index)
    assert all(cells(page, 0))
    assert page.locator("#row-2").evaluate("r => r.cells.length") == 5
    repeated = page.locator("#row-2 .gz-repeated")
    assert repeated.all_inner_texts() == ["协议履行", "制度建设"]
    assert repeated.first.get_attribute("data-derived") == "true"
    assert page.locator("#table-1 [rowspan]:not([rowspan='1'])").count() == 0
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    assert {f"row-{n + 1}" for n in range(len(ROWS))} <= set(ids)
    restore = page.locator("#table-1 .gz-restore")
    assert restore.inner_text() == "恢复原序"
    restore.click()
    assert restore.is_hidden()
    assert body(page) == printed
    assert page.evaluate("document.activeElement.textContent") == "三级指标"


def test_filter_counts_and_restores(sample: str, page: Page) -> None:
    page.goto(sample)
    printed = body(page)
    count = page.locator("#table-1 .gz-count")
    assert count.get_attribute("aria-live") == "polite"
    page.fill("#table-1 input", "基金监管")
    assert count.inner_text().endswith("显示 9 / 24 行")
    assert set(cells(page, 0)) == {"基金 监管"}
    page.fill("#table-1 input", "基金监管 整改")
    assert count.inner_text().endswith("显示 3 / 24 行")
    head_button(page, "分值").click()
    page.fill("#table-1 input", "没有")
    assert "显示 0 / 24 行" in count.inner_text()
    page.fill("#table-1 input", "")
    page.locator("#table-1 .gz-restore").click()
    assert body(page) == printed


def test_two_head_rows_sort_by_single_columns(sample: str, page: Page) -> None:
    page.goto(sample)
    assert page.locator("#table-2 .gz-sort").all_inner_texts() == ["地区", "2015年", "2020年"]
    head_button(page, "2015年", 2).click()
    assert cells(page, 1, 2) == ["0.5", "1.5", "2.5", "2.5", "3.5", "4.5"]
    head_button(page, "地区", 2).click()
    assert cells(page, 0, 2) == ["昌都市", "拉萨市", "林芝市", "那曲市", "日喀则市", "山南市"]


def test_bands_stay_with_their_rows(sample: str, page: Page) -> None:
    page.goto(sample)
    assert page.locator("#table-3 .gz-sort").count() == 0
    page.fill("#table-3 input", "车辆")
    assert cells(page, 0, 3) == ["二、预期性", "车辆"]
    assert page.locator("#table-3 .gz-count").inner_text().endswith("显示 1 / 6 行")
    page.fill("#table-3 input", "约束性")
    assert cells(page, 0, 3) == ["一、约束性", "能耗", "排放", "用水"]


def test_a_form_has_neither_filter_nor_sort(sample: str, page: Page) -> None:
    page.goto(sample)
    assert page.locator("#table-4 input, #table-4 .gz-sort").count() == 0
    assert page.locator("#table-4 .gz-full-button").count() == 1


@pytest.mark.parametrize("row", ["row-7", "row-20", "table-2-row-5"])
def test_an_addressed_row_is_in_sight(sample: str, page: Page, row: str) -> None:
    page.goto(f"{sample}#{row}")
    page.wait_for_selector(f"#{row}.gz-target")

    def is_in_sight() -> bool:
        tops = page.locator(f"#{row}").evaluate(
            """row => ({row: row.getBoundingClientRect().top,
                        head: row.closest('table').tHead.getBoundingClientRect().bottom,
                        headTop: row.closest('table').tHead.getBoundingClientRect().top,
                        bar: document.querySelector('header').getBoundingClientRect().bottom})"""
        )
        return tops["head"] - 1 <= tops["row"] < 800 and tops["headTop"] >= max(0, tops["bar"])

    until(page, is_in_sight)
    plain = page.locator("#row-2 td").first.evaluate("e => getComputedStyle(e).backgroundColor")
    lit = page.locator(f"#{row} td").first.evaluate("e => getComputedStyle(e).backgroundColor")
    assert lit != plain


def test_an_addressed_row_comes_out_of_the_filter(sample: str, page: Page) -> None:
    page.goto(sample)
    page.fill("#table-1 input", "约谈")
    assert page.locator("#row-1").is_hidden()
    page.evaluate("location.hash = '#row-1'")
    page.wait_for_selector("#row-1.gz-target")
    assert page.locator("#row-1").is_visible()
    head_button(page, "分值").click()
    assert "gz-target" in (page.locator("#row-1").get_attribute("class") or "")


def test_a_reason_by_pointer_and_by_keyboard(sample: str, page: Page) -> None:
    page.clock.install()
    page.goto(sample)
    cell = page.locator("#row-3 .gz-inferred")
    tip = page.locator(".gz-tip")
    cell.evaluate("e => e.scrollIntoView({ block: 'center' })")
    cell.hover(position={"x": 20, "y": 12})
    expect(tip).to_have_text(WHY)
    tip.hover()
    page.clock.run_for(1000)
    assert tip.is_visible()
    page.mouse.move(2, 2)
    tip.wait_for(state="hidden")
    cell.focus()
    expect(tip).to_be_visible()
    described = cell.get_attribute("aria-describedby")
    assert page.locator(f"#{described}").text_content() == WHY
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_from_a_row_to_its_raw_line_and_back(sample: str, page: Page) -> None:
    page.goto(sample)
    page.locator("#row-4 td").first.hover()
    tools = page.locator("#row-4 .gz-row-tools")
    assert tools.locator("a").get_attribute("href") == "#row-4"
    tools.locator(".gz-source").click()
    assert page.locator(".gz-raw .gz-shown").get_attribute("id") == "L4"
    page.locator(".gz-return").click()
    assert page.evaluate("document.activeElement.id") == "row-4"
    assert page.locator("table .gz-tools").count() == 0


@pytest.mark.parametrize("native", [True, False])
def test_full_screen_and_back(sample: str, page: Page, native: bool) -> None:
    if not native:
        page.add_init_script(
            "Object.defineProperty(Document.prototype, 'fullscreenEnabled', { get: () => false });"
        )
    page.goto(sample)
    button = page.locator("#table-1 .gz-full-button")
    button.click()
    expect(page.locator("#table-1 .gz-full-button")).to_have_text("退出全屏")
    assert page.evaluate("Boolean(document.fullscreenElement)") is native

    def fills_the_window() -> bool:
        box = page.locator("#table-1").bounding_box()
        return box is not None and (box["x"], box["y"], box["width"]) == (0, 0, 1280)

    until(page, fills_the_window)
    if native:
        button.click()
    else:
        page.locator("#table-2 .gz-full-button").focus()
        assert page.evaluate("document.activeElement.closest('figure').id") == "table-1"
        page.keyboard.press("Escape")
    expect(page.locator("#table-1 .gz-full-button")).to_have_text("全屏")
    until(page, "document.activeElement.className === 'gz-full-button'")


def test_raw_lines_from_full_screen(sample: str, page: Page) -> None:
    page.goto(sample)
    page.locator("#table-1 .gz-full-button").click()
    expect(page.locator("figure:fullscreen")).to_have_count(1)
    page.locator("#row-4 td").first.hover()
    page.locator("#row-4 .gz-source").click()
    page.wait_for_selector(".gz-raw .gz-shown")
    until(page, "document.fullscreenElement === null")
    expect(page.locator("#L4")).to_be_visible()


def test_print_shows_the_whole_table(sample: str, page: Page) -> None:
    page.goto(sample)
    page.emulate_media(media="print")
    box = page.locator("#table-1 .gz-table-scroll")
    assert box.evaluate("e => getComputedStyle(e).overflow + getComputedStyle(e).maxHeight") == "visiblenone"
    head = page.locator("#table-1 thead")
    assert head.evaluate("e => getComputedStyle(e).display") == "table-header-group"
    assert head.evaluate("e => getComputedStyle(e).position") == "static"
    assert page.locator("#table-1 .gz-table-files, #table-1 input, #table-1 .gz-row-tools").first.is_hidden()


def test_without_script_a_table_is_all_there(sample: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{sample}#row-20")
    assert page.locator("#table-1 tbody tr").count() == len(ROWS)
    assert page.locator("#row-20").is_visible()
    assert page.locator("#table-1 button, #table-1 input").count() == 0
    inferred = page.locator("#row-3 .gz-inferred")
    assert inferred.evaluate("e => getComputedStyle(e).textDecorationStyle") == "dotted"
    context.close()
