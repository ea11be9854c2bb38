"""Random pages, well-formed or not: each character that a second reader finds is accounted for."""

from __future__ import annotations

import random

import pytest

from build_tools.sources.imports.account import recount
from build_tools.sources.imports.html_page import html_nodes
from build_tools.sources.imports.read import import_file
from support.conversion import corpus_of, ledger_notes

_TAGS = [
    "p",
    "div",
    "span",
    "b",
    "sup",
    "sub",
    "del",
    "ins",
    "table",
    "tr",
    "td",
    "th",
    "ul",
    "ol",
    "li",
    "h1",
    "br",
    "img",
    "a",
    "nav",
    "footer",
    "select",
    "option",
    "noscript",
    "title",
    "head",
    "body",
    "script",
    "style",
    "thead",
    "tfoot",
    "caption",
    "ruby",
    "rt",
    "textarea",
    "section",
    "article",
    "form",
    "input",
]
_WORDS = (
    "早市",
    "<5%",
    "&amp;",
    "[^1]: x",
    "\n",
    "&nbsp;",
    "第一条 按时开市。",
    "12",
    "]]>",
    "<!-- 注 -->",
    "&#91;",
)
_MORE = (
    "",
    "",
    " class='TRS_Editor'",
    " class='share'",
    " style='display:none'",
    " id='n1'",
    " href='#n1'",
    " rowspan=0",
)


def _drawn(seed: int) -> bytes:
    drawn, opened = random.Random(seed), ["b"]
    parts = ["<html><body>早"]
    for _ in range(drawn.randint(3, 60)):
        kind = drawn.random()
        if kind < 0.45:
            parts.append(drawn.choice(_WORDS))
        elif kind < 0.8:
            opened.append(drawn.choice(_TAGS))
            parts.append(f"<{opened[-1]}{drawn.choice(_MORE)}>")
        else:
            parts.append(f"</{opened.pop() if len(opened) > 1 and kind < 0.95 else drawn.choice(_TAGS)}>")
    return "".join(parts).encode()


@pytest.mark.parametrize("seed", range(80))
def test_random_pages_are_accounted_for(seed: int) -> None:
    data = _drawn(seed)
    found = import_file("a.html", data)
    text = found.text.decode()
    assert recount(html_nodes(data), found.record, text) == ("", "")
    if seed % 16 == 0:
        assert ledger_notes(corpus_of(text)) == []
