"""The radar: what ``radar.json`` holds of each text that is to be looked at."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from build_tools.exports.contract.values import Day, Words, one_of


class WatchedRecord(Struct, frozen=True):
    """One record of ``radar.json``: a text, and why it is to be looked at."""

    why: Annotated[
        Annotated[str, one_of("ends", "period", "older", "ground-ended", "cites-ended", "unread")],
        Meta(
            description="为什么列入：ends 有效期或试行期有最后一天，period 文中写明的实施期限、规划期"
            "，older 所依据的文件后来修改或重新印发，ground-ended 所依据的文件后来废止"
            "，cites-ended 引用了已废止的文件，unread 未能解读的修改"
        ),
    ]
    document: Annotated[Words, Meta(description="文件的 id")]
    title: Annotated[Words, Meta(description="文件标题")]
    day: Annotated[Day | None, Meta(description="最后一天，或所依据的文件变动之日；未能推算的为 null")]
    words: Annotated[Words, Meta(description="网页上的说法")]
    url: Annotated[Words, Meta(description="所据段落的网页地址")]
    other: Annotated[Words | None, Meta(description="另一份文件的 id")]
