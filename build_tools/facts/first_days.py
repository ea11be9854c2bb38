"""The day from which a text applies, as far as its own source says it."""

from __future__ import annotations

from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import Kind

KINDS = (Kind.NOTICE, Kind.ATTACHED, Kind.PLAN, Kind.TEXT)
"""Whose validity is asked for: instruments and the texts that they issue."""


def first_day(record: Record, corpus: Corpus) -> str:
    """The day from which a text applies: its own, that of the text that it issues (同时废止 in a notice: when
    that text begins), else its date. Empty where it states a day that cannot be told."""
    own = record.facts.effect
    if own is not None and record.document.kind in KINDS and own.term.effective:
        return own.term.effective
    beside = (r for r in corpus.by_page[record.page] if r.document.kind in KINDS)
    begins = [r.facts.effect.term.effective or "" for r in beside if r.facts.effect is not None]
    unknown = own is not None and (own.term.unread or own.term.since)
    return max(begins, default="") or ("" if unknown else record.document.sure_date or "")
