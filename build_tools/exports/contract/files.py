"""The data files: of each the record, what it holds, and its JSON Schema, all from one definition."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from build_tools.exports.contract.amendments import AmendmentRecord
from build_tools.exports.contract.citations import CitationRecord, ReferenceRecord
from build_tools.exports.contract.documents import OF_KINDS, DocumentRecord
from build_tools.exports.contract.notes import SEVERITIES, NoteRecord
from build_tools.exports.contract.obligations import DeadlineRecord, DutyRecord, TargetRecord
from build_tools.exports.contract.people import AppointmentRecord, ChronicleRecord, MemberRecord
from build_tools.exports.contract.radar import WatchedRecord
from build_tools.exports.contract.tables import TableRecord
from build_tools.exports.contract.validity import ValidityRecord


@dataclass(frozen=True)
class DataFile:
    """A data file: an array of records. ``about`` and ``each`` say what it and a record hold, ``rules`` what
    holds between the keys of a record."""

    record: type[Struct]
    about: str
    each: str
    rules: Mapping[str, Any] = field(default_factory=dict)


FILES: Mapping[str, DataFile] = {
    "documents": DataFile(
        DocumentRecord,
        "文件：每一个所印单元一条记录，按刊印次序排列。行号从 1 起，指来源文本的行；日期为 ISO 写"
        "法，未印日的只到月，只印年的只到年。可以有这里没有列出的键。",
        "一个所印单元",
        OF_KINDS,
    ),
    "tables": DataFile(
        TableRecord,
        "表格：每张表一条记录，按刊印次序排列。单元格都是文字；合并的单元格在其所占的每一格中重复"
        "。可以有这里没有列出的键。",
        "一张表",
    ),
    "citations": DataFile(
        CitationRecord,
        "引用：每一处《…》和单独的文号一条记录，按刊印次序排列。可以有这里没有列出的键。",
        "一处引用",
    ),
    "references": DataFile(
        ReferenceRecord,
        "内部引用：附件、条、款、章，以及所引文件的条文，按刊印次序排列。可以有这里没有列出的键。",
        "一处内部引用",
    ),
    "notes": DataFile(
        NoteRecord,
        "记录：转换时所作的整理、校勘、存疑和错误，按来源文本和行号排列。可以有这里没有列出的键。",
        "一条记录",
        SEVERITIES,
    ),
    "appointments": DataFile(
        AppointmentRecord,
        "人事任免：一人一职一条，按所印次序排列。可以有这里没有列出的键。",
        "一人一职",
    ),
    "members": DataFile(
        MemberRecord,
        "机构组成人员：文件成立的委员会、领导小组等的名单，一人一条，按所印次序排列。可以有这里没"
        "有列出的键。",
        "一人",
    ),
    "chronicle": DataFile(
        ChronicleRecord,
        "大事记：一条一记录，“同日”已换成日期，按所印次序排列。可以有这里没有列出的键。",
        "一条",
    ),
    "validity": DataFile(
        ValidityRecord,
        "时效：各文件自己的条款所写的施行日期、试行期、有效期和废止。可以有这里没有列出的键。",
        "一份文件的时效",
    ),
    "amendments": DataFile(
        AmendmentRecord,
        "修改：各文件对其他文件的每一项修改、更正、延长、暂停和停止执行；未能解读的也各有一条。可以有"
        "这里没有列出的键。",
        "一项修改",
    ),
    "radar": DataFile(
        WatchedRecord,
        "到期与清理：需要清理、修订或者续期的文件。最后一天是否已过由使用者按当天日期判断；可以有这里没有"
        "列出的键。",
        "一件需要留意的事",
    ),
    "duties": DataFile(
        DutyRecord,
        "责任分工：每个责任单位括注、每行“责任单位：”、责任分工表的每一行、正文中“某局负责……"
        "”的每一句一条记录；一份文件的表格在其正文之后。可以有这里没有列出的键。",
        "一项任务及其责任单位",
    ),
    "deadlines": DataFile(
        DeadlineRecord,
        "期限：文中许诺完成的日期，每处一条记录，按刊印次序排列。成文日期、引用和已往之事不在其内"
        "。可以有这里没有列出的键。",
        "一处期限",
    ),
    "targets": DataFile(
        TargetRecord,
        "指标：文中和指标表中的数量目标，每个数一条记录。可以有这里没有列出的键。",
        "一个数量目标",
    ),
}
"""All data files by their names."""


@cache
def schema(name: str) -> str:
    """The JSON Schema of a data file, as text."""
    file = FILES[name]
    record: Any = Annotated[file.record, Meta(description=file.each, extra_json_schema=dict(file.rules))]
    return _said(Annotated[list[record], Meta(title=f"{name}.json", description=file.about)])


def record_schema(record: type[Struct], title: str, about: str) -> str:
    """The JSON Schema of one record, for a file that has one a line."""
    return _said(Annotated[record, Meta(title=title, description=about)])


def _said(value: Any) -> str:
    made = msgspec.json.schema(value)
    for part in made["$defs"].values():
        part.pop("description", None)  # what a class says of itself is said to those who read the program
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
