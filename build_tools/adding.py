"""Adding files to raw/ and removing sources: all is read, proven and planned before anything is written."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import tomlkit

from build_tools.drafting import Stated, doc_numbers, draft, id_for, is_id, stated, with_origin
from build_tools.model.catalogue import Code
from build_tools.model.corpus import Failed
from build_tools.model.original import ImportRecord, Kept
from build_tools.model.source import Origin
from build_tools.pipeline import Result
from build_tools.site.writing import naming
from build_tools.sources.folder import portable
from build_tools.sources.imports.moved import move_entries
from build_tools.sources.imports.read import Imported, import_file, recount_original
from build_tools.sources.imports.record import (
    ENDING,
    ORIGINALS,
    proven,
    read_record,
    record_json,
    record_path,
    sha256_of,
)
from build_tools.sources.imports.refusals import Refusal, Refused
from build_tools.sources.imports.scan import SCANNING, Scanning
from build_tools.sources.imports.witness import with_witness
from build_tools.sources.read import source_of
from build_tools.sources.sidecar import read_sidecar

_LARGE = 20_000_000
_ENDINGS = (
    "docx",
    "doc",
    "wps",
    "rtf",
    "odt",
    "pdf",
    "ofd",
    "tif",
    "tiff",
    "jpg",
    "jpeg",
    "png",
    "html",
    "htm",
    "xhtml",
    "txt",
    "md",
)


@dataclass(frozen=True)
class Wanted:
    """What the person who adds files asks for."""

    files: Sequence[Path]
    day: str
    id: str = ""
    replace: bool = False
    witness: Path | None = None
    scanning: Scanning = SCANNING


@dataclass(frozen=True)
class Added:
    """One file with everything that it puts below raw/, and what is told of it."""

    id: str
    name: str
    imported: Imported
    files: Mapping[str, bytes]  # path below raw/ → content
    gone: Sequence[str]  # paths below raw/ that it replaces and does not write
    told: Sequence[str]


@dataclass(frozen=True)
class Plan:
    """What is to be written, and the files that cannot be added; one of those stops all."""

    added: tuple[Added, ...]
    refused: tuple[str, ...]


@dataclass
class _Held:
    """What raw/ holds already, and what is about to come."""

    issues: dict[tuple[str, int, int], str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)  # document number → where it stands
    ids: set[str] = field(default_factory=set)
    coming: set[str] = field(default_factory=set)  # of this run

    @classmethod
    def of(cls, raw: Path) -> _Held:
        """Read the head of every source, and the document numbers of all of it."""
        own = cls()
        for path in sorted(raw.glob("*.txt")):
            if path.is_file() and not path.is_symlink():
                data = path.read_bytes()
                own.take(path.stem, data, stated(data, read_sidecar(path.with_suffix(".toml"))[0]))
        return own

    def take(self, id_: str, text: bytes, said: Stated) -> None:
        """Remember a source."""
        self.ids.add(id_)
        if said.issue is not None:
            self.issues.setdefault(said.issue, id_)
        for number, line in doc_numbers(text).items():
            self.numbers.setdefault(number, f"{id_}.txt:{line}")


def files_below(given: Sequence[Path]) -> list[Path]:
    """The files given; a folder stands for the files in it that can be added. The folder that a browser
    saves beside a page is none of them."""
    found: list[Path] = []
    for path in given:
        if path.is_dir():
            inside = sorted(p for p in path.iterdir() if p.is_file() and not p.is_symlink())
            found += [p for p in inside if p.suffix.lower().lstrip(".") in _ENDINGS and p.name[0] not in ".~"]
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def plan(wanted: Wanted, raw: Path, progress: Callable[[str], None]) -> Plan:
    """Read all files. Nothing is written."""
    held = _Held.of(raw)
    added: list[Added] = []
    refused: list[str] = []
    for path in wanted.files:
        try:
            added.append(_one(path, wanted, raw, held))
        except Refused as error:
            refused.append(error.said(path.name))
        progress(path.name)
    return Plan(tuple(added), tuple(refused))


def _one(path: Path, wanted: Wanted, raw: Path, held: _Held) -> Added:
    imported = import_file(path.name, path.read_bytes(), wanted.scanning)
    if wanted.witness is not None:
        imported = replace(
            imported, record=_witnessed(imported.record, imported.text, wanted.witness, wanted.scanning)
        )
    said = stated(imported.text)
    id_ = wanted.id or id_for(path.name, said)
    twin = held.issues.get(said.issue) if said.issue is not None else None
    if wanted.id and not is_id(wanted.id):
        raise Refused(Refusal.ID_WRONG, wanted.id)
    if wanted.replace and twin is not None and not wanted.id:
        id_ = twin
    if id_ in held.coming or (id_ in held.ids and not wanted.replace):
        raise Refused(Refusal.ID_TAKEN, f"raw/{id_}.txt")
    if twin not in (None, id_):
        raise Refused(Refusal.ISSUE_TAKEN, f"raw/{twin}.txt")
    own = [f"{number} 已见于 raw/{at}，按转载处理" for number, at in _elsewhere(imported.text, id_, held)]
    files, gone, moved = _files(path, id_, imported, said, wanted, raw)
    held.take(id_, imported.text, said)
    held.coming.add(id_)
    return Added(id_, path.name, imported, files, gone, [*own, *moved])


def _witnessed(record: ImportRecord | None, text: bytes, path: Path, scanning: Scanning) -> ImportRecord:
    """The record of a text with what a second file reads otherwise."""
    data = path.read_bytes()
    other = import_file(path.name, data, scanning)
    return with_witness(record, text, portable(path.name), data, other.text, other.record.places)


def compare(id_: str, path: Path, raw: Path, scanning: Scanning = SCANNING) -> tuple[Path, list[str]]:
    """Write what a second file reads otherwise than a source that is there into its record; returns the
    record, and a line on each difference. Raises Refused where there is no such source."""
    own = raw / f"{id_}.txt"
    if not is_id(id_) or not own.is_file():
        raise Refused(Refusal.ID_MISSING, f"raw/{id_}.txt")
    target = record_path(own)
    before, wrong = read_record(target)
    text = own.read_bytes()
    if wrong or (before is not None and before.text_sha256 != sha256_of(text)):
        raise Refused(Refusal.RECORD_INVALID, str(target))
    record = _witnessed(before, text, path, scanning)
    place_files({target.name: record_json(record).encode()}, raw)
    return target, list(_doubts(id_, record))


def _elsewhere(text: bytes, id_: str, held: _Held) -> Iterator[tuple[str, str]]:
    """The document numbers that another source holds too, and where."""
    for number in doc_numbers(text):
        at = held.numbers.get(number)
        if at is not None and not at.startswith(f"{id_}.txt:"):
            yield number, at


def _files(
    path: Path, id_: str, imported: Imported, said: Stated, wanted: Wanted, raw: Path
) -> tuple[dict[str, bytes], list[str], list[str]]:
    """What is written for a file, what goes, and what is told of the sidecar."""
    ending = path.suffix.lower() or ".txt"
    original = f"{id_}{ending}"
    data = path.read_bytes()
    record = replace(imported.record, original=original)
    origin = Origin(portable(path.name), record.original_sha256, wanted.day)
    sidecar, told = _sidecar(raw / f"{id_}.toml", said, origin, imported.text)
    files = {
        f"{ORIGINALS}/{original}": data,
        f"{id_}{ENDING}": record_json(record).encode(),
        f"{id_}.toml": sidecar.encode(),
        f"{id_}.txt": imported.text,
    }
    old = [f"{ORIGINALS}/{p.name}" for p in (raw / ORIGINALS).glob(f"{id_}.*") if p.stem == id_]
    if len(data) > _LARGE:
        told.append(f"原件有 {len(data) / 1e6:.0f} MB，一并提交会使仓库变大")
    return files, [name for name in old if name not in files], told


def _sidecar(path: Path, said: Stated, origin: Origin, text: bytes) -> tuple[str, list[str]]:
    """The sidecar of a new source. One that is there keeps what the editor wrote, its entries moved to the
    lines where their words now stand."""
    if not path.is_file():
        return draft(said, origin), [f"附属文件 {path} 已起草，请核对"]
    read, wrong = read_sidecar(path)
    if wrong:
        raise Refused(Refusal.SIDECAR_INVALID, f"{path}:{wrong[0].first_line} {wrong[0].detail}")
    document = tomlkit.parse(path.read_text(encoding="utf-8-sig"))
    entries = (
        len(read.corrections) + len(read.cells) + len(read.accepted) + len(read.tables) + len(read.lines)
    )
    before = path.with_suffix(".txt")
    old = source_of(before.name, before.read_bytes() if before.is_file() else b"")[0].raw
    new = source_of(before.name, text)[0].raw
    lost = move_entries(document, old, new)
    moved = [f"附属文件 {path}：{entries - len(lost)} 条已移到新的行"] if entries else []
    return tomlkit.dumps(with_origin(document, origin)), [*moved, *lost]


def place(added: Sequence[Added], raw: Path) -> None:
    """Write all of it, and remove what it replaces."""
    place_files({name: content for a in added for name, content in a.files.items()}, raw)
    for name in (n for a in added for n in a.gone):
        (raw / name).unlink(missing_ok=True)


def place_files(files: Mapping[str, bytes], raw: Path) -> None:
    """Write files below ``raw``: first beside their places, then into them, the raw texts last."""
    fresh: list[tuple[Path, Path]] = []
    try:
        for name, content in files.items():
            target = raw / name
            beside = target.with_name(f".gazette-{target.name}-new")
            with naming(target):
                target.parent.mkdir(parents=True, exist_ok=True)
                beside.write_bytes(content)
            fresh.append((beside, target))
        for beside, target in sorted(fresh, key=lambda f: f[1].suffix == ".txt"):
            os.replace(beside, target)
    finally:
        for beside, _ in fresh:
            beside.unlink(missing_ok=True)


def prove_originals(paths: Sequence[Path], results: Sequence[Result]) -> list[Result]:
    """The sources of these files, each with what its original says against it where that is still there."""
    by_file = {path.name: path for path in paths}
    found: list[Result] = []
    for result in results:
        if not isinstance(result, Failed) and (record := result[0].imported) is not None:
            converted, balance = result
            raw = by_file[converted.source.file].parent
            wrong = tuple(proven(converted.source, record, raw, recount_original))
            result = replace(converted, notes=(*converted.notes, *wrong)), balance
        found.append(result)
    return found


def remove(id_: str, raw: Path) -> list[Path]:
    """Take a source out of raw/ with all that was kept beside it; returns what went. Raises Refused where
    there is none."""
    there = files_of(id_, raw)
    for path in there:
        path.unlink()
    return there


def files_of(id_: str, raw: Path) -> list[Path]:
    """A source in raw/ and all that is kept beside it. Raises Refused where there is none."""
    own = [raw / f"{id_}.txt", raw / f"{id_}.toml", raw / f"{id_}{ENDING}"]
    own += sorted(p for p in (raw / ORIGINALS).glob("*") if p.stem == id_)
    if not own[0].is_file():
        raise Refused(Refusal.ID_MISSING)
    return [p for p in own if p.is_file()]


def told(added: Added) -> Iterator[str]:
    """What is said of a file that was added."""
    record, balance = added.imported.record, added.imported.balance
    counts = "，".join(f"{count} {name}" for name, count in added.imported.counts.items())
    yield f"raw/{added.id}.txt：由 {added.name} 写成，{counts}"
    made = f" + 自动编号等 {balance.made} 字" if balance.made else ""
    kept = f" + 未收 {balance.kept_out} 字" if balance.kept_out else ""
    yield f"  核算：原件 {balance.held} 字{made} = 来源文本 {balance.in_text} 字{kept}"
    names = {kind.name.lower().replace("_", "-"): kind.value for kind in Kept}
    for kind in dict.fromkeys(k.kind for k in record.kept_out):
        words = [k.chars.strip() for k in record.kept_out if k.kind == kind]
        shown = "、".join(w[:20] for w in words[:3]) + ("……" if len(words) > 3 else "")
        yield f"  未收：{names.get(kind, kind)} {len(words)} 处：{shown}"
    yield from _doubts(added.id, record)
    yield from (f"  {line}" for line in (*added.imported.remarks, *added.told))


def _doubts(id_: str, record: ImportRecord) -> Iterator[str]:
    """A line on each doubt of a record."""
    codes = {code.id: code for code in Code}
    for doubt in record.doubts:
        said = codes[doubt.code].value.message + (f"（{doubt.detail}）" if doubt.detail else "")
        change = f"：{doubt.was}" * bool(doubt.was) + f" → {doubt.now}" * bool(doubt.now)
        yield f"  raw/{id_}.txt:{doubt.line}: {doubt.code} {said}{change}"
