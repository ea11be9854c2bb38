"""What a reader needs to cite a page, out of what is printed and known. Nothing is guessed."""

from __future__ import annotations

import re
from dataclasses import asdict

from build_tools.documents.names import gazette_name
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import Kind, annex_name

_TOTAL = re.compile(r"（总.*?）")


def citation(records: list[Record], corpus: Corpus, issue: str) -> dict[str, object]:
    """The parts of a citation; a part that is not known is left out.

    ``texts`` are the texts of the page, each with the anchor at which it begins, ``pages`` the raw
    lines that are for certain on one printed page, ``begins`` the page
    on which the instrument begins. ``issue`` is the title of the issue.
    """
    first = records[0]
    name = gazette_name(first.source, corpus)
    starts = [r.document.print_page for r in (first, *corpus.above(first))]
    parts: dict[str, object] = {
        "gazette": name,
        "issue": _TOTAL.sub("", issue.removeprefix(name)).strip() if name and issue.startswith(name) else "",
        "begins": next((p for p in starts if p is not None), None),
        "texts": [_text(r, corpus) for r in records],
        "pages": [asdict(s) for r in records for s in r.document.page_spans],
    }
    return _known(parts)


def _text(record: Record, corpus: Corpus) -> dict[str, object]:
    """Title, number, organs and day of a text; what it does not print itself is its instrument's."""
    document = record.document
    line = [record]
    if document.kind in (Kind.ATTACHED, Kind.ANNEX):
        line = [record, *corpus.above(record)]
    annex = document.kind is Kind.ANNEX and len(line) > 1
    held = [r.document for r in line]
    parts: dict[str, object] = {
        "at": document.blocks[0].anchor if document.blocks else "",
        "title": line[1].document.title if annex else document.title,
        "number": next((d.doc_number for d in held if d.doc_number), ""),
        "annex": annex_name(document.annex_number) if annex else "",
        "annex_title": document.title if annex else "",
        "issuers": list(next((d.issuers for d in held if d.issuers), ())),
        "day": next((d.published or d.date for d in held if d.published or d.date), ""),
    }
    return _known(parts)


def _known(parts: dict[str, object]) -> dict[str, object]:
    return {k: v for k, v in parts.items() if v not in (None, "", [])}
