"""The release that a new one is compared with: a folder, a bundle, or a commit that is converted again."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from build_tools.exports.text_lines import Line, is_read, read_lines, text_lines
from build_tools.pipeline import convert_corpus
from build_tools.project import PUBLISHED
from build_tools.publishing.git import commit_of, take_out
from build_tools.sources.folder import find_sources
from build_tools.sources.published import RecordBroken, read_past
from build_tools.sources.redirects import REDIRECTS, read_redirects

_PLACES = ("", "data", "current/data", "site/data")
_SURE = "notes.json"
"""Each data folder has it."""


@dataclass(frozen=True)
class Earlier:
    """A release: what it is called, its lines; ``again`` says that its sources were converted by the program
    as it is now."""

    name: str
    lines: tuple[Line, ...]
    again: bool = False


class NoRelease(Exception):
    """What was named holds no release, and why."""


def earlier(old: str, raw: Path) -> Earlier:
    """The release that ``old`` names: a folder or a bundle, else a commit. Raises NoRelease."""
    path = Path(old)
    if path.exists():
        return Earlier(old, _read(path))
    if commit := commit_of(Path(), old):
        return of_commit(commit, raw)
    raise NoRelease(f"{old} 不是文件夹、离线包，也不是 git 的提交")


def _read(path: Path) -> tuple[Line, ...]:
    try:
        return read_lines(_in_bundle(path) if path.is_file() else _in_folder(path))
    except StopIteration as error:
        raise NoRelease(f"{path} 里没有 data/{_SURE}，不是发布过的网站或离线包") from error
    except (zipfile.BadZipFile, UnicodeDecodeError, ValueError, KeyError, TypeError) as error:
        raise NoRelease(f"{path} 不能读取") from error


def _in_bundle(path: Path) -> dict[str, str]:
    """The data files of a bundle by their names."""
    with zipfile.ZipFile(path) as bundle:
        held = bundle.namelist()
        folder = next(n for n in held if n.endswith(f"/data/{_SURE}")).removesuffix(_SURE)
        own = {name.removeprefix(folder): name for name in held if name.startswith(folder)}
        return {short: bundle.read(name).decode() for short, name in own.items() if is_read(short)}


def _in_folder(path: Path) -> dict[str, str]:
    """The data files of a folder: of the data alone, a site, a target."""
    data = next(place for place in (path / name for name in _PLACES) if (place / _SURE).is_file())
    own = {file.relative_to(data).as_posix(): file for file in sorted(data.rglob("*.json*"))}
    return {name: file.read_text(encoding="utf-8") for name, file in own.items() if is_read(name)}


def of_commit(commit: str, raw: Path) -> Earlier:
    """The sources of a commit, converted by the program as it is now, with the addresses that its own record
    keeps."""
    with TemporaryDirectory() as folder:
        take_out(Path(), commit, (raw.as_posix(), PUBLISHED.as_posix()), Path(folder))
        there = Path(folder) / raw
        sources = find_sources([there]).sources if there.is_dir() else []
        if not sources:
            raise NoRelease(f"提交 {commit[:12]} 里没有 {raw}/ 的来源文本")
        try:
            past = read_past(Path(folder) / PUBLISHED, read_redirects(there / REDIRECTS).ways)
        except RecordBroken as error:
            raise NoRelease(f"提交 {commit[:12]} 的 {PUBLISHED}/ 不能读取") from error
        return Earlier(commit[:12], text_lines(convert_corpus(sources, past=past)), again=True)
