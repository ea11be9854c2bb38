"""What the lists, and the doors of the search, take from the corpus, as one value: where it is the same as in
an earlier run, so are they.

They take nothing from running text but what was read in it as a fact (``tests/pages/lists/test_taken.py``).
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.cache.hashes import hash_of
from build_tools.facts.states.calendar import event_place
from build_tools.model.citation import Cited
from build_tools.model.corpus import Corpus


def taken(corpus: Corpus) -> str:
    """The hash of all that lists are made of."""
    return hash_of(
        repr((corpus.day, corpus.newest_day, corpus.bases, [f.source.file for f in corpus.failed])),
        *(converted.told for converted in corpus.sources),
        repr([(r.id, r.url, r.page, r.source, r.parent, r.doc_key, r.reprint_of) for r in corpus.records]),
        repr([(c.record, _cited(c)) for c in corpus.web.citations if c.outside is not None]),
        repr([(chain.pages, [_cited(c) for c in chain.above]) for chain in corpus.facts.chains]),
        repr(
            [
                (e.day, e.code, e.title, e.stages, event_place(e, corpus), e.standing.name)
                for e in corpus.facts.events
            ]
        ),
        repr(corpus.facts.watched),
        repr(corpus.past.releases),
        repr(list(_changes(corpus))),
    )


def _cited(cited: Cited) -> object:
    meant = cited.stands_for
    own = cited.citation
    return (
        cited.outside,
        own.place.anchor,
        own.relation,
        meant.text,
        meant.name,
        meant.doc_number,
        meant.whose,
    )


def _changes(corpus: Corpus) -> Iterator[object]:
    """What lists say behind a text that others change."""
    for standing in corpus.facts.standings:
        for a in standing.changes if standing.record is not None else ():
            yield (
                standing.record and standing.record.id,
                a.change,
                a.by.id,
                a.since,
                a.until,
                a.page,
                a.anchor,
            )
