"""People and days: what the files of appointments, members and the chronicle hold of each."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from build_tools.exports.contract.values import Count, Day, Name, Words


class ChronicleRecord(Struct, frozen=True):
    """One record of ``chronicle.json``: an entry."""

    document: Annotated[Words, Meta(description="文件的 id，见 documents.json")]
    date: Annotated[Day | None, Meta(description="日期；未印日的只有年月，年份无从推定的为 null")]
    until: Annotated[Day | None, Meta(description="一段日子的最后一天")]
    printed: Annotated[str, Meta(description="所印的日期，如“12月3日”“同日”；日期另起一行的为空")]
    text: Annotated[str, Meta(description="日期之后的文字")]
    line: Annotated[Count, Meta(description="来源文本的行号")]
    anchor: Annotated[str, Meta(description="所在段落在网页上的锚点")]


class MemberRecord(Struct, frozen=True):
    """One record of ``members.json``: a person of a body."""

    document: Annotated[Words, Meta(description="文件的 id，见 documents.json")]
    name: Annotated[Name, Meta(description="姓名，所印空格不计")]
    body: Annotated[Words, Meta(description="所成立的机构，照原文")]
    role: Annotated[Words, Meta(description="在该机构中的职务，如“主任”“成员”；未逐行写明的依上一行")]
    post: Annotated[Words, Meta(description="姓名后所印的职务")]
    line: Annotated[Count, Meta(description="来源文本的行号")]
    anchor: Annotated[str, Meta(description="所在段落在网页上的锚点")]


class AppointmentRecord(Struct, frozen=True):
    """One record of ``appointments.json``: a person and a post."""

    document: Annotated[Words, Meta(description="文件的 id，见 documents.json")]
    name: Annotated[Name, Meta(description="姓名，所印空格不计")]
    action: Annotated[Literal["appoint", "remove"], Meta(description="任命或免去")]
    post: Annotated[Words, Meta(description="职务，照原文，不含“职务”“职级”二字")]
    probation: Annotated[Words | None, Meta(description="试用期，照原文；未写明的为 null")]
    confirmed: Annotated[bool, Meta(description="试用期满正式任职")]
    line: Annotated[Count, Meta(description="来源文本的行号")]
    anchor: Annotated[str, Meta(description="所在段落在网页上的锚点")]
