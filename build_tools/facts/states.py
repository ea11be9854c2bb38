"""The states of a text one after the other, in words, each with its first day. What cannot be told is not
told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from build_tools.language.days import chinese, day_after
from build_tools.language.script import key
from build_tools.model.corpus import Alteration, Record, Stage, Standing
from build_tools.model.facts import Term

RUNNING = ("in-force", "trial")
_NEVER = "9999"
# …行动方案（2023—2025年）
_YEARS_OF_TITLE = re.compile(r"（(?P<words>\d{4}年?[—\-－–~～至]+\d{4}年?)）$")
_LAST_YEAR = re.compile(r"(\d{4})年?$")


def stages(standing: Standing) -> tuple[Stage, ...]:
    """The states of a text one after the other, each with its first day; there is always one."""
    term = standing.reckoned
    if term.draft:
        return (Stage("", "draft", "征求意见稿，未施行"),)
    found = list(_own_stages(standing, term))
    if not all(a.reckoned for a in standing.changes):
        found = list(_changed(found, standing))
    by = standing.repealed_by
    if by is not None and standing.repealed_on is None:
        return (Stage("", "unread", f"由{_said(by)}废止，废止日期未能推算", by.page),)
    if by is not None and standing.repealed_on is not None:
        found = [s for s in found if s.since < standing.repealed_on]
        words = f"已由{_said(by)}废止（{chinese(standing.repealed_on)}）"
        found.append(Stage(standing.repealed_on, "repealed", words, by.page))
    return tuple(found)


def stage_on(all_stages: tuple[Stage, ...], day: str) -> Stage:
    """The state on a day."""
    return [s for s in all_stages if s.since <= day][-1]


def _said(record: Record) -> str:
    return record.document.doc_number or f"《{record.document.title}》"


def _own_stages(standing: Standing, term: Term) -> Iterator[Stage]:
    """What the text says itself, with the end that an extension gives it."""
    if term.effective:
        yield Stage("", "not-yet", f"尚未施行，自{chinese(term.effective)}起施行")
        yield _running(standing, term)
    else:
        yield from _unbegun(standing, term)
    ends = [(d, w) for d, w in ((term.trial_until, "试行期"), (term.expires, "有效期")) if d]
    if ends:
        day, what = max(ends)
        yield Stage(day_after(day), "expired", f"{what}已于{chinese(day)}届满")


def _running(standing: Standing, term: Term) -> Stage:
    """The state from the first day of effect on."""
    begun, end = term.effective or "", term.trial_until or term.expires
    if term.unread and not end:
        return Stage(begun, "unread", f"自{chinese(begun)}起施行；有期限条款，未能解读")
    code = "trial" if term.trial or term.trial_until else "in-force"
    plain = "试行" if code == "trial" else "现行有效"
    if end:
        longer = [a for a in standing.changes if a.reckoned][-1:]
        by = "".join(f"（由{_said(a.by)}延长）" for a in longer)
        target = "".join(f"{a.by.page}#{a.anchor}" for a in longer)
        what = "试行期" if term.trial_until else "有效期"
        return Stage(begun, code, f"{plain}，{what}至{chinese(end)}{by}", target)
    if standing.changes:
        return Stage(begun, code, plain)  # its end, if it has one, may be changed
    return Stage(begun, code, f"{plain}，文中未写明{'试行期' if code == 'trial' else '期限'}")


def _unbegun(standing: Standing, term: Term) -> Iterator[Stage]:
    """The state of a text of which no first day is known; the time of its work may be over."""
    end = term.expires or term.trial_until
    until = f"，{'有效期' if term.expires else '试行期'}至{chinese(end)}" if end else ""
    if term.unread:
        yield Stage("", "unread", f"有施行条款，未能解读{until}")
    elif term.since:
        yield Stage("", "unread", f"文中写明{term.since}，该日期未印明{until}")
    elif term.issued_on:
        yield Stage("", "issues", f"所发布文件自{chinese(term.issued_on)}起施行")
    elif end or standing.changes:
        yield Stage("", "silent", f"文中未写明施行日期{until}")
    elif term.length:
        yield Stage("", "silent", f"文中写明{term.length}，未写明施行日期")
    else:
        yield _silent(standing, term)


def _silent(standing: Standing, term: Term) -> Stage:
    """A text that states nothing of its effect: with the time of its work, as far as it names one."""
    period, unsaid = _time_of_work(standing, term)
    if period:
        return Stage("", "silent", f"{period}，{unsaid}")
    if term.trial:
        return Stage("", "silent", "题为“试行”，文中未写明施行日期和试行期")
    return Stage("", "silent", "文中未写明施行日期和有效期")


def _time_of_work(standing: Standing, term: Term) -> tuple[str, str]:
    """The words that name a time of work, of the text or of its title, and what is not said; or nothing."""
    if term.period:
        return f"文中写明{term.period}", "未写明施行日期和有效期"
    titled = _YEARS_OF_TITLE.search(key(standing.name))
    return (f"题为{titled['words']}", "文中未写明施行日期和有效期") if titled else ("", "")


def told_stages(standing: Standing) -> tuple[Stage, ...]:
    """The states as a page tells them: with one more for a time of work that is over, which is no state."""
    found = stages(standing)
    period, unsaid = _time_of_work(standing, standing.term)
    last = _LAST_YEAR.search(period)
    if last is None or [s.words for s in found] != [f"{period}，{unsaid}"]:
        return found
    over = Stage(f"{int(last[1]) + 1}-01-01", "silent", f"{period}，该期间已过，{unsaid}")
    return (*found, over)


def _changed(found: Sequence[Stage], standing: Standing) -> Iterator[Stage]:
    """The states with what other texts change, from the day on which each change begins.

    Until the changes themselves are read, what they make of the term is not told: behind the last day that
    was printed first nothing is.
    """
    first_end = max(standing.term.trial_until or "", standing.term.expires or "")
    unknown = day_after(first_end) if first_end and not standing.changes[-1].reckoned else _NEVER
    begins = {a.since for a in standing.changes if not a.reckoned} | {unknown}
    for stage, end in zip(found, [*(s.since for s in found[1:]), _NEVER], strict=True):
        days = {stage.since, *(day for day in begins if stage.since < day < end)}
        for day in sorted(days):
            yield _changed_on(day, stage, standing, known=day < unknown)


def _changed_on(day: str, stage: Stage, standing: Standing, *, known: bool) -> Stage:
    """The state from a day on, as far as the changes that have begun or are to come let it be told."""
    own = [a for a in standing.changes if not a.reckoned]
    begun, coming = [a for a in own if a.since <= day], [a for a in own if a.since > day]
    if stage.code == "expired" or not (begun or stage.code in RUNNING):
        return stage
    ends = "" if standing.changes[-1].reckoned else "，期限未推算"
    if not begun:
        words = f"{stage.words}，将由{_told(coming)}，内容见该文{ends}"
    elif stage.code in RUNNING and ends:
        words = f"已由{_told(begun)}，内容见该文{ends}"
    else:
        words = f"{stage.words}；已由{_told(begun)}，内容见该文{ends}"
    last = (begun or coming)[-1]
    return Stage(day, stage.code if known else "unread", words, f"{last.by.page}#{last.anchor}")


def _told(changes: Sequence[Alteration]) -> str:
    """``拉政发〔2023〕9号修改（2023年9月1日起）、由《更正》更正``."""
    said = (f"{_said(a.by)}{a.change}" + (f"（{chinese(a.since)}起）" if a.since else "") for a in changes)
    return "、由".join(said)
