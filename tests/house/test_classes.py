"""Small texts of classes that once came out wrong, each judged by what a careful reader wrote beforehand.

A case is ``<room>/<name>.txt`` with ``<name>.json`` below ``tests/classes/``, or a folder of texts with
``expect.json``; ``tests/classes/README.md`` says what its keys mean. Only what a case names is compared.
The data contract and the pages are read, as an outside check would read them.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pytest

from build_tools.exports.data_files import data_files
from build_tools.exports.feeds import feed_files
from build_tools.model.corpus import Corpus
from build_tools.pages.every import all_pages
from support.conversion import converted
from support.paths import TESTS

CLASSES = TESTS / "classes"
Rows = list[dict[str, Any]]
Place = tuple[str, int]
Asked = int | dict[str, Any]


def _blank_free(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _same(got: Any, wanted: Any) -> bool:
    """Equal but for blanks; a list is a choice of writings where one string is asked of."""
    if isinstance(wanted, list) and isinstance(got, str):
        return any(_same(got, w) for w in wanted)
    if isinstance(wanted, str) and isinstance(got, str):
        return _blank_free(got) == _blank_free(wanted)
    if isinstance(wanted, list) and isinstance(got, list):
        return len(got) == len(wanted) and all(map(_same, got, wanted))
    return bool(got == wanted)


@dataclass(frozen=True)
class Case:
    """What was converted, and what is right."""

    corpus: Corpus
    expected: dict[str, Any]

    @cached_property
    def data(self) -> dict[str, Rows]:
        """The data files by name."""
        files = data_files(self.corpus)
        return {
            n.removesuffix(".json"): json.loads(t) for n, t in files.items() if not n.endswith(".schema.json")
        }

    @cached_property
    def blocks(self) -> list[tuple[list[str], dict[Place, int]]]:
        """The texts of each block, and how many characters of each raw line it holds."""
        found = []
        for record in self.corpus.records:
            source = self.corpus.sources[record.source].source
            for block in record.document.blocks:
                texts = list(block.texts())
                offsets = [o for t in texts for c, o in zip(t.chars, t.at, strict=True) if not c.isspace()]
                lines = Counter((source.file, source.line_of(offset)) for offset in offsets)
                found.append(([t.chars for t in texts], lines))
        return found

    @cached_property
    def shown(self) -> str:
        """All pages of documents and issues, and all lists."""
        return "\n".join(all_pages(self.corpus).values())

    @cached_property
    def doubts(self) -> Rows:
        """The notes that doubt."""
        return [n for n in self.data["notes"] if n["severity"] == "doubt"]

    def place(self, given: Asked) -> Place:
        """The file and the line that a case names; its only file where it names none."""
        if isinstance(given, int):
            return self.corpus.sources[0].source.file, given
        return given["file"], given["line"]

    def holds(self, place: Place) -> int:
        """How many characters of a raw line stand in blocks."""
        return sum(lines.get(place, 0) for _, lines in self.blocks)

    def raw(self, place: Place) -> str:
        """A raw line without blanks."""
        source = next(c.source for c in self.corpus.sources if c.source.file == place[0])
        return _blank_free(source.line(place[1]))

    def document(self, wanted: int | str | None, file: str | None = None) -> str | None:
        """The identifier of a record, by its place in the case's list or by its title (and its file)."""
        if isinstance(wanted, int):
            return str(self.data["documents"][wanted]["id"])
        if wanted is None:
            return None
        rows = [d for d in self.data["documents"] if file in (None, d["source"]["file"])]
        return next((d["id"] for d in rows if _same(d["title"], wanted)), f"no {wanted}")


def _cases() -> list[Path]:
    alone = [p for p in CLASSES.glob("*/*.json") if p.with_suffix(".txt").is_file()]
    return sorted([*alone, *CLASSES.glob("*/*/expect.json")])


