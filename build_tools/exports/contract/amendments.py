"""Amendments: what ``amendments.json`` holds of each operation."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct, field

from build_tools.exports.contract.values import Count, Day, Words, one_of

_OP = Annotated[
    str,
    one_of(
        "replace-article",
        "replace-paragraph",
        "replace-item",
        "replace-annex",
        "replace-words",
        "replace-words-everywhere",
        "delete",
        "delete-words",
        "insert",
        "renumber",
        "reorder",
        "extend-term",
        "suspend",
        "end",
        "resume",
        "correct",
        "unread",
    ),
]


class AmendmentRecord(Struct, frozen=True):
    """One record of ``amendments.json``: one operation of a text on another one."""

    document: Annotated[Words, Meta(description="印有这条指令的文件的 id，可以是附件")]
    by: Annotated[Words, Meta(description="作出修改的文件的 id")]
    op: Annotated[
        _OP,
        Meta(
            description="做什么：replace-article 修改一条，replace-paragraph 修改一款，replace-item 修改一项"
            "，replace-annex 修改附件，replace-words 修改字句，replace-words-everywhere 统一修改字句"
            "，delete 删去条、款、项、附件，delete-words 删去字句，insert 增加，renumber 改变序号"
            "，reorder 条款顺序作相应调整，extend-term 延长期限，suspend 暂停执行，end 停止执行或废止部分条款"
            "，resume 恢复施行，correct 更正，unread 未能解读的修改指令"
        ),
    ]
    target: Annotated[Words | None, Meta(description="被修改的文件的 id；不在库中或不能确定的为 null")]
    target_title: Annotated[Words | None, Meta(description="被修改的文件的标题，照原文；未写明的为 null")]
    target_number: Annotated[Words | None, Meta(description="与标题一起印出的文号")]
    place: Annotated[Words | None, Meta(description="修改前的条、款、项或附件；全文 为整个文件")]
    target_anchor: Annotated[Words | None, Meta(description="被修改的段落在网页上的锚点")]
    old: Annotated[str | None, Meta(description="原来的字句；增加字句的，为其前面的字句")]
    new: Annotated[str | None, Meta(description="新的字句")]
    becomes: Annotated[Words | None, Meta(description="新的序号")] = field(name="as")
    since: Annotated[Day | None, Meta(description="自哪一天起；更正和未能推算的为 null")]
    until: Annotated[Day | None, Meta(description="所印的最后一天")]
    length: Annotated[Words | None, Meta(description="所印的延长年限")]
    words: Annotated[Words, Meta(description="修改指令，照原文")]
    anchor: Annotated[str, Meta(description="指令所在段落的锚点")]
    line: Annotated[Count, Meta(description="来源文本的第一行")]
    last_line: Annotated[Count, Meta(description="来源文本的最后一行")]
