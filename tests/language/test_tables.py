"""The tables of words: each word stands in one group, and a mark of some is of words that are there."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib import resources

import pytest

from build_tools.language.columns import MAY_NAME_COLUMN, NAME_OF_COLUMN, SERIAL_NAMES
from build_tools.language.words import entries


@pytest.mark.parametrize(
    ("table", "marks"),
    [("columns.toml", {"weak"}), ("organs.toml", set()), ("posts.toml", {"sign", "of_bodies", "addressed"})],
)
def test_a_word_stands_in_one_group(table: str, marks: set[str]) -> None:
    groups = tomllib.loads((resources.files("build_tools.language") / table).read_text("utf-8"))
    words = Counter(w for name, group in groups.items() if name not in marks for w in group)
    assert [w for w, times in words.items() if times > 1] == []
    assert len(words) > 10
    assert {w for name in marks for w in groups[name]} <= set(words)


@pytest.mark.parametrize(
    "name", ["序号", "产品名称", "税则号列", "金额（万元）", "地区", "联系电话", "工作任务"]
)
def test_names_a_column(name: str) -> None:
    assert NAME_OF_COLUMN.match(name)


@pytest.mark.parametrize("words", ["白河县", "阿里地区", "处罚依据", "落实情况"])
def test_names_no_column_for_sure(words: str) -> None:
    assert not NAME_OF_COLUMN.match(words)


def test_weak_names_let_lines_be_doubted() -> None:
    assert MAY_NAME_COLUMN.match("处罚依据")
    assert not MAY_NAME_COLUMN.match("阿里地区")
    assert set(entries("columns.toml", "serial")) == SERIAL_NAMES
