"""What is said of the state of a text: only what stands in it, only days that can be, what others change."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from build_tools.exports.calendar import calendar_ics
from build_tools.exports.data_files import data_files
from build_tools.exports.feeds import feed_files
from build_tools.facts.effect.words import states_beginning, states_end
from build_tools.language.script import key
from build_tools.model.catalogue import Code
from build_tools.model.corpus import Corpus
from build_tools.pages.every import all_pages
from build_tools.pipeline import convert_corpus
from support.casefiles import Case, all_cases
from support.conversion import SOURCES, convert_text, converted, corpus_of

SILENT = "文中未写明施行日期和有效期"
OLD = """青江市人民政府关于印发《青江市早市办法》的通知

青政发〔2020〕5号

现将《青江市早市办法》印发给你们。

青江市人民政府
2020年3月1日

青江市早市办法

第一条 早市按时开市。

第二条 本办法自2020年5月1日起施行，有效期5年。

"""
AMENDING = """青江市人民政府关于修改《青江市早市办法》的决定

青政发〔2023〕9号

各单位：

对《青江市早市办法》（青政发〔2020〕5号）作如下修改：

一、删去第二条中的“，有效期5年”。

本决定自2023年9月1日起施行。

青江市人民政府
2023年8月10日

"""


def _validity(corpus: Corpus) -> dict[str, dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(data_files(corpus)["validity.json"])
    return {row["name"]: row for row in rows}


def _sentences(corpus: Corpus, ident: str) -> Iterator[str]:
    for block in corpus.by_id[ident].document.blocks:
        yield from re.split(r"(?<=[。；])", key(block.text.chars))


def test_twenty_seven_texts_of_the_five_sources_stay_silent_and_one_names_its_period() -> None:
    corpus = converted(*SOURCES)
    rows: list[dict[str, Any]] = json.loads(data_files(corpus)["validity.json"])
    silent = [row for row in rows if row["state"] == "silent"]
    period = [row["period"] for row in silent if row["period"]]
    print(f"silent: {len(silent) - len(period)}, with a period as printed: {len(period)}, {period[0]}")
    assert (len(silent) - len(period), period) == (27, ["实施期限为2024年至2025年"])
    assert [row for row in rows if row["unread"] or row["changes"]] == []
    told = [
        (row["document"], sentence)
        for row in silent
        if not row["period"]
        for sentence in _sentences(corpus, row["document"])
        if states_beginning(sentence, key(row["name"])) or states_end(sentence, key(row["name"]))
    ]
    assert told == []


def test_a_clause_that_is_not_understood_is_led_to() -> None:
    corpus = corpus_of(OLD.replace("自2020年5月1日起施行，有效期5年", "与《青江市集市条例》同时施行"))
    page = all_pages(corpus)["documents/qing-zheng-fa-2020-5.md"]
    assert re.search(r">有施行条款，未能解读</span></span> \[见：第二条\]\(#art-2\)</dd>", page)
    assert SILENT not in page
    row = _validity(corpus)["青江市早市办法"]
    assert [(c["anchor"], c["text"]) for c in row["unread"]] == [
        ("art-2", "本办法与《青江市集市条例》同时施行。")
    ]
    assert (row["effective"], row["state"], row["clauses"]) == (None, "unread", [])


_SAID = re.compile(r"(?:施行|期限)条款，未能解读")


@pytest.mark.parametrize(
    "case", [c for c in all_cases() if c.rule.startswith("facts/validity/")], ids=lambda c: str(c.title)
)
def test_a_finding_says_what_a_page_says_was_not_read(case: Case) -> None:
    corpus = corpus_of(case.given)
    texts = [text for name, text in all_pages(corpus).items() if name.startswith("documents/")]
    said = any(map(_SAID.search, texts))
    doubts = [n for n in corpus.notes[0] if n.code in (Code.EFFECT_UNREAD, Code.DATE_IMPOSSIBLE)]
    found = [n for n in doubts if n.code is Code.EFFECT_UNREAD]
    assert bool(doubts) if said else not found


def test_an_editor_lets_a_clause_stand_that_was_not_read(tmp_path: Path) -> None:
    accepted = '[[accept]]\ncode = "effect-unread"\nline = 14\nwhy = "原文如此"\n'
    (tmp_path / "input.toml").write_text(accepted, encoding="utf-8")
    corpus = convert_text(
        OLD.replace("自2020年5月1日起施行，有效期5年", "与《青江市集市条例》同时施行"), tmp_path
    )
    assert [(n.first_line, n.accepted) for n in corpus.notes[0] if n.code is Code.EFFECT_UNREAD] == [
        (14, "原文如此")
    ]
    assert not [n for n in corpus.notes[0] if n.code is Code.ACCEPT_STALE]


def test_what_is_amended_is_never_shown_as_if_untouched() -> None:
    corpus = corpus_of(OLD + AMENDING)
    page = all_pages(corpus)["documents/qing-zheng-fa-2020-5.md"]
    assert "有效期至" not in page
    assert (
        "[现行有效，期限已删去；已由青政发〔2023〕9号修改（自2023年9月1日起）](qing-zheng-fa-2023-9.md#sec-1)"
        in page
    )
    row = _validity(corpus)["青江市早市办法"]
    assert (row["effective"], row["expires"]) == ("2020-05-01", None)
    assert [(c["change"], c["by"], c["since"], c["anchor"]) for c in row["changes"]] == [
        ("amended", "qing-zheng-fa-2023-9", "2023-09-01", "sec-1")
    ]
    assert "有效期届满" not in calendar_ics(corpus).decode()


def test_what_was_not_read_is_told_and_nothing_reckoned() -> None:
    vague = AMENDING.replace("删去第二条中的“，有效期5年”。", "第二条规定的期限酌情放宽。")
    page = all_pages(corpus_of(OLD + vague))["documents/qing-zheng-fa-2020-5.md"]
    assert "有效期至" not in page
    assert "已由青政发〔2023〕9号修改（自2023年9月1日起），修改内容未能解读，期限未推算" in page


def test_the_old_term_is_shown_where_nothing_changes_it() -> None:
    corpus = corpus_of(OLD)
    assert "现行有效，有效期至2025年5月1日" in all_pages(corpus)["documents/qing-zheng-fa-2020-5.md"]
    assert _validity(corpus)["青江市早市办法"]["expires"] == "2025-05-01"
    assert "有效期届满" in calendar_ics(corpus).replace(b"\r\n ", b"").decode()


def test_a_draft_changes_nothing_yet(tmp_path: Path) -> None:
    draft = AMENDING.replace("的决定", "的决定（征求意见稿）").replace("青政发〔2023〕9号\n\n", "", 1)
    for name, text in (("old", OLD), ("draft", draft)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    corpus = convert_corpus([tmp_path / "old.txt", tmp_path / "draft.txt"])
    rows = _validity(corpus)
    assert rows["青江市人民政府关于修改《青江市早市办法》的决定（征求意见稿）"]["draft"]
    assert "amends" in {c["relation"] for c in json.loads(data_files(corpus)["citations.json"])}
    assert (rows["青江市早市办法"]["expires"], rows["青江市早市办法"]["changes"]) == ("2025-05-01", [])


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2025-12-31", "文中写明实施期限为2024年至2025年，未写明施行日期和有效期"),
        ("2026-01-01", "文中写明实施期限为2024年至2025年，该期间已过，未写明施行日期和有效期"),
    ],
)
def test_a_time_of_work_that_is_over_is_said_to_be_over(day: str, words: str) -> None:
    corpus = corpus_of("青江市早市发展方案\n\n一、期限\n\n实施期限为2024年至2025年。\n")
    pages = all_pages(corpus)
    (page,) = (text for name, text in pages.items() if name.startswith("documents/"))
    told = re.findall(r'<span class="gz-stage gz-silent" data-from="([^"]*)" hidden>([^<]+)</span>', page)
    assert [said for since, said in told if since <= day][-1] == words
    assert [s["state"] for s in _validity(corpus)["青江市早市发展方案"]["stages"]] == ["silent"]


FAR = OLD.replace("2020年3月1日\n", "2060年3月1日\n").replace("自2020年5月1日起", "自印发之日起")


def test_a_far_date_stays_as_printed_and_moves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(OLD.replace("5号", "4号").replace("早市", "夜市"), encoding="utf-8")
    (tmp_path / "b.txt").write_text(FAR, encoding="utf-8")
    corpus = convert_corpus([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert (corpus.newest_day, corpus.day) == ("2020-03-01", "2020-03-01")
    row = _validity(corpus)["青江市早市办法"]
    assert (row["effective"], row["stages"][0]["words"]) == (None, "文中写明自印发之日起施行，该日期未印明")
    documents = {d["title"]: d for d in json.loads(data_files(corpus)["documents.json"])}
    assert documents["青江市早市办法"]["date"] == "2060-03-01"
    feeds = "".join(feed_files(corpus, "公报", "").values())
    assert "2060" not in feeds
    assert documents["青江市人民政府关于印发《青江市早市办法》的通知"]["url"] in feeds


def test_an_editor_lets_a_far_date_count(tmp_path: Path) -> None:
    accepted = '[[accept]]\ncode = "date-far"\nline = 8\nwhy = "原文如此"\n'
    (tmp_path / "input.toml").write_text(accepted, encoding="utf-8")
    corpus = convert_text(FAR, tmp_path)
    assert corpus.newest_day == "2060-03-01"
    assert [n.accepted for n in corpus.notes[0] if n.code.id == "date-far"] == ["原文如此"]


@pytest.mark.parametrize(
    ("length", "last"),
    [
        ("有效期6年", "2026-05-01"),
        ("有效期10年", "2030-05-01"),
        ("有效期十五年", "2035-05-01"),
        ("有效期二十年", "2040-05-01"),
        ("试行期18个月", "2021-11-01"),
    ],
)
def test_a_term_of_any_length_ends_on_its_day(length: str, last: str) -> None:
    row = _validity(corpus_of(OLD.replace("有效期5年", length)))["青江市早市办法"]
    assert (row["expires"] or row["trial_until"]) == last
    assert row["stages"][-1]["state"] == "expired"


IMPOSSIBLE = """青江市人民政府关于加强早市管理的通知

