"""Appointments and the chronicle of the five sources against careful human readings; their pages."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from build_tools.exports.data_files import data_files
from build_tools.facts.chronicle import chronicle
from build_tools.facts.people.posts import organ_of
from build_tools.language.pinyin import name_syllables
from build_tools.model.catalogue import Code
from build_tools.model.corpus import Corpus
from build_tools.model.source import Sidecar
from build_tools.pages.every import all_pages
from support.conversion import SOURCES, converted, corpus_of
from support.paths import TESTS

READINGS = TESTS / "facts" / "readings"


def read(name: str, key: str) -> list[dict[str, Any]]:
    """The records of a reading."""
    rows: list[dict[str, Any]] = json.loads((READINGS / f"{name}.json").read_text(encoding="utf-8"))[key]
    return rows


def data(corpus: Corpus, name: str) -> list[dict[str, Any]]:
    """The records of a data file."""
    rows: list[dict[str, Any]] = json.loads(data_files(corpus)[f"{name}.json"])
    return rows


def test_every_post_is_read_and_none_is_made_up() -> None:
    keys = ("document", "name", "action", "post", "probation", "line")
    wanted = [{k: row[k] for k in keys} for row in read("people", "appointments")]
    assert [{k: row[k] for k in keys} for row in data(converted(*SOURCES), "appointments")] == wanted


def test_every_day_of_the_chronicle() -> None:
    wanted = read("chronicle", "chronicle")
    found = data(converted(*SOURCES), "chronicle")
    keys = ("date", "printed", "line")
    assert [{k: row[k] for k in keys} for row in found] == [{k: row[k] for k in keys} for row in wanted]
    for row, want in zip(found, wanted, strict=True):
        assert row["text"].startswith(want["text_starts"])


def test_the_chronicle_is_the_same_without_its_sidecar() -> None:
    days = 0
    for converted_source in converted(*SOURCES).sources:
        for i in range(len(converted_source.documents)):
            known, bare = (
                chronicle(converted_source.documents, i, side, converted_source.source.line_of)
                for side in (converted_source.sidecar, Sidecar())
            )
            days += len(known)
            assert known == bare
    assert days


@pytest.mark.parametrize(
    ("side", "date"),
    [
        (Sidecar(year=2023), "2023-12-03"),
        (Sidecar(published="2025-01"), "2024-12-03"),
        (Sidecar(year=2023, published="2022-11"), "2022-12-03"),
        (Sidecar(), None),
    ],
)
def test_the_year_comes_from_the_sidecar(side: Sidecar, date: str | None) -> None:
    source = corpus_of("12月大事记\n\n12月3日，早市开市。\n").sources[0]
    assert [e.date for e in chronicle(source.documents, 0, side, source.source.line_of)] == [date]


def test_confirmed_persons_are_told_apart() -> None:
    confirmed = {r["document"] for r in data(converted(*SOURCES), "appointments") if r["confirmed"]}
    assert confirmed == {"la-zheng-ren-2024-37"}


@pytest.mark.parametrize(
    ("post", "organ"),
    [
        ("市八廓古城管委会主任", "市八廓古城管委会"),
        ("市粮食和物资储备局局长", "市粮食和物资储备局"),
        ("市政府副秘书长（正县级）", "市政府"),
        ("拉萨数字经济产业集团有限公司副总经理", "拉萨数字经济产业集团有限公司"),
        ("市财政局党组书记", "市财政局"),
        ("哲蚌寺管委会四级调研员", "哲蚌寺管委会"),
        ("局长", ""),
        ("市中级人民法院民事审判第二庭副庭长", "市中级人民法院民事审判第二庭"),
        ("市中级人民法院审判员", "市中级人民法院"),
        ("驻某国大使", "驻某国"),
    ],
)
def test_organ_of_a_post(post: str, organ: str) -> None:
    assert organ_of(post) == organ


@pytest.mark.parametrize(
    ("name", "first"), [("单某", "shan"), ("单增某", "dan"), ("尉迟某", "yu"), ("向巴某某", "xiang")]
)
def test_surnames_are_read_as_surnames(name: str, first: str) -> None:
    assert name_syllables(name)[0] == first


def test_what_is_taken_and_given_stands_together() -> None:
    page = all_pages(converted(*SOURCES))["lists/people.md"]
    line = next(x for x in page.splitlines() if "**董衍**" in x)
    assert "免 [哲蚌寺管委会副主任](../documents/la-zheng-ren-2024-39.md#p-7)；任 [市民族事务委员会" in line


def test_every_post_and_day_stands_on_its_lists() -> None:
    corpus = converted(*SOURCES)
    made = all_pages(corpus)
    appointments, days = data(corpus, "appointments"), data(corpus, "chronicle")
    assert appointments
    assert days
    for row in appointments:
        for name in ("people", "people-by-organ", "people-by-date"):
            assert (
                f"[{row['post']}](../documents/{row['document']}.md#{row['anchor']})"
                in made[f"lists/{name}.md"]
            )
    for row in days:
        assert f"{row['document']}.md#{row['anchor']})　{row['text'][:8]}" in made["lists/chronicle.md"]


def test_lists_without_entries_say_so() -> None:
    made = all_pages(corpus_of("早市管理办法\n\n早市应当按时开市。\n"))
    for name in ("people", "people-by-organ", "people-by-date", "chronicle", "calendar"):
        assert "现有文件中没有可列入的。" in made[f"lists/{name}.md"]


def test_as_of_changes_no_post() -> None:
    corpus = converted(*SOURCES)
    later = replace(corpus, as_of="2031-01-01")
    assert data(later, "appointments") == data(corpus, "appointments")


@pytest.mark.parametrize(
    ("day", "lines"), [("32日", [5]), ("31日", []), ("本月", [])], ids=["no day", "a day", "a month"]
)
def test_a_day_that_no_month_has_is_told(day: str, lines: list[int]) -> None:
    corpus = corpus_of(f"2024年5月大事记\n\n1日，早市开市。\n\n{day}，夜市开市。\n")
    notes = [n for found in corpus.notes for n in found if n.code is Code.DATE_IMPOSSIBLE]
    assert [n.first_line for n in notes] == lines
