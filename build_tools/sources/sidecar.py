"""``<id>.toml`` beside a source → :class:`Sidecar`. What is wrong is reported with the line it stands on."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from build_tools.model.catalogue import Code, Note
from build_tools.model.source import (
    Acceptance,
    CellCorrection,
    Correction,
    LineMark,
    Origin,
    PageRead,
    Sidecar,
    TableMark,
)

T = TypeVar("T")

_TYPES = {
    "gazette": str,
    "year": int,
    "number": int,
    "total": int,
    "published": str,
    "origin": str,
    "page_images": bool,
}


def read_sidecar(path: Path) -> tuple[Sidecar, tuple[Note, ...]]:
    """Read ``<id>.toml`` beside a source; a missing file is an empty sidecar.

    Raises nothing for a bad file: it is reported as ``sidecar-invalid`` with the line, and the
    source converts as if the sidecar were not there.
    """
    if not path.is_file():
        return Sidecar(), ()
    try:
        table = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Sidecar(), (_invalid(path, "不是 UTF-8，请以 UTF-8 重新保存"),)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else 1
        return Sidecar(), (_invalid(path, "不合 TOML 的写法（引号须用半角，文字须加引号）", line),)
    notes: list[Note] = []
    values: dict[str, Any] = {}
    for name, value in table.items():
        if name == "correction":
            values["corrections"] = _entries(Correction, value, path, name, notes)
        elif name == "cell":
            values["cells"] = _cells(value, path, notes)
        elif name == "table":
            values["tables"] = _table_marks(value, path, notes)
        elif name == "lines":
            values["lines"] = _line_marks(value, path, notes)
        elif name == "original" and isinstance(value, dict):
            values["original"] = next(iter(_entries(Origin, value, path, name, notes)), None)
        elif name == "accept":
            values["accepted"] = _entries(Acceptance, value, path, name, notes)
        elif name == "read":
            values["read"] = _entries(PageRead, value, path, name, notes)
        elif wrong := _wrong_value(name, value):
            notes.append(
                _invalid(path, wrong, _line_of(path, rf"{re.escape(name)}\s*=|\[+\s*{re.escape(name)}"))
            )
        else:
            values[name] = value
    return Sidecar(**values), tuple(notes)


def _wrong_value(name: str, value: Any) -> str:
    """What is wrong with a key of the file itself; nothing where it is right."""
    if name not in _TYPES:
        near = get_close_matches(
            name, (*_TYPES, "original", "correction", "cell", "accept", "table", "lines", "read"), 1
        )
        return f"不认识的键 {name}" + (f"，是不是 {near[0]}？" if near else "")
    if type(value) is not _TYPES[name]:
        return f"{name} 应为{_NAMES[_TYPES[name]]}"
    if name == "year" and isinstance(value, int) and not 1000 <= value <= 9999:
        return "year 应为四位年份"
    if isinstance(value, int) and not isinstance(value, bool) and value < 1:
        return f"{name} 应为正整数"
    if name == "published" and not _is_day(str(value)):
        return 'published 应写作 "2026-05" 或 "2026-05-30"'
    return ""


def _is_day(value: str) -> bool:
    """``2026``, ``2026-05`` or ``2026-05-30``, and a day that exists."""
    if not re.fullmatch(r"\d{4}(?:-\d\d){0,2}", value):
        return False
    try:
        date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        return False
    return True


def _line_of(path: Path, start: str, count: int = 0) -> int:
    """The line that begins so, or the one so many such lines further on; 1 if there is none."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    found = [n for n, line in enumerate(lines, 1) if re.match(rf"\s*(?:{start})", line)]
    return found[count] if count < len(found) else 1


_NAMES = {str: "加引号的文字", int: "整数", bool: " true 或 false"}


def _invalid(path: Path, detail: str, line: int = 1) -> Note:
    return Note(Code.SIDECAR_INVALID, line, line, detail=detail, file=path.name)


def _entries(kind: type[T], value: Any, path: Path, name: str, notes: list[Note]) -> tuple[T, ...]:
    """The tables ``[[correction]]`` or ``[[accept]]``: all keys must be there, of the right type."""
    found: list[T] = []
    wanted = {f.name: (int if f.name == "line" else str) for f in fields(kind)}  # type: ignore[arg-type]
    for i, entry in enumerate(value if isinstance(value, list) else [value]):
        if wrong := _wrong_entry(entry, wanted):
            line = _line_of(path, rf"\[\[\s*{name}\s*\]\]", i)
            notes.append(_invalid(path, f"[[{name}]] {wrong}", line))
        else:
            found.append(kind(**entry))
    return tuple(found)


