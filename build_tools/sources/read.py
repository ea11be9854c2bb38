"""Raw bytes → :class:`Source`. Decodes, never edits: every later stage counts from this text."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from build_tools.model.catalogue import Code, Note
from build_tools.model.source import Source

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_OTHERS = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_SURELY = 0.3  # no text that is read with the wrong encoding holds so much of the commonest characters
# what any page of Chinese is full of, in both forms
_COMMON = re.compile(
    r"[ -~\r\n\t\u3000、。，；：？！“”《》（）〔〕「」的一是在不有和人中大上以要用到作地出就分成可主年月日同"
    r"工也能下面方多定行法所民得十二三四五六七八九之等部度市省政府第章条條款各本並并及或其他关關于於对對国國"
    r"会會发發办辦为為后後应應当當规規实實施行公告通知制管理安全事务務机機构構委员員区區县縣局厅廳]"
)
LINE_END = re.compile(r"\r\n|\n|\r")
"""Where a line of a raw text ends, as an editor counts lines: a form feed or U+2028 ends none."""


def decode(data: bytes) -> tuple[str, str, bool]:
    """The text, the encoding that it was read with, and whether every byte could be decoded.

    UTF-8 and UTF-16 with or without BOM, else GB18030 (the superset of GB2312 and GBK) or Big5, whichever
    reads as Chinese. Bytes that no encoding can read become U+FFFD, one each, and are reported.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace"), encoding, True
    utf8 = _decoded(data, "utf-8")
    if utf8 is not None and "\0" not in utf8[:8192]:
        return utf8, "utf-8", True
    read = [(text, name) for name in _OTHERS if (text := _decoded(data, name)) is not None]
    likely = [
        (text, name) for text, name in read if not name.startswith("utf-16") or _chinese(text) > _SURELY
    ]
    if likely:
        text, encoding = max(likely, key=lambda r: _chinese(r[0]))
        return text, encoding, True
    return data.decode("utf-8", "replace"), "utf-8", False


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _chinese(text: str) -> float:
    """The share of a text that is plain letters, figures, blanks, and the commonest signs and characters of
    Chinese, either form.

    In a text that is read with the wrong encoding these are rare: 早市，按时开市 of Big5 is full of
    characters for private use where it is read as GB18030.
    """
    sample = text[:20_000]
    return len(_COMMON.findall(sample)) / max(1, len(sample))


def read_source(path: Path) -> tuple[Source, tuple[Note, ...]]:
    """Read one raw text file. Raises OSError where the file cannot be opened."""
    return source_of(path.name, path.read_bytes())


def source_of(file: str, data: bytes) -> tuple[Source, tuple[Note, ...]]:
    """The bytes of a file of this name as a source."""
    stem = Path(file).stem
    raw, encoding, whole = decode(data)
    if "\0" in raw[:8192]:
        source = Source(stem, file, "", hashlib.sha256(data).hexdigest(), (0,), "binary")
        return source, (Note(Code.READ_UNDECODABLE, 1, 1, detail="不是文本文件"),)
    starts = (0, *(m.end() for m in LINE_END.finditer(raw)))
    source = Source(stem, file, raw, hashlib.sha256(data).hexdigest(), starts, encoding)
    notes = []
    if encoding != "utf-8":
        notes.append(Note(Code.READ_ENCODING, 1, 1, was=encoding, now="utf-8"))
    if not whole:
        line = source.line_of(raw.index("\ufffd"))
        notes.append(Note(Code.READ_UNDECODABLE, line, line))
    return source, tuple(notes)