@cache
def _expected(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


@cache
def _case(path: Path) -> Case:
    texts = sorted(path.parent.glob("*.txt")) if path.name == "expect.json" else [path.with_suffix(".txt")]
    return Case(converted(*texts), _expected(path))


def _only(rows: Rows, wanted: Rows) -> Rows:
    """The rows by the keys that are asked of them."""
    keys = {k for w in wanted for k in w}
    if len(rows) != len(wanted):
        return [{k: r.get(k) for k in keys} for r in rows]
    return [{k: row.get(k) for k in want} for row, want in zip(rows, wanted, strict=True)]


def _documents(case: Case, wanted: Rows) -> None:
    got = case.data["documents"]
    assert len(got) == len(wanted), [(d["kind"], d["title"], d["source"]["first_line"]) for d in got]
    for index, (record, want) in enumerate(zip(got, wanted, strict=True)):
        flat = record | {k: record["source"][k] for k in ("file", "first_line", "last_line")}
        for name, value in want.items():
            if name == "parent":
                assert record["parent"] == case.document(value), (index, "parent")
            elif name in ("outline", "annexes"):
                assert _only(record[name], value) == value, (index, name)
            elif name.endswith("_any"):
                assert flat.get(name.removesuffix("_any")) in value, (index, name)
            else:
                assert _same(flat.get(name), value), (index, name, flat.get(name))


def _joined(case: Case, pairs: list[list[Asked]]) -> None:
    for a, b in ([case.place(x) for x in pair] for pair in pairs):
        assert any(a in lines and b in lines for _, lines in case.blocks), f"{a} and {b} belong together"


def _apart(case: Case, pairs: list[list[Asked]]) -> None:
    for a, b in ([case.place(x) for x in pair] for pair in pairs):
        assert not any(a in lines and b in lines for _, lines in case.blocks), f"{a} and {b} stand apart"


def _dropped(case: Case, lines: list[Asked]) -> None:
    repairs = [n for n in case.data["notes"] if n["severity"] == "repair"]
    noted = {(n["file"], n["first_line"]) for n in repairs}
    for place in map(case.place, lines):
        assert case.holds(place) == 0, f"{place} stands in a block"
        assert place in noted, f"{place} has no note"


def _kept(case: Case, lines: list[Asked]) -> None:
    for place in map(case.place, lines):
        assert case.holds(place) == len(case.raw(place)), f"{place}: {case.raw(place)}"


def _paragraphs(case: Case, texts: list[str]) -> None:
    found = [_blank_free("".join(parts)) for parts, _ in case.blocks]
    for text in texts:
        assert _blank_free(text) in found, text


def _contains(case: Case, texts: list[str]) -> None:
    found = [_blank_free("".join(parts)) for parts, _ in case.blocks]
    for text in texts:
        assert any(_blank_free(text) in block for block in found), text


def _absent(case: Case, texts: list[str]) -> None:
    """Strings that no paragraph and no cell holds, blanks counting."""
    for text in texts:
        assert not any(text in part for parts, _ in case.blocks for part in parts), text


def _tables(case: Case, wanted: Rows) -> None:
    got = case.data["tables"]
    try:
        assert len(got) == len(wanted), [(t["title"], t["columns"], t["rows"]) for t in got]
        for table, want in zip(got, wanted, strict=True):
            for name, value in want.items():
                if name == "columns_any":
                    assert any(_same(table["columns"], v) for v in value), table["columns"]
                else:
                    assert _same(table[name], value), (name, table[name])
    except AssertionError:
        if not case.expected.get("tables_or_doubt"):
            raise
        assert any(d["code"].startswith("table-") for d in case.doubts), "wrong and without a doubt"


def _doubt_lines(case: Case, lines: list[Asked]) -> None:
    for file, line in map(case.place, lines):
        found = [d for d in case.doubts if d["file"] == file and d["first_line"] <= line <= d["last_line"]]
        assert found, (f"no doubt on line {line}", _said(case.doubts))


def _said(doubts: Rows) -> list[tuple[str, int]]:
    return [(d["code"], d["first_line"]) for d in doubts]


def _no_doubt(case: Case, wanted: bool) -> None:
    assert not wanted or not case.doubts, _said(case.doubts)


def _doubt_count(case: Case, wanted: int) -> None:
    assert len(case.doubts) == wanted, _said(case.doubts)


def _records(name: str) -> Callable[[Case, Rows], None]:
    """Compare a whole data file by the keys that the case names, in the order of lines."""

    def check(case: Case, wanted: Rows) -> None:
        got = sorted((_shown(r, case) for r in case.data[name]), key=lambda r: (r["file"] or "", r["line"]))
        if name == "references":  # a range is one record with all its targets
            got = [{**r, "target": target} for r in got for target in r["targets"] or [None]]
        keys = sorted({k for w in wanted for k in w} | {"line"})
        assert len(got) == len(wanted), [{k: r.get(k) for k in keys} for r in got]
        for row, want in zip(got, wanted, strict=True):
            for key, value in want.items():
                if key == "text_starts":
                    assert _blank_free(row["text"]).startswith(_blank_free(value)), row
                elif key == "units":
                    assert _only(row["units"], value) == value, row
                elif key == "document" or (key == "target" and name == "citations"):
                    assert row[key] == case.document(value), row
                else:
                    assert _same(row.get(key), value), (key, row)

    return check


def _shown(row: dict[str, Any], case: Case) -> dict[str, Any]:
    """A record with the file that its lines count in."""
    files = {d["id"]: d["source"]["file"] for d in case.data["documents"]}
    return row | {"file": files.get(row["document"])}


def _validity(case: Case, wanted: Rows) -> None:
    for want in wanted:
        ident = case.document(want["document"], want.get("file"))
        found = [v for v in case.data["validity"] if v["document"] == ident]
        assert len(found) == (0 if want.get("none") else 1), want["document"]
        if not found:
            continue
        record = found[0]
        for name, value in want.items():
            if name == "states":
                for day, state in value.items():
                    stage = [s for s in record["stages"] if (s["from"] or "") <= day][-1]
                    assert stage["state"] == state, (want["document"], day, record["stages"])
            elif name not in ("document", "file"):
                assert record.get(name) == value, (want["document"], name, record.get(name))


def _feeds(case: Case, wanted: int) -> None:
    """Each issuer and each gazette has a feed of its own."""
    names = [n for n in feed_files(case.corpus, "文库", "") if "/issuer-" in n or "/gazette-" in n]
    assert len(names) == wanted, names


def _says(case: Case, words: list[str]) -> None:
    shown = case.shown
    for word in words:
        assert word in shown, word


def _says_not(case: Case, words: list[str]) -> None:
    shown = case.shown
    for word in words:
        assert word not in shown, word


CHECKS: dict[str, Callable[[Case, Any], None]] = {
    "documents": _documents,
    "joined": _joined,
    "apart": _apart,
    "dropped": _dropped,
    "kept": _kept,
    "paragraphs": _paragraphs,
    "contains": _contains,
    "absent": _absent,
    "tables": _tables,
    "doubt_lines": _doubt_lines,
    "no_doubt": _no_doubt,
    "doubts": _doubt_count,
    "validity": _validity,
    "feeds": _feeds,
    "says": _says,
    "says_not": _says_not,
    **{
        name: _records(name)
        for name in (
            *("citations", "references", "appointments", "chronicle", "duties", "deadlines", "targets"),
            "amendments",
        )
    },
}
"""What a case may ask, by key."""

_TALK = ("why", "note", "known", "tables_or_doubt")


def _asked() -> Iterator[Any]:
    for path in _cases():
        expected = _expected(path)
        known = expected.get("known", {})
        name = (
            path.parent.relative_to(CLASSES)
            if path.name == "expect.json"
            else path.relative_to(CLASSES).with_suffix("")
        )
        yield pytest.param(path, None, id=f"{name}")
        for key in expected:
            if key not in _TALK:
                marks = [pytest.mark.xfail(reason=known[key], strict=True)] if key in known else []
                yield pytest.param(path, key, id=f"{name}-{key}", marks=marks)


@pytest.mark.parametrize(("path", "asked"), list(_asked()))
def test_class(path: Path, asked: str | None) -> None:
    case = _case(path)
    if asked is None:
        assert [n for n in case.data["notes"] if n["severity"] == "error"] == []
        assert case.shown
    else:
        CHECKS[asked](case, case.expected[asked])
