"""The term of a text from day to day, as its amendments leave it. What cannot be told is not told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from build_tools.facts.amendments.as_amended import AsAmended
from build_tools.facts.effect.speakers import effects
from build_tools.language.days import after, day_after
from build_tools.model.amendment import Amendment, Op
from build_tools.model.corpus import Amended, Corpus, Record, Version
from build_tools.model.facts import Term

_TEXTUAL = (
    Op.REPLACE_ARTICLE,
    Op.REPLACE_PARAGRAPH,
    Op.REPLACE_ITEM,
    Op.REPLACE_WORDS,
    Op.REPLACE_EVERYWHERE,
    Op.DELETE,
    Op.DELETE_WORDS,
    Op.INSERT,
    Op.RENUMBER,
    Op.REORDER,
)


def versions(record: Record, term: Term, made: Sequence[Amended], corpus: Corpus) -> tuple[Version, ...]:
    """The terms of a text, each from its first day on; none where nothing changes it.

    Of two amendments the later day of effect counts, then the later day of signing. Where neither tells
    them apart and they make different terms, both are ``readings``.
    """
    if not made:
        return ()
    corrections = [a for a in made if a.amendment.op is Op.CORRECT]
    text = AsAmended.of(record.document).after([a.amendment for a in corrections])
    read = _reread(text, record, corpus) if corrections else term
    now = Version("", _corrected(term, read) if corrections else term, known=not text.lost)
    found = [now]
    for since, group in _by_day([a for a in made if a.amendment.op is not Op.CORRECT]):
        before, unchanged = now, text
        for own in group:
            now, text = _after(now, text, since, own, record, corpus)
        if len(group) > 1:  # on one day, signed on one day
            alone = [_after(before, unchanged, since, own, record, corpus)[0] for own in group]
            now = _undecided(now, alone, _ends(before.term))
        if now != found[-1]:
            found.append(now)
    return tuple(found)


def _by_day(made: Sequence[Amended]) -> Iterator[tuple[str, list[list[Amended]]]]:
    """The amendments of each day of effect and of signing, in order, those of each text together."""
    ordered = sorted(made, key=lambda a: (a.since, a.by.document.sure_date or "", a.by.id))
    for (since, _), same in groupby(ordered, key=lambda a: (a.since, a.by.document.sure_date or "")):
        yield since, [list(own) for _, own in groupby(same, key=lambda a: a.by.id)]


def _undecided(now: Version, alone: Sequence[Version], end: str | None) -> Version:
    """The term after several texts of one day, where it matters which of them is the later: not known.

    ``alone`` is what each makes of it by itself, ``end`` its last day before.
    """
    changing = [v for v in alone if v.known and _ends(v.term) != end]
    ends = {_ends(v.term) for v in changing}
    if len(ends) < 2:
        return now
    return replace(now, known=False, readings=tuple(sorted(e for e in ends if e)))


def _ends(term: Term) -> str | None:
    return term.trial_until or term.expires


def _after(
    before: Version, text: AsAmended, since: str, made: list[Amended], record: Record, corpus: Corpus
) -> tuple[Version, AsAmended]:
    """The term after what one text does from a day on."""
    now = replace(before, since=since, readings=(), late="")
    own = [a.amendment for a in made]
    textual = [a for a in own if a.op in _TEXTUAL]
    if textual:
        old = _reread(text, record, corpus)
        text = text.after(textual)
        now = _reworded(now, old, text, record, corpus)
    for amendment in own:
        if amendment.op is Op.EXTEND:
            now = _extended(now, amendment)
    if any(a.op is Op.UNREAD for a in own) or (not since and textual):
        now, text = replace(now, known=False), replace(text, lost=True)
    ended = _ends(before.term)
    if before.known and ended and since and day_after(ended) < since and _ends(now.term) != ended:
        now = replace(now, late=ended)
    return now, text


def _reworded(now: Version, old: Term, text: AsAmended, record: Record, corpus: Corpus) -> Version:
    """The term with what the changed text says of its end."""
    if text.lost:
        return replace(now, known=False)
    new = _reread(text, record, corpus)
    if (_ends(new), new.length, bool(new.unread)) == (_ends(old), old.length, bool(old.unread)):
        return now
    ends = replace(now.term, expires=new.expires, trial_until=new.trial_until, length=new.length)
    return replace(now, term=replace(ends, unread=new.unread), known=not new.unread)


def _extended(now: Version, amendment: Amendment) -> Version:
    """The term until the printed day, or so many years longer than before."""
    end = _ends(now.term)
    until = amendment.until or (after(end, amendment.by) if end and amendment.by and now.known else None)
    if until is None:
        return replace(now, known=False)
    if now.term.trial_until and not now.term.expires:
        return replace(now, term=replace(now.term, trial_until=until), known=True)
    return replace(now, term=replace(now.term, expires=until), known=True)


def _reread(text: AsAmended, record: Record, corpus: Corpus) -> Term:
    """The term of the changed text, read as that of any other."""
    converted = corpus.sources[record.source]
    index = next(i for i, r in enumerate(corpus.by_source[record.source]) if r.id == record.id)
    documents = [d.stated() for d in converted.documents]
    documents[index] = text.document
    effect = effects(documents, converted.citations, converted.source.line_of)[index]
    return effect.term if effect is not None else Term()


def _corrected(term: Term, read: Term) -> Term:
    """The term with what was misprinted in it put right: from the beginning."""
    if _ends(read) == _ends(term) and read.effective == term.effective:
        return term
    begun = replace(term, effective=read.effective, basis=read.basis, since=read.since)
    return replace(begun, expires=read.expires, trial_until=read.trial_until, length=read.length)
