"""Units of measure: one table, and what stands behind a figure."""

from __future__ import annotations

import re

import pytest

from build_tools.language.measures import AMOUNTS, IN_CELLS, SURE_UNITS, UNITS, behind_figure, with_rate
from build_tools.language.words import entries

_FILE = "measures.toml"
_SURE = re.compile(f"^{behind_figure(SURE_UNITS)}")
_ANY = re.compile(f"^{behind_figure(UNITS)}")


def test_a_unit_stands_in_one_group() -> None:
    units = UNITS.split("|")
    assert len(units) == len(set(units)) > 70
    assert set(entries(_FILE, "in_names")) < set(units)
    assert set(IN_CELLS.split("|")) < set(units)


def test_other_words_begin_like_a_unit() -> None:
    assert [w for w in entries(_FILE, "other_words") if not w.startswith(tuple(UNITS.split("|")))] == []


@pytest.mark.parametrize(
    "words", ["个早市", "万亩", "亿，", "万多人", "平方米", "处", "年", "％", "万头", "万"]
)
def test_begins_with_a_unit(words: str) -> None:
    assert _SURE.match(words)


@pytest.mark.parametrize(
    "words", ["张某", "日喀则市", "项目", "人员", "类风湿", "台账", "万州区", "百色市", "条件"]
)
def test_begins_with_no_unit(words: str) -> None:
    assert not _SURE.match(words)


def test_units_that_begin_names_are_units_behind_a_sentence() -> None:
    assert _ANY.match("张床位")
    assert _ANY.match("类产品")
    assert not _ANY.match("类别")


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("毫克/立方米以下", "毫克/立方米"),
        ("万元/人。", "万元/人"),
        ("家（个）绿色工厂", "家（个）"),
        ("吨标准煤/万元", "吨标准煤/万元"),
        ("亿吨", "亿吨"),
        ("个工作日内", "个工作日"),
    ],
)
def test_a_unit_is_taken_whole(words: str, unit: str) -> None:
    match = re.match(with_rate(UNITS), words)
    assert match is not None
    assert match[0] == unit


def test_years_and_days_are_no_amounts() -> None:
    assert not set(entries(_FILE, "years", "days")) & set(AMOUNTS.split("|"))
