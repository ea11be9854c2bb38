"""Citations and references: what their data files hold of each."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from build_tools.exports.contract.values import Anchor, Count, CountOrNone, Id, Words
from build_tools.model.citation import Relation


class ReferenceRecord(Struct, frozen=True):
    """One record of ``references.json``: a reference inside of a text, or to an article."""

    document: Annotated[Id, Meta(description="所在行所属的记录")]
    anchor: Annotated[Anchor, Meta(description="所在段落或表格的锚点")]
    text: Annotated[Words, Meta(description="照印的文字，例如 附件3，第二十七条、第二十八条")]
    target: Annotated[str | None, Meta(description="所指的锚点，或附件的记录；来源文本未刊的为 null")]
    target_document: Annotated[Id | None, Meta(description="target 所属的记录")]
    targets: Annotated[list[str], Meta(description="所指不止一处时的全部；“至”之间的各条也在内")]
    present: Annotated[bool, Meta(description="所指的各处来源文本是否都有")]
    line: Annotated[Count, Meta(description="所在的原文行")]
    start: Annotated[CountOrNone, Meta(description="在该段文字中的起点，自 0 计；表格按各格文字相接计算")]
    end: Annotated[Count, Meta(description="在该段文字中的终点（不含）")]


class CitationRecord(Struct, frozen=True):
    """One record of ``citations.json``: a place that names an instrument."""

    document: Annotated[Id, Meta(description="所在行所属的记录")]
    anchor: Annotated[Anchor, Meta(description="所在段落或表格的锚点")]
    text: Annotated[Words, Meta(description="所引的文字，照印：整个《…》（连同其中的〈…〉），或单独的文号")]
    doc_number: Annotated[str | None, Meta(description="与之同印的发文字号或标准号，去空格")]
    relation: Annotated[
        Relation,
        Meta(
            description="关系，按本句的行文：issues 印发，based-on 根据，implements 贯彻落实，repeals 废止，"
            "amends 修改，forwards 转发，interprets 解读，corrects 更正，mentions 提及"
        ),
    ]
    target: Annotated[Id | None, Meta(description="所指的记录；本库未收或不能确定的为 null")]
    line: Annotated[Count, Meta(description="所在的原文行")]
    start: Annotated[CountOrNone, Meta(description="在该段文字中的起点，自 0 计；表格按各格文字相接计算")]
    end: Annotated[Count, Meta(description="在该段文字中的终点（不含）")]
    stands_for: Annotated[str | None, Meta(description="是简称时，所简称的全名")]
    instrument: Annotated[bool, Meta(description="是否文件；刊名、证照、章程、报告为 false")]
    sentence: Annotated[str, Meta(description="所在的句子；过长的只取前后各四百字")]
