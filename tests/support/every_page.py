"""One page of every type that the site has, and how one is opened.

Pages that are written by hand and lists are found by their source, so that a new one is tried from its
first day. Documents are named here for what they show; ``tests/site/test_access.py`` says when a part of
the built pages stands on none of them.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Page, expect

from support.paths import ROOT

DOCS = ROOT / "docs"

PATIENCE = 30_000
"""Milliseconds until what was expected to come is given up."""

AIR = "documents/zang-zheng-fa-2024-11.html"
TABLE = "documents/zang-yi-bao-2023-33/annex-6.html"
FORM = "documents/zang-yi-bao-2023-33/annex-3.html"
FOOTNOTES = "documents/xizang-2026-ecology-plan-draft-shi-wu-wu-sheng-tai-huan-gui-hua.html"
# On the hostile site.
HOSTILE = "documents/yun-ce-fa-2024-1.html"
ISSUE = "issues/xizang-2024-07.html"
RESULTS = "search.html?q=空气质量"

DOCUMENTS = (
    AIR,  # a notice with the plan that it issues
    "documents/la-zheng-fa-2024-21.html",  # rules in articles, with a doubt
    "documents/la-zheng-ban-fa-2024-33.html",  # an annex that is not printed
    "documents/la-zheng-ren-2024-39.html",  # appointments
    "documents/lhasa-2024-12-12-yue-da-shi-ji.html",  # a chronicle
    "documents/xizang-2024-07-kong-qi-zhi-liang-chi-xu-jie-du.html",  # an interpretation
    "documents/xizang-2024-07-tui-dong-da-gui-mo-she-wen-da.html",  # questions and answers
    "documents/zang-yi-bao-2023-33.html",  # on trial, with annexes
    FOOTNOTES,  # a draft plan with footnotes
    "documents/xizang-2018-energy-plan-shi-san-wu-jie-neng-jian-fang-an.html",  # with printed data on itself
    "documents/xizang-2018-energy-plan-shi-san-wu-jie-neng-jian-fang-an/annex-1.html",  # numbers and a chart
    # sums that agree by rounding alone
    "documents/xizang-2018-energy-plan-shi-san-wu-jie-neng-jian-fang-an/annex-2.html",
    TABLE,  # a large table, rebuilt
    FORM,
)
ISSUES = (ISSUE, "issues/xizang-2023-departments.html")


def _built_from(*patterns: str) -> tuple[str, ...]:
    sources = [path for pattern in patterns for path in sorted(DOCS.glob(pattern))]
    return tuple(
        str(path.relative_to(DOCS).with_suffix(".html")) for path in sources if not path.name.startswith("_")
    )


def _first(folder: str) -> tuple[str, ...]:
    return _built_from(f"{folder}/*.md")[:1]


# Search with results is a page of its own: what one sees there comes from script.
HAND_WRITTEN = (*_built_from("*.md"), RESULTS, "404.html")
LISTS = ("issues/index.html", *_built_from("lists/*.md"), *_first("lists/units"), *_first("lists/chains"))
PAGES = (*HAND_WRITTEN, *ISSUES, *LISTS, *DOCUMENTS)

# Of each layout one, for what takes long: what differs between two lists is their text.
LAYOUTS = (
    "index.html",
    "search.html",
    RESULTS,
    "about.html",
    "404.html",
    ISSUE,
    "lists/units.html",
    "lists/targets.html",
    AIR,
    FOOTNOTES,
    TABLE,
    FORM,
)


def open_page(page: Page, origin: str, name: str) -> None:
    """Open a page and wait until it has all that its scripts add."""
    page.goto(origin + name)
    if "?q=" in name and name.startswith("search"):
        expect(page.locator(".gz-result").first).to_be_visible()


def until(page: Page, holds: str | Callable[[], object]) -> None:
    """Wait until an expression on the page or a question asked here holds, however slow the machine.

    The policy of the pages forbids ``wait_for_function``.
    """
    end = time.monotonic() + PATIENCE / 1000
    while not (page.evaluate(holds) if isinstance(holds, str) else holds()):
        assert time.monotonic() < end, holds
        page.wait_for_timeout(50)
