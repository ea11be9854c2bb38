"""Validity: what ``validity.json`` holds of each text."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct, field

from build_tools.exports.contract.values import Count, Day, Words, one_of

State = Annotated[
    str,
    one_of(
        "draft",
        "silent",
        "unread",
        "issues",
        "not-yet",
        "in-force",
        "trial",
        "suspended",
        "expired",
        "repealed",
        "stopped",
        "lapsed",
    ),
]


class StageRecord(Struct, frozen=True):
    """A state, and from when on."""

    since: Annotated[Day | None, Meta(description="自哪一天起；最初的状态为 null")] = field(name="from")
    state: Annotated[
        State,
        Meta(
            description="状态代码：draft 征求意见稿，silent 文中未写明，unread 有条款而未能推算，issues 写明"
            "所发布文件的施行日期，not-yet 尚未施行，in-force 现行有效，trial 试行，suspended 暂停"
            "执行，expired 期满，repealed 已废止，stopped 已停止执行，lapsed 已宣布失效"
        ),
    ]
    words: Annotated[Words, Meta(description="网页上的说法")]


class ChangeRecord(Struct, frozen=True):
    """What another text changes in this one."""

    change: Annotated[
        Annotated[str, one_of("amended", "corrected", "extended", "cut", "stopped", "suspended", "resumed")],
        Meta(
            description="amended 修改，corrected 更正，extended 延长，cut 部分废止，stopped 部分停止执行"
            "，suspended 暂停执行，resumed 恢复施行"
        ),
    ]
    by: Annotated[Words, Meta(description="那份文件的 id")]
    since: Annotated[Day | None, Meta(description="自哪一天起；更正和未能推算的为 null")]
    told: Annotated[Day | None, Meta(description="自哪一天起可知；更正为其印发之日")]
    until: Annotated[Day | None, Meta(description="所印的新的截止日期，或暂停的最后一天")]
    read: Annotated[bool, Meta(description="各项内容是否都已解读")]
    anchor: Annotated[str, Meta(description="那份文件中所在段落的锚点")]
    line: Annotated[Count, Meta(description="那份文件中的行号")]


class VersionRecord(Struct, frozen=True):
    """The term of a text from a day on, as its amendments leave it."""

    since: Annotated[Day | None, Meta(description="自哪一天起；最初的为 null")] = field(name="from")
    trial_until: Annotated[Day | None, Meta(description="试行期的最后一天")]
    expires: Annotated[Day | None, Meta(description="有效期的最后一天")]
    known: Annotated[bool, Meta(description="期限是否已知；修改内容未能解读的为 false")]
    readings: Annotated[list[str], Meta(description="不能确定以哪一个为准的各个最后一天")]
    late: Annotated[Day | None, Meta(description="修改之前已经届满的最后一天")]


class RepealRecord(Struct, frozen=True):
    """An instrument that a text repeals."""

    text: Annotated[Words | None, Meta(description="名称，照原文")]
    doc_number: Annotated[Words | None, Meta(description="文号，照原文")]
    since: Annotated[Day | None, Meta(description="条文为这一件另写的废止日期")]
    target: Annotated[Words | None, Meta(description="所指文件的 id；不在库中或不能确定的为 null")]


class ClauseRecord(Struct, frozen=True):
    """A clause, as printed."""

    text: Annotated[Words, Meta(description="条款文字")]
    line: Annotated[Count, Meta(description="来源文本的行号")]
    anchor: Annotated[str, Meta(description="所在段落在网页上的锚点")]


class ValidityRecord(Struct, frozen=True):
    """One record of ``validity.json``: what a text says of its own effect."""

    document: Annotated[Words | None, Meta(description="文件的 id；库中没有的为 null")]
    stated_in: Annotated[Words, Meta(description="条款所在文件的 id")]
    name: Annotated[Words, Meta(description="文件标题")]
    doc_number: Annotated[Words | None, Meta(description="文号")]
    states_term: Annotated[bool, Meta(description="文中是否写明施行日期、期限或征求意见")]
    clauses: Annotated[list[ClauseRecord], Meta(description="所据条款")]
    unread: Annotated[list[ClauseRecord], Meta(description="有而未能解读的施行、期限条款")]
    effective: Annotated[Day | None, Meta(description="施行日期")]
    trial_until: Annotated[
        Day | None, Meta(description="试行期的最后一天，经修改的为最后一次变动后的；未能推算的为 null")
    ]
    expires: Annotated[
        Day | None, Meta(description="有效期的最后一天，经修改的为最后一次变动后的；未能推算的为 null")
    ]
    basis: Annotated[Words | None, Meta(description="施行日期由什么推算")]
    trial: Annotated[bool, Meta(description="标题或条款注明试行")]
    draft: Annotated[bool, Meta(description="征求意见稿")]
    period: Annotated[Words | None, Meta(description="文中写明的实施期限、规划期；不是有效期")]
    repeals: Annotated[list[RepealRecord], Meta(description="同时废止的文件")]
    repealed_by: Annotated[Words | None, Meta(description="废止本文件的文件的 id")]
    repealed_on: Annotated[Day | None, Meta(description="废止日期；未能推算的为 null")]
    changes: Annotated[
        list[ChangeRecord],
        Meta(
            description="库中其他文件对本文件的修改、更正、延长、暂停、部分废止；逐项内容见 amendments.json"
        ),
    ]
    versions: Annotated[
        list[VersionRecord], Meta(description="经其他文件修改、延长后的期限，先后各一条；没有变动的为空")
    ]
    stages: Annotated[Annotated[list[StageRecord], Meta(min_length=1)], Meta(description="先后的各种状态")]
    as_of: Annotated[Day, Meta(description="state 截至哪一天")]
    state: Annotated[
        State,
        Meta(description="截至 as_of 的状态"),
    ]
