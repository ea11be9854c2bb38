"""The search engine in a real browser, from a file: every place where the words stand, and no other.

The truth is a plain scan of what the built pages print, folded here by other means than the engine's.
"""

from __future__ import annotations

import random
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from build_tools.site.search.fold import folded
from build_tools.site.search.index import search_files
from build_tools.site.search.places import leaves
from support.conversion import SOURCES, convert_text, converted
from support.search_page import Opened

SEED = random.SystemRandom().randrange(10**6)


def _phrases(opened: Opened, count: int, shortest: int, longest: int) -> list[str]:
    """Random pieces of the text; blanks and quotation marks have a meaning of their own in a query."""
    print(f"seed {SEED}", file=sys.stderr)
    chance = random.Random(SEED)
    cells = [text for texts in opened.texts.values() for text in texts if len(text) >= shortest]
    found = []
    while len(found) < count:
        text = chance.choice(cells)
        length = min(chance.randint(shortest, longest), len(text))
        start = chance.randint(0, len(text) - length)
        piece = text[start : start + length]
        if not re.match(r"-|.*\"", piece) and not re.fullmatch(r"[a-z]+", piece):
            found.append(piece)
    return found


def test_every_phrase_is_found_everywhere_and_nowhere_else(opened: Opened) -> None:
    phrases = _phrases(opened, 300, 2, 12)
    assert len(phrases) == 300
    for phrase in phrases:
        assert opened.find(phrase) == opened.scan(phrase), (SEED, phrase)


def test_single_characters_are_counted_exactly(opened: Opened) -> None:
    characters = _phrases(opened, 60, 1, 1)
    assert len(characters) == 60
    for character in characters:
        assert opened.find(character) == opened.scan(character), (SEED, character)


def test_what_does_not_stand_there_is_not_found(opened: Opened) -> None:
    phrases = _phrases(opened, 60, 3, 8)
    assert len(phrases) == 60
    for phrase in phrases:
        turned = phrase[::-1]
        assert opened.find(turned) == opened.scan(turned), (SEED, turned)


def test_both_foldings_agree_on_every_character(opened: Opened) -> None:
    codes = [c for c in range(0x20, 0x30000) if not 0xD800 <= c < 0xE000]
    assigned = "".join(chr(c) for c in codes if unicodedata.category(chr(c)) != "Cn")
    theirs = opened.ask("Array.from(a[0], c => gazetteFold(c).chars.join(''))", assigned)
    wrong = {c: (folded(c), t) for c, t in zip(assigned, theirs, strict=True) if folded(c) != t}
    assert wrong == {}


def test_signs_of_a_chinese_keyboard(opened: Opened) -> None:
    for typed in ("“清洁取暖”", "「清洁取暖」", "＂清洁取暖＂"):
        assert opened.find(typed) == opened.scan("清洁取暖") != {}
    assert opened.find("空气质量 －扬尘") == opened.find("空气质量 -扬尘") != {}
    assert opened.find("“十五五”时期") == opened.scan("“十五五”时期") != {}


def test_words_are_all_wanted_and_excluded_ones_not(opened: Opened) -> None:
    air, city, plan = (opened.scan(w) for w in ("空气质量", "拉萨", "方案"))
    assert set(opened.find("空气质量 拉萨")) == set(air) & set(city)
    assert set(opened.find("空气质量 -拉萨")) == set(air) - set(city)
    both = opened.find("空气质量 方案")
    assert both == {url: air[url] + plan[url] for url in air if url in plan}


@pytest.mark.parametrize(
    "typed",
    [
        "藏政发〔2024〕11号",
        "藏政发2024 11",
        "藏政发(2024)11号",
        "藏政发［2024］１１号",
        "藏政发202411",
        "藏政发 2024-11",
    ],
)
def test_a_number_leads_to_its_document_in_any_writing(opened: Opened, typed: str) -> None:
    assert next(iter(opened.find(typed))) == "documents/zang-zheng-fa-2024-11.html"
    assert opened.ask("(await gazetteSearch.find(a[0])).number.text", typed) == "藏政发〔2024〕11号"


