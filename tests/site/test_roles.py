"""What a screen reader is told of each type of page: landmarks, headings, tables, by role and name."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from support.built_site import BuiltSite
from support.every_page import AIR, FORM, ISSUE, RESULTS, TABLE, open_page

UNIT = "lists/units/xi-zang-zi-zhi-qu-zi-ran-zi-yuan-ting.html"
CHAIN = "lists/chains/la-zheng-ban-fa-2024-34.html"
APPOINTMENT = "documents/la-zheng-ren-2024-39.html"
_LINE = re.compile(r'^(?P<deep> *)- (?P<role>[a-z]+)(?: "(?P<name>[^"]*)")?')
_TOLD = (
    "banner",
    "search",
    "navigation",
    "main",
    "complementary",
    "region",
    "contentinfo",
    "article",
    "table",
)
_EVERY = ("banner", "navigation 栏目", "main", "contentinfo")
_SEARCH = "search 站内检索"


def _tree(page: Page) -> list[str]:
    """Landmarks and tables as they follow each other, and the heading of the first level."""
    found = []
    for line in page.locator("body").aria_snapshot().splitlines():
        told = _LINE.match(line)
        if told and (told["role"] in _TOLD or (told["role"] == "heading" and "[level=1]" in line)):
            found.append(f"{told['role']} {told['name'] or ''}".strip())
    return found


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("index.html", ["article", _SEARCH]),
        ("about.html", ["article", "heading 怎样阅读、引用与核对"]),
        ("404.html", ["article", "heading 没有这一页"]),
        (
            ISSUE,
            ["navigation 所在位置", "article", "heading 西藏自治区人民政府公报 2024年第7期（总第677号）"],
        ),
        (
            "lists/targets.html",
            ["navigation 责任", "complementary 本页的目录", "article", "heading 指标", "table"],
        ),
        ("lists/terms.html", ["navigation 引用", "complementary 本页的目录", "article", "heading 词语释义"]),
        ("lists/watch.html", ["navigation 数据", "article", "heading 关注清单"]),
        (
            "lists/deadlines.html",
            ["navigation 责任", "complementary 本页的目录", "article", "heading 任务期限"],
        ),
        ("lists/people.html", ["navigation 人事", "complementary 本页的目录", "article", "heading 人事任免"]),
        ("lists/chronicle.html", ["article", "heading 大事记"]),
        (
            "lists/radar.html",
            ["navigation 时效", "complementary 本页的目录", "article", "heading 到期与清理"],
        ),
        ("lists/data.html", ["navigation 数据", "complementary 本页的目录", "article", "heading", "table"]),
        ("issues/index.html", ["complementary 本页的目录", "article", "heading 各期公报与单行文件"]),
        ("search.html", ["article", "heading 检索", "search 检索全库"]),
        (CHAIN, ["navigation 所在位置", "article", "heading 上下级文件对照"]),
        (APPOINTMENT, ["navigation 所在位置", "article", "heading 拉萨市人民政府", "navigation 本期文件"]),
        (
            UNIT,
            ["navigation 所在位置", "complementary 本页的目录", "article", "heading 西藏自治区自然资源厅"],
        ),
        (AIR, ["navigation 所在位置", "complementary 本页的目录和解读", "article", "navigation 本期文件"]),
        (TABLE, ["navigation 所在位置", "article", "region 表格：西藏自治区定点医疗机构信用评价指标"]),
        (FORM, ["navigation 所在位置", "article", "table"]),
        (RESULTS, ["article", "search"]),
    ],
)
def test_what_is_told_of_a_page(server: str, page: Page, name: str, inside: list[str]) -> None:
    """Of each page the same around it, and inside what its type has, in this order."""
    open_page(page, server, name)
    tree = _tree(page)
    assert [told for told in tree if told in _EVERY] == list(_EVERY), tree
    at = 0
    for wanted in inside:
        rest = [told for told in tree[at:] if told.startswith(wanted)]
        assert rest, (wanted, tree)
        at = tree.index(rest[0], at) + 1
    assert sum(told.startswith("heading") for told in tree) == 1, tree


def test_a_row_by_itself_is_told_as_a_row(server: str, page: Page) -> None:
    """On a phone too: each row with its cells, each cell with the name of its column."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(server + TABLE)
    told = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in told if not node.get("ignored")]
    assert roles.count("table") == 1
    rows, heads = page.locator("tbody tr").count(), page.locator("tbody th").count()
    assert roles.count("row") >= rows
    assert roles.count("rowheader") == heads
    names = {
        node.get("name", {}).get("value") for node in told if node.get("role", {}).get("value") == "cell"
    }
    assert "分值 2" in names


def test_every_head_of_a_table_has_its_scope(whole: BuiltSite) -> None:
    heads = [
        (path.name, head)
        for path in whole.site.rglob("*.html")
        for head in re.findall(r"<th\b[^>]*>", path.read_text(encoding="utf-8"))
    ]
    assert len(heads) > 300
    assert [one for one in heads if "scope=" not in one[1]] == []
