"""What an earlier run has written: which of it is stale, which is not ours, and what is kept of it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

import yaml

from build_tools.documents.names import FOLDERS, GENERATED


def differences(files: Mapping[str, str], folder: Path) -> list[str]:
    """Generated pages that are missing, changed or left over below a folder."""
    found = []
    for name, content in files.items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != content:
            found.append(name)
    return sorted([*found, *(name for name in _pages(folder) if name not in files)])


def kept_pages(folder: Path, files: Collection[str]) -> dict[str, str]:
    """The pages below a folder that were made of these sources, as they stand there."""
    wanted = {f"raw/{file}" for file in files}
    found = {}
    for name in _pages(folder):
        text = (folder / name).read_text(encoding="utf-8", errors="replace")
        if name.endswith(".md") and _source_of(text) in wanted:
            found[name] = text
    return found


def _pages(folder: Path) -> Iterator[str]:
    for part in FOLDERS:
        for path in sorted((folder / part).rglob("*")):
            if path.is_file():
                yield path.relative_to(folder).as_posix()


def _source_of(markdown: str) -> str:
    """What a generated page says that it was made of; empty where it says nothing."""
    head = markdown.removeprefix("---\n").partition("\n---\n")[0]
    lines = [line for line in head.splitlines() if line.startswith("source:")]
    if not markdown.startswith("---\n") or not lines:
        return ""
    try:
        return str(yaml.safe_load(lines[0])["source"])
    except yaml.YAMLError:
        return ""


def foreign_file(pages: Path, data: Path, names: Iterable[str]) -> Path | None:
    """A file in the folders of ``--out`` that this program did not write; None if there is none.

    Pages say in their head that they are generated. Data files have known names (``names``; those of other
    years and units are known too), those of tables the ones that the list of tables beside them holds.
    """
    for path in sorted(pages.rglob("*")):
        if path.is_file() and GENERATED not in path.read_text(encoding="utf-8", errors="replace")[:60_000]:
            return path
    known = {*names, *_table_files(data)}
    for path in sorted(data.rglob("*")):
        name = path.relative_to(data).as_posix()
        if path.is_file() and name not in known and not _OF_OTHERS.fullmatch(name):
            return path
    return None


# text/2019.jsonl · years/undated/documents.json · calendars/gong-an-ju.ics
_OF_OTHERS = re.compile(
    r"text/(?:\d{4}|undated)\.jsonl|years/(?:\d{4}|undated)/[a-z]+\.json|calendars/[^/]+\.ics"
)


def _table_files(data: Path) -> list[str]:
    """The files of tables that the list of tables in a data folder names."""
    try:
        tables = json.loads((data / "tables.json").read_text(encoding="utf-8"))
        return [f"tables/{table['id']}.{ending}" for table in tables for ending in ("csv", "xlsx", "json")]
    except (OSError, ValueError, KeyError, TypeError):
        return []
