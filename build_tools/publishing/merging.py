"""Merging what two hands made: the record line by line, generated pages not at all, they are made anew."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from build_tools.sources.published import RELEASES, json_lines

ATTRIBUTES = """raw/** -text
published/* text eol=lf merge=gazette
docs/documents/** text eol=lf merge=gazette
docs/issues/** text eol=lf merge=gazette
docs/lists/** text eol=lf merge=gazette
"""


@dataclass(frozen=True)
class Merged:
    """What a file shall hold, and one line that says what is to be run."""

    content: str
    said: str = ""


def merged(path: str, base: str, ours: str, theirs: str) -> Merged:
    """Both sides of a file as one; there is no conflict. Raises ValueError for a record that is none."""
    name = PurePosixPath(path)
    if name.parent.name != "published":
        return Merged(ours, f"{path}：合并以后运行 gazette convert，再提交 docs/")
    if name.name == RELEASES:
        sides = [{row["id"]: row for row in json.loads(side or "[]")} for side in (ours, theirs)]
        rows = sorted(({**sides[1], **sides[0]}).values(), key=lambda row: str(row["day"]))
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        return Merged(f"[\n{lines}\n]\n")
    before, own, other = (_by_address(side) for side in (base, ours, theirs))
    changed = (a for a in own.keys() & other.keys() if own[a] != other[a])
    both = [a for a in changed if before.get(a) not in (own[a], other[a])]
    joined = [line for _, line in sorted(_joined(before, own, other).items())]
    said = f"{path}：两方都发布了 {'、'.join(sorted(both))}，取我方；以后运行 gazette publish"
    return Merged("".join(f"{line}\n" for line in joined), said if both else "")


def _by_address(side: str) -> dict[str, str]:
    return {str(json.loads(line)["address"]): line for line in json_lines(side)}


def _joined(before: Mapping[str, str], own: Mapping[str, str], other: Mapping[str, str]) -> dict[str, str]:
    """Address → line; the side that changed it, ours where both did. No address is ever taken out."""
    found = {**other, **own}
    changed = {a: line for a, line in other.items() if own.get(a) in (None, before.get(a))}
    return {**found, **changed}
