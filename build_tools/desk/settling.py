"""What an editor decides at the desk, written into the sidecar of a source: whole or not at all, and undone.

Comments and everything else that stands there stay. A change is refused where the sidecar is no longer the
one that the editor was shown.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import tomlkit
from filelock import FileLock
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT

from build_tools.site.writing import naming
from build_tools.sources.corrections import printed
from build_tools.sources.published import json_lines
from build_tools.sources.read import source_of
from build_tools.sources.sidecar import read_sidecar

Entry = Mapping[str, Any]

KINDS = ("accept", "correction", "cell", "lines", "table", "read")
"""The entries that the desk writes."""


class Refusal(Exception):
    """Why nothing was written; said to the editor."""


class Stale(Refusal):
    """The sidecar is not the one that the editor was shown."""


@dataclass(frozen=True)
class Desk:
    """Where the sidecars lie, and where what was done at the desk is kept."""

    raw: Path
    kept: Path

    def sidecar(self, id_: str) -> Path:
        """The sidecar of a source. Raises Refusal where there is no such source."""
        if not id_ or "/" in id_ or "\\" in id_ or not (self.raw / f"{id_}.txt").is_file():
            raise Refusal(f"没有来源 {id_}")
        return self.raw / f"{id_}.toml"

    def state(self, id_: str) -> str:
        """The hash of a sidecar as it stands; empty where there is none."""
        return _hash(_text(self.sidecar(id_)))

    def add(self, id_: str, kind: str, entry: Entry, seen: str, said: str) -> None:
        """Write an entry. Raises Refusal where it says nothing that can be followed."""
        if kind not in KINDS:
            raise Refusal(f"不认识的记录 {kind}")
        own = dict(entry)
        if kind == "correction":
            own["was"], own["now"] = self._unique(id_, entry)

        def change(document: tomlkit.TOMLDocument) -> None:
            if kind == "read":
                _remove_read(document, str(entry.get("page")))
            _append(document, kind, own)

        self._change(id_, change, seen, said)

    def unread(self, id_: str, page: str, seen: str, said: str) -> None:
        """Take back that a page was held against the print."""
        self._change(id_, lambda document: _remove_read(document, page), seen, said)

    def drop(self, id_: str, which: Entry, seen: str, said: str) -> None:
        """Take an entry out of a sidecar: the one that begins ``at`` a line, or those of a ``kind`` that
        hold ``match``. Raises Refusal where there is none."""

        def change(document: tomlkit.TOMLDocument) -> None:
            kind, keep = _which(document.as_string(), which)
            entries = document.get(kind)
            if not isinstance(entries, AoT):
                raise Refusal("附属文件中没有这一条")
            gone = [k for k, entry in enumerate(entries) if not keep(k, entry)]
            if not gone:
                raise Refusal("附属文件中没有这一条")
            for k in reversed(gone):
                del entries[k]
            if not len(entries):
                del document[kind]

        self._change(id_, change, seen, said)

    def undo(self, id_: str, seen: str) -> str:
        """Take back what was done last, also on an earlier day; returns what that was. Raises Refusal where
        nothing is left, or the sidecar was changed elsewhere meanwhile."""
        with self._alone():
            path = self.sidecar(id_)
            now = _text(path)
            steps = self._steps(id_, now)
            if not steps:
                raise Refusal("没有可以撤销的")
            last = steps[-1]
            if _hash(now) != seen:
                raise Stale(_ELSEWHERE)
            if _hash(now) != last["after"]:
                raise Refusal("附属文件此后另有改动，不能撤销；请在文件中改回")
            if last["before"] is None:
                path.unlink()
            else:
                _write(path, last["before"])
            self._keep(id_, steps[:-1])
            return str(last["said"])

    def undoable(self, id_: str) -> str:
        """What an undo would take back; empty where nothing is left."""
        steps = self._steps(id_, _text(self.sidecar(id_)))
        return str(steps[-1]["said"]) if steps else ""

    def _unique(self, id_: str, entry: Entry) -> tuple[str, str]:
        """``was`` and ``now`` with as much of the line around them as makes them stand there once."""
        path = self.sidecar(id_).with_suffix(".txt")
        source = source_of(path.name, path.read_bytes())[0]
        line, was, now = entry.get("line"), str(entry.get("was", "")), str(entry.get("now", ""))
        if not isinstance(line, int) or not 1 <= line <= len(source.starts):
            raise Refusal(f"没有第{line}行")
        words = source.line(line)
        found = [m.span() for m in printed(was).finditer(words)]
        if not was.strip() or not found:
            raise Refusal(f"第{line}行没有“{was}”")
        start, end = _meant(words, found, entry)
        before, behind = start, end
        while len(printed(words[before:behind]).findall(words)) > 1:
            before, behind = max(before - 1, 0), min(behind + 1, len(words))
        return words[before:behind].strip(), (words[before:start] + now + words[end:behind]).strip()

    def _change(self, id_: str, change: Callable[[tomlkit.TOMLDocument], None], seen: str, said: str) -> None:
        with self._alone():
            path = self.sidecar(id_)
            before = _text(path)
            if _hash(before) != seen:
                raise Stale(_ELSEWHERE)
            try:
                document = tomlkit.parse((before or "").removeprefix("\ufeff"))
            except TOMLKitError as error:
                raise Refusal(f"附属文件不能读取，请先改正：{error}") from error
            change(document)
            after = tomlkit.dumps(document)
            _prove(path.name, after)
            steps = self._steps(id_, before)
            self._keep(id_, [*steps, {"before": before, "after": _hash(after), "said": said}])
            _write(path, after)

    def _steps(self, id_: str, now: str | None) -> list[dict[str, Any]]:
        """What was done to a sidecar that reads ``now``. A run that was killed, or found the disk full,
        between its two files has left a step that is not done, or one that is undone already: it is none."""
        path = self.kept / f"{id_}.jsonl"
        try:
            steps = [json.loads(line) for line in json_lines(path.read_text(encoding="utf-8"))]
        except (OSError, ValueError):
            return []  # what was done can then not be undone; it stands in the sidecar as it did
        while steps and steps[-1]["before"] == now and steps[-1]["after"] != _hash(now):
            steps.pop()
        return steps

    def _keep(self, id_: str, steps: list[dict[str, Any]]) -> None:
        lines = "".join(json.dumps(step, ensure_ascii=False) + "\n" for step in steps[-_MOST:])
        _write(self.kept / f"{id_}.jsonl", lines)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One change at a time, of all desks on this archive."""
        self.kept.mkdir(parents=True, exist_ok=True)
        with FileLock(self.kept / "lock"):
            yield


