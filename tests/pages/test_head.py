"""What a page says of itself in its head: maps, no text that is parted again; and what it has, not what its
text looks like."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from mkdocs.utils.meta import get_data

from build_tools.model.corpus import Corpus
from build_tools.pages.every import all_pages
from support.conversion import SOURCES, TEXTS, converted, corpus_of

# What the theme asks of a page, and what stands on a page that has it.
SHOWN = {
    "tables": re.compile(r'^<figure class="gz-table[ "]', re.MULTILINE),
    "clock": re.compile(r'<span class="gz-clock">'),
    "issue": re.compile(r'^<nav class="gz-issue"', re.MULTILINE),
    "watch": re.compile(r'^<div id="gz-watch"', re.MULTILINE),
    "lines": re.compile(r'\{:?[^}\n]* data-l="\d'),
}

AMENDED = """云测市早市管理办法

（2020年3月1日云测市人民政府令第5号公布　自2020年5月1日起施行）

第一条 早市每日五时开市。

第二条 早市每日九时收市。

云测市人民政府关于修改《云测市早市管理办法》的决定

云测市人民政府令第9号

将《云测市早市管理办法》第二条中的“九时”修改为“十时”。

本决定自2024年2月1日起施行。

云测市人民政府

2024年1月2日
"""


def _heads(corpus: Corpus) -> dict[str, tuple[str, dict[str, Any]]]:
    pages = {page: text for page, text in all_pages(corpus).items() if not page.startswith("lists/_")}
    return {page: get_data(text) for page, text in pages.items()}


def _wrong(corpus: Corpus) -> list[tuple[str, object, list[str]]]:
    """Pages that do not say what they have."""
    found = []
    for page, (body, meta) in _heads(corpus).items():
        shown = [name for name, pattern in SHOWN.items() if pattern.search(body)]
        if "cite" in meta:  # its lines can be cited in any case
            shown = [name for name in shown if name != "lines"]
        if shown != meta.get("has", []):
            found.append((page, meta.get("has"), shown))
    return found


@pytest.mark.parametrize("paths", [SOURCES, TEXTS], ids=["sources", "texts"])
def test_a_page_says_what_it_has(paths: tuple[Path, ...]) -> None:
    corpus = converted(*paths)
    assert _wrong(corpus) == []
    said = [name for _, meta in _heads(corpus).values() for name in meta.get("has", [])]
    assert set(said) == set(SHOWN)


def test_an_amended_text_is_said_to_have_states() -> None:
    corpus = corpus_of(AMENDED)
    assert _wrong(corpus) == []
    heads = _heads(corpus)
    assert "clock" in heads["lists/by-date.md"][1]["has"]


def test_printed_words_are_no_part_of_a_page() -> None:
    """``class="gz-table"`` in a text made the theme load the scripts of tables."""
    words = 'class="gz-table" class="gz-clock" class="gz-issue"'
    corpus = corpus_of(f"早市公告\n\n早市每日开市，网页写{words}，不必理会。\n")
    assert _wrong(corpus) == []
    assert [m["has"] for page, (_, m) in _heads(corpus).items() if page.startswith("documents/")] == [
        ["clock"]
    ]


def test_entries_are_maps() -> None:
    keys = {"above": ["address", "title"], "beside": ["label", "address", "title"]}
    keys["outline"] = ["depth", "anchor", "words"]
    seen = set()
    for _, meta in _heads(converted(*SOURCES)).values():
        for name in keys.keys() & meta.keys():
            seen.add(name)
            assert all(list(entry) == keys[name] for entry in meta[name])
    assert seen == set(keys)


def test_a_state_that_is_reckoned_says_so_beside_the_title() -> None:
    """``自印发之日起``: the day is that of the document; a day that is printed is not reckoned."""
    head = "云测市人民政府关于早市的通知\n\n云测政发〔2024〕3号\n\n各县（区）人民政府：\n\n"
    text = head + "{}\n\n云测市人民政府\n\n2024年1月2日\n"
    for clause, said in (("本通知自印发之日起施行。", 1), ("本通知自2024年2月1日起施行。", 0)):
        corpus = corpus_of(text.format(clause))
        (page,) = (body for name, (body, _) in _heads(corpus).items() if name.startswith("documents/"))
        assert "现行有效" in page
        assert page.count('<small class="gz-reckoned" title="按成文日期推算">推算</small>') == said
