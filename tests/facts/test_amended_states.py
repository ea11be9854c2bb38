"""Ten corpora of texts and what amends them, read by hand: the state before, between and after."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from build_tools.exports.data_files import data_files
from build_tools.facts.states.by_day import stage_on, stages
from build_tools.language.script import bare
from build_tools.model.citation import Change
from build_tools.model.corpus import Corpus, Standing
from build_tools.pipeline import convert_corpus
from support.paths import TESTS
from support.schemas import invalid

FOLDERS = sorted((TESTS / "facts" / "amendments").glob("corpus-*"))
DOUBT = ("存疑", "未推算", "未能解读")


@cache
def corpus_in(folder: Path) -> Corpus:
    """The corpus of a folder; its data validate."""
    corpus = convert_corpus(sorted(folder.glob("*.txt")))
    assert invalid(corpus) == []
    return corpus


def _expected(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "expect.json").read_text(encoding="utf-8"))
    return found


def _standing(folder: Path, text: dict[str, Any]) -> Standing:
    """The standing of a text: its own number, or that of its notice, and its title."""
    corpus = corpus_in(folder)
    found = [
        s
        for s in corpus.facts.standings
        if s.record is not None
        and bare(s.name) == bare(text["title"])
        and text["number"] in (s.number, corpus.top(s.record).document.doc_number)
    ]
    assert len(found) == 1, [s.name for s in corpus.facts.standings]
    return found[0]


ASKED = [
    pytest.param(folder, text, day, id=f"{folder.name}-{text['number']}-{day}")
    for folder in FOLDERS
    for text in _expected(folder)["texts"]
    for day in text["states"]
]


def _expires(standing: Standing, day: str) -> str | None:
    """The last day in force, by what held on a day."""
    held = [v for v in standing.versions if v.since <= day]
    term = held[-1].term if held else standing.term
    return (term.trial_until or term.expires) if not held or held[-1].known else None


@pytest.mark.parametrize(("folder", "text", "day"), ASKED)
def test_the_law_on_a_day(folder: Path, text: dict[str, Any], day: str) -> None:
    standing = _standing(folder, text)
    want = text["states"][day]
    stage = stage_on(stages(standing), day)
    state = (
        "in-force" if stage.code == "silent" else stage.code
    )  # without a clause of effect: no day is known
    assert (state, _expires(standing, day)) == (want["state"], want["expires"])
    assert any(word in stage.words for word in DOUBT) == want.get("doubt", False) or stage.code == "expired"
    ends = standing.ending is not None and stage.code == "repealed"
    by = standing.ending.by.document.title if ends and standing.ending else None
    assert by == want.get("repealed_by", [by])[0]
    told = (a for a in standing.changes if a.told <= day and a.change is not Change.RESUMED)
    assert {bare(a.by.document.title) for a in told} == {bare(t) for t in want["changed_by"]}


def _state_of(standing: Standing, place: str, day: str) -> str:
    """The state of an article by what other texts do to it."""
    for change in standing.changes:
        places = [a.amendment.place for a in change.made]
        ended = change.until is not None and change.until < day
        if place in places and change.since <= day and not ended:
            return {"cut": "repealed", "suspended": "suspended"}[change.change.name.lower()]
    return "in-force"


@pytest.mark.parametrize(("folder", "text", "day"), ASKED)
def test_single_articles(folder: Path, text: dict[str, Any], day: str) -> None:
    standing = _standing(folder, text)
    wanted = text["states"][day].get("articles", {})
    assert {place: _state_of(standing, place, day) for place in wanted} == wanted


def test_every_record_leads_to_its_text() -> None:
    files = [data_files(corpus_in(folder))["amendments.json"] for folder in FOLDERS]
    rows = [row for file in files for row in json.loads(file)]
    assert rows
    assert [r["words"] for r in rows if r["target"] is None or r["op"] == "unread"] == []
