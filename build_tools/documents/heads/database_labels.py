"""The labels with which a database of laws heads remarks and titles: 【题注】, 【章名】, 【节名】."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from build_tools.language.phrases import DATABASE_LABEL
from build_tools.language.script import NUMERAL, key
from build_tools.model.source import Item, Line

# 【章名】 第一章　总　则: what it heads is a line of its own
_BEFORE_TITLE = re.compile(rf"^【(?:章名|节名|编名)】\s*(?=第[{NUMERAL}\d]+[编篇章节])")


def labels_apart(items: Iterable[Item]) -> Iterator[Item]:
    """The items, the label before a chapter's title in a line by itself. No character changes."""
    for item in items:
        match = _BEFORE_TITLE.match(item.text.chars) if isinstance(item, Line) else None
        if match is None or not isinstance(item, Line):
            yield item
            continue
        label, title = item.text[: match.end()].strip(), item.text[match.end() :]
        yield replace(item, text=label, key=key(label.chars), mark=0)
        yield replace(item, text=title, key=key(title.chars), gap=0, page_break=False)


def is_labelled(line: Line) -> bool:
    """Whether a line is such a label, with or without the remark that it heads."""
    return DATABASE_LABEL.match(line.key) is not None