def test_a_number_that_is_not_held_leads_to_those_who_cite_it(opened: Opened) -> None:
    assert opened.find("国发2023 24") == opened.scan("国发〔2023〕24号") != {}


@pytest.mark.parametrize("typed", ["kqzl", "kongqi zhiliang", "kongqizhiliang", "kongqi zhil", "KQZL"])
def test_pinyin(opened: Opened, typed: str) -> None:
    assert opened.find(typed) == opened.scan("空气质量") != {}


def test_pinyin_of_this_region(opened: Opened) -> None:
    assert opened.find("changdu") == opened.scan("昌都") != {}
    assert opened.find("naqu") == opened.scan("那曲") != {}


def test_traditional_finds_simplified(opened: Opened) -> None:
    assert opened.find("空氣質量") == opened.scan("空气质量")
    assert opened.ask("(await gazetteSearch.find(a[0])).also", "空氣質量") == ["空气质量"]


@pytest.mark.parametrize("typed", ["发(2024)3", "政发〔2024〕1", "令第7"])
def test_a_piece_of_a_number_is_a_word_like_others(opened: Opened, typed: str) -> None:
    assert opened.find(typed) == opened.scan(typed)


def test_as_printed(opened: Opened) -> None:
    printed = "藏政发〔2024〕11号"
    assert opened.find(printed, printed=True)
    assert opened.find("藏政发(2024)11号", printed=True) == {}


def test_order_is_title_then_heading_then_text(opened: Opened) -> None:
    ranks = opened.ask("(await gazetteSearch.find(a[0])).pages.map(p => p.rank)", "空气质量")
    assert ranks == sorted(ranks)
    assert ranks[0] == 2
    title = "西藏自治区空气质量持续改善行动实施方案"
    assert opened.ask("(await gazetteSearch.find(a[0])).pages[0].rank", title) == 1


def test_a_hit_names_its_place_and_marks_the_words(opened: Opened) -> None:
    shown = opened.ask(
        "(f => gazetteSearch.describe(f.pages[0].page, f, 50))(await gazetteSearch.find(a[0]))",
        "行政处理",
    )
    assert shown["hits"]
    for hit in shown["hits"]:
        assert [hit["text"][a:b] for a, b in hit["marks"]] == ["行政处理"] * len(hit["marks"])
        assert hit["anchor"]


@pytest.mark.parametrize(
    ("typed", "meant"), [("空汽质量", "空气质量"), ("空气质良", "空气质量"), ("空气贸量", "空气质量")]
)
def test_did_you_mean_only_what_exists(opened: Opened, typed: str, meant: str) -> None:
    assert opened.find(typed) == {}
    offered = [s["text"] for s in opened.ask("gazetteSearch.suggest(a[0])", typed)]
    assert meant in offered
    assert all(opened.scan(text) for text in offered)


def test_facets_name_every_page(opened: Opened) -> None:
    kinds: Counter[str] = Counter(leaf.kind for leaf in leaves(opened.corpus))
    read = opened.ask(
        "gazetteSearch.facets().then(f => a[0].map(p => f.of('kind', p)[0]))",
        list(range(len(opened.texts))),
    )
    assert Counter(read) == kinds


def test_same_corpus_same_bytes(opened: Opened) -> None:
    assert search_files(opened.corpus) == search_files(converted(*SOURCES))


@pytest.mark.parametrize(
    ("text", "pages"),
    [("", 0), ("\n\n", 0), ("字", 1), ("𠀀𠀁公告\n\n正文\x1f 第一　段", 1), ("\ufeff–\n", 1)],
)
def test_odd_input_has_an_index(tmp_path: Path, text: str, pages: int) -> None:
    core = search_files(convert_text(text, tmp_path))["assets/search/core.js"]
    assert core.startswith('gazetteShard("search/core",{')
    assert len(leaves(convert_text(text, tmp_path))) == pages
