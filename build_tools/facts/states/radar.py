"""What those who keep texts up to date have to look at: ends, grounds that changed, unread amendments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.documents.own_texts import issued_together
from build_tools.facts.states.by_day import time_of_work
from build_tools.facts.states.changed import said_of
from build_tools.facts.states.in_force import clause_place
from build_tools.language.days import chinese
from build_tools.language.script import bare
from build_tools.model.amendment import Op
from build_tools.model.citation import Change, Cited, Relation
from build_tools.model.corpus import Corpus, CorpusFacts, Record, Standing
from build_tools.model.radar import Watch, Watched

_LAST_YEAR = re.compile(r"(\d{4})年?$")
_SPEAKS_OF_THE_END = (Relation.REPEALS, Relation.AMENDS, Relation.CORRECTS, Relation.ISSUES)
_NEWER = (Change.AMENDED, Change.CUT, Change.STOPPED)


def watched(corpus: Corpus, facts: CorpusFacts) -> tuple[Watched, ...]:
    """All entries, by reason and day. A text that has been ended, or is a draft, is not looked at."""
    standings = {s.record.id: s for s in facts.standings if s.record is not None}
    found = [w for s in standings.values() if _runs(s) for w in _ends(s, corpus)]
    for cited in corpus.web.citations:
        found += _of_citation(cited, standings, corpus)
    found += _unread(corpus, facts)
    once: dict[tuple[str | None, ...], Watched] = {}
    for w in found:
        words = w.words if w.why is Watch.UNREAD else None  # each instruction, but each other text once
        once.setdefault((w.why, w.record, w.other, w.day, words), w)
    reasons = list(Watch)
    return tuple(sorted(once.values(), key=lambda w: (reasons.index(w.why), w.day)))


def _runs(standing: Standing | None) -> bool:
    return standing is not None and standing.ending is None and not standing.term.draft


def _ends(standing: Standing, corpus: Corpus) -> Iterator[Watched]:
    """The last day of a term, a trial or a time of work."""
    record = standing.record
    assert record is not None
    term = standing.reckoned
    place = record.page
    if standing.term.clauses:
        place = clause_place(standing, standing.term.clauses[0], corpus)
    for day, what in ((term.trial_until, "试行期"), (term.expires, "有效期")):
        if day:
            yield Watched(Watch.ENDS, record.id, day, what, place)
    period = time_of_work(standing)
    last = _LAST_YEAR.search(period)
    if last and not (term.trial_until or term.expires):
        yield Watched(Watch.PERIOD, record.id, f"{last[1]}-12-31", period, record.page)


def _of_citation(cited: Cited, standings: dict[str, Standing], corpus: Corpus) -> Iterator[Watched]:
    """What a citation leads to that was changed, issued anew or ended."""
    target = standings.get(cited.target or "")
    holder = corpus.by_id[cited.record]
    own = standings.get(corpus.top(holder).id)
    if target is None or target.record is None or not _runs(own) or not _runs(standings.get(holder.id, own)):
        return
    day, here = _date(holder, corpus), f"{holder.page}#{cited.citation.place.anchor}"
    name, other = f"《{target.name}》", target.record.id
    if cited.is_ground and day:
        for since, words in _newer(target, day, corpus):
            yield Watched(Watch.OLDER, holder.id, since, f"{name}{words}", here, other)
    ending = target.ending
    if ending is None or ending.revived_by is not None or ending.by.page == holder.page:
        return
    over, on = f"{name}已由{said_of(ending.by)}{ending.said}", ending.on or ""
    if cited.is_ground and day and (on or "9999") > day:
        yield Watched(Watch.GROUND_ENDED, holder.id, on, over, here, other)
    elif not cited.is_ground and cited.citation.relation not in _SPEAKS_OF_THE_END:
        yield Watched(Watch.CITES_ENDED, holder.id, on, over, here, other)


def _newer(target: Standing, day: str, corpus: Corpus) -> Iterator[tuple[str, str]]:
    """What happened to a superior text since a day: it was changed, or issued anew under its title."""
    for change in target.changes:
        if change.change in _NEWER and change.since > day:
            yield change.since, f"已由{said_of(change.by)}{change.change}"
    ending = target.ending
    beside = issued_together(ending.by, corpus) if ending is not None else ()
    for record in beside:
        if bare(record.document.title) == bare(target.name) and _date(record, corpus) > day:
            yield _date(record, corpus), f"已有新的文本（{said_of(corpus.top(record))}）"
            return


def _date(record: Record, corpus: Corpus) -> str:
    return record.document.sure_date or corpus.top(record).document.sure_date or ""


def _unread(corpus: Corpus, facts: CorpusFacts) -> Iterator[Watched]:
    for made in facts.amended:
        if made.amendment.op is not Op.UNREAD:
            continue
        of = f"《{made.amendment.target}》" if made.amendment.target else "所修改的文件未写明"
        since = f"，自{chinese(made.since)}起" if made.since else ""
        place = f"{made.holder.page}#{made.amendment.anchor}"
        other = made.target.id if made.target else None
        yield Watched(
            Watch.UNREAD, made.holder.id, made.since, f"{of}{since}：{made.amendment.words}", place, other
        )
