"""The state of a text as its page shows it: derived facts that a script sets to the reader's day."""

from __future__ import annotations

from markupsafe import Markup

from build_tools.documents.outline.locators import locators
from build_tools.facts.effect.sentences import PRINTED
from build_tools.facts.states.by_day import stage_on, stages, told_stages
from build_tools.facts.states.changed import said_of
from build_tools.facts.states.in_force import clause_holder, clause_place
from build_tools.language.days import chinese, day_after, end_of
from build_tools.model.corpus import Alteration, Corpus, Record, Stage, Standing
from build_tools.model.document import Kind
from build_tools.model.facts import Clause, Repeal
from build_tools.pages.blocks import relative
from build_tools.pages.markdown import Fact, escape, link, span
from build_tools.pages.safe_html import fill_in


def status_facts(page: str, corpus: Corpus) -> list[Fact]:
    """What the title block says of the texts of a page; nothing where no text of law stands on it."""
    own = _own(page, corpus)
    told = [
        s for s in corpus.facts.standings_by_page.get(page, ()) if s.record is None or s.record.page != page
    ]
    speaking = speaking_on(page, corpus)
    found = [_fact(s, page, corpus, named=len(speaking) > 1) for s in speaking or own[:1]]
    for standing in own:
        what = "拟废止的文件" if standing.term.draft else "废止的文件"
        for repeal, target in zip(standing.term.repeals, standing.targets, strict=True):
            found.append(Fact(what, _repealed(repeal, target, page), whole=True))
    for standing in told:
        name = escape(f"《{standing.name}》" + (f"（{standing.number}）" if standing.number else ""))
        found.append(Fact("解读的文件", f"{name}：{_status(standing, page, corpus)}", whole=True))
    return found


def inherited_status(above: str, page: str, corpus: Corpus) -> list[Fact]:
    """The states of the texts of the page ``above``, as the page of an annex to them says it; nothing where
    the annex is a text with a state of its own."""
    if _own(page, corpus):
        return []
    listed = _own(above, corpus)
    speaking = speaking_on(above, corpus)
    return [
        Fact("所属文件的时效状态", _status(s, page, corpus), whole=True) for s in (speaking or listed)[:1]
    ]


def has_states(record: Record, corpus: Corpus) -> bool:
    """Whether the title block that begins with this record tells states: of the texts of the page, or of
    the one to which an annex belongs."""
    above = corpus.by_id.get(record.parent or "") if record.document.kind is Kind.ANNEX else None
    inherited = above is not None and _own(above.page, corpus)
    return bool(inherited or corpus.facts.standings_by_page.get(record.page))


def _own(page: str, corpus: Corpus) -> list[Standing]:
    """The states of the texts that stand on a page."""
    told = corpus.facts.standings_by_page.get(page, ())
    return [s for s in told if s.record is not None and s.record.page == page]


def speaking_on(page: str, corpus: Corpus) -> list[Standing]:
    """The texts of a page whose state is known: they say it, or another text does."""
    return [s for s in _own(page, corpus) if s.term.states or s.repealed_by or stages(s) != _SILENT]


def states_of(page: str, corpus: Corpus) -> tuple[Stage, ...]:
    """The states of what a page prints, by day; none where no text or several of them speak of theirs. A
    notice that says nothing of its own effect leaves the word to the text that it issues."""
    standing = _speaker(page, corpus)
    return told_stages(standing) if standing else ()


def _speaker(page: str, corpus: Corpus) -> Standing | None:
    """The one text whose states are those of the page."""
    told = [s for s in speaking_on(page, corpus) if told_stages(s)[0].code != "issues"]
    own = [s for s in told if s.term.states or len(told) == 1]
    return own[0] if len(own) == 1 else None


def _reckoned(standing: Standing) -> str:
    """``按成文日期推算``: what its days are reckoned from, where they are not printed as such."""
    basis = standing.term.basis
    return f"按{basis}推算" if basis and basis != PRINTED else ""


def _reckoned_said(standing: Standing) -> str:
    why = _reckoned(standing)
    return f"（{why}）" if why else ""


def changes_of(page: str, corpus: Corpus) -> tuple[Alteration, ...]:
    """What others do to the texts of a page, each text, change and day once."""
    own = [a for s in _own(page, corpus) for a in s.changes]
    return tuple({(a.by.id, a.change, a.since): a for a in own}.values())


def states_said(page: str, corpus: Corpus) -> list[tuple[str, str]]:
    """The state of each text that ``status_facts`` tells, in words that are true on every day, for paper; and
    what its days are reckoned from."""
    told = speaking_on(page, corpus) or _own(page, corpus)[:1]
    names = [f"《{s.name}》" if len(told) > 1 else "" for s in told]
    return [(name + by_days(told_stages(s)), _reckoned_said(s)) for name, s in zip(names, told, strict=True)]


_SILENT = (Stage("", "silent", "文中未写明施行日期和有效期"),)


