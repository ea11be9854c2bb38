"""What a result shows of a page: every word of the query, and as many places as the page has marks."""

from __future__ import annotations

import pytest

from support.search_page import Opened

SHOWN = """(async f => Promise.all(f.pages.slice(0, 8).map(async p => {
    const few = await gazetteSearch.describe(p.page, f, 3);
    const all = await gazetteSearch.describe(p.page, f, Infinity);
    const texts = hits => hits.map(h => h.marks.map(([a, b]) => h.text.slice(a, b)));
    return {few: texts(few.hits), all: texts(all.hits), count: few.count, more: few.more, index: p.count};
})))(await gazetteSearch.find(a[0]))"""


@pytest.mark.parametrize(
    "typed",
    [
        "乡村医生 养老保险",
        "不动产登记一件事 完成时间",
        "基金管理委员会 主任",
        "以旧换新 有效期",
        "空气质量 拉萨 方案 2025年",
        "的",
    ],
)
def test_every_word_is_shown_and_every_place_counted(opened: Opened, typed: str) -> None:
    pages = opened.ask(SHOWN, typed)
    assert pages
    for page in pages:
        shown = {mark for hit in page["few"] for mark in hit}
        assert shown == set(typed.split())
        assert page["count"] == page["index"] == sum(len(hit) for hit in page["all"])
        assert page["more"] == page["count"] - sum(len(hit) for hit in page["few"])


def test_the_sentence_with_most_words_comes_first(opened: Opened) -> None:
    first = "(async f => (await gazetteSearch.describe(f.pages[0].page, f, 1)).hits[0].text)"
    said = opened.ask(f"{first}(await gazetteSearch.find(a[0]))", "乡村医生 养老保险 失业保险")
    assert "参加企业职工养老保险和失业保险" in said


@pytest.mark.parametrize("typed", ["空气质量 空气质量", "空气质量 空气", "空气质量 空气质量 -方案 -方案"])
def test_a_word_typed_twice_counts_once(opened: Opened, typed: str) -> None:
    words = opened.ask(
        "(await gazetteSearch.find(a[0])).words.map(w => (w.excluded ? '-' : '') + w.text)", typed
    )
    assert words[0] == "空气质量"
    assert len(words) == len({w.lower() for w in words})
    assert opened.find("空气质量 空气") == opened.find("空气质量 空气质量") == opened.scan("空气质量")