def _wrong_entry(entry: Any, wanted: Mapping[str, type]) -> str:
    """What is wrong with one entry of a kind; nothing where it is right."""
    if not isinstance(entry, dict):
        return "应写作双方括号的表"
    if keys := _wrong_keys(entry, tuple(wanted)):
        return f"{keys}（须有且只有 {'、'.join(wanted)}）"
    for key, kind in wanted.items():
        if type(entry[key]) is not kind:
            return f"的 {key} 应为{_NAMES[kind]}"
        if key != "now" and (entry[key] == "" or (key == "line" and entry[key] < 1)):
            return f"的 {key} 不能为空"
    if "code" in entry and entry["code"] not in _DOUBTS:
        near = get_close_matches(entry["code"], _DOUBTS, 1)
        return f"的 code 没有这个存疑代码：{entry['code']}" + (f"，是不是 {near[0]}？" if near else "")
    return ""


_DOUBTS = [code.id for code in Code if code.severity == "doubt"]


_CELL_KEYS = ("table", "row", "column", "was", "now", "why")
_JOIN_KEYS = ("table", "rows", "columns", "was", "now", "why")


def _cells(value: Any, path: Path, notes: list[Note]) -> tuple[CellCorrection, ...]:
    """The tables ``[[cell]]``; what is wrong with one is reported, the others stand."""
    found: list[CellCorrection] = []
    for i, entry in enumerate(value if isinstance(value, list) else [value]):
        line = _line_of(path, r"\[\[\s*cell\s*\]\]", i)
        if not isinstance(entry, dict):
            notes.append(_invalid(path, "[[cell]] 应写作双方括号的表", line))
        elif (keys := _wrong_keys(entry, _keys_of(entry))) or (wrong := _wrong_in_cell(entry)) is not None:
            notes.append(_invalid(path, f"[[cell]] {keys or f'的 {wrong}'}", line))
        elif "rows" in entry:
            was, now, rows = (_tuple(entry[k]) for k in ("was", "now", "rows"))
            (left, right), why = entry["columns"], entry["why"]
            found.append(CellCorrection(entry["table"], rows, left, was, now, why, line, path.name, right))
        else:
            was, now, rows = (_tuple(entry[k]) for k in ("was", "now", "row"))
            column, why = entry["column"], entry["why"]
            found.append(CellCorrection(entry["table"], rows, column, was, now, why, line, path.name))
    return tuple(found)


def _keys_of(entry: dict[str, Any]) -> tuple[str, ...]:
    """The keys of a ``[[cell]]``: of one that joins cells, or of one that changes them."""
    return _JOIN_KEYS if "rows" in entry or "columns" in entry else _CELL_KEYS


_TABLE_KEYS = ("lines", "separator", "columns", "why")
_LINE_KEYS = {"join": ("join", "why"), "part": ("part", "before", "why"), "line": ("line", "as", "why")}


def _table_marks(value: Any, path: Path, notes: list[Note]) -> tuple[TableMark, ...]:
    """The tables ``[[table]]``; what is wrong with one is reported, the others stand."""
    found: list[TableMark] = []
    for line, entry in _each(value, path, "table"):
        if wrong := _wrong_table(entry):
            notes.append(_invalid(path, f"[[table]] {wrong}", line))
        else:
            first, last = entry["lines"]
            how = (entry["separator"], entry["columns"], entry["why"])
            found.append(TableMark(first, last, *how, line, path.name))
    return tuple(found)


def _wrong_table(entry: Any) -> str:
    if not isinstance(entry, dict):
        return "应写作双方括号的表"
    if keys := _wrong_keys(entry, _TABLE_KEYS):
        return keys
    if not _is_span(entry["lines"]):
        return "的 lines 应为 [首行, 末行]"
    if entry["separator"] not in ("tab", "line", "blanks"):
        return '的 separator 应为 "tab"、"line" 或 "blanks"'
    if type(entry["columns"]) is not int or entry["columns"] < 2:
        return "的 columns 应为列数，至少 2"
    return "" if isinstance(entry["why"], str) and entry["why"].strip() else "的 why 不能为空"


def _line_marks(value: Any, path: Path, notes: list[Note]) -> tuple[LineMark, ...]:
    """The tables ``[[lines]]``: each joins lines, parts one, or says whether one is of the text."""
    found: list[LineMark] = []
    for line, entry in _each(value, path, "lines"):
        if wrong := _wrong_lines(entry):
            notes.append(_invalid(path, f"[[lines]] {wrong}", line))
        elif "join" in entry:
            first, last = entry["join"]
            found.append(LineMark(first, last, "", entry["why"], line, path.name))
        elif "line" in entry:
            at = entry["line"]
            found.append(LineMark(at, at, "", entry["why"], line, path.name, entry["as"]))
        else:
            at = entry["part"]
            found.append(LineMark(at, at, entry["before"], entry["why"], line, path.name))
    return tuple(found)