def _fact(standing: Standing, page: str, corpus: Corpus, *, named: bool) -> Fact:
    name = f"{escape(standing.name)}：" if named else ""
    return Fact("时效状态", name + _status(standing, page, corpus), whole=True)


def _status(standing: Standing, page: str, corpus: Corpus) -> str:
    """The states, with what they rest on."""
    shown = dated(told_stages(standing), page)
    term = standing.term
    clauses = term.clauses if term.states or term.issued_on else ()
    explained = standing.stated_in.page != page and standing.stated_in.document.kind is Kind.INTERPRETATION
    said = "依据政策解读" if explained else "依据"
    ways = [_clause_way(said, standing, c, page, corpus) for c in clauses]
    ways += [_clause_way("见", standing, c, page, corpus) for c in term.unread]
    ways += [link(f"见：{said_of(a.by)}", relative(f"{a.page}#{a.anchor}", page)) for a in standing.changes]
    reckoned = escape(_reckoned_said(standing))
    field = FIELD * (len(told_stages(standing)) > 1)
    return " ".join([f"{span('clock', shown)}{reckoned}", *ways]) + field


def _clause_way(said: str, standing: Standing, clause: Clause, page: str, corpus: Corpus) -> str:
    """``依据：第三十三条``, or the raw line where the clause has no place of its own."""
    holder = clause_holder(standing, clause, corpus)
    named = locators(holder.document).get(clause.anchor) or f"第{clause.line}行"
    return link(f"{said}：{named}", relative(clause_place(standing, clause, corpus), page))


FIELD = span("on", "")
"""Where the script puts the field for another day; it uses the first of a page."""


def dated(found: tuple[Stage, ...], page: str, said: str = "") -> str:
    """The states by their days (or what is ``said`` of all of them, as Markdown); a script shows in their
    place the one that holds on the reader's day.

    No page says which one held on the day of the build: it would be another page on another day.
    """
    if len(found) == 1:
        return _staged(found, found[0], page)
    told = span("days", said or escape(by_days(found)))
    return f"{told}{_staged(found, None, page)}{span('as-of', '')}"


_BADGES = {
    "draft": "征求意见稿",
    "not-yet": "尚未施行",
    "in-force": "现行有效",
    "trial": "试行",
    "suspended": "暂停执行",
    "expired": "已届满",
    "repealed": "已废止",
    "stopped": "已停止执行",
    "lapsed": "已失效",
}
"""A state in a word. What is silent or was not read has none: nothing is said of it beside a title."""


def badge(page: str, above: str, corpus: Corpus) -> Markup:
    """The states of what stands on a page in a word each, for the script to show the one of the reader's day;
    on a page below the instrument ``above`` they are said to be those of the instrument. What is reckoned and
    not printed says so."""
    above = page if _own(page, corpus) else above
    standing = _speaker(above, corpus)
    found = told_stages(standing) if standing else ()
    named = [(s.since, s.code, _BADGES.get(s.code, "") if _is_sure(s) else "") for s in found]
    if not any(words for _, _, words in named):
        return Markup()
    why = _reckoned(standing) if standing else ""
    return fill_in("badge", stages=named, whose="" if page == above else "所属文件", reckoned=why)


def _is_sure(stage: Stage) -> bool:
    """A running text of which the term is not known is not said to be in force."""
    return "未推算" not in stage.words and "存疑" not in stage.words


def by_days(found: tuple[Stage, ...]) -> str:
    """``2024年12月5日起：现行有效，文中未写明期限``: true on every day."""
    told = found[1:] if found[0].code == "not-yet" else found
    return "；".join((f"{chinese(s.since)}起：" if s.since else "") + s.words for s in told)


def past_mark(day: str) -> str:
    """Behind what is due by a day: the script says when that day is over, not whether it was done."""
    since = day_after(end_of(day))
    over = f'<span class="gz-stage gz-past" data-from="{since}" hidden>期限已过</span>'
    return span("clock", f'<span data-from="" hidden></span>{over}')


def timed(found: tuple[Stage, ...], day: str, page: str) -> str:
    """The state on ``day``; a script shows in its place the one that holds on the reader's day."""
    return _staged(found, stage_on(found, day), page)


def _staged(found: tuple[Stage, ...], shown: Stage | None, page: str) -> str:
    """Every state with the day from which it holds, all but one of them hidden."""
    parts = []
    for stage in found:
        words = link(stage.words, relative(stage.target, page)) if stage.target else escape(stage.words)
        hidden = "" if stage is shown else " hidden"
        parts.append(
            f'<span class="gz-stage gz-{stage.code}" data-from="{stage.since}"{hidden}>{words}</span>'
        )
    return "".join(parts)


def _repealed(repeal: Repeal, target: Record | None, page: str) -> str:
    said = (repeal.text or "") + (f"（{repeal.doc_number}）" if repeal.doc_number else "")
    return link(said, relative(target.page, page)) if target else escape(said)
