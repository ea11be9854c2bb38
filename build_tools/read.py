"""Raw bytes → :class:`Source`. Decodes, never edits: every later stage counts from this text."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path
from typing import Any

from build_tools.catalogue import Code
from build_tools.model import Note, Sidecar, Source

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
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else 1
        return Sidecar(), (Note(Code.SIDECAR_INVALID, line, line, detail=f"{path.name}: {error}"),)
    notes = []
    values: dict[str, Any] = {}
    for name, value in table.items():
        if name not in _TYPES:
            detail = f"{path.name}: 不认识的键 {name}"
            notes.append(Note(Code.SIDECAR_INVALID, 1, 1, detail=detail))
        elif not isinstance(value, _TYPES[name]):
            detail = f"{path.name}: {name} 应为 {_TYPES[name].__name__}"
            notes.append(Note(Code.SIDECAR_INVALID, 1, 1, detail=detail))
        else:
            values[name] = value
    return Sidecar(**values), tuple(notes)
