"""The validity clock against a careful human reading; states by day, the calendar, the ICS file."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from build_tools.exports.calendar import calendar_ics, unit_calendars
from build_tools.exports.data_files import data_files
from build_tools.facts.states.by_day import stage_on, stages
from build_tools.language.days import day_after, last_of, later
from build_tools.model.corpus import Corpus
from build_tools.pages.every import all_pages
from support.conversion import SOURCES, converted, corpus_of
from support.paths import TESTS

READING: dict[str, Any] = json.loads(
    (TESTS / "facts" / "readings" / "validity.json").read_text(encoding="utf-8")
)
TRIAL = "documents/zang-yi-bao-2023-33.md"


def data(corpus: Corpus) -> list[dict[str, Any]]:
    """The records of validity.json."""
    rows: list[dict[str, Any]] = json.loads(data_files(corpus)["validity.json"])
    return rows


@cache
def _by_document() -> dict[str | None, dict[str, Any]]:
    return {row["document"]: row for row in data(converted(*SOURCES))}


@pytest.mark.parametrize("want", READING["validity"], ids=lambda w: str(w["document"]))
def test_what_a_text_states(want: dict[str, Any]) -> None:
    row = _by_document()[want["document"]]
    assert [(c["text"], c["line"]) for c in row["clauses"]] == [(want["clause"], want["line"])]
    keys = ("effective", "trial_until", "expires", "draft")
    assert {k: row[k] for k in keys} == {k: want[k] for k in keys}
    assert [(r["text"], r["doc_number"]) for r in row["repeals"]] == [
        (r["text"], r["doc_number"]) for r in want["repeals"]
    ]
    if "governs" in want:
        assert row["stated_in"] == want["stated_in"]
        assert (f"《{row['name']}》", row["doc_number"]) == tuple(want["governs"].values())


def test_nothing_else_states_a_term() -> None:
    rows = data(converted(*SOURCES))
    assert {r["document"] for r in rows if r["states_term"]} == {w["document"] for w in READING["validity"]}
    silent = {r["document"] for r in rows if not r["states_term"] and not r["period"]}
    assert silent == set(READING["no_term"])
    assert not set(READING["no_term_appointments"]) & {r["document"] for r in rows}


@pytest.mark.parametrize("doubtful", READING["doubtful"], ids=lambda d: f"{d['document']}:{d['line']}")
def test_a_doubtful_text_is_neither_ended_nor_in_force(doubtful: dict[str, Any]) -> None:
    row = _by_document()[doubtful["document"]]
    assert [s["state"] for s in row["stages"]] == ["silent"]


def test_a_time_of_work_is_said_to_be_one() -> None:
    row = _by_document()["la-zheng-ban-fa-2024-33-text"]
    assert row["stages"][0]["words"].startswith("文中写明实施期限为2024年至2025年")


@pytest.mark.parametrize("other", READING["not_validity"], ids=lambda d: f"{d['source']}:{d['line']}")
def test_other_times_are_none_of_validity(other: dict[str, Any]) -> None:
    corpus = converted(*SOURCES)
    files = {r.id: corpus.sources[r.source].source.file for r in corpus.records}
    lines = {(files[r["stated_in"]], c["line"]) for r in data(corpus) for c in r["clauses"]}
    assert (other["source"], other["line"]) not in lines


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2023-05-07", "not-yet"),
        ("2023-05-08", "trial"),
        ("2026-05-08", "trial"),
        ("2026-05-09", "expired"),
        ("2099-01-01", "expired"),
    ],
)
def test_state_on_a_day(day: str, state: str) -> None:
    corpus = replace(converted(*SOURCES), as_of=day)
    row = next(r for r in data(corpus) if r["document"] == "zang-yi-bao-2023-33-text")
    assert (row["state"], row["as_of"]) == (state, day)
    told = re.findall(
        r'<span class="gz-stage gz-([a-z-]+)" data-from="([^"]*)" hidden>', all_pages(corpus)[TRIAL]
    )
    assert [code for code, since in told if since <= day][-1] == state


def test_no_page_but_the_calendar_is_another_one_on_another_day() -> None:
    corpus = converted(*SOURCES)
    one, other = (all_pages(replace(corpus, as_of=day)) for day in ("2020-01-01", "2031-01-01"))
    assert {page for page in one if one[page] != other[page]} == {"lists/calendar.md"}
    assert (
        '<span class="gz-days">2023年5月8日起：试行，试行期至2026年5月8日；'
        "2026年5月9日起：试行期已于2026年5月8日届满</span>" in one[TRIAL]
    )
    assert "in_force: 2023-05-08/2026-05-08\n" in one[TRIAL]


def test_as_of_is_the_newest_day_unless_told() -> None:
    corpus = converted(*SOURCES)
    assert corpus.newest_day == "2026-04"
    assert corpus.day == "2026-04-01"
    assert "（截至2026年4月1日）" in all_pages(corpus)["lists/calendar.md"]


def test_stages_begin_before_all_days_and_never_turn_back() -> None:
    held = converted(*SOURCES).facts.standings
    assert held
    for standing in held:
        found = stages(standing)
        assert found[0].since == ""
        assert [s.since for s in found] == sorted({s.since for s in found})
        assert stage_on(found, "1900-01-01") is found[0]


def test_the_page_leads_to_its_clause_and_to_the_cover_of_a_draft() -> None:
    made = all_pages(converted(*SOURCES))
    assert "[依据：第三十三条](#art-33)" in made[TRIAL]
    draft = next(text for name, text in made.items() if name.endswith("sheng-tai-huan-gui-hua.md"))
    assert "(../issues/xizang-2026-ecology-plan-draft.md#cover-2)" in draft


def test_repealed_namesake_stands_on_both_pages() -> None:
    cases = TESTS / "facts" / "cases" / "validity" / "repeals.md"
    corpus = corpus_of(cases.read_text(encoding="utf-8").split("\n.\n")[1])
    made = all_pages(corpus)
    assert (
        "[已由《青江市早市管理办法》废止（2024年5月1日）](qing-zheng-fa-2024-9.md)"
        in made["documents/qing-zheng-fa-2018-3.md"]
    )
    assert (
        '<dt markdown="span">废止的文件</dt>\n<dd class="gz-whole" markdown="span">'
        "[《青江市早市办法》（青政发〔2018〕3号）](qing-zheng-fa-2018-3.md)</dd>"
        in made["documents/qing-zheng-fa-2024-9.md"]
    )


def test_calendar_has_every_day_that_the_data_has() -> None:
    corpus = converted(*SOURCES)
    days = {r[k] for r in data(corpus) for k in ("effective", "trial_until", "expires") if r[k]}
    assert {e.day for e in corpus.facts.events} == days
    page = all_pages(corpus)["lists/calendar.md"]
    assert "试行期将届满" in page
    assert "download>ICS</a>" in page


def test_ics_is_well_formed() -> None:
    corpus = converted(*SOURCES)
    body = calendar_ics(corpus)
    lines = body.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert b"\n" not in b"".join(lines)
    assert all(len(line) <= 75 for line in lines)
    for line in lines:
        line.decode("utf-8")  # no character is cut in two
    unfolded = body.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")
    identifiers = [x for x in unfolded if x.startswith("UID:")]
    assert len(identifiers) == len(set(identifiers)) == len(corpus.facts.events)
    assert unfolded.count("BEGIN:VEVENT") == unfolded.count("END:VEVENT") == len(identifiers)
    assert "DTSTAMP:20230508T000000Z" in unfolded
    assert "DTSTART;VALUE=DATE:20260508" in unfolded


def test_ics_does_not_depend_on_the_day() -> None:
    corpus = converted(*SOURCES)
    assert calendar_ics(replace(corpus, as_of="2031-01-01")) == calendar_ics(corpus)


def test_ics_escapes_what_would_act() -> None:
    text = "早市管理办法\n\n第一条 本办法自2024年5月1日起施行，《夜市,集市;办法》同时废止。\n"
    unfolded = calendar_ics(corpus_of(text)).replace(b"\r\n ", b"").decode("utf-8")
    summary = next(x for x in unfolded.split("\r\n") if x.startswith("SUMMARY:废止"))
    assert not re.search(r"(?<!\\)[,;]", summary)


@pytest.mark.parametrize(
    ("day", "count", "unit", "then"),
    [
        ("2024-02-29", 1, "年", "2025-02-28"),
        ("2024-12-27", 2, "年", "2026-12-27"),
        ("2024-08-31", 6, "个月", "2025-02-28"),
        ("2024-04-20", 30, "日", "2024-05-20"),
        ("2026-04", 3, "年", "2029-04"),
    ],
)
def test_reckoning(day: str, count: int, unit: str, then: str) -> None:
    assert later(day, count, unit) == then


def test_ends_of_months_and_years() -> None:
    assert day_after("2026-12-31") == "2027-01-01"
    assert day_after("2024-02") == "2024-03-01"
    assert last_of("2025年底") == "2025-12-31"


def test_with_an_address_each_event_leads_to_its_clause() -> None:
    corpus = converted(*SOURCES)
    plain = calendar_ics(corpus).replace(b"\r\n ", b"").decode()
    led = calendar_ics(corpus, "https://example.org/").replace(b"\r\n ", b"").decode()
    ways = [line for line in led.splitlines() if line.startswith("URL:")]
    assert len(ways) == led.count("BEGIN:VEVENT") > 0
    assert all(re.fullmatch(r"URL:https://example\.org/documents/\S+\.html(#\S+)?", way) for way in ways)
    assert "URL:" not in plain


def test_what_a_notice_repeals_at_the_same_time_ends_when_its_text_begins() -> None:
    cover = "昆江市人民政府关于印发《夜市办法》的通知\n\n昆江政发〔{number}号\n\n各单位：\n\n{said}\n\n"
    text = "昆江市人民政府\n\n{day}\n\n夜市办法\n\n第一条 规范夜市。\n\n第二条 本办法自{since}起施行。\n\n"
    issued = "现将《夜市办法》印发给你们，请认真执行。"
    old = (cover + text).format(number="2018〕3", said=issued, day="2018年6月1日", since="印发之日")
    said = f"{issued}《夜市办法》（昆江政发〔2018〕3号）同时废止。"
    new = (cover + text).format(number="2025〕7", said=said, day="2025年3月3日", since="2025年5月1日")
    found = {s.number: s for s in corpus_of(old + new).facts.standings if s.number}
    assert found["昆江政发〔2018〕3号"].repealed_on == "2025-05-01"


def test_what_an_interpretation_says_is_repealed_stands_on_the_page_of_its_text() -> None:
    notice = "昆江市人民政府关于印发《昆江市早市办法》的通知\n\n昆江政发〔2025〕9号\n\n各单位：\n\n"
    issued = "现将《昆江市早市办法》印发给你们，请认真执行。\n\n昆江市人民政府\n\n2025年3月3日\n\n"
    law = "昆江市早市办法\n\n第一条 规范早市。\n\n第二条 早市按时开市。\n\n"
    said = "《昆江市早市办法》自2025年5月1日起施行，《昆江市夜市办法》（昆江政发〔2018〕3号）同时废止。"
    corpus = corpus_of(f"{notice}{issued}{law}《昆江市早市办法》政策解读\n\n一、施行日期\n\n{said}\n")
    (told,) = [s for s in corpus.facts.standings if s.stated_in is not s.record]
    assert told.record is not None
    assert (told.term.effective, told.targets) == ("2025-05-01", (None,))
    assert "废止的文件" in all_pages(corpus)[told.record.page]


def test_deadlines_of_a_unit_as_a_calendar() -> None:
    made = unit_calendars(converted(*SOURCES), "https://example.org/")
    body = made["calendars/xi-zang-zi-zhi-qu-zi-ran-zi-yuan-ting.ics"]
    lines = body.replace(b"\r\n ", b"").decode().split("\r\n")
    assert lines.count("BEGIN:VEVENT") == 5
    assert len({line for line in lines if line.startswith("UID:")}) == 5
    assert "DTSTART;VALUE=DATE:20240731" in lines
    assert "DTSTART;VALUE=DATE:20251231" in lines
    assert "URL:https://example.org/documents/zang-zheng-ban-han-2024-23.html#sec-3-1" in lines
    assert any(line.startswith("SUMMARY:（一）逐事项统一办理标准") for line in lines)
    assert not [name for name in made if "min-zheng-ju" in name]  # nothing of it is dated
