"""The values of publishing: what the record holds of each page and each release; redirects of editors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class PageMark:
    """A page by its address, and what tells it again under another one. ``number`` and ``title`` are those
    of its first document, ``text`` is the hash of all that it prints."""

    address: str
    file: str
    number: str
    title: str
    text: str


@dataclass(frozen=True)
class Counts:
    """How much a page holds: characters without blanks, articles, tables, open doubts."""

    characters: int = 0
    articles: int = 0
    tables: int = 0
    doubts: int = 0


@dataclass(frozen=True)
class PublishedPage:
    """A page as it was published last. ``since`` is the first day on which it was, ``holds`` are number and
    title of each of its documents, ``anchors`` its fragments, ``findings`` those that were known.

    A page that is there no more was ``moved`` to another address, or was withdrawn (``gone``, the day).
    """

    mark: PageMark
    since: str
    holds: tuple[tuple[str, str], ...]
    anchors: tuple[str, ...]
    counts: Counts
    findings: tuple[str, ...] = ()
    moved: str = ""
    gone: str = ""

    @property
    def stands(self) -> bool:
        """Whether the last release holds the page."""
        return not self.moved and not self.gone


Pages = tuple[tuple[str, str], ...]
"""Address and title of each page."""


@dataclass(frozen=True)
class Happened:
    """What a release brought: pages that came, whose text was corrected, whose state changed, that moved,
    that were withdrawn."""

    added: Pages = ()
    corrected: Pages = ()
    amended: Pages = ()
    moved: Pages = ()
    withdrawn: Pages = ()

    def by_name(self) -> tuple[tuple[str, Pages], ...]:
        """All five as they are called."""
        names = ("新增", "改正", "状态变化", "改址", "撤下")
        kinds = (self.added, self.corrected, self.amended, self.moved, self.withdrawn)
        return tuple(zip(names, kinds, strict=True))


@dataclass(frozen=True)
class Release:
    """A release as it was drawn up: the day, and all that it was made of.

    ``before`` is the release that it took the place of, as the target names it: its name ends with the hash
    of what it holds. A return to an earlier release is one too (``back_to``, the id).
    """

    id: str
    day: str
    sources: Mapping[str, str] = field(default_factory=dict)  # file below raw/ → SHA-256
    commit: str = ""
    lock: str = ""
    tool: str = ""
    before: str = ""
    back_to: str = ""
    allowed: tuple[tuple[str, str], ...] = ()  # code and why
    happened: Happened = field(default_factory=Happened)
    books: Mapping[str, str] = field(default_factory=dict)  # that it brought or changed → SHA-256


@dataclass(frozen=True)
class Past:
    """What was published, and the addresses that editors lead elsewhere: old → new."""

    pages: tuple[PublishedPage, ...] = ()
    releases: tuple[Release, ...] = ()  # the oldest first
    redirects: tuple[tuple[str, str], ...] = ()


NO_PAST = Past()
