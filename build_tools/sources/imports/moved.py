"""An editor's entries of a sidecar, moved to the lines where their words stand in a new raw text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

import tomlkit
from tomlkit.items import AoT

from build_tools.language.script import bare
from build_tools.sources.corrections import printed
from build_tools.sources.imports.written import printed as printed_words
from build_tools.sources.read import LINE_END

_KEPT = "收录新文件后，以下各条不再相符，没有施行："


@dataclass(frozen=True)
class _Texts:
    """The lines of the new text, and which of them stands where a line of the old text stood."""

    new: Sequence[str]
    ways: Mapping[int, int]


def move_entries(document: tomlkit.TOMLDocument, old: str, new: str) -> list[str]:
    """Move the entries of a sidecar from the lines of ``old`` to those of ``new``. Those that no longer fit
    become comments at its end; returns a line on each of them."""
    texts = _texts(old, new)
    left: list[str] = []
    said: list[str] = []
    for name, move in _MOVES.items():
        entries = document.get(name)
        if not isinstance(entries, AoT):
            continue
        for k in reversed(range(len(entries))):
            if not move(entries[k], texts):
                left.insert(0, _dumped(name, entries[k]))
                said.insert(0, f"[[{name}]] 不再相符，已改为注释：{_shown(entries[k])}")
                del entries[k]
        if not len(entries):
            del document[name]
    if left:
        document.add(tomlkit.nl())
        document.add(tomlkit.comment(_KEPT))
        for line in "\n".join(left).splitlines():
            document.add(tomlkit.comment(line))
    return said


def _texts(old: str, new: str) -> _Texts:
    before, after = (LINE_END.split(text) for text in (old, new))
    keys = [[bare(printed_words(line)) for line in own] for own in (before, after)]
    ways: dict[int, int] = {}
    for tag, a, b, c, d in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and b - a == d - c):
            ways |= {a + k + 1: c + k + 1 for k in range(b - a)}
    return _Texts(after, ways)


def _correction(entry: Any, texts: _Texts) -> bool:
    """To the line that took the place of its own, where its words stand there; else to the only other one."""
    was = printed(str(entry["was"]))
    there = [n for n, line in enumerate(texts.new, 1) if len(was.findall(line)) == 1]
    to = texts.ways.get(int(entry["line"]))
    if to not in there:
        to = there[0] if len(there) == 1 else None
    if to is not None:
        entry["line"] = to
    return to is not None


def _acceptance(entry: Any, texts: _Texts) -> bool:
    to = texts.ways.get(int(entry["line"]))
    if to is not None:
        entry["line"] = to
    return to is not None


def _cell(entry: Any, texts: _Texts) -> bool:
    rows = entry["row"] if isinstance(entry["row"], list) else [entry["row"]]
    moved = [texts.ways.get(r) if isinstance(r, int) else r for r in rows]
    if None in moved:
        return False
    entry["row"] = moved if isinstance(entry["row"], list) else moved[0]
    return True


def _span(key: str) -> Callable[[Any, _Texts], bool]:
    def move(entry: Any, texts: _Texts) -> bool:
        first, last = entry[key]
        moved = [texts.ways.get(n) for n in range(first, last + 1)]
        if any(a is None or b is None or b != a + 1 for a, b in pairwise(moved)) or moved[0] is None:
            return False
        entry[key] = [moved[0], moved[-1]]
        return True

    return move


def _lines(entry: Any, texts: _Texts) -> bool:
    if "join" in entry:
        return _span("join")(entry, texts)
    name = "line" if "line" in entry else "part"
    to = texts.ways.get(int(entry[name]))
    if to is not None:
        entry[name] = to
    return to is not None


_MOVES: Mapping[str, Callable[[Any, _Texts], bool]] = {
    "correction": _correction,
    "accept": _acceptance,
    "cell": _cell,
    "table": _span("lines"),
    "lines": _lines,
}


def _dumped(name: str, entry: Any) -> str:
    one = tomlkit.aot()
    one.append(entry)
    document = tomlkit.document()
    document.add(name, one)
    return tomlkit.dumps(document).strip()


def _shown(entry: Any) -> str:
    return "，".join(f"{key} = {value}" for key, value in entry.items())