def _wrong_lines(entry: Any) -> str:
    if not isinstance(entry, dict):
        return "应写作双方括号的表"
    does = next((name for name in _LINE_KEYS if name in entry), "part")
    if keys := _wrong_keys(entry, _LINE_KEYS[does]):
        return keys
    if "join" in entry and not (_is_span(entry["join"]) and entry["join"][0] < entry["join"][1]):
        return "的 join 应为 [首行, 末行]"
    if does != "join" and (type(entry[does]) is not int or entry[does] < 1):
        return f"的 {does} 应为来源行号"
    if does == "line" and entry["as"] not in ("furniture", "text"):
        return '的 as 应为 "furniture"（不是正文）或 "text"（是正文）'
    texts = (entry[key] for key in ("before", "why") if key in entry)
    return "" if all(isinstance(t, str) and t.strip() for t in texts) else "的 before、why 应为加引号的文字"


def _is_span(value: Any) -> bool:
    whole = isinstance(value, list) and len(value) == 2 and all(type(n) is int for n in value)
    return whole and 1 <= value[0] <= value[1]


def _each(value: Any, path: Path, name: str) -> Iterator[tuple[int, Any]]:
    """The entries of a kind with the lines on which they begin."""
    for i, entry in enumerate(value if isinstance(value, list) else [value]):
        yield _line_of(path, rf"\[\[\s*{name}\s*\]\]", i), entry


def _wrong_keys(entry: dict[str, Any], wanted: tuple[str, ...]) -> str:
    missing = [k for k in wanted if k not in entry]
    unknown = [k for k in entry if k not in wanted]
    said = [f"缺 {'、'.join(missing)}"] if missing else []
    said += [f"不认识的键 {'、'.join(unknown)}"] if unknown else []
    return "，".join(said)


def _tuple(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list) else (value,)


def _wrong_in_cell(entry: dict[str, Any]) -> str | None:
    """What is wrong with the values of a ``[[cell]]``; None if nothing."""
    if not isinstance(entry["table"], str) or not entry["table"].strip():
        return "table 应为表题，加引号"
    if not isinstance(entry["why"], str) or not entry["why"].strip():
        return "why 应为加引号的文字，不能为空"
    return _wrong_join(entry) if "rows" in entry else _wrong_change(entry)


def _wrong_join(entry: dict[str, Any]) -> str | None:
    rows, columns, was = (entry[k] for k in ("rows", "columns", "was"))
    if not isinstance(rows, list) or len(rows) != 2 or not all(map(_is_row, rows)):
        return 'rows 应为 [首行, 末行]，各为来源行号，或如 "row-7"'
    if (
        not isinstance(columns, list)
        or len(columns) != 2
        or "*" in columns
        or not all(map(_is_column, columns))
    ):
        return "columns 应为 [首列, 末列]，各为列名，或第几列的整数"
    if not isinstance(was, list) or not all(isinstance(v, str) for v in was):
        return "was 应为各格文字的数组，逐行从左到右（写 rows、columns 时）"
    return None if isinstance(entry["now"], str) else "now 应为加引号的文字"


def _wrong_change(entry: dict[str, Any]) -> str | None:
    rows = _tuple(entry["row"])
    whole = entry["column"] == "*"
    if not 1 <= len(rows) <= 2 or not all(_is_row(row) for row in rows):
        return 'row 应为来源行号，或如 "row-7"；一段写作 [首行, 末行]'
    if not _is_column(entry["column"]):
        return 'column 应为列名、第几列的整数，或 "*"（整行）'
    for name in ("was", "now"):
        held = entry[name]
        if whole and not (isinstance(held, list) and all(isinstance(v, str) for v in held)):
            return f"{name} 应为各列文字的数组（column 为 * 时）"
        if not whole and not isinstance(held, str):
            return f"{name} 应为加引号的文字"
    if whole and (len(entry["was"]) != len(entry["now"]) or len(rows) > 1):
        return "was 与 now 的格数应相同，且只能改一行（column 为 * 时）"
    return None


def _is_column(column: Any) -> bool:
    return isinstance(column, int | str) and not isinstance(column, bool) and column != ""


def _is_row(row: Any) -> bool:
    if isinstance(row, str):
        return re.fullmatch(r"row-[1-9]\d*", row) is not None
    return isinstance(row, int) and not isinstance(row, bool) and row >= 1
