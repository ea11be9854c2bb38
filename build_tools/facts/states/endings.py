"""Which texts of the corpus end which others, on which day; and repeals that were repealed themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from build_tools.documents.own_texts import issued_together
from build_tools.facts.effect.first_days import first_day
from build_tools.model.amendment import WHOLE, Op
from build_tools.model.corpus import Amended, Corpus, Ending, Record, Standing
from build_tools.model.facts import Repeal

_SAID = re.compile(r"废止|停止执行|不再(?:执行|施行|适用)|失效")


@dataclass(frozen=True)
class _Struck:
    """That one text ends another: on a day, empty where it cannot be told."""

    ident: str
    by: Record
    on: str
    said: str


def endings(
    standings: Mapping[str, Standing], made: Mapping[str, Sequence[Amended]], corpus: Corpus
) -> dict[str, Ending]:
    """By record: the text that ends it. A draft ends nothing yet; a repeal that was itself repealed before
    its day ends nothing either."""
    struck: dict[str, list[_Struck]] = {}
    for one in _all(standings, made, corpus):
        struck.setdefault(one.ident, []).append(one)
    first = {ident: own[0] for ident, own in struck.items()}
    found = {}
    for ident, own in struck.items():
        lasting = [s for s in own if not _undone_before(s, first)]
        if lasting:
            found[ident] = _ending(lasting[0], first, made.get(ident, ()))
    return found


def _all(
    standings: Mapping[str, Standing], made: Mapping[str, Sequence[Amended]], corpus: Corpus
) -> Iterator[_Struck]:
    """Every end that a text says of another one, with the records that go with it."""
    told = {(a.by.id, ident): a for ident, own in made.items() for a in own if _ends_whole(a)}
    for standing in standings.values():
        record = standing.stated_in
        begins = first_day(record, corpus)
        for repeal, target in zip(standing.term.repeals, standing.targets, strict=True):
            if target is None or standing.term.draft:
                continue
            end = told.get((record.id, target.id))
            day = repeal.since or (end.since if end else begins)
            if day and (target.document.sure_date or "") > day:
                continue
            said = _said(repeal, record, corpus)
            for other in issued_together(target, corpus):
                yield _Struck(other.id, record, day, said)
    for (_, ident), end in told.items():
        yield _Struck(ident, end.by, end.since, "停止执行")


def _ends_whole(made: Amended) -> bool:
    return made.amendment.op is Op.END and made.amendment.place == WHOLE


def _said(repeal: Repeal, by: Record, corpus: Corpus) -> str:
    """The word by which a text is ended."""
    if repeal.place is None:
        return "废止"
    holder = corpus.by_source[by.source][repeal.place.document]
    for cited in corpus.web.cited_in.get(holder.id, ()):
        if cited.citation.place == repeal.place:
            words = cited.citation.sentence.partition(cited.citation.text)[2]
            match = _SAID.search(words)
            said = match[0] if match else "废止"
            return "停止执行" if said.startswith("不再") else said
    return "废止"


def _is_repeal(record: Record) -> bool:
    """Whether a text does nothing but end others: 关于废止部分规范性文件的决定."""
    return "废止" in record.document.title


def _undone_before(struck: _Struck, first: Mapping[str, _Struck]) -> bool:
    """Whether the text that ends another was repealed before that day."""
    undone = first.get(struck.by.id)
    return undone is not None and _is_repeal(struck.by) and bool(undone.on) and undone.on < struck.on


def _ending(struck: _Struck, first: Mapping[str, _Struck], made: Sequence[Amended]) -> Ending:
    ending = Ending(struck.by, struck.on or None, struck.said)
    revived = [
        a
        for a in made
        if a.amendment.op is Op.RESUME and a.amendment.place == WHOLE and a.since > struck.on and struck.on
    ]
    if revived:
        return replace(ending, revived_by=revived[0].by, revived_on=revived[0].since)
    undone = first.get(struck.by.id)
    if undone is not None and _is_repeal(struck.by) and _is_repeal(undone.by):
        return replace(ending, undone=undone.by)
    return ending
