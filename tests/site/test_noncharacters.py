"""Codes that are no characters: pages, feeds and the proof hold a missing sign in their place."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from build_tools.exports.every import all_data
from build_tools.exports.feeds import feed_files
from build_tools.language.signs import MISSING_SIGN, visible
from build_tools.pages.every import all_pages
from build_tools.pages.front_matter import front_matter
from support.conversion import corpus_of, ledger_notes
from support.rendering import proven

NO_CHARACTERS = ("\ufffe", "\uffff", "\ufdd0", "\U0001fffe", "\U0010ffff")


def text_with(sign: str) -> str:
    return (
        f"青江市人民政府关于加强{sign}早市管理的通知\n青政发〔2024〕9号\n\n各县（区）人民政府：\n\n"
        f"见附件3{sign}加强管理。\n\n| 名称 | 数量 |\n|---|---|\n| 早{sign}市 | 12 |\n\n"
        "青江市人民政府\n2024年5月12日\n"
    )


@pytest.mark.parametrize("sign", NO_CHARACTERS, ids=lambda s: f"U+{ord(s):04X}")
def test_pages_and_feeds_hold_a_missing_sign(sign: str, tmp_path: Path) -> None:
    corpus = corpus_of(text_with(sign))
    assert ledger_notes(corpus) == []
    assert proven(corpus, tmp_path) == [], "beside a link of ours, too"
    pages = all_pages(corpus)
    assert not any(sign in page for page in pages.values())
    assert any(f"见附件3{MISSING_SIGN}加强管理" in page.replace("\\", "") for page in pages.values())
    for feed in feed_files(corpus, "文库", "").values():
        ElementTree.fromstring(feed)
    assert all_data(corpus)


@pytest.mark.parametrize("sign", ["𠅤", "①", "㎡", "５", "\ue000", "藏", "\t", "\n", "\U0001f600"])
def test_characters_stay(sign: str) -> None:
    assert visible(f"早{sign}市") == f"早{sign}市"


def test_names_in_the_head_of_a_page() -> None:
    head = front_matter({"title": "早\ufffe市", "above": [{"title": "公\uffff报"}]}, "raw/a.txt")
    assert MISSING_SIGN in head
    assert "\\uFFF" not in head
