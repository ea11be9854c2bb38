"""Tables: what ``tables.json`` holds of each."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from build_tools.exports.contract.values import Anchor, AnnexNumber, Count, CountOrNone, Id, TableId, Words
from build_tools.model.table import Basis, ColumnType


class TableSource(Struct, frozen=True):
    """The raw lines of a table."""

    file: Annotated[Words, Meta(description="来源文本的文件名")]
    first_line: Annotated[Count, Meta(description="起始行")]
    last_line: Annotated[Count, Meta(description="终止行")]
    rows: Annotated[
        list[Annotated[list[Annotated[Count, Meta(description="行号")]], Meta(description="一行的来源行")]],
        Meta(description="表身各行所在的来源行"),
    ]


class CheckRecord(Struct, frozen=True):
    """What a table says of itself, reckoned."""

    name: Annotated[Words, Meta(description="核算的名称")]
    label: Annotated[str, Meta(description="核算的内容")]
    expected: Annotated[str | float | None, Meta(description="所印的值")]
    actual: Annotated[str | float | None, Meta(description="算得的值")]
    ok: Annotated[bool, Meta(description="两者是否一致")]
    match: Annotated[
        Literal["exact", "rounded", "differs"],
        Meta(description="怎样一致：相等、四舍五入后相等、不一致"),
    ]


class DoubtfulCell(Struct, frozen=True):
    """A cell with more than one reading."""

    row: Annotated[Count, Meta(description="行，从 1 起，指 rows")]
    column: Annotated[Count, Meta(description="列，从 1 起")]
    readings: Annotated[list[Annotated[str, Meta(description="一种读法")]], Meta(description="可能的读法")]


class InferredCell(Struct, frozen=True):
    """A cell that is not printed in its place, and what it rests on."""

    row: Annotated[CountOrNone, Meta(description="行，从 1 起，指 rows；0 是表头")]
    column: Annotated[Count, Meta(description="列，从 1 起")]
    basis: Annotated[
        Basis,
        Meta(description="依据：合并、移位、拆分、折行、跨页、语义、编者校勘"),
    ]
    lines: Annotated[list[Annotated[Count, Meta(description="行号")]], Meta(description="所据的行")]


class TableRecord(Struct, frozen=True):
    """One record of ``tables.json``: a rebuilt table."""

    id: Annotated[
        TableId,
        Meta(description="固定的标识，在全部表格中唯一"),
    ]
    document: Annotated[Id, Meta(description="表格所在行所属的记录，例如附件")]
    annex: Annotated[AnnexNumber | None, Meta(description="所属附件的序号")]
    anchor: Annotated[Anchor, Meta(description="所在页面上的锚点")]
    title: Annotated[Words, Meta(description="表格标题")]
    unit: Annotated[Words | None, Meta(description="所印计量单位")]
    columns: Annotated[
        list[Annotated[str, Meta(description="列名")]], Meta(description="各列的名称；没有表头的为空")
    ]
    types: Annotated[
        list[
            Annotated[
                ColumnType,
                Meta(description="一列的种类"),
            ]
        ],
        Meta(description="各列的种类：序号、标签、分值、数、百分数、文字"),
    ]
    header_rows: Annotated[CountOrNone, Meta(description="表头的行数")]
    rows: Annotated[
        list[
            Annotated[list[Annotated[str, Meta(description="单元格的文字")]], Meta(description="一行的各格")]
        ],
        Meta(description="表身各行"),
    ]
    inferred: Annotated[
        list[Annotated[InferredCell, Meta(description="一格")]],
        Meta(description="由整理得出、并非逐格所印的单元格"),
    ]
    doubtful: Annotated[
        list[Annotated[DoubtfulCell, Meta(description="一格")]], Meta(description="有几种读法的单元格")
    ]
    form: Annotated[bool, Meta(description="是否为表单；表单的各行为组、名称、值")]
    checks: Annotated[
        list[Annotated[CheckRecord, Meta(description="一项核算")]], Meta(description="核算，例如合计")
    ]
    source: Annotated[TableSource, Meta(description="出处")]
