"""Documents: what ``documents.json`` holds of each."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct

from build_tools.exports.contract.values import Anchor, AnnexNumber, Count, Day, Id, Words, one_of
from build_tools.model.document import Kind


def _null(*keys: str) -> dict[str, Any]:
    return {"properties": {key: {"type": "null"} for key in keys}}


def _text(*keys: str) -> dict[str, Any]:
    return {"properties": {key: {"type": "string"} for key in keys}}


def _of(*kinds: Kind) -> dict[str, Any]:
    return {"properties": {"kind": {"enum": [kind.value for kind in kinds]}}}


_UNNUMBERED = {
    "if": _null("number"),
    "then": {"properties": {"level": {"const": "部分"}, "title": {"type": "string"}}},
}
_PRESENT = {"if": {"properties": {"present": {"const": True}}}, "then": _text("id"), "else": _null("id")}
_BELONGING = (Kind.ATTACHED, Kind.ANNEX, Kind.EXPLANATION)
_OF_ISSUE = (Kind.MASTHEAD, Kind.CONTENTS)
OF_KINDS = {
    "allOf": [
        {"if": _null("doc_number"), "then": _null("doc_key"), "else": _text("doc_key")},
        {"if": _of(Kind.ATTACHED, Kind.ANNEX), "then": _null("doc_number")},
        {"if": _of(Kind.ATTACHED), "then": _text("parent")},
        {"if": _of(*(kind for kind in Kind if kind not in _BELONGING)), "then": _null("parent")},
        {"if": _of(*_OF_ISSUE), "then": _null("column", "print_page")},
    ]
}
"""What a document of a kind has, and has not."""


class EntryRecord(Struct, frozen=True):
    """A heading or number of the outline."""

    level: Annotated[
        Annotated[
            str, one_of("编", "章", "节", "条", "一、", "（一）", "1.", "（1）", "1.1", "1.1.1", "部分")
        ],
        Meta(description="编号的样式，不是层次的深浅"),
    ]
    number: Annotated[Words | None, Meta(description="所印编号，去掉空白；没有编号的部分标题为 null")]
    title: Annotated[Words | None, Meta(description="标题；编号之下是条文而不是标题的为 null")]
    depth: Annotated[Count, Meta(description="层次的深浅，从 1 起")]
    anchor: Annotated[Anchor, Meta(description="所在页面上的锚点")]
    line: Annotated[Count, Meta(description="所在行")]


class AnnexRecord(Struct, frozen=True):
    """An annex that a document lists or names."""

    number: Annotated[
        AnnexNumber | None,
        Meta(description="附件序号，阿拉伯数字（附件2-1 为 2-1，附表一为 附表1）；没有序号的为 null"),
    ]
    title: Annotated[Words | None, Meta(description="附件标题；只被引用而没有列出标题的为 null")]
    id: Annotated[Id | None, Meta(description="附件的记录；来源文本未刊的为 null")]
    present: Annotated[bool, Meta(description="来源文本是否刊有该附件")]


class PageTurnRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a page of the print begins."""

    line: Annotated[Count, Meta(description="新页起始的行")]
    page: Annotated[int | None, Meta(description="新页的页码")]


class LineRange(Struct, frozen=True):
    """Lines that stand together."""

    first_line: Annotated[Count, Meta(description="起始行")]
    last_line: Annotated[Count, Meta(description="终止行")]


class DocumentSource(Struct, frozen=True):
    """The raw lines of a document."""

    file: Annotated[Words, Meta(description="来源文本的文件名")]
    url: Annotated[
        Annotated[str, Meta(pattern=r"^issues/[a-z0-9-]+\.html$")],
        Meta(description="来源的网页：封面、目录和各篇"),
    ]
    first_line: Annotated[Count, Meta(description="起始行")]
    last_line: Annotated[Count, Meta(description="终止行")]
    sha256: Annotated[Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")], Meta(description="来源文本的 SHA-256")]
    more: Annotated[list[LineRange], Meta(description="印在别处的行，例如版记")]
    page_breaks: Annotated[
        list[Annotated[Count, Meta(description="行号")]], Meta(description="来源所显示的换页处：新页起始的行")
    ]
    page_turns: Annotated[
        list[PageTurnRecord],
        Meta(
            description="网页上标出的换页处：新页起始的行和页码；页码只取所印的或由所印的必然推出的，否则为 "
            "null"
        ),
    ]


class DocumentRecord(Struct, frozen=True):
    """One record of ``documents.json``: a printed unit."""

    id: Annotated[Id, Meta(description="固定的标识，在全部记录中唯一")]
    url: Annotated[
        Annotated[str, Meta(pattern=r"^(documents|issues)/[a-z0-9/-]+\.html(#[a-z0-9-]+)?$")],
        Meta(description="网站中的地址，锚点在内"),
    ]
    kind: Annotated[
        Kind,
        Meta(
            description="类别：有自己的文号或主送机关的公文、所发文本、单独刊印的规划方案、单独刊印的法规名单"
            "等、封面、目录、政策解读、人事任免、大事记、编制说明、公报简介、附件"
        ),
    ]
    title: Annotated[
        Words, Meta(description="正文所印标题，接合完整；封面的标题由刊名和期号合成，目录为“目录”")
    ]
    doc_number: Annotated[
        Words | None, Meta(description="本文件自己的发文字号，照所印，去掉空白；所发文本和附件为 null")
    ]
    doc_key: Annotated[Words | None, Meta(description="发文字号的匹配形式：括号统一，年份四位")]
    issuers: Annotated[
        list[Annotated[Words, Meta(description="一个名称，照所印")]], Meta(description="发文机关，照所印")
    ]
    addressees: Annotated[
        list[Annotated[Words, Meta(description="一个名称，照所印")]], Meta(description="主送机关，照所印")
    ]
    date: Annotated[Day | None, Meta(description="成文日期")]
    published: Annotated[Day | None, Meta(description="发布日期")]
    printed: Annotated[Day | None, Meta(description="版记所印的印发日期")]
    issue: Annotated[Words | None, Meta(description="所在期；单独一份文件的来源为 null")]
    column: Annotated[Words | None, Meta(description="目录所印栏目")]
    print_page: Annotated[Count | None, Meta(description="目录所印页码")]
    parent: Annotated[
        Id | None,
        Meta(description="上级记录：所发文本属于通知，附件属于其所附的文本，编制说明属于规划；其余为 null"),
    ]
    source: Annotated[
        DocumentSource, Meta(description="出处：只含本记录自己的行，通知不含所发文本，文本不含附件")
    ]
    annexes: Annotated[
        list[Annotated[AnnexRecord, Meta(extra_json_schema=_PRESENT)]], Meta(description="附件")
    ]
    outline: Annotated[
        list[Annotated[EntryRecord, Meta(extra_json_schema=_UNNUMBERED)]],
        Meta(description="结构，按刊印次序"),
    ]
