"""What the pages of a source say of other sources, as one value.

Where it is the same as in an earlier run, and so is the source, its pages are the same. A test of random
changes (``tests/site/test_kept.py``) compares such pages with fresh ones.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.documents.corpus_doubts import found_beside
from build_tools.documents.names import issue_path, issue_title
from build_tools.facts.states.by_day import told_stages
from build_tools.model.corpus import Corpus, Record
from build_tools.pages.connections import outside_place
from build_tools.pages.head import legal_force
from build_tools.pages.issue import Runs, before_and_after
from build_tools.pages.state import status_facts


def surroundings(index: int, corpus: Corpus, runs: Runs) -> str:
    """All that the pages of a source take from the corpus beyond what was read from its own files."""
    records = corpus.by_source[index]
    return repr(
        (
            issue_path(index, corpus),
            issue_title(index, corpus),
            before_and_after(index, corpus, runs),
            found_beside(index, corpus),
            len(corpus.notes[index]),
            [_place(record, corpus) for record in records],
            [list(_led(record, corpus)) for record in records],
            [list(_leading(record, corpus)) for record in records],
            [_units(record, corpus) for record in records],
            [_states(page, corpus) for page in dict.fromkeys(r.page for r in records)],
        )
    )


def _place(record: Record, corpus: Corpus) -> object:
    """Where a record of the source stands, and what it is a reprint of."""
    earlier = corpus.by_id.get(record.reprint_of or "")
    return (
        record.id,
        record.url,
        record.page,
        record.parent,
        record.issue,
        record.annexes,
        _named(earlier) if earlier else None,
        corpus.facts.chain_ends.get(record.page, ()),
    )


def _named(record: Record) -> object:
    """What a page says of another record to which it leads."""
    document = record.document
    return record.id, record.url, record.page, document.title, document.doc_number, document.kind.value


def _led(record: Record, corpus: Corpus) -> Iterator[object]:
    """Where the citations and references of a record lead."""
    for cited in corpus.web.cited_in.get(record.id, ()):
        target = corpus.by_id[cited.target] if cited.target is not None else None
        place = outside_place(cited.outside, corpus) if cited.outside is not None else ""
        yield cited.itself, cited.outside, place, _named(target) if target else None
    for referred in corpus.web.referred_in.get(record.id, ()):
        yield [(_named(corpus.by_id[t[0]]), t[1]) if t is not None else None for t in referred.targets]


def _leading(record: Record, corpus: Corpus) -> Iterator[object]:
    """Who cites a record, where, and in which words."""
    for cited in corpus.web.citing.get(record.id, ()):
        citation = cited.citation
        held = citation.relation.value, citation.place.anchor, citation.sentence, citation.means is None
        yield _named(corpus.by_id[cited.record]), held


def _units(record: Record, corpus: Corpus) -> object:
    """The units that its text names, each with its page."""
    units = corpus.facts.units
    return [(unit, units.pages[unit], at) for unit, at in units.printed.get(record.id, ())]


def _states(page: str, corpus: Corpus) -> object:
    """What the page says of validity, in words and by days."""
    told = corpus.facts.standings_by_page.get(page, ())
    force = legal_force(corpus.by_page[page], corpus)
    return (
        status_facts(page, corpus),
        force,
        [(s.record.id if s.record else "", told_stages(s)) for s in told],
    )
