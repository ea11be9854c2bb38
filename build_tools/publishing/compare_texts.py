"""Paragraphs of a page in two releases: changed word by word, gone, new, moved; and where addresses shift."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from build_tools.exports.text_lines import Line
from build_tools.publishing.alignment import aligned
from build_tools.publishing.difference import Difference


def text_changes(old: Sequence[Line], new: Sequence[Line], page: str, title: str) -> Iterator[Difference]:
    """What differs between the paragraphs of a page; of addresses that shift with it one line for all."""
    gone: list[Line] = []
    fresh: list[Line] = []
    shifted: list[tuple[Line, Line]] = []
    for i, k in aligned([b.text for b in old], [b.text for b in new]):
        was, now = (old[i] if i is not None else None), (new[k] if k is not None else None)
        if was is None or now is None:
            gone += [was] if was is not None else []
            fresh += [now] if now is not None else []
            continue
        if was.text != now.text:
            yield Difference("block", "changed", page, title, now.at, now.name, was.text, now.text)
        if was.name != now.name:
            yield Difference("role", "changed", page, title, now.at, now.name, was.name, now.name)
        if _fragment(was) != _fragment(now):
            shifted.append((was, now))
    for how, alike in (("moved", _text), ("changed", _fragment)):
        for now in tuple(fresh):
            if was := next((b for b in gone if alike(b) == alike(now)), None):
                gone.remove(was)
                fresh.remove(now)
                yield Difference("block", how, page, title, now.at, now.name, was.text, now.text)
    yield from (Difference("block", "gone", page, title, b.at, b.name, b.text, "") for b in gone)
    yield from (Difference("block", "new", page, title, b.at, b.name, "", b.text) for b in fresh)
    if shifted:
        a, b = shifted[0]
        many = str(len(shifted))
        yield Difference("place", "changed", page, title, b.at, many, _fragment(a), _fragment(b))


def _fragment(line: Line) -> str:
    return line.at.partition("#")[2]


def _text(line: Line) -> str:
    return line.text
