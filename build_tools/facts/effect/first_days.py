"""The day from which a text applies, as far as its own source says it."""

from __future__ import annotations

from build_tools.documents.own_texts import is_issued_text, is_own_text, issued_together
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import Document, Kind

_KINDS = (Kind.NOTICE, Kind.ATTACHED, Kind.PLAN, Kind.TEXT)


def has_state(document: Document, above: Document | None) -> bool:
    """Whether the validity of a document is asked for: of instruments and the texts that they issue, in
    whatever way they are printed; ``above`` is what it belongs to."""
    return document.kind in _KINDS or is_own_text(document, above)


def asks_state(record: Record, corpus: Corpus) -> bool:
    """Whether the validity of a record is asked for."""
    return record.document.kind in _KINDS or is_issued_text(record, corpus)


def first_day(record: Record, corpus: Corpus) -> str:
    """The day from which a text applies: its own, that of the text that it issues (同时废止 in a notice: when
    that text begins), else its date. Empty where it states a day that cannot be told."""
    own = record.facts.effect
    if own is not None and asks_state(record, corpus) and own.term.effective:
        return own.term.effective
    beside = (r for r in issued_together(record, corpus) if asks_state(r, corpus))
    begins = [r.facts.effect.term.effective or "" for r in beside if r.facts.effect is not None]
    unknown = own is not None and (own.term.unread or own.term.since)
    return max(begins, default="") or ("" if unknown else record.document.sure_date or "")
