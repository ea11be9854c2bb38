"""Raw bytes → :class:`Source`. Decodes, never edits: every later stage counts from this text."""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

from build_tools.catalogue import Code
from build_tools.model import Acceptance, CellCorrection, Correction, Note, Sidecar, Source

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_LINE_END = re.compile(r"\r\n|\n|\r")


def decode(data: bytes) -> tuple[str, str, bool]:
    """The text, the encoding that it was read with, and whether every byte could be decoded.

    UTF-8 with or without BOM, UTF-16 with BOM, else GB18030 (the superset of GB2312 and GBK).
    Bytes that no encoding can read become U+FFFD, one each, and are reported.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace"), encoding, True
    try:
        return data.decode("utf-8"), "utf-8", True
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("gb18030"), "gb18030", True
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace"), "utf-8", False


def read_source(path: Path) -> tuple[Source, tuple[Note, ...]]:
    """Read one raw text file. Raises OSError where the file cannot be opened."""
    data = path.read_bytes()
    if b"\0" in data[:8192] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        source = Source(path.stem, path.name, "", hashlib.sha256(data).hexdigest(), (0,), "binary")
        return source, (Note(Code.READ_UNDECODABLE, 1, 1, detail="不是文本文件"),)
    raw, encoding, whole = decode(data)
    starts = (0, *(m.end() for m in _LINE_END.finditer(raw)))
    source = Source(path.stem, path.name, raw, hashlib.sha256(data).hexdigest(), starts, encoding)
    notes = []
    if encoding != "utf-8":
        notes.append(Note(Code.READ_ENCODING, 1, 1, was=encoding, now="utf-8"))
    if not whole:
        line = source.line_of(raw.index("\ufffd"))
        notes.append(Note(Code.READ_UNDECODABLE, line, line))
    return source, tuple(notes)


T = TypeVar("T")

_TYPES = {
    "gazette": str,
    "year": int,
    "number": int,
    "total": int,
    "published": str,
    "origin": str,
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
        elif name == "accept":
            values["accepted"] = _entries(Acceptance, value, path, name, notes)
        elif name not in _TYPES:
            notes.append(_invalid(path, f"不认识的键 {name}"))
        elif type(value) is not _TYPES[name]:
            notes.append(_invalid(path, f"{name} 应为{_NAMES[_TYPES[name]]}"))
        else:
            values[name] = value
    return Sidecar(**values), tuple(notes)


_NAMES = {str: "加引号的文字", int: "整数"}


def _invalid(path: Path, detail: str, line: int = 1) -> Note:
    return Note(Code.SIDECAR_INVALID, line, line, detail=detail, file=path.name)


def _entries(kind: type[T], value: Any, path: Path, name: str, notes: list[Note]) -> tuple[T, ...]:
    """The tables ``[[correction]]`` or ``[[accept]]``: all keys must be there, of the right type."""
    found: list[T] = []
    wanted = {f.name: (int if f.name == "line" else str) for f in fields(kind)}  # type: ignore[arg-type]
    for entry in value if isinstance(value, list) else [value]:
        if not isinstance(entry, dict) or set(entry) != set(wanted):
            notes.append(_invalid(path, f"[[{name}]] 须有且只有 {'、'.join(wanted)} 各键"))
        elif wrong := [k for k, t in wanted.items() if not isinstance(entry[k], t)]:
            notes.append(_invalid(path, f"[[{name}]] 的 {wrong[0]} 应为{_NAMES[wanted[wrong[0]]]}"))
        elif empty := [
            k for k in wanted if k != "now" and (entry[k] == "" or (k == "line" and entry[k] < 1))
        ]:
            notes.append(_invalid(path, f"[[{name}]] 的 {empty[0]} 不能为空"))
        else:
            found.append(kind(**entry))
    return tuple(found)


_CELL_KEYS = ("table", "row", "column", "was", "now", "why")


def _cells(value: Any, path: Path, notes: list[Note]) -> tuple[CellCorrection, ...]:
    """The tables ``[[cell]]``; what is wrong with one is reported, the others stand."""
    found: list[CellCorrection] = []
    text = path.read_text(encoding="utf-8-sig")
    heads = [n for n, line in enumerate(text.splitlines(), 1) if re.match(r"\s*\[\[\s*cell\s*\]\]", line)]
    for i, entry in enumerate(value if isinstance(value, list) else [value]):
        line = heads[i] if i < len(heads) else 1
        if not isinstance(entry, dict):
            notes.append(_invalid(path, "[[cell]] 应写作双方括号的表", line))
        elif (keys := _wrong_keys(entry)) or (wrong := _wrong_in_cell(entry)) is not None:
            notes.append(_invalid(path, f"[[cell]] {keys or f'的 {wrong}'}", line))
        else:
            was, now, rows = (_tuple(entry[k]) for k in ("was", "now", "row"))
            column, why = entry["column"], entry["why"]
            found.append(CellCorrection(entry["table"], rows, column, was, now, why, line, path.name))
    return tuple(found)


def _wrong_keys(entry: dict[str, Any]) -> str:
    missing = [k for k in _CELL_KEYS if k not in entry]
    unknown = [k for k in entry if k not in _CELL_KEYS]
    said = [f"缺 {'、'.join(missing)}"] if missing else []
    said += [f"不认识的键 {'、'.join(unknown)}"] if unknown else []
    return "，".join(said)


def _tuple(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list) else (value,)


def _wrong_in_cell(entry: dict[str, Any]) -> str | None:
    """What is wrong with the values of a ``[[cell]]``; None if nothing."""
    rows = _tuple(entry["row"])
    whole = entry["column"] == "*"
    if not isinstance(entry["table"], str) or not entry["table"].strip():
        return "table 应为表题，加引号"
    if not isinstance(entry["why"], str) or not entry["why"].strip():
        return "why 应为加引号的文字，不能为空"
    if not 1 <= len(rows) <= 2 or not all(_is_row(row) for row in rows):
        return 'row 应为来源行号，或如 "row-7"；一段写作 [首行, 末行]'
    if (
        isinstance(entry["column"], bool)
        or not isinstance(entry["column"], int | str)
        or entry["column"] == ""
    ):
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


def _is_row(row: Any) -> bool:
    if isinstance(row, str):
        return re.fullmatch(r"row-[1-9]\d*", row) is not None
    return isinstance(row, int) and not isinstance(row, bool) and row >= 1
