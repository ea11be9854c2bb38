"""Which texts of the corpus amend, correct, extend, suspend or partly repeal which others, and from which day
on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from build_tools.documents.own_texts import is_issued_text
from build_tools.model.amendment import WHOLE, Op
from build_tools.model.citation import Change
from build_tools.model.corpus import Alteration, Amended, Corpus, Record
from build_tools.model.document import Kind

_CHANGE = {
    Op.EXTEND: Change.EXTENDED,
    Op.SUSPEND: Change.SUSPENDED,
    Op.RESUME: Change.RESUMED,
    Op.CORRECT: Change.CORRECTED,
}
_AS_A_WHOLE = (Op.EXTEND, Op.SUSPEND, Op.RESUME, Op.END, Op.UNREAD)


def by_target(amended: Sequence[Amended], corpus: Corpus) -> Mapping[str, tuple[Amended, ...]]:
    """By record: all that is done to it. What changes a notice as a whole changes what it issues."""
    found: dict[str, list[Amended]] = {}
    for made in amended:
        if made.target is None:
            continue
        whole = made.amendment.op in _AS_A_WHOLE and made.amendment.place in (None, WHOLE)
        for record in (made.target, *(_issued(made.target, corpus) if whole else ())):
            found.setdefault(record.id, []).append(made)
    return {ident: tuple(made) for ident, made in found.items()}


def _issued(record: Record, corpus: Corpus) -> list[Record]:
    if record.document.kind is not Kind.NOTICE:
        return []
    return [r for r in corpus.children.get(record.id, ()) if is_issued_text(r, corpus)]


def alterations(made: Sequence[Amended]) -> tuple[Alteration, ...]:
    """What is done to one text, once for each text that does it, change and day, the earliest first."""
    found: dict[tuple[str, Change, str], Alteration] = {}
    for one in made:
        if one.amendment.op is Op.END and one.amendment.place == WHOLE:
            continue  # it ends the text
        change = change_of(one)
        known = found.get((one.by.id, change, one.since)) or _first(one, change)
        read = known.read and one.amendment.op is not Op.UNREAD
        found[one.by.id, change, one.since] = replace(known, made=(*known.made, one), read=read)
    return tuple(sorted(found.values(), key=lambda a: (a.told, a.since)))


def _first(one: Amended, change: Change) -> Alteration:
    made = one.amendment
    told = (one.by.document.sure_date or "") if change is Change.CORRECTED else one.since
    return Alteration(
        change, one.by, one.since, made.until, one.holder.page, made.anchor, made.line, told=told
    )


def change_of(one: Amended) -> Change:
    """What an operation is called. An instruction that was not read is called as its citation is."""
    made = one.amendment
    if made.op is Op.UNREAD and one.said is not None:
        return one.said
    if made.op is Op.END:
        return Change.STOPPED if "停止" in made.words else Change.CUT
    return _CHANGE.get(made.op, Change.AMENDED)
