"""The states of a text one after the other, in words, each with its first day. What cannot be told is not
told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from build_tools.facts.states.changed import NEVER, changed, ended, said_of
from build_tools.language.days import chinese, day_after
from build_tools.language.script import key
from build_tools.model.citation import Change
from build_tools.model.corpus import Stage, Standing, Version
from build_tools.model.facts import Clause, Term

_UNKNOWN = "期限未推算"
# 有效期5年，期满自行失效
_LAPSES = re.compile(r"自行失效|自动失效")
# …行动方案（2023—2025年）
_YEARS_OF_TITLE = re.compile(r"（(?P<words>\d{4}年?[—\-－–~～至]+\d{4}年?)）$")
_LAST_YEAR = re.compile(r"(\d{4})年?$")


def stages(standing: Standing) -> tuple[Stage, ...]:
    """The states of a text one after the other, each with its first day; there is always one."""
    if standing.term.draft:
        return (Stage("", "draft", "征求意见稿，未施行"),)
    found = list(_by_version(standing))
    if standing.changes:
        found = list(changed(found, standing))
    return tuple(ended(found, standing.ending)) if standing.ending else tuple(found)


def stage_on(all_stages: tuple[Stage, ...], day: str) -> Stage:
    """The state on a day."""
    return [s for s in all_stages if s.since <= day][-1]


def unread_clauses(standing: Standing) -> tuple[Clause, ...]:
    """The clauses for which a state says that they were not read: none of a draft, nor where both the first
    day and the last one are known."""
    term = standing.term
    if term.draft or (term.effective and (term.trial_until or term.expires)):
        return ()
    return term.unread


def _by_version(standing: Standing) -> Iterator[Stage]:
    """The states by what the text itself says, from each day on by the term that it has then."""
    terms = standing.versions or (Version("", standing.term),)
    for i, (version, end) in enumerate(zip(terms, [*(v.since for v in terms[1:]), NEVER], strict=True)):
        own = list(_own_stages(standing, version, terms[i + 1 :]))
        for stage, until in zip(own, [*(s.since for s in own[1:]), NEVER], strict=True):
            since = max(stage.since, version.since)
            if since < min(until, end):
                yield replace(stage, since=since)


def _own_stages(standing: Standing, version: Version, later: Sequence[Version]) -> Iterator[Stage]:
    """What the text says itself, with the end that its amendments give it. A last day that a ``later``
    version changes before it comes is not stated."""
    term = version.term
    if term.effective:
        yield Stage("", "not-yet", f"尚未施行，自{chinese(term.effective)}起施行")
        yield _running(standing, version, later)
    else:
        yield from _unbegun(standing, term)
    yield from _end(standing, version)


def _end(standing: Standing, version: Version) -> Iterator[Stage]:
    """The state behind the last day. Where what amends the text was not read, nothing is told behind the day
    that was printed first."""
    term = version.term
    ends = [(d, w) for d, w in ((term.trial_until, "试行期"), (term.expires, "有效期")) if d]
    if version.readings:
        told = "、".join(chinese(day) for day in version.readings)
        yield Stage(day_after(version.readings[0]), "unread", f"同日两次修改期限（{told}），期限未推算，存疑")
        if len(version.readings) > 1:
            yield Stage(day_after(version.readings[-1]), "expired", f"两次修改的期限（{told}）均已届满")
    elif ends:
        day, what = max(ends)
        if version.known:
            lapses = "，自行失效" if _LAPSES.search("".join(c.text for c in standing.term.clauses)) else ""
            yield Stage(day_after(day), "expired", f"{what}已于{chinese(day)}届满{lapses}")
        elif term.effective:
            yield Stage(day_after(day), "unread", _UNKNOWN)


def _running(standing: Standing, version: Version, later: Sequence[Version]) -> Stage:
    """The state from the first day of effect on."""
    term = version.term
    begun, end = term.effective or "", term.trial_until or term.expires
    if term.unread and not end:
        return Stage(begun, "unread", f"自{chinese(begun)}起施行；有期限条款，未能解读")
    code = "trial" if term.trial or term.trial_until else "in-force"
    plain = "试行" if code == "trial" else "现行有效"
    if version.readings:
        told = "、".join(chinese(day) for day in version.readings)
        return Stage(begun, code, f"{plain}，同日两次修改期限（{told}），期限未推算，存疑")
    if not version.known:
        return Stage(begun, code, _UNKNOWN)
    what = "试行期" if term.trial_until else "有效期"
    if end and any(v.since <= end and _is_other(v, end) for v in later):
        return Stage(begun, code, plain)
    if end:
        by = [a for a in standing.changes if a.change is Change.EXTENDED and a.since <= version.since][-1:]
        longer = [a for a in by if version.since and a.since == version.since]
        said = "".join(f"（由{said_of(a.by)}延长）" for a in longer)
        late = f"，修改时{what}已于{chinese(version.late)}届满，存疑" if version.late else ""
        target = "".join(f"{a.page}#{a.anchor}" for a in longer)
        return Stage(begun, code, f"{plain}，{what}至{chinese(end)}{said}{late}", target)
    if standing.term.trial_until or standing.term.expires:
        return Stage(begun, code, f"{plain}，期限已删去")
    return Stage(begun, code, f"{plain}，文中未写明{'试行期' if code == 'trial' else '期限'}")


def _is_other(version: Version, end: str) -> bool:
    """Whether a version has another last day, or none that is known."""
    return not version.known or (version.term.trial_until or version.term.expires) != end


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


def time_of_work(standing: Standing) -> str:
    """The words that name a time of work, of the text or of its title; empty where none do."""
    return _time_of_work(standing, standing.term)[0]


def told_stages(standing: Standing) -> tuple[Stage, ...]:
    """The states as a page tells them: with one more for a time of work that is over, which is no state."""
    found = stages(standing)
    period, unsaid = _time_of_work(standing, standing.term)
    last = _LAST_YEAR.search(period)
    if last is None or [s.words for s in found] != [f"{period}，{unsaid}"]:
        return found
    over = Stage(f"{int(last[1]) + 1}-01-01", "silent", f"{period}，该期间已过，{unsaid}")
    return (*found, over)
