"""Raw bytes → :class:`Source`. Decodes, never edits: every later stage counts from this text."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from build_tools.model.catalogue import Code, Note
from build_tools.model.source import Source

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
    return source_of(path.name, path.read_bytes())


def source_of(file: str, data: bytes) -> tuple[Source, tuple[Note, ...]]:
    """The bytes of a file of this name as a source."""
    stem = Path(file).stem
    if b"\0" in data[:8192] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        source = Source(stem, file, "", hashlib.sha256(data).hexdigest(), (0,), "binary")
        return source, (Note(Code.READ_UNDECODABLE, 1, 1, detail="不是文本文件"),)
    raw, encoding, whole = decode(data)
    starts = (0, *(m.end() for m in _LINE_END.finditer(raw)))
    source = Source(stem, file, raw, hashlib.sha256(data).hexdigest(), starts, encoding)
    notes = []
    if encoding != "utf-8":
        notes.append(Note(Code.READ_ENCODING, 1, 1, was=encoding, now="utf-8"))
    if not whole:
        line = source.line_of(raw.index("\ufffd"))
        notes.append(Note(Code.READ_UNDECODABLE, line, line))
    return source, tuple(notes)