_ELSEWHERE = "附属文件已在别处改动，没有写入；已重新载入，请再做一次"
_MOST = 500  # steps that can be undone


def _text(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise Refusal("附属文件不是 UTF-8，请以 UTF-8 重新保存") from error


def _hash(text: str | None) -> str:
    return "" if text is None else hashlib.sha256(text.encode()).hexdigest()


def _write(path: Path, text: str) -> None:
    """The file whole, or as it was: a full disk or a killed run leaves nothing half-written."""
    fresh = path.with_name(f".gazette-{path.name}-desk")
    with naming(path):
        try:
            with fresh.open("wb") as file:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
            os.replace(fresh, path)
        finally:
            fresh.unlink(missing_ok=True)


def _prove(name: str, text: str) -> None:
    """Raises Refusal where a sidecar would not be read as it is written."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(text.encode())
        _, wrong = read_sidecar(path)
    if wrong:
        raise Refusal(f"没有写入：{wrong[0].detail}（附属文件第{wrong[0].first_line}行）")


_BEGINS = re.compile(r"\s*\[\[\s*(\w+)\s*\]\]")


def _which(text: str, which: Entry) -> tuple[str, Callable[[int, Entry], bool]]:
    """The kind of entry that is named, and which entries of that kind are to be kept."""
    match = which.get("match")
    if isinstance(match, dict):
        return str(which.get("kind")), lambda _, entry: any(entry.get(k) != v for k, v in match.items())
    begun = [(n, m[1]) for n, line in enumerate(text.split("\n"), 1) if (m := _BEGINS.match(line))]
    kind = next((kind for n, kind in begun if n == which.get("at")), "")
    own = [n for n, k in begun if k == kind]
    return kind, lambda k, _: k >= len(own) or own[k] != which.get("at")


_WHERE = ("at", "after")
"""Which of several places on a line is meant: by the character at which it begins, or the words before it."""


def _meant(line: str, found: list[tuple[int, int]], entry: Entry) -> tuple[int, int]:
    at, after = entry.get("at"), "".join(str(entry.get("after", "")).split())
    if isinstance(at, int):
        return min(found, key=lambda span: abs(span[0] - at))
    fits = [_fit("".join(line[:start].split()), after) for start, _ in found]
    best = [span for span, fit in zip(found, fits, strict=True) if fit == max(fits)]
    if len(best) > 1:
        raise Refusal(f"该行有 {len(found)} 处“{entry.get('was')}”，请在网页上选中要改的一处，再按 E")
    return best[0]


def _fit(before: str, after: str) -> int:
    """How many characters stand before a place as they should."""
    return next((k for k in range(len(after), 0, -1) if before.endswith(after[-k:])), 0)


def _append(document: tomlkit.TOMLDocument, kind: str, entry: Entry) -> None:
    table = tomlkit.table()
    for key, value in entry.items():
        if key not in _WHERE:
            table.add(key, value)
    entries = document.get(kind)
    if isinstance(entries, AoT):
        if any(dict(e) == dict(table) for e in entries):
            raise Refusal("这一条已经写过")
        entries[-1].add(tomlkit.nl())
        entries.append(table)
        return
    if entries is not None:
        raise Refusal(f"附属文件中的 {kind} 不是双方括号的表，请先改正")
    fresh = tomlkit.aot()
    fresh.append(table)
    if document.as_string().strip():
        document.add(tomlkit.nl())
    document.add(kind, fresh)


def _remove_read(document: tomlkit.TOMLDocument, page: str) -> None:
    entries = document.get("read")
    if isinstance(entries, AoT):
        for k in reversed(range(len(entries))):
            if entries[k].get("page") == page:
                del entries[k]
        if not len(entries):
            del document["read"]
