"""A folder of sources: which files are read, which cannot be, and which are none. Links are not followed."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from build_tools.model.catalogue import Code, Note
from build_tools.model.corpus import Failed
from build_tools.model.source import Source
from build_tools.sources.imports.record import ENDING, ORIGINALS
from build_tools.sources.redirects import REDIRECTS

DEVICES = ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
"""What Windows takes for a device, whatever ending it has: no file there can be named so."""

_RESERVED = re.compile(rf"(?:{'|'.join(DEVICES)})(?=\.|$)", re.IGNORECASE)
_LONGEST = 200
"""Bytes of a name; systems take 255, and the names of what is made of a source are longer than its own."""
_UNPORTABLE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u2028\u2029\ud800-\udfff]')


@dataclass
class Found:
    """What the paths given to a command hold."""

    sources: list[Path] = field(default_factory=list)  # text files that can be read
    failed: list[Failed] = field(default_factory=list)  # that cannot: links, pipes, names no bundle can hold
    alone: list[Path] = field(default_factory=list)  # sidecars without a source
    strangers: list[tuple[Path, str]] = field(default_factory=list)  # what is no source, and why


def find_sources(paths: Iterable[Path]) -> Found:
    """The sources that files and folders hold, each once. Nothing is opened.

    A file that is named is taken also where it is a link; in a folder none is followed. Raises
    FileNotFoundError for what is neither a file nor a folder.
    """
    found = Found()
    for path in paths:
        if path.is_dir():
            _survey(path, found)
        elif path.is_file():
            _take(path, _wrong_name(path, {}), found)
        else:
            raise FileNotFoundError(path)
    found.sources = list({p.resolve(): p for p in found.sources}.values())
    return found


def _survey(folder: Path, found: Found) -> None:
    """Tell the files of a folder apart by their names and kinds."""
    paths = sorted(p for p in folder.iterdir() if not p.name.startswith("."))
    names: dict[str, str] = {}
    for path in paths:
        if path.suffix == ".txt" and not path.name.endswith(".toml.txt"):
            _take(path, _wrong_name(path, names) or _no_file(path), found)
        elif path.name.endswith(ENDING):
            if path.with_name(path.name.removesuffix(ENDING) + ".txt") not in paths:
                found.alone.append(path)
        elif path.suffix == ".toml":
            if path.name != REDIRECTS and path.with_suffix(".txt") not in paths:
                found.alone.append(path)
        elif path.name != ORIGINALS and (said := _stranger(path)):
            found.strangers.append((path, said))


def _take(path: Path, wrong: Note | None, found: Found) -> None:
    if wrong is None:
        found.sources.append(path)
    else:
        found.failed.append(Failed(Source(path.stem, path.name, "", "", (0,), ""), (wrong,)))


Stamps = Mapping[Path, tuple[int, ...]]
"""What tells that a file is as it was: its number on the disk, its size, and when it was changed."""


def stamps(paths: Iterable[Path]) -> Stamps:
    """The state of these sources and their sidecars; of a folder, of all texts and sidecars in it."""
    found = {}
    for path in paths:
        both = (path, path.with_suffix(".toml"), path.with_suffix(ENDING))
        for file in (p for p in path.iterdir() if _is_read(p)) if path.is_dir() else both:
            try:
                state = file.lstat()
            except FileNotFoundError:
                continue
            found[file] = (state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns)
    return found


def _is_read(path: Path) -> bool:
    return path.suffix in (".txt", ".toml") or path.name.endswith(ENDING)


class Changed(Exception):
    """Sources came, went or changed while they were worked on: what was made of them is of no one state."""

    def __init__(self, paths: Iterable[Path]) -> None:
        super().__init__("、".join(map(str, paths)))


def unchanged(before: Stamps, paths: Iterable[Path]) -> None:
    """Raises Changed where these sources are not as they were."""
    after = stamps(paths)
    if other := sorted(p for p in before.keys() | after.keys() if before.get(p) != after.get(p)):
        raise Changed(other)


def _wrong_name(path: Path, names: dict[str, str]) -> Note | None:
    """Why a name cannot be that of a source; ``names`` are those of its folder so far, in lower case."""
    shown = "".join(c if c.isprintable() else "�" for c in path.name)
    if (better := portable(path.name)) != path.name:
        return Note(Code.FILE_NAME, 1, 1, detail=f"请改名为 {better}", file=shown)
    twin = names.setdefault(path.name.lower(), path.name)
    if twin != path.name:
        said = f"与 {twin} 只有大小写不同，请改名为 {path.stem}-2.txt"
        return Note(Code.FILE_NAME, 1, 1, detail=said, file=shown)
    return None


def _no_file(path: Path) -> Note | None:
    """Why a text of a folder, or its sidecar, is not read: it is no plain file."""
    for part in (path, path.with_suffix(".toml")):
        if said := _kind(part):
            return Note(Code.NO_FILE, 1, 1, detail=said, file=part.name)
    return None


def portable(name: str) -> str:
    """The name, or the nearest one that every system can unpack and every page can bear.

    ``con.txt`` → ``con-1.txt``, ``a-->b.txt`` → ``a---b.txt``.
    """
    changed = _UNPORTABLE.sub("-", name).rstrip(" .")
    if len(changed.encode()) > _LONGEST:
        stem, dot, ending = changed.rpartition(".")
        changed = stem.encode()[: _LONGEST - len(ending.encode()) - 1].decode(errors="ignore") + dot + ending
    return _RESERVED.sub(lambda m: f"{m[0]}-1", changed) if _RESERVED.match(changed) else changed


def _kind(path: Path) -> str:
    """What a path is where it is no plain file; nothing where it is one, or nothing at all."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return ""
    if stat.S_ISREG(mode):
        return ""
    return "是链接" if stat.S_ISLNK(mode) else "是文件夹" if stat.S_ISDIR(mode) else "是管道或设备"


def _stranger(path: Path) -> str:
    """Why a file that is no source is none; nothing where there is nothing to say."""
    if path.name.endswith(".toml.txt"):
        return f"像是附属文件，应名为 {path.name.removesuffix('.txt')}"
    if path.suffix.lower() in (".txt", ".toml"):
        return f"扩展名应为小写：{path.stem}{path.suffix.lower()}"
    if _kind(path) == "是文件夹":
        return "其中的来源文本不读取，应放在上一层" if any(path.glob("**/*.txt")) else ""
    return "不是 .txt 文本"
