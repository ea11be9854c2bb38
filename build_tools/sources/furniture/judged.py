"""What is taken from around a text: each line on proof only. What looks like it and is not proven stays
where it stands, with a doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from build_tools.language.phrases import CLOSED, MARKER
from build_tools.language.script import bare
from build_tools.model.catalogue import Code, Evidence, Note
from build_tools.model.edits import drop
from build_tools.model.source import Item, Line


@dataclass
class Judged:
    """What is dropped of the items of a source, by index and with its proof, and what stays in doubt; of that
    what stands ``apart`` is joined to nothing."""

    dropped: dict[int, Evidence] = field(default_factory=dict)
    doubted: set[int] = field(default_factory=set)
    apart: set[int] = field(default_factory=set)


def dropped(line: Line, evidence: Evidence) -> Note:
    """The note of a line that is dropped whole."""
    return Note(
        Code.FURNITURE,
        line.number,
        line.number,
        line.text.chars,
        detail=evidence.value,
        edits=(drop(line.text),),
        evidence=evidence,
    )


def unproven(line: Line) -> Note:
    """The doubt on a line that looks like furniture and stays."""
    return Note(Code.FURNITURE_UNPROVEN, line.number, line.number, line.text.chars)


_TURNS = (Evidence.PAGE_MARK, Evidence.PAGE_NUMBER, Evidence.RUNNING_HEAD)


def without(items: Sequence[Item], judged: Judged) -> tuple[list[Item], list[Note]]:
    """The items without what is dropped, and all notes. A page breaks where a mark of it stood; blank
    lines above a dropped line stand above the next one."""
    kept: list[Item] = []
    notes: list[Note] = []
    gap, broken = 0, False
    for k, item in enumerate(items):
        told = isinstance(item, Line) and item.told
        if isinstance(item, Line) and k in judged.dropped and not told:
            notes.append(dropped(item, judged.dropped[k]))
            gap += item.gap
            broken = broken or item.page_break or judged.dropped[k] in _TURNS
            continue
        if isinstance(item, Line) and k in judged.doubted and not told:
            notes.append(unproven(item))
            item = replace(item, alone=item.alone or k in judged.apart)
        if gap or broken:
            gap += item.gap
            item = replace(item, gap=gap, page_break=item.page_break or broken or gap >= 3)
            gap, broken = 0, False
        kept.append(item)
    return kept, notes


def at_turn(items: Sequence[Item], k: int, turns: set[int]) -> bool:
    """Whether a page begins or ends at item ``k``."""
    following = items[k + 1] if k + 1 < len(items) else None
    beside = any(j in turns for j in (k - 1, k + 1))
    return beside or items[k].page_break or (following is not None and following.page_break)


def inside_sentence(items: Sequence[Item], k: int, passed_over: set[int]) -> bool:
    """Whether running text stops above item ``k`` without a full stop and goes on below it."""
    above = next((items[j] for j in range(k - 1, -1, -1) if j not in passed_over), None)
    below = next((items[j] for j in range(k + 1, len(items)) if j not in passed_over), None)
    if not isinstance(above, Line) or not isinstance(below, Line):
        return False
    return len(above.key) > 12 and not CLOSED.search(above.key) and not MARKER.match(below.key)


def without_repeated_matter(items: Sequence[Item], matter: range) -> tuple[list[Item], list[Note]]:
    """The items without the title in a page's front matter where the page itself prints it again.

    ``matter`` are the numbers of the raw lines of the front matter.
    """
    head = [i for i in items if isinstance(i, Line) and i.number in matter]
    rest = [i for i in items if i not in head]
    below = "".join(i.key for i in rest[:5] if isinstance(i, Line))
    if not head or head[0].told or bare(head[0].key) not in bare(below):
        return list(items), []
    return rest, [dropped(i, Evidence.REPEATED) for i in head]
