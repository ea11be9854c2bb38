"""A release in the making: what it is drawn up with once its corpus stands, and whether it may go out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from build_tools.exports.text_lines import Line, text_lines
from build_tools.model.corpus import Corpus
from build_tools.model.published import Past, Release
from build_tools.publishing.compare import compare
from build_tools.publishing.gate import Stop, stops
from build_tools.publishing.record import drawn_up, of_lines, of_record, published_pages


@dataclass(frozen=True)
class Draft:
    """What was published before, with the lines of the last release (none where they are not to be had), and
    the release that is to be."""

    past: Past
    lines: tuple[Line, ...]
    release: Release

    def drawn(self, corpus: Corpus) -> Corpus:
        """The corpus with the record that holds this release too."""
        pages = published_pages(corpus, self.past, self.release.day)
        if self.lines or standing(self.past) is None:
            happened = of_lines(compare(self.lines, text_lines(corpus)))
        else:
            happened = of_record(self.past, pages)
        return replace(corpus, past=drawn_up(self.past, pages, replace(self.release, happened=happened)))

    def stopped(self, corpus: Corpus) -> list[Stop]:
        """What stops it, but for what is allowed."""
        pages = published_pages(corpus, self.past, self.release.day)
        allowed = dict(self.release.allowed)
        found = stops(corpus, self.past, self.release.day, self.release.sources, pages)
        return [stop for stop in found if stop.gate.id not in allowed]


def standing(past: Past) -> Release | None:
    """The release that readers see: the newest, or the one to which it was returned."""
    own = line_to(past)
    return own[-1] if own else None


def line_to(past: Past) -> list[Release]:
    """The releases up to the one that readers see, the oldest first: a return takes out those behind the one
    to which it led."""
    line: list[Release] = []
    for release in past.releases:
        if release.back_to:
            line = line[: _place(line, release.back_to) + 1]
        else:
            line.append(release)
    return line


def with_books(past: Past, sums: Mapping[str, str]) -> Past:
    """The record whose newest release tells the sums of its books, as far as no release before it does: of a
    book that is as it was, the last one that names it is true."""
    told: dict[str, str] = {}
    for earlier in line_to(replace(past, releases=past.releases[:-1])):
        told |= earlier.books
    own = {path: sum_ for path, sum_ in sums.items() if told.get(path) != sum_}
    return replace(past, releases=(*past.releases[:-1], replace(past.releases[-1], books=own)))


def before(past: Past, release: Release) -> Release | None:
    """The release whose place it took."""
    return standing(replace(past, releases=past.releases[: _place(past.releases, release.id)]))


def _place(releases: list[Release] | tuple[Release, ...], id_: str) -> int:
    return next((i for i, r in enumerate(releases) if r.id == id_), -1)


def returned(past: Past, day: str, target: str) -> Past:
    """The record of a return from the release ``target`` names to the one before. There must be one."""
    own = standing(past)
    earlier = before(past, own) if own is not None else None
    assert earlier is not None
    back = Release(f"{day}-back-{len(past.releases)}", day, before=target, back_to=earlier.id)
    return replace(past, releases=(*past.releases, back))
