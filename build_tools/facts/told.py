"""What a source states beside its running text, as one value: what lists, units and registers are made of.

Where it is the same as in an earlier run, they say the same of the source, whatever else was changed in it.
"""

from __future__ import annotations

from dataclasses import replace

from build_tools.cache.hashes import hash_of
from build_tools.model.converted import Converted
from build_tools.model.document import TableBlock


def told(converted: Converted) -> str:
    """The hash of its sidecar, documents, tables by name and size, and of all facts."""
    documents = [
        (
            replace(document, blocks=()),
            [_named(block) for block in document.blocks if isinstance(block, TableBlock)],
        )
        for document in converted.documents
    ]
    return hash_of(
        repr((converted.source.id, converted.source.file, converted.sidecar, documents)),
        repr(converted.facts),
    )


def _named(block: TableBlock) -> object:
    """What is said of a table elsewhere than on its page."""
    table = block.table
    return (
        block.anchor,
        table.title,
        table.columns,
        len(table.types),
        len(table.rows),
        table.form,
        table.checks,
    )
