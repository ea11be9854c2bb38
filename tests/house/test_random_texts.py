"""A sample of the long run (``make fuzz``): random sources and damaged cuts keep what every text keeps."""

from __future__ import annotations

from itertools import islice

import pytest

from support.random_inputs import Input, drawn
from support.sound import check, check_input


@pytest.mark.parametrize("seed", range(8))
def test_random_inputs_are_sound(seed: int) -> None:
    inputs = list(islice(drawn(seed), 24))
    assert len(inputs) == 24
    for given in inputs:
        check_input(given)


FOUND = (
    "---\r\f---",  # a form feed within what looks like a file's header
    "附件1— 3 —\r\n",  # the number of an annex has a branch
    # an item begins with a stop
    "。早市按时开市，方便居民生活，设置早市管理点。〔区发展\n署（人民政府）等按职责分工负责〕。\n",
    # a line beside two tables of one raw line
    "|<table><td colspan=3>早市</table><table><td colspan=3>1<tr>",
    "（二）限期修复。管道要在9月底前修好。\n一九九七年一月二十八日\n",  # a deadline of another century
    "5月大事记\n|\n",  # a line below the title of a chronicle that holds no cell
    "附件1\nhttps://example.org/a_b_c\r\n人事任免\r\n",  # what an annex is titled is below no page's foot
    "| 早市 | 甲 | 1 \\|\n",  # the last bar of a row is part of a cell
    "<s　t>国务院办公厅关于同意建立古井保护协调机制的函</s>\n",  # a title of which all is struck out
    "附件1。\n二、主要任务\n",  # an entry of a list of annexes that has no title
    # the label of a row of totals, printed again where a page begins, runs over the next column
    "合计\t\t数量\n≥95%\t数量\t1\n≥95%\t\t合计\t合计\n同上\t数量\t早市\t—\n同上\t—\t早市\t1\n",
)
"""Texts that long runs found, made small."""


@pytest.mark.parametrize("text", FOUND)
def test_texts_that_once_failed_are_sound(text: str) -> None:
    check(text)


INPUTS = (
    # words with blanks between them, changed twice: each change has places of its own
    Input(
        "早市 12 个\n夜市 3 个\n",
        sidecar="""
[[correction]]
line = 1
was = "12 个"
now = "十 二个"
why = "漏字"
[[correction]]
line = 2
was = "3 个"
now = "三十个"
why = "漏字"
""",
    ),
    # the first bar of a row is taken out
    Input(
        "| 早市 | 12 |\n| 夜市 | 3 |\n",
        sidecar="""
[[correction]]
line = 2
was = "| 夜市"
now = "夜市"
why = "多印"
""",
    ),
    Input("5月大事记\n5月6日　完成植树42万株。\n", sidecar="year = -1\n"),  # no year of any calendar
)


@pytest.mark.parametrize("given", INPUTS)
def test_inputs_that_once_failed_are_sound(given: Input) -> None:
    check_input(given)
