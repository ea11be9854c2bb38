"""The data contract: every data file validates, and a schema refuses what breaks the contract."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from build_tools.exports.contract.files import FILES
from build_tools.exports.data_files import YEARS, data_files
from build_tools.model.catalogue import Code
from support.conversion import SOURCES, TEXTS, converted, corpus_of
from support.schemas import invalid, validator


@pytest.mark.parametrize("path", [*SOURCES, *TEXTS], ids=lambda p: p.stem)
def test_data_of_a_file(path: Path) -> None:
    assert invalid(converted(path)) == []


def test_data_of_all_sources() -> None:
    corpus = converted(*SOURCES)
    assert invalid(corpus) == []
    whole = {name for name in data_files(corpus) if not name.startswith(f"{YEARS}/")}
    assert whole == {f"{n}{end}" for n in FILES for end in (".json", ".schema.json")}


def test_each_record_stands_in_the_file_of_its_year_once() -> None:
    """In the order of the whole; 2024 is the year of an issue, not that of a day in it."""
    files = data_files(converted(*SOURCES))
    years = {name.split("/")[1] for name in files if name.startswith(f"{YEARS}/")}
    assert {"2018", "2024"} <= years <= {"2018", "2023", "2024", "2026"}
    for kind in FILES:
        whole = json.loads(files[f"{kind}.json"])
        parts = [json.loads(files.get(f"{YEARS}/{year}/{kind}.json", "[]")) for year in sorted(years)]
        assert sorted(map(str, whole)) == sorted(str(row) for part in parts for row in part), kind
        for part in parts:
            assert part == [row for row in whole if row in part]
    own = json.loads(files[f"{YEARS}/2024/documents.json"])
    assert {row["issue"] for row in own} == {"xizang-2024-07", "lhasa-2024-12"}


def test_what_no_year_is_printed_of_is_undated() -> None:
    files = data_files(corpus_of("早市办法\n\n早市应当按时开市。\n"))
    assert [n for n in files if n.endswith("/documents.json")] == [f"{YEARS}/undated/documents.json"]


AMENDING = (
    "青江市人民政府关于修改《青江市早市办法》的决定\n\n一、删去第三条。\n\n青江市人民政府\n2023年8月10日\n"
)


@cache
def _rows(name: str) -> list[dict[str, Any]]:
    amending = name == "amendments"  # none of the sources amends another text
    corpus = corpus_of(AMENDING) if amending else converted(*SOURCES)
    rows: list[dict[str, Any]] = json.loads(data_files(corpus)[f"{name}.json"])
    return rows


CONTRACT = {
    "documents": (
        "id url kind title doc_number doc_key issuers addressees date published issue column print_page"
        " parent source annexes outline"
    ),
    "tables": ("id document annex title unit columns header_rows rows inferred doubtful form checks source"),
    "citations": "document anchor text doc_number relation target line",
    "references": "document anchor text target present line",
    "notes": "code severity file first_line last_line was now message",
    "appointments": "document name action post probation line",
    "members": "document name body role post line",
    "chronicle": "date text line",
    "amendments": "document op target place old new as since until words line last_line",
    "validity": "document clauses effective trial_until expires repeals draft stages as_of state",
}


@pytest.mark.parametrize(("name", "key"), [(n, k) for n, keys in CONTRACT.items() for k in keys.split()])
def test_every_key_of_the_contract_is_there_and_required(name: str, key: str) -> None:
    rows = _rows(name)
    assert all(key in row for row in rows)
    broken = {k: v for k, v in rows[0].items() if k != key}
    assert not validator(name).is_valid([broken])


@pytest.mark.parametrize(
    ("name", "key", "value"),
    [
        ("documents", "kind", "letter"),
        ("documents", "date", "2024年8月4日"),
        ("documents", "date", "2024-13-01"),
        ("documents", "title", ""),
        ("documents", "issuers", "西藏自治区人民政府"),
        ("documents", "source", {"file": "a.txt"}),
        ("documents", "outline", [{"level": "章"}]),
        ("tables", "rows", [[1]]),
        ("citations", "relation", "cites"),
        ("citations", "target", "第十一号"),
        ("references", "present", None),
        ("notes", "severity", "warning"),
        ("notes", "first_line", 0),
        ("appointments", "action", "promote"),
        ("appointments", "name", "某 某"),
        ("chronicle", "date", "12月3日"),
        ("validity", "state", "unknown"),
        ("validity", "effective", "2024年5月1日"),
    ],
)
def test_schema_refuses(name: str, key: str, value: object) -> None:
    row = deepcopy(_rows(name)[0])
    assert validator(name).is_valid([row])
    assert not validator(name).is_valid([{**row, key: value}])


def test_schema_names_every_code_that_does_not_stop_a_conversion() -> None:
    row = _rows("notes")[0]
    written = [c for c in Code if c.severity in ("repair", "correction", "doubt")]
    unknown = [
        c.id
        for c in written
        if not validator("notes").is_valid([{**row, "code": c.id, "severity": c.severity}])
    ]
    assert unknown == []
    assert not validator("notes").is_valid([{**row, "code": "no-such-code"}])


@pytest.mark.parametrize("name", FILES)
def test_more_keys_are_allowed(name: str) -> None:
    assert validator(name).is_valid([{**_rows(name)[0], "more": 1}])


def test_a_check_says_how_it_agrees() -> None:
    tables = json.loads(data_files(converted(*SOURCES))["tables.json"])
    checks = [check for table in tables for check in table["checks"]]
    assert {check["match"] for check in checks} == {"exact", "rounded"}
    assert all(check["ok"] for check in checks)
    rounded = [check for check in checks if check["match"] == "rounded"]
    assert all(check["expected"] != check["actual"] for check in rounded)
    wrong = corpus_of("早市评分表\n\n| 项目 | 分值 |\n|---|---|\n| 地面 | 5 |\n| 水池 | 6 |\n| 合计 | 12 |\n")
    (table,) = json.loads(data_files(wrong)["tables.json"])
    assert {(check["ok"], check["match"]) for check in table["checks"]} == {
        (True, "exact"),
        (False, "differs"),
    }
