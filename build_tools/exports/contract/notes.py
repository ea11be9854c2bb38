"""Notes: what ``notes.json`` holds of each."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from build_tools.exports.contract.values import Count, Words, one_of
from build_tools.model.catalogue import Code


class NoteRecord(Struct, frozen=True):
    """One record of ``notes.json``: a finding."""

    code: Annotated[
        str,
        Meta(
            description="代码；含义见 message",
            extra_json_schema={"enum": [code.id for code in Code]},
        ),
    ]
    severity: Annotated[
        Annotated[str, one_of("repair", "correction", "doubt", "stale", "error")],
        Meta(description="整理（已改，逐处记录）、校勘（编者所改）、存疑（未改，待核对）、过期或错误"),
    ]
    file: Annotated[Words, Meta(description="来源文本的文件名")]
    first_line: Annotated[Count, Meta(description="起始行")]
    last_line: Annotated[Count, Meta(description="终止行")]
    was: Annotated[Words | None, Meta(description="原来的文字")]
    now: Annotated[Words | None, Meta(description="现在的文字；删去的为 null")]
    count: Annotated[Count | None, Meta(description="所含改动的处数")]
    message: Annotated[Words, Meta(description="说明")]
    detail: Annotated[Words | None, Meta(description="说明中代码的含义之外的话；没有的为 null")]
    hint: Annotated[Words | None, Meta(description="编辑可以怎样处理")]
    accepted: Annotated[Words | None, Meta(description="编者核定存疑的理由；未核定的为 null")]


SEVERITIES = {
    "allOf": [
        {
            "if": {"properties": {"code": {"enum": [code.id for code in Code if code.severity == severity]}}},
            "then": {"properties": {"severity": {"const": severity}}},
        }
        for severity in sorted({code.severity for code in Code})
    ]
}
"""A code has one severity."""
