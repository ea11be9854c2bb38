"""The values of publishing: what a page is known by from one release to the next."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PageMark:
    """A page by its address, and what tells it again under another one. ``number`` and ``title`` are those
    of its first document, ``text`` is the hash of all that it prints."""

    address: str
    file: str
    number: str
    title: str
    text: str
