"""Markdown without the patterns that a page does not ask for gives what it gives with all of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from build_tools.site.asked_patterns import AskedPatterns
from support.paths import ROOT
from support.rendering import article

SIGNS = (
    "`甲`",
    "\\*甲",
    "[甲][1]\n\n[1]: ../a.md\n",
    "[甲]\n\n[甲]: <../a.md> '乙'\n",
    "[甲](../a.md)",
    "![甲](a.png)",
    "![甲][1]\n\n[1]: a.png\n",
    "![甲]\n\n[甲]: a.png\n",
    "<https://example.org>",
    "<desk@example.org>",
    "甲  \n乙",
    "甲\t\n乙",
    "甲<span>*乙*</span>",
    '<div markdown="1">\n_甲_ &amp; `乙`\n</div>',
    "&#42;甲&amp;",
    "*甲*",
    "__甲__",
    "***甲_乙_***",
)
"""Each asks for a pattern; the two with a blank line define what is referred to."""


def same(markdown: str) -> None:
    assert article(markdown, AskedPatterns()) == article(markdown)


@pytest.mark.parametrize("sign", SIGNS)
def test_what_a_page_asks_for_is_made(sign: str) -> None:
    same(sign)
    assert article(sign) != article(sign.translate(dict.fromkeys(map(ord, "`\\[]!<>&*_ \t\n"), "")))


@settings(max_examples=200)
@given(st.lists(st.sampled_from([*SIGNS, "甲", "\n\n", "- ", "| 甲 | 乙 |\n|---|---|\n| ", "# ", "    "])))
def test_signs_side_by_side(parts: list[str]) -> None:
    same("".join(parts))


def test_pages_as_they_stand() -> None:
    pages = sorted((ROOT / "docs").rglob("*.md"))
    assert len(pages) > 100
    for page in pages:
        same(page.read_text(encoding="utf-8"))


def test_a_page_of_plain_words_is_searched_with_no_pattern() -> None:
    md = Markdown(extensions=[AskedPatterns()])
    md.convert("第一条　甲乙。")
    assert list(md.inlinePatterns) == []
    asking = Markdown(extensions=[AskedPatterns()])
    asking.convert("[甲](a.md)")
    assert len(asking.inlinePatterns) == 1
