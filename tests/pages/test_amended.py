"""What a text changes is told on both pages, in lists, feeds and calendar, with ways there and back."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from build_tools.exports.calendar import calendar_ics
from build_tools.exports.feeds import feed_files
from build_tools.model.corpus import Corpus
from build_tools.pages.every import all_pages
from build_tools.pages.state import states_of
from build_tools.pipeline import convert_corpus
from support.paths import TESTS
from support.rendering import proven

FOLDER = TESTS / "facts" / "amendments"
BY = "青政规〔2023〕7号"
SAID = f"已由{BY}修改（自2023年10月1日起）"
AMENDED, AMENDING = "documents/qing-zheng-gui-2019-4.md", "documents/qing-zheng-gui-2023-7.md"

# the states as they are told by days and on a day; an instruction is told in its own printed words
_STATES = re.compile(r'<span class="gz-(?:days|stage)[^>]*>.*?</span>')


@cache
def made(name: str) -> tuple[Corpus, dict[str, str]]:
    """A corpus and its pages."""
    corpus = convert_corpus(sorted(Path(FOLDER / name).glob("*.txt")))
    return corpus, all_pages(corpus)


def _note_below(page: str, anchor: str) -> str:
    """What is said below a block that others change, or that changes others."""
    behind = page.partition(f"{{: #{anchor} ")[2].partition("\n\n")[2]
    return behind.partition("</div>")[0] if behind.startswith('<div class="gz-amended"') else ""


def test_the_touched_article_says_so_and_leads_there_and_back() -> None:
    _, pages = made("corpus-01")
    below = _note_below(pages[AMENDED], "art-2")
    assert f"[{SAID}](qing-zheng-gui-2023-7.md#sec-1)" in below
    assert "将第二条中的“市建设局”修改为“市城市管理局”。" in below
    back = _note_below(pages[AMENDING], "sec-1")
    assert "- [见《青江市临时占道经营管理办法》第二条](qing-zheng-gui-2019-4.md#art-2)" in back
    assert _note_below(pages[AMENDED], "art-1") == ""


def test_a_text_of_the_same_title_is_not_touched() -> None:
    _, pages = made("corpus-01")
    assert "gz-amended" not in pages["documents/qing-zheng-gui-2025-2.md"]


def test_the_paragraphs_are_proven_with_notes_beside_them(tmp_path: Path) -> None:
    for name in ("corpus-01", "corpus-08", "corpus-10"):
        assert proven(made(name)[0], tmp_path / name) == []


def test_lists_feeds_search_and_calendar_say_it() -> None:
    corpus, pages = made("corpus-01")
    assert SAID in pages["lists/by-date.md"]
    assert any(f"【{SAID}】" in feed for feed in feed_files(corpus, "公报", "").values())
    assert any(SAID in stage.words for stage in states_of(AMENDED, corpus))
    ics = calendar_ics(corpus).replace(b"\r\n ", b"").decode()
    assert f"SUMMARY:由{BY}修改：青江市临时占道经营管理办法" in ics
    assert "DTSTART;VALUE=DATE:20231001" in ics


def test_no_page_states_a_term_that_was_changed() -> None:
    for name, term in (
        ("corpus-01", "有效期至2024年7月1日"),
        ("corpus-02", "有效期至2021年2月28日"),
        ("corpus-09", "有效期至2024年6月30日"),
        ("corpus-10", "有效期至2023年6月30日"),
    ):
        _, pages = made(name)
        told = {page: "".join(_STATES.findall(text)) for page, text in pages.items()}
        assert [page for page, states in told.items() if term in states] == []


def test_a_correction_stands_at_the_paragraph_on_both_pages() -> None:
    _, pages = made("corpus-08")
    below = _note_below(pages["documents/qing-zheng-gui-2021-2.md"], "art-2")
    assert "已由《更正》更正" in below
    assert "“2000元”应为“20000元”" in below
    wrong = next(text for name, text in pages.items() if "geng-zheng" in name)
    assert "[见《青江市创业补贴办法》第二条](qing-zheng-gui-2021-2.md#art-2)" in _note_below(wrong, "p-1")
    assert "[见《青江市残疾人就业扶持办法》第四条](qing-zheng-gui-2021-4.md#art-4)" in _note_below(
        wrong, "p-2"
    )


def test_machines_are_told_who_changes_whom() -> None:
    _, pages = made("corpus-01")
    head = pages[AMENDED].partition("\n---\n")[0]
    assert "changed_by:\n- called: legislationAmends\n  address: documents/qing-zheng-gui-2023-7.html" in head
    assert "changes:\n- called: legislationAmends\n" in pages[AMENDING].partition("\n---\n")[0]
