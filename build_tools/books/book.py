"""What a book is: an instrument with its annexes, or an issue with all that it prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from build_tools.books.walk import Chapter, chapters
from build_tools.documents.names import gazette_name, html_address, issue_path, issue_title
from build_tools.language.signs import visible
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import ISSUE_KINDS


@dataclass(frozen=True)
class Book:
    """A book: its ``name`` (path without ending), its title, its documents in print order as records."""

    name: str
    title: str
    records: tuple[Record, ...]
    issue: str  # what the issue is called that prints it
    gazette: str  # empty where the source is none
    day: str  # the newest printed day of it, as far as it is printed: never today's
    of_issue: bool

    @property
    def identifier(self) -> str:
        """The same on every build, wherever the site lies."""
        return f"urn:uuid:{uuid5(NAMESPACE_URL, f'gazette:book:{self.name}')}"

    @property
    def whole_day(self) -> str:
        """The day, with the first of what is not printed."""
        return f"{self.day or '2000'}-01-01"[:10]

    @property
    def address(self) -> str:
        """The page on the site."""
        return f"{self.name}.html"

    def chapters(self, corpus: Corpus) -> tuple[Chapter, ...]:
        """Its documents, ready to be written."""
        return chapters(self.records, corpus)


def books_of(index: int, corpus: Corpus) -> Iterator[Book]:
    """The books of a source: of each instrument, then of the issue."""
    own = corpus.by_source[index]
    issue = visible(issue_title(index, corpus))
    for page, records in _instruments(index, corpus).items():
        yield _book(html_address(page)[:-5], records[0].document.title, records, issue, corpus)
    if own:
        yield _book(html_address(issue_path(index, corpus))[:-5], issue, own, issue, corpus)


def _instruments(index: int, corpus: Corpus) -> dict[str, list[Record]]:
    """The instruments of a source by their pages, each with its annexes."""
    tops: dict[str, list[Record]] = {}
    for record in corpus.by_source[index]:
        if record.document.kind not in ISSUE_KINDS:
            tops.setdefault(corpus.top(record).page, []).append(record)
    return tops


def instrument_of(record: Record, corpus: Corpus) -> list[Record]:
    """The documents of the book of the instrument to which a record belongs; of a cover or printed contents,
    which no instrument holds, the record alone."""
    return _instruments(record.source, corpus).get(corpus.top(record).page, [record])


def _book(
    name: str, title: str, records: list[Record] | tuple[Record, ...], issue: str, corpus: Corpus
) -> Book:
    days = [d for r in records for d in (r.document.sure_date, r.document.sure_published) if d]
    return Book(
        name=name,
        title=visible(title),
        records=tuple(records),
        issue=issue,
        gazette=visible(gazette_name(records[0].source, corpus)),
        day=max(days, default=corpus.sources[records[0].source].newest_date),
        of_issue=name.startswith("issues/"),
    )
