"""Merged cells reach no further than the table, and tables of any width and any year can be written."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_tools.exports.every import all_data
from build_tools.exports.table_files import xlsx_of
from build_tools.language.days import storable
from build_tools.model.corpus import Corpus
from build_tools.model.document import tables_in
from build_tools.model.table import Table
from build_tools.pages.every import all_pages
from build_tools.site.build import epoch
from support.conversion import corpus_of, ledger_notes

HEAD = "早市管理办法\n\n"


def tables(corpus: Corpus) -> list[Table]:
    return [table for r in corpus.records for table in tables_in(r.document.blocks)]


def spans(corpus: Corpus) -> list[tuple[int, str]]:
    return [(n.first_line, n.detail) for n in corpus.notes[0] if n.code.id == "table-span"]


def html(*rows: str) -> str:
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return f"{HEAD}<table>\n{body}\n</table>\n"


BODY = ("<td>名称</td><td>数量</td>", "<td>早市</td><td>12</td>", "<td>夜市</td><td>9</td>")


@pytest.mark.parametrize("span", ["999", "1000000", "9999999"])
def test_a_band_is_as_wide_as_the_rows_below_it(span: str) -> None:
    corpus = corpus_of(html(f'<td colspan="{span}">单位：个</td>', *BODY))
    assert tables(corpus)[0].columns == ("名称", "数量")
    assert [row.slots[1].value for row in tables(corpus)[0].rows] == ["12", "9"]
    assert [line for line, _ in spans(corpus)] == [4]
    assert ledger_notes(corpus) == []


def test_a_cell_in_a_row_is_bounded_too() -> None:
    wide = '<td>庙会</td><td colspan="999">停办</td>'
    corpus = corpus_of(
        html("<td>名称</td><td>数量</td><td>备注</td>", "<td>早市</td><td>12</td><td></td>", wide)
    )
    assert [s.value for s in tables(corpus)[0].rows[1].slots] == ["庙会", "停办", "停办"]
    assert [line for line, _ in spans(corpus)] == [6]


def test_a_cell_claims_more_rows_than_follow() -> None:
    corpus = corpus_of(html(*BODY[:2], '<td rowspan="65535">夜市</td><td>9</td>', "<td>8</td>"))
    assert [[s.value for s in r.slots] for r in tables(corpus)[0].rows] == [
        ["早市", "12"],
        ["夜市", "9"],
        ["夜市", "8"],
    ]
    assert [line for line, _ in spans(corpus)] == [6]


@pytest.mark.parametrize(
    "band",
    [
        '<td colspan="2">单位：个</td>',  # as wide as the rows
        '<td colspan="1">单位：个</td><td></td>',
        "<td colspan=0>单位：个</td><td></td>",
        "<td colspan=-3>单位：个</td><td></td>",
    ],
)
def test_spans_that_fit_are_no_doubt(band: str) -> None:
    assert spans(corpus_of(html(band, *BODY))) == []


def test_columns_that_every_row_merges_are_no_doubt() -> None:
    corpus = corpus_of(html(*(row.replace("<td>", "<td colspan=3>") for row in BODY)))
    assert len(tables(corpus)[0].types) == 2
    assert spans(corpus) == []


def test_a_table_of_one_cell() -> None:
    corpus = corpus_of(f"{HEAD}<table>><tr>><td colspan=999>\n")
    assert all_pages(corpus)
    assert ledger_notes(corpus) == []


_CELL = st.builds(
    lambda c, r, w: f"<td colspan={c} rowspan={r}>{w}</td>",
    st.sampled_from([1, 1, 1, 2, 3, 999, 1_000_000]),
    st.sampled_from([1, 1, 1, 2, 65535]),
    st.sampled_from(["早市", "12", "", "合计", "单位：个"]),
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(_CELL, min_size=1, max_size=5), min_size=1, max_size=6))
def test_there_are_no_more_columns_than_cells(rows: list[list[str]]) -> None:
    corpus = corpus_of(html(*map("".join, rows)))
    assert ledger_notes(corpus) == []
    for table in tables(corpus):
        assert len(table.types) <= sum(map(len, rows))


def _tabs(columns: int) -> str:
    names, figures = ("\t".join(f"{sign}{k}" for k in range(columns)) for sign in ("列", ""))
    return f"早市统计\n\n说明如下：\n{names}\n{figures}\n{figures}\n"


def test_a_row_that_cannot_be_moved_in_time_stays() -> None:
    """Wider than the cheapest order of its cells is looked for: padded, with a doubt."""
    text = _tabs(250).replace("| ", "")
    pipes = "\n".join(f"| {' | '.join(line.split(chr(9)))} |" for line in text.splitlines()[3:])
    corpus = corpus_of(f"早市统计\n\n{pipes}\n| {' | '.join('甲' for _ in range(249))} |\n")
    assert [n.code.id for n in corpus.notes[0] if n.code.severity == "doubt"] == ["table-ragged"]
    assert ledger_notes(corpus) == []


def test_more_columns_than_a_sheet_holds() -> None:
    """Wider than XLSX (16,384) and than its columns have names (18,278): CSV and JSON hold all."""
    corpus = corpus_of(_tabs(18_300))
    table = tables(corpus)[0]
    assert len(table.types) == 18_300
    files = all_data(corpus)
    name = next(n for n in files if n.endswith(".csv"))
    assert str(files[name], "utf-8").count("列") == 18_300
    assert f"{name[:-3]}xlsx" in files


@pytest.mark.parametrize("year", ["1962", "1968", "2108", "2924", "9201"])
def test_years_that_files_cannot_bear(year: str) -> None:
    corpus = corpus_of(f"早市管理办法\n\n{year}年5月11日\n\n| 名称 | 数量 |\n|---|---|\n| 早市 | 12 |\n")
    assert all_data(corpus)
    assert 0 <= epoch(corpus) < 2**32, "gzip stores 32 bits"


def test_a_day_that_files_can_bear_stays() -> None:
    assert storable(date(2024, 5, 11)) == date(2024, 5, 11)
    corpus = corpus_of(html(*BODY))
    assert xlsx_of(tables(corpus)[0], "表", date(2924, 5, 11)) == xlsx_of(
        tables(corpus)[0], "表", date(2924, 5, 11)
    )
