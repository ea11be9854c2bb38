"""``raw/<id>.import.json``: written where a file is added, read at each conversion."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from build_tools.model.catalogue import Code, Note
from build_tools.model.original import ImportRecord, KeptOut, LineDoubt, Spot, WitnessFile
from build_tools.model.source import Correction, Sidecar, Source

ENDING = ".import.json"
ORIGINALS = "originals"
"""The folder below raw/ in which originals are kept."""

PLAIN = "plain"
"""The reader of texts: they are their own raw text."""

FORMAT = 1
DOUBTS = (
    Code.ORIGINAL_CHANGE,
    Code.ORIGINAL_NUMBER,
    Code.ORIGINAL_FORM,
    Code.ORIGINAL_UNSURE,
    Code.WITNESS_DIFFERS,
)
"""What only an original can show, or another copy of it."""


def record_path(source: Path) -> Path:
    """The record beside a source."""
    return source.with_suffix(ENDING)


def record_json(record: ImportRecord) -> str:
    """A record as text: an entry a line, so that a difference shows what changed."""
    head = {
        "format": FORMAT,
        "original": record.original,
        "original_sha256": record.original_sha256,
        "text_sha256": record.text_sha256,
        "reader": record.reader,
        **({"witness": [record.witness.name, record.witness.sha256]} if record.witness else {}),
        **({"held": record.held} if record.held else {}),
    }
    lists: dict[str, list[Any]] = {
        "lines": [[line, *_place(place)] for line, place in sorted(record.places.items())],
        "made": [list(entry) for entry in record.made],
        "kept_out": [[k.kind, k.chars, *_place(k.place)] for k in record.kept_out],
        "doubts": [[d.code, d.line, d.was, d.now, d.detail] for d in record.doubts],
    }
    parts = [f" {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in head.items()]
    for name, entries in lists.items():
        rows = ",\n".join(f"  {json.dumps(entry, ensure_ascii=False)}" for entry in entries)
        parts.append(f" {json.dumps(name)}: [{chr(10) + rows + chr(10) + ' ' if rows else ''}]")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _place(place: Spot) -> list[Any]:
    paged = [place.page, *([list(place.box)] if place.box is not None else [])]
    return [place.part, place.at, *(paged if place.page is not None else [])]


def read_record(path: Path) -> tuple[ImportRecord | None, tuple[Note, ...]]:
    """The record of a source; None where there is none, or where it cannot be read, which is an error."""
    if not path.is_file():
        return None, ()
    try:
        return _record(json.loads(path.read_bytes().decode("utf-8"))), ()
    except (UnicodeDecodeError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        return None, (Note(Code.ORIGINAL_INVALID, 1, 1, detail=str(error)[:80], file=path.name),)


def _record(data: Any) -> ImportRecord:
    if data["format"] != FORMAT:
        raise ValueError(f"format {data['format']}")
    return ImportRecord(
        original=str(data["original"]),
        original_sha256=str(data["original_sha256"]),
        text_sha256=str(data["text_sha256"]),
        reader=str(data["reader"]),
        witness=WitnessFile(*map(str, data["witness"])) if "witness" in data else None,
        held=str(data.get("held", "")),
        places={int(line): _read_place(place) for line, *place in data["lines"]},
        made=tuple((int(line), str(chars)) for line, chars in data["made"]),
        kept_out=tuple(KeptOut(str(k), _read_place(p), str(chars)) for k, chars, *p in data["kept_out"]),
        doubts=tuple(
            LineDoubt(str(code), int(line), str(was), str(now), str(detail))
            for code, line, was, now, detail in data["doubts"]
        ),
    )


def _read_place(values: Sequence[Any]) -> Spot:
    part, at, *paged = values
    left, top, right, bottom = paged[1] if len(paged) > 1 else (0.0, 0.0, 0.0, 0.0)
    box = (float(left), float(top), float(right), float(bottom)) if len(paged) > 1 else None
    return Spot(str(part), int(at), int(paged[0]) if paged else None, box)


def with_doubts(
    source: Source, record: ImportRecord | None, corrections: Sequence[Correction] = ()
) -> tuple[ImportRecord | None, tuple[Note, ...]]:
    """The doubts of a record as notes on its source; one whose words an editor corrects is settled. Where the
    raw text is no longer the one that was written, its lines mean nothing: the record is left aside, which is
    told."""
    if record is None:
        return None, ()
    if record.text_sha256 != source.sha256:
        return None, (Note(Code.ORIGINAL_STALE, 1, 1, detail=f"{source.file} 已不是收录时的文字"),)
    return record, tuple(_settled(_notes(record, len(source.starts)), corrections))


def _notes(record: ImportRecord, last: int) -> Iterator[Note]:
    known = {code.id: code for code in DOUBTS}
    for doubt in record.doubts:
        if doubt.code in known:
            line = min(max(doubt.line, 1), last)
            yield Note(known[doubt.code], line, line, doubt.was, doubt.now, doubt.detail)


def without_pages(path: Path, sidecar: Sidecar, record: ImportRecord | None) -> tuple[Note, ...]:
    """An error where the sidecar at ``path`` asks for pictures of pages that the original does not have."""
    paged = record is not None and any(place.page is not None for place in record.places.values())
    if not sidecar.page_images or paged:
        return ()
    said = "page_images：这个来源没有可以显示的印刷页；原件须是 PDF、OFD 或扫描件"
    return (Note(Code.SIDECAR_INVALID, 1, 1, detail=said, file=path.name),)


def _settled(notes: Iterable[Note], corrections: Sequence[Correction]) -> Iterator[Note]:
    """The doubts, those settled whose words stand in what a correction of their line takes away: as many of
    the same words as there are of them."""
    used: Counter[tuple[int, str]] = Counter()
    for note in notes:
        shown = _solid(note.now if note.code is Code.ORIGINAL_CHANGE else note.was)
        line = note.first_line
        own = [c for c in corrections if c.line == line and shown and shown in _solid(c.was)]
        if sum(_solid(c.was).count(shown) for c in own) > used[line, shown]:
            used[line, shown] += 1
            note = replace(note, accepted=own[0].why)
        yield note


def _solid(words: str) -> str:
    return "".join(words.split())


Recount = Callable[[ImportRecord, bytes, str], tuple[str, str]]


def proven(source: Source, record: ImportRecord, raw: Path, recount: Recount) -> Iterator[Note]:
    """An error where the original below ``raw`` holds a character that is neither in the raw text nor in the
    list, or lacks one; what is stale where it is another file. Nothing where it is not there."""
    path = raw / ORIGINALS / record.original
    if not path.is_file():
        return
    data = path.read_bytes()
    if sha256_of(data) != record.original_sha256:
        yield Note(Code.ORIGINAL_STALE, 1, 1, detail=f"{ORIGINALS}/{record.original} 已不是收录的那一份")
        return
    missing, added = recount(record, data, source.raw)
    if missing or added:
        said = [f"缺 {missing[:40]}" if missing else "", f"多 {added[:40]}" if added else ""]
        yield Note(Code.LEDGER_ORIGINAL, 1, 1, detail="，".join(s for s in said if s))


def sha256_of(data: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
