"""The values of the corpus: sources converted, records with addresses, and what follows from all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from build_tools.model.amendment import WHOLE, Amendment
from build_tools.model.catalogue import Note
from build_tools.model.citation import Change, Cited, Web
from build_tools.model.converted import Balance, Converted
from build_tools.model.document import ISSUE_KINDS, Annex, Document
from build_tools.model.facts import Assignee, Duty, Facts, Term
from build_tools.model.published import NO_PAST, Past
from build_tools.model.radar import Watched
from build_tools.model.source import Source
from build_tools.model.spans import Spans


@dataclass(frozen=True)
class Failed:
    """A source that is left out: the errors against it; for a fault of the program where in it that was."""

    source: Source
    notes: tuple[Note, ...]
    traceback: str = ""


@dataclass(frozen=True)
class Record:
    """A document with what it states, its identifier, its address below the site, its place in the corpus."""

    id: str
    url: str
    page: str  # path of the Markdown file below docs/
    document: Document
    facts: Facts
    source: int  # index into Corpus.sources
    parent: str | None
    issue: str | None
    annexes: tuple[Annex, ...]
    doc_key: str | None = None  # the matching form of the document number
    reprint_of: str | None = None


@dataclass(frozen=True)
class Stage:
    """A state and the first day on which it holds, empty for the time before all dates."""

    since: str
    code: str  # draft, silent, unread, issues, not-yet, in-force, trial, suspended, expired, repealed …
    words: str
    target: str = ""  # page and anchor of what the words rest on, where that is another text


@dataclass(frozen=True)
class Amended:
    """An amendment in the corpus. ``holder`` prints it, ``by`` is the instrument that makes it (of an annex
    the one above it). ``target`` is the record that it changes, ``anchor`` the paragraph there, None where
    not held; ``number`` is printed with the target. It holds from ``since`` on (empty: from the beginning,
    or not known)."""

    amendment: Amendment
    holder: Record
    by: Record
    target: Record | None
    anchor: str | None
    number: str | None
    since: str
    said: Change | None = None  # what the citation of the target makes of it


@dataclass(frozen=True)
class Alteration:
    """What another text of the corpus does to a text that stays: it amends, corrects, extends, suspends or
    partly repeals it from ``since`` on (empty: from the beginning, or not known), an extension or a
    suspension ``until`` a last day. ``page``, ``anchor`` and ``line`` are where that is printed, ``made``
    are its operations, ``read`` says whether all of them were understood. ``told`` is the day from which
    readers can know of it: of a correction the day on which it was printed."""

    change: Change
    by: Record
    since: str
    until: str | None
    page: str
    anchor: str
    line: int
    made: tuple[Amended, ...] = ()
    read: bool = True
    told: str = ""

    @property
    def whole(self) -> bool:
        """Whether it concerns the text as a whole."""
        return any(a.amendment.place == WHOLE for a in self.made)


@dataclass(frozen=True)
class Version:
    """The term of a text from ``since`` on, as its amendments leave it; ``known`` says whether its end is.

    ``readings`` are the last days of amendments that nothing ranks, ``late`` the day on which the term was
    over before it was changed.
    """

    since: str
    term: Term
    known: bool = True
    readings: tuple[str, ...] = ()
    late: str = ""


@dataclass(frozen=True)
class Ending:
    """The end of a text by another one: ``on`` a day (None where it cannot be told), as ``said``:
    废止, 停止执行 or 失效. ``undone`` is the text that repeals the repeal later, and says nothing of this
    text; it is in force again ``revived_on`` a day where ``revived_by`` says so."""

    by: Record
    on: str | None
    said: str = "废止"
    undone: Record | None = None
    revived_by: Record | None = None
    revived_on: str = ""


@dataclass(frozen=True)
class Standing:
    """What is known of the validity of one text.

    ``record`` is None where an interpretation speaks of a text that the corpus does not hold;
    ``stated_in`` holds the clause. ``name`` and ``number`` are those of the text. ``targets`` are
    the records that ``term.repeals`` mean, in their order, None where the citation leads nowhere.
    """

    record: Record | None
    stated_in: Record
    name: str
    number: str | None
    term: Term
    targets: tuple[Record | None, ...] = ()
    ending: Ending | None = None
    changes: tuple[Alteration, ...] = ()  # the earliest first
    versions: tuple[Version, ...] = ()  # the earliest first; none where nothing changes the text

    @property
    def repealed_by(self) -> Record | None:
        """The text that ends this one, and lets it be."""
        return self.ending.by if self.ending and not self.ending.revived_by else None

    @property
    def repealed_on(self) -> str | None:
        """The day of that end; None where it cannot be told."""
        return self.ending.on if self.ending and not self.ending.revived_by else None

    @property
    def reckoned(self) -> Term:
        """The term after all changes; without an end where it is not known."""
        if not self.versions:
            return self.term
        last = self.versions[-1]
        return last.term if last.known else replace(last.term, trial_until=None, expires=None, length="")


@dataclass(frozen=True)
class Event:
    """Something that happens to a text on a day; ``stages`` say so before and from that day on."""

    day: str
    code: str  # effective, trial-ends, expires, repeals-1, repeals-2 …, changed-1 …, resumed-1 …
    title: str
    words: str
    stages: tuple[Stage, ...]
    standing: Standing
    place: str = ""  # page and anchor of what it rests on, where that is another text


UnitName = tuple[str, str]
"""A unit: its place and its name."""


@dataclass(frozen=True, slots=True)
class Held:
    """A duty of one unit: the item, and how its bracket names the unit."""

    record: Record
    duty: Duty
    assignee: Assignee


@dataclass(frozen=True)
class Units:
    """The units of the corpus: what each has to do, its page, and where the texts of a record name it."""

    duties: Mapping[UnitName, tuple[Held, ...]] = field(default_factory=dict)
    pages: Mapping[UnitName, str] = field(default_factory=dict)  # path below docs/
    # record → each unit with the raw offsets of one print of its name
    printed: Mapping[str, tuple[tuple[UnitName, tuple[int, ...]], ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Chain:
    """Instruments that are not held (``above``), then pages from the highest level to the lowest."""

    above: tuple[Cited, ...]
    pages: tuple[str, ...]


@dataclass(frozen=True)
class CorpusFacts:
    """What follows from all records together and their web: one value for each stage behind it."""

    amended: tuple[Amended, ...] = ()
    standings: tuple[Standing, ...] = ()
    watched: tuple[Watched, ...] = ()
    events: tuple[Event, ...] = ()
    units: Units = field(default_factory=Units)
    chains: tuple[Chain, ...] = ()
    chain_ends: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by page

    @cached_property
    def amended_in(self) -> dict[str, tuple[Amended, ...]]:
        """By record: what is done to it."""
        return _by((a.target.id, a) for a in self.amended if a.target is not None)

    @cached_property
    def amending(self) -> dict[str, tuple[Amended, ...]]:
        """By record: what it prints that is done to others."""
        return _by((a.holder.id, a) for a in self.amended)

    @cached_property
    def standings_by_page(self) -> dict[str, tuple[Standing, ...]]:
        """The standings that a page shows: of its texts, and of texts of which it says something."""
        found: dict[str, list[Standing]] = {}
        for standing in self.standings:
            own = standing.record.page if standing.record else ""
            for page in {own, standing.stated_in.page} - {""}:
                found.setdefault(page, []).append(standing)
        return {page: tuple(listed) for page, listed in found.items()}


def _by(pairs: Iterable[tuple[str, Amended]]) -> dict[str, tuple[Amended, ...]]:
    found: dict[str, list[Amended]] = {}
    for ident, made in pairs:
        found.setdefault(ident, []).append(made)
    return {ident: tuple(own) for ident, own in found.items()}


@dataclass(frozen=True, eq=False)
class Corpus:
    """All sources converted and linked. ``notes[i]`` are the findings on source ``i``.

    ``as_of`` is the day for which the state of the law is shown, empty for the newest day printed;
    ``failed`` are the sources that it lacks.
    """

    sources: tuple[Converted, ...]
    balances: tuple[Balance, ...]
    records: tuple[Record, ...]
    notes: tuple[tuple[Note, ...], ...]
    bases: tuple[str, ...]  # the name of each source in addresses
    as_of: str = ""
    web: Web = field(default_factory=Web)  # what cites and refers to what; empty until it is resolved
    facts: CorpusFacts = field(default_factory=CorpusFacts)  # likewise
    failed: tuple[Failed, ...] = ()
    past: Past = NO_PAST  # what was published before; of a release that is drawn up, that one too
    moved: Mapping[str, str] = field(default_factory=dict)  # address on a list of one page → where it stands

    @cached_property
    def newest_day(self) -> str:
        """The newest date without doubt: ``2024-12-31``, or ``2026-04`` without a day."""
        own = (r.document for r in self.records)
        days = [d for document in own for d in (document.sure_date, document.sure_published) if d]
        return max((d for d in days if len(d) >= 7), default="2000-01-01")

    @cached_property
    def day(self) -> str:
        """The day for which the state of the law is shown; nothing here reads the clock."""
        return (self.as_of or f"{self.newest_day}-01")[:10]

    @cached_property
    def by_id(self) -> dict[str, Record]:
        """Records by identifier."""
        return {r.id: r for r in self.records}

    @cached_property
    def children(self) -> dict[str, list[Record]]:
        """The records that belong to each record, in print order."""
        found: dict[str, list[Record]] = {}
        for record in self.records:
            if record.parent is not None:
                found.setdefault(record.parent, []).append(record)
        return found

    def above(self, record: Record) -> Iterator[Record]:
        """The records that a record belongs to, its parent first.

        Raises ValueError where a record is its own ancestor: no walk upwards goes round.
        """
        passed = {record.id}
        while (parent := self.by_id.get(record.parent or "")) is not None:
            if parent.id in passed:
                raise ValueError(f"{record.id} belongs to itself")
            passed.add(parent.id)
            yield parent
            record = parent

    def top(self, record: Record) -> Record:
        """The instrument that a record belongs to; itself where it belongs to none."""
        *_, top = (record, *self.above(record))
        return top

    @cached_property
    def doubts(self) -> tuple[tuple[Note, ...], ...]:
        """The doubts on each source."""
        return tuple(tuple(n for n in notes if n.code.severity == "doubt") for notes in self.notes)

    @cached_property
    def open_doubts(self) -> tuple[Spans[Note], ...]:
        """The doubts on each source that no editor has accepted, by their lines."""
        return tuple(
            Spans((n.first_line, n.last_line, n) for n in notes if not n.accepted) for notes in self.doubts
        )

    @cached_property
    def by_source(self) -> tuple[tuple[Record, ...], ...]:
        """The records of each source, in print order."""
        found: list[list[Record]] = [[] for _ in self.sources]
        for record in self.records:
            found[record.source].append(record)
        return tuple(tuple(records) for records in found)

    @cached_property
    def neighbours(self) -> dict[str, tuple[str | None, str | None]]:
        """The previous and next document page of the same source, by page."""
        around: dict[str, tuple[str | None, str | None]] = {}
        for records in self.by_source:
            order = list(dict.fromkeys(r.page for r in records if r.document.kind not in ISSUE_KINDS))
            for before, page, after in zip([None, *order], order, [*order[1:], None], strict=False):
                around[page] = (before, after)
        return around

    @cached_property
    def by_page(self) -> dict[str, list[Record]]:
        """Records by the page that holds them, in print order."""
        pages: dict[str, list[Record]] = {}
        for record in self.records:
            pages.setdefault(record.page, []).append(record)
        return pages
