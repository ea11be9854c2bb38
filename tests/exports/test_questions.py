"""The questions of the page of data: jq and SQL answer each alike, and each has an answer."""

from __future__ import annotations

import json
import sqlite3
from functools import cache

import jq
import pytest

from build_tools.exports.every import all_data
from build_tools.exports.questions import QUESTIONS, Question
from build_tools.exports.sqlite_file import sqlite_file
from build_tools.pages.lists.data import data_page
from support.conversion import SOURCES, converted

each = pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.asked)


@cache
def _data() -> dict[str, str | bytes]:
    return all_data(converted(*SOURCES))


def _by_jq(question: Question) -> list[list[object]]:
    """As ``jq`` does over the file, or over the lines of all files that a star stands for."""
    data, program = _data(), jq.compile(question.program)
    if question.file != "text/*.jsonl":
        found: list[list[object]] = program.input_text(data[question.file]).all()
        return found
    lines = "".join(str(data[name]) for name in data if name.startswith("text/"))
    found = program.input_text(lines, slurp=True).all()
    return found


def _by_sql(question: Question) -> list[list[object]]:
    base = sqlite3.connect(":memory:")
    base.deserialize(sqlite_file(_data()))
    return [list(row) for row in base.execute(question.sql)]


@each
def test_both_ways_give_the_same_rows(question: Question) -> None:
    rows = _by_sql(question)
    assert rows
    key = json.dumps
    assert sorted(map(key, _by_jq(question))) == sorted(map(key, rows))


def test_the_page_shows_ten() -> None:
    page = data_page(converted(*SOURCES))
    assert len(QUESTIONS) == 10
    assert [q.asked for q in QUESTIONS if q.asked not in page] == []
    assert [q.sql for q in QUESTIONS if q.sql not in page] == []
    assert [q.program for q in QUESTIONS if q.program not in page] == []
