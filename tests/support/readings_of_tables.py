"""The texts whose tables a careful reader rebuilt, and what the converter makes of them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from build_tools.model.corpus import Record
from build_tools.model.document import TableBlock
from build_tools.model.table import Table
from support.conversion import SOURCES, converted
from support.paths import TESTS

MADE_UP = tuple(p.with_suffix(".txt") for p in sorted((TESTS / "tables" / "texts").glob("*.json")))
READ = tuple(p for p in SOURCES if (TESTS / "tables" / "readings" / f"{p.stem}.json").is_file())
FILES = (*READ, *MADE_UP)


@cache
def reading(path: Path) -> list[dict[str, Any]]:
    """The tables that a careful reader made of a text."""
    folder = TESTS / "tables" / ("readings" if path in READ else "texts")
    found: list[dict[str, Any]] = json.loads((folder / f"{path.stem}.json").read_text(encoding="utf-8"))[
        "tables"
    ]
    return found


def tables_of(path: Path) -> list[tuple[Record, TableBlock, Table]]:
    """The rebuilt tables of a text, in print order."""
    return [
        (record, block, block.table)
        for record in converted(path).records
        for block in record.document.blocks
        if isinstance(block, TableBlock)
    ]
