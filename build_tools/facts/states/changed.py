"""The states of a text with what other texts do to it: amend it, suspend it, end it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from build_tools.language.days import chinese, day_after
from build_tools.model.citation import Change
from build_tools.model.corpus import Alteration, Ending, Record, Stage, Standing

RUNNING = ("in-force", "trial")
NEVER = "9999"
_CODE = {"废止": "repealed", "停止执行": "stopped", "失效": "lapsed"}
_PARTS = (Change.CUT, Change.STOPPED, Change.SUSPENDED, Change.RESUMED)


def said_of(record: Record) -> str:
    """How a text is called in a state: by its number, else by its title."""
    return record.document.doc_number or f"《{record.document.title}》"


def changed(found: Sequence[Stage], standing: Standing) -> Iterator[Stage]:
    """The states with what changes the text, from the day on which each change begins."""
    own = standing.changes
    begins = {a.told for a in own if not _is_term(a)}
    begins |= {day_after(a.until) for a in own if a.until and a.change is Change.SUSPENDED}
    for stage, end in zip(found, [*(s.since for s in found[1:]), NEVER], strict=True):
        days = {stage.since, *(day for day in begins if stage.since < day < end)}
        for day in sorted(days):
            yield _on(day, replace(stage, since=day), own, standing)


def _is_term(change: Alteration) -> bool:
    """Whether a change is told by the last day of the text: an extension that was understood."""
    return change.change is Change.EXTENDED and change.read


def _on(day: str, stage: Stage, own: Sequence[Alteration], standing: Standing) -> Stage:
    """The state from a day on, with the changes that have begun or are to come."""
    begun = [a for a in own if a.told <= day and not _is_term(a)]
    coming = [a for a in own if a.told > day and a.change is not Change.CORRECTED]
    if stage.code == "expired" or not (begun or stage.code in RUNNING):
        return stage
    suspended = [a for a in begun if a.change is Change.SUSPENDED and a.whole and not _over(a, day, begun)]
    if suspended and stage.code in RUNNING:
        return _suspended(stage, suspended[-1])
    if not (begun or coming):
        return stage
    unread = [a for a in begun if not a.read]
    target = f"{(begun or coming)[-1].page}#{(begun or coming)[-1].anchor}"
    known = all(v.known for v in standing.versions if v.since <= day)
    if not begun:
        return replace(stage, words=f"{stage.words}；将由{told(coming)}", target=target)
    still = f"；将由{told(coming)}" if coming and stage.code in RUNNING else ""
    words = f"已由{told(begun)}{still}"
    if unread:
        words = f"已由{told(begun)}，修改内容未能解读{still}"
        if stage.code in (*RUNNING, "unread") and not known:
            return replace(stage, words=f"{words}，期限未推算", target=target)
    return replace(stage, words=f"{stage.words}；{words}", target=target)


def _over(change: Alteration, day: str, begun: Sequence[Alteration]) -> bool:
    """Whether a suspension has ended: its last day is over, or the text was resumed since."""
    if change.until and day_after(change.until) <= day:
        return True
    return any(a.change is Change.RESUMED and a.told > change.told for a in begun)


def _suspended(stage: Stage, by: Alteration) -> Stage:
    until = f"至{chinese(by.until)}" if by.until else "起"
    words = f"暂停执行（由{said_of(by.by)}自{chinese(by.since)}{until}）"
    return Stage(stage.since, "suspended", words, f"{by.page}#{by.anchor}")


def told(changes: Sequence[Alteration]) -> str:
    """``拉政发〔2023〕9号修改（自2023年9月1日起）、由《更正》更正``."""
    return "、由".join(f"{said_of(a.by)}{_what(a)}" for a in changes)


def _what(change: Alteration) -> str:
    places = [a.amendment.place for a in change.made if a.amendment.place and not change.whole]
    named = "、".join(dict.fromkeys(places)) if change.change in _PARTS else ""
    lasts = change.change is Change.SUSPENDED and change.until
    until = f"至{chinese(change.until or '')}" if lasts else "起"
    since = f"（自{chinese(change.since)}{until}）" if change.since else "（起始日期未能推算）"
    since = "" if change.change is Change.CORRECTED else since
    return f"{change.change}{named}{since}"


def ended(found: Sequence[Stage], ending: Ending) -> Iterator[Stage]:
    """The states up to the end that another text gives this one, that end, and what follows where the text
    was revived."""
    by = ending.by
    if ending.on is None:
        yield Stage("", "unread", f"由{said_of(by)}{ending.said}，{ending.said}日期未能推算", by.page)
        return
    yield from (s for s in found if s.since < ending.on)
    words = f"已由{said_of(by)}{ending.said}（{chinese(ending.on)}）"
    if ending.undone is not None:
        words += f"；该文件已由{said_of(ending.undone)}废止，本文件是否恢复施行未写明，存疑"
    yield Stage(ending.on, _CODE[ending.said], words, by.page)
    if ending.revived_by is not None:
        resumed = [s for s in found if s.since <= ending.revived_on][-1:]
        yield from (replace(s, since=ending.revived_on) for s in resumed)
        yield from (s for s in found if s.since > ending.revived_on)
