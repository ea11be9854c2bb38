"""What a raw text gives, without what tells where it stands: the same for each original of one print."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from build_tools.exports.every import all_data
from build_tools.model.document import Role
from support.conversion import corpus_of
from support.made_up_issue import plain

_LEFT_OUT = {
    "line",
    "lines",
    "source",
    "id",
    "url",
    "parent",
    "document",
    "stated_in",
    "inferred",
    "doubtful",
    "issue",
}
_FACTS = ("appointments", "chronicle", "deadlines", "targets", "duties", "validity", "citations")
KINDS = ("documents", "tables", "footnotes", *_FACTS)


def _bare(value: Any) -> Any:
    """A value of the data without what tells where it stands."""
    if isinstance(value, dict):
        if value.get("name") == "row-count":  # its label says whether rows or lines of the source are counted
            value = {k: v for k, v in value.items() if k != "label"}
        return {k: _bare(v) for k, v in value.items() if k not in _LEFT_OUT}
    return [_bare(v) for v in value] if isinstance(value, list) else value


def facts(text: bytes | str) -> Mapping[str, Any]:
    """Documents with their outlines, tables, footnotes and facts of a raw text."""
    corpus = corpus_of(text if isinstance(text, str) else text.decode())
    data = all_data(corpus)
    found = {name: _bare(json.loads(data[f"{name}.json"])) for name in ("documents", "tables", *_FACTS)}
    blocks = [(d.title, b) for d in corpus.sources[0].documents for b in d.blocks]
    found["footnotes"] = [(title, b.text.chars) for title, b in blocks if b.role is Role.FOOTNOTE]
    return found


@cache
def expected() -> Mapping[str, Any]:
    """What the plain text of the made-up issue gives."""
    return facts(plain())
