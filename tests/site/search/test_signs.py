"""Nobody types punctuation: where the exact query finds little, signs are skipped, and that is said.

The truth is a plain scan of the printed text with its signs taken out here.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from build_tools.site.search.fold import is_sign
from support.conversion import convert_text
from support.search_page import Opened, opened_engine, plain

WITHOUT = "不计标点符号"


def bare(text: str) -> str:
    """Without signs; a full stop and the point of a number stay."""
    pointed = re.sub(r"(?<=\d)\.(?=\d)", "\0", plain(text))
    kept = (c for c in pointed if c == "。" or not unicodedata.category(c).startswith("P"))
    return "".join(kept).replace("\0", ".")


def scan(opened: Opened, typed: str) -> dict[str, int]:
    """The pages on which it stands when signs are skipped."""
    wanted = bare(typed)
    counts = {url: sum(bare(text).count(wanted) for text in texts) for url, texts in opened.texts.items()}
    return {url: n for url, n in counts.items() if n}


def free(opened: Opened, typed: str) -> dict[str, int]:
    """The same by the engine."""
    found: dict[str, int] = opened.ask(
        """(async () => {
            const words = gazetteQuery.words(a[0]).map(w => Object.assign({}, w,
                {free: true, chars: gazetteFold.bare({chars: w.chars, from: [], to: []}).chars}));
            const found = await gazetteSearch.findWords(words, new gazetteWords.Run());
            return Object.fromEntries(await Promise.all(found.pages.map(async p =>
                [(await gazetteSearch.describe(p.page, found, 1)).url, p.count])));
        })()""",
        typed,
    )
    return found


def titles(opened: Opened) -> dict[str, str]:
    """Title of each record → the page on which it is printed."""
    return {r.document.title: r.page.removesuffix(".md") + ".html" for r in opened.corpus.records}


def test_whole_titles_typed_without_any_sign(opened: Opened) -> None:
    held = titles(opened)
    assert len(held) > 50
    missed = [t for t, page in held.items() if len(bare(t)) > 1 and page not in free(opened, bare(t))]
    printed = [t for t in missed if scan(opened, t)]
    assert printed == []


@pytest.mark.parametrize(
    "typed",
    [
        "十三五节能减排规划",
        "三个代表重要思想",
        "关于推进养老服务高质量发展的具体举措的通知",
        "双随机一公开",
        "十四五时期无废城市建设",
        "99.4以上",
        "拉萨日喀则山南",
    ],
)
def test_what_is_typed_without_signs_is_found_and_said(opened: Opened, typed: str) -> None:
    assert free(opened, typed) == scan(opened, typed) != {}
    read = {group["said"]: group["pages"] for group in opened.answer(typed)}
    exact = read.get("", {})
    assert exact == opened.scan(typed)
    if len(exact) < 3:
        assert {*exact, *read[WITHOUT]} == {*scan(opened, typed)}


@pytest.mark.parametrize("typed", ["空气质量", '"十三五节能减排规划"', "不存在的词语", "目标。任务"])
def test_where_nothing_is_gained_signs_stay(opened: Opened, typed: str) -> None:
    assert WITHOUT not in [group["said"] for group in opened.answer(typed)]


def test_dashes_and_quotation_marks_of_a_keyboard(opened: Opened) -> None:
    for typed in ("2023-2025年", "2023—2025年", "2023－2025年", "2023～2025年", "2023~2025年", "2023–2025年"):
        assert opened.find(typed) == opened.scan("2023—2025年") != {}, typed
    for typed in ('"三个代表"重要思想', "“三个代表”重要思想", "「三个代表」重要思想", "'三个代表'重要思想"):
        assert opened.find(typed) == opened.scan("“三个代表”重要思想") != {}, typed


def test_as_printed_skips_no_sign(opened: Opened) -> None:
    asked = "(await gazetteWays.ask(a[0], {printed: true}, () => {})).groups.flatMap(g => g.pages).length"
    assert opened.ask(asked, "2023-2025年") == opened.ask(asked, "三个代表重要思想") == 0
    assert opened.ask(asked, "2023—2025年") > 0


def test_both_know_the_same_signs(opened: Opened) -> None:
    codes = [c for c in range(0x20, 0x30000) if unicodedata.category(chr(c)) not in ("Cn", "Cs")]
    characters = "".join(map(chr, codes))
    theirs = opened.ask(
        "Array.from(a[0], c => gazetteFold.bare({chars: [c], from: [], to: []}).chars.length)", characters
    )
    wrong = [c for c, kept in zip(characters, theirs, strict=True) if is_sign(c) == bool(kept)]
    assert wrong == []


def test_characters_beyond_the_first_plane(browser: Browser, tmp_path: Path) -> None:
    text = "关于“𠮷野𡈽”家屋管理的通知\n\n各县：\n\n𠮷、野𡈽家屋由𪚥水务局负责，𠮷野家屋另行管理。"
    with opened_engine(browser, convert_text(text, tmp_path), tmp_path / "site") as made:
        for typed in ("𠮷野𡈽", "𪚥", "野𡈽“家", "𡈽家屋由𪚥水"):
            assert made.find(typed) == made.scan(typed)
            assert free(made, typed) == scan(made, typed)
        shown = """(async f => (await gazetteSearch.describe(f.pages[0].page, f, 9)).hits
            .flatMap(h => h.marks.map(([a, b]) => h.text.slice(a, b))))(await gazetteSearch.find(a[0]))"""
        assert set(made.ask(shown, "野𡈽")) == {"野𡈽"}