青政发〔2023〕9号

发布日期：2023-08-32

各单位：

一、本通知自2023年2月29日起施行，有效期至2024年6月31日。

二、2023年9月31日前自查，2023年13月起检查，力争2024年2月30日前完成摊位登记。

青江市人民政府
2023年4月31日

2023年4月大事记

4月3日 早市开市。

4月31日 早市收市。

2月30日—3月1日 早市检修。
"""
_ISO = re.compile(r'"(\d{4}-\d{2}-\d{2})"')


def test_a_day_that_no_calendar_has_is_never_in_data() -> None:
    corpus = corpus_of(IMPOSSIBLE)
    words_as_printed = ("notes.json", ".schema.json")
    files = {n: t for n, t in data_files(corpus).items() if not n.endswith(words_as_printed)}
    days = {day for text in files.values() for day in _ISO.findall(text)}
    assert {day for day in days if date.fromisoformat(day)} == days
    assert "2023-04-03" in days
    doubts = [n.was for n in corpus.notes[0] if n.code.id == "date-impossible"]
    assert len(doubts) == 9
    assert json.loads(files["deadlines.json"]) == []
    row = _validity(corpus)["青江市人民政府关于加强早市管理的通知"]
    assert (row["effective"], row["expires"], row["state"]) == (None, None, "unread")


def test_a_correction_leads_to_the_text_of_the_issue_that_it_names(tmp_path: Path) -> None:
    head = "青江市人民政府公报\n{issue}\n\n"
    new = (
        OLD.replace("2020年3月", "2024年3月")
        .replace("〔2020〕5", "〔2024〕5")
        .replace("2020年5月", "2024年5月")
    )
    wrong = "更　正\n\n本刊2020年第3期第12页《青江市早市办法》第一条中“按时”应为“准时”，特此更正。\n"
    texts = {"a": head.format(issue="2020年第3期") + OLD, "b": head.format(issue="2024年第3期") + new + wrong}
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    corpus = convert_corpus([tmp_path / "a.txt", tmp_path / "b.txt"])
    cited = [c for c in json.loads(data_files(corpus)["citations.json"]) if c["relation"] == "corrects"]
    assert [c["target"] for c in cited] == ["qing-zheng-fa-2020-5-text"]
    made = all_pages(corpus)
    corrected = made["documents/qing-zheng-fa-2020-5.md"]
    assert "现行有效，有效期至2025年5月1日；已由《更正》更正" in corrected
    assert "《更正》" not in made["documents/qing-zheng-fa-2024-5.md"]
    assert SILENT not in next(text for name, text in made.items() if name.endswith("b-geng-zheng.md"))


def test_a_correction_of_an_issue_that_is_not_held_leads_nowhere() -> None:
    wrong = "更　正\n\n本刊2012年第3期第12页《青江市早市办法》第一条中“按时”应为“准时”，特此更正。\n"
    corpus = corpus_of(OLD + wrong)
    cited = [c for c in json.loads(data_files(corpus)["citations.json"]) if c["relation"] == "corrects"]
    assert [c["target"] for c in cited] == [None]
    assert _validity(corpus)["青江市早市办法"]["changes"] == []
