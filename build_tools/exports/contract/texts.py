"""Texts: what ``text/<year>.jsonl``, and the JSON beside a page, hold of each document."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from build_tools.exports.contract.documents import DocumentRecord
from build_tools.exports.contract.values import Anchor, Count, CountOrNone, TableId, Words, one_of
from build_tools.model.document import Role
from build_tools.model.table import Basis


class StyledRecord(Struct, frozen=True):
    """Characters of a text that are set otherwise than the rest."""

    start: Annotated[CountOrNone, Meta(description="起始字符，从 0 起")]
    end: Annotated[Count, Meta(description="终止字符（不含）")]
    style: Annotated[
        Annotated[str, one_of("strong", "sub", "sup", "noteref", "struck", "inserted")],
        Meta(description="样式：加粗、下标、上标、注码、删去、增加"),
    ]


class FoundRecord(Struct, frozen=True):
    """A finding on the lines of a block."""

    code: Annotated[Words, Meta(description="代码，见 notes.json")]
    severity: Annotated[
        Annotated[str, one_of("repair", "correction", "doubt", "stale", "error")], Meta(description="轻重")
    ]
    line: Annotated[Count, Meta(description="起始行")]
    was: Annotated[str | None, Meta(description="所印")]
    now: Annotated[str | None, Meta(description="现作")]


class CellText(Struct, frozen=True):
    """A cell as it is printed. What a merged cell covers has none of its own."""

    column: Annotated[Count, Meta(description="列，从 1 起")]
    texts: Annotated[list[str], Meta(description="所印文字，逐段；为空而有 value 的，所印在别处或为编者校勘")]
    value: Annotated[str, Meta(description="该格的值")]
    rowspan: Annotated[Count, Meta(description="占几行")]
    colspan: Annotated[Count, Meta(description="占几列")]
    basis: Annotated[Basis | None, Meta(description="不是逐格所印的依据，同 tables.json")]
    readings: Annotated[list[str], Meta(description="存疑时可能的读法")]


class RowText(Struct, frozen=True):
    """A row of a table."""

    header: Annotated[bool, Meta(description="是否表头")]
    anchor: Annotated[Anchor | None, Meta(description="表身各行的锚点")]
    lines: Annotated[list[Count], Meta(description="来源行")]
    cells: Annotated[list[CellText], Meta(description="各格")]


class TableText(Struct, frozen=True):
    """A table, whole."""

    id: Annotated[TableId, Meta(description="表格的标识，同 tables.json")]
    title: Annotated[str, Meta(description="表题")]
    unit: Annotated[Words | None, Meta(description="所印计量单位")]
    columns: Annotated[list[str], Meta(description="各列的名称")]
    form: Annotated[bool, Meta(description="是否为表单")]
    rows: Annotated[list[RowText], Meta(description="各行，表头在内")]


class BlockRecord(Struct, frozen=True):
    """A block of a text: a paragraph, a heading, a table."""

    anchor: Annotated[Anchor, Meta(description="所在页面上的锚点")]
    role: Annotated[Role, Meta(description="在文中的身份")]
    level: Annotated[str | None, Meta(description="编号的样式，同 outline")]
    depth: Annotated[Count | None, Meta(description="层次的深浅，同 outline")]
    number: Annotated[Words | None, Meta(description="所印编号")]
    text: Annotated[str, Meta(description="所印文字；表格为空，见 table")]
    styles: Annotated[list[StyledRecord], Meta(description="与其余不同的字符")]
    footnotes: Annotated[list[Anchor], Meta(description="文中注码所指脚注的锚点")]
    lines: Annotated[list[Count], Meta(description="来源行")]
    notes: Annotated[list[FoundRecord], Meta(description="这些行上的整理、校勘和存疑")]
    table: Annotated[TableText | None, Meta(description="表格全文")]


class TextRecord(DocumentRecord, frozen=True):
    """One document with all its text."""

    blocks: Annotated[list[BlockRecord], Meta(description="全文，按版面次序；脚注在文末")]
