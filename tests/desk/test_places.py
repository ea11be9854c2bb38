"""Each character of a page knows the raw line, and the character of it, at which it is printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from build_tools.desk.issue import issue_value, issues_value, raw_lines
from build_tools.desk.places import page_places
from build_tools.documents.names import html_address
from build_tools.model.corpus import Corpus
from build_tools.model.document import TableBlock
from support.conversion import convert_text, converted, made_up
from support.paths import ROOT


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return converted(*map(made_up, ("20-mini-gazette", "18-annexes")))


def _chars(runs: list[tuple[int, int, int]], lines: list[str]) -> str:
    return "".join(lines[line - 1][column : column + count] for count, line, column in runs)


def test_runs_lead_to_the_printed_characters(corpus: Corpus) -> None:
    seen = 0
    for record in corpus.records:
        places: Any = page_places(html_address(record.page), corpus)
        source = corpus.sources[record.source].source
        lines = [source.line(n) for n in range(1, len(source.starts) + 1)]
        assert places["id"] == source.id
        for block in record.document.blocks:
            if not isinstance(block, TableBlock) and block.anchor:
                shown = "".join(block.text.chars.split())
                led = _chars(places["blocks"][block.anchor], lines)
                assert len(led) == len(shown)
                # half-width signs are printed where full-width ones are shown
                assert sum(a == b for a, b in zip(led, shown, strict=True)) >= len(shown) * 0.9
                seen += 1
    assert seen > 40


def test_rows_lead_to_their_lines(corpus: Corpus) -> None:
    found = 0
    for record in corpus.records:
        places: Any = page_places(html_address(record.page), corpus)
        for block in record.document.blocks:
            if isinstance(block, TableBlock):
                rows = places["tables"][block.anchor]["rows"]
                assert [tuple(lines) for lines in rows.values()] == [row.lines for row in block.table.rows]
                found += len(rows)
    assert found > 3


def test_a_table_is_named_by_its_caption_where_that_tells_it(tmp_path: Path) -> None:
    rows = "| 项目 | 分值 |\n|---|---|\n| 地面 | 5 |\n"
    text = f"早市管理办法\n\n早市评分表\n\n{rows}\n早市应当按时开市。\n\n{rows}\n早市应当按时收市。\n\n"
    assert _names(text, tmp_path) == ["早市评分表", "早市管理办法"]
    again = _names(f"{text}早市评分表\n\n{rows}", tmp_path)
    assert again == ["第5行", "早市管理办法", "第19行"]


def _names(text: str, folder: Path) -> list[str]:
    corpus = convert_text(text, folder)
    pages = dict.fromkeys(html_address(record.page) for record in corpus.records)
    found: list[Any] = [page_places(page, corpus) for page in pages]
    return [table["title"] for places in found for table in places["tables"].values()]


def test_no_such_page(corpus: Corpus) -> None:
    assert page_places("documents/none.html", corpus) is None
    assert issue_value("none", corpus) is None
    assert raw_lines("none", 1, 2, corpus) is None


def test_what_is_open_stands_in_order_of_weight(corpus: Corpus) -> None:
    listed: Any = issues_value(corpus)
    for row in listed["issues"]:
        value: Any = issue_value(row["id"], corpus)
        found = value["findings"]
        assert row["open"] == sum(not f["accepted"] for f in found)
        assert row["settled"] == sum(bool(f["accepted"]) for f in found)
        ranks = {"error": 0, "stale": 1, "doubt": 2, "correction": 3}
        order = [(bool(f["accepted"]), ranks[f["severity"]]) for f in found]
        assert order == sorted(order)
        source = next(c.source for c in corpus.sources if c.source.id == row["id"])
        for f in found:
            assert f["file"] or f["printed"] == source.line(f["line"]).strip()
    assert sum(row["open"] for row in listed["issues"]) > 0


_ROWS = "| 项目 | 数量 |\n|---|---|\n| 东区 | 5 |\n| 西区 | 6 |\n| 合计 | 12 |\n"
_DONE = """
[[correction]]
line = 3
was = "按时"
now = "准时"
why = "据纸质公报"

[[lines]]
line = 5
as = "furniture"
why = "书眉"

[[cell]]
table = "早市泊位表"
row = "row-1"
column = 2
was = "5"
now = "7"
why = "据来函"
"""


def test_what_an_editor_did_is_listed_as_it_is_counted(tmp_path: Path) -> None:
    text = f"早市管理办法\n\n早市应当按时开市。\n\n早市公报\n\n早市泊位表\n\n{_ROWS}\n"
    (tmp_path / "input.toml").write_text(_DONE, encoding="utf-8")
    corpus = convert_text(text, tmp_path)
    value: Any = issue_value("input", corpus)
    done = [f for f in value["findings"] if f["accepted"]]
    assert [(f["code"], f["line"], f["was"], f["now"]) for f in done] == [
        ("correction", 3, "按时", "准时"),
        ("editor-furniture", 5, "早市公报", ""),
        ("correction", 11, "5", "7"),
    ]
    assert [f["accepted"] for f in done][:2] == ["据纸质公报", "书眉"]
    assert "据来函" in done[2]["accepted"]
    (row,) = issues_value(corpus)["issues"]
    assert (row["settled"], row["open"]) == (3, sum(not f["accepted"] for f in value["findings"]))


def test_a_check_that_fails_names_its_cell(tmp_path: Path) -> None:
    text = f"早市管理办法\n\n早市应当按时开市。\n\n早市泊位表\n\n{_ROWS}\n早市应当按时收市。\n\n{_ROWS}"
    value: Any = issue_value("input", convert_text(text, tmp_path))
    cells = [f["cell"] for f in value["findings"] if f["code"] == "table-check"]
    assert cells == [{"row": "row-3", "column": 1}, {"row": "table-2-row-3", "column": 1}]
    assert {f["cell"] for f in value["findings"] if f["code"] != "table-check"} <= {None}


def test_raw_lines_stand_as_they_are(corpus: Corpus) -> None:
    source = corpus.sources[0].source
    value: Any = raw_lines(source.id, 2, 10**9, corpus)
    assert value["first"] == 2
    assert value["lines"] == [source.line(n) for n in range(2, len(source.starts) + 1)]


def test_a_reading_is_chosen_by_an_entry(tmp_path: Path) -> None:
    text = "早市管理办法\n\n第一条 防控措施要到位。\n第二条 防控控制要到位。\n第三条 防控措施由市场落实。\n"
    value: Any = issue_value("input", convert_text(text, tmp_path))
    (found,) = [f for f in value["findings"] if f["code"] == "misprint"]
    kept, other = found["readings"]
    assert kept == {"text": found["was"]}
    entry = {"line": found["line"], "was": found["was"], "now": found["now"]}
    assert other == {"text": found["now"], "kind": "correction", "entry": entry}


def test_a_reading_of_cells_is_chosen_by_one_entry() -> None:
    value: Any = issue_value(
        "xizang-2023-departments", converted(ROOT / "raw" / "xizang-2023-departments.txt")
    )
    found = [f for f in value["findings"] if f["code"] == "table-doubt" and f["readings"]]
    run = next(f for f in found if isinstance(f["readings"][1]["entry"]["row"], list))
    assert run["last"] > run["line"]
    for f in found:
        kept, *others = f["readings"]
        said = f"“{kept['text']}”" if kept["text"] else "空白"
        assert f"可读作{said}" in f["said"]
        assert {o["entry"]["was"] for o in others} == {kept["text"]}
        assert all(o["entry"]["now"] == o["text"] and o["text"] in f["said"] for o in others)
