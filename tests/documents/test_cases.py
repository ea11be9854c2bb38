"""Lines made into documents: heads, joined paragraphs, levels, annexes, and what a citation calls a place."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from unittest import mock

import pytest

from build_tools.documents.heads import every as heads
from build_tools.documents.heads.every import HEADS, Head, Scan
from build_tools.documents.outline.levels import outline
from build_tools.documents.outline.locators import locators
from build_tools.documents.paragraphs.join import join
from build_tools.documents.particulars import addressees_of, issuers_of
from build_tools.language.phrases import is_addressee
from build_tools.language.script import bare, key
from build_tools.model.document import Piece
from build_tools.sources.clean import clean
from support.casefiles import Case, Runners, cases_beside, run
from support.conversion import corpus_of, source_of
from support.shown import each_line, noted


def _piece(piece: Piece) -> str:
    place = f"{piece.lines[0]}" + (f"-{piece.lines[-1]}" if len(set(piece.lines)) > 1 else "")
    return f"{place}: {'table' if piece.grid else piece.text.chars}\n"


def run_join(given: str) -> str:
    """Paragraphs with their raw lines, footnotes, notes. ``known:`` is a title of the contents."""
    known = frozenset(bare(x[6:]) for x in given.split("\n") if x.startswith("known:"))
    text = "".join(x for x in given.splitlines(keepends=True) if not x.startswith("known:"))
    cleaned = clean(source_of(text))
    pieces, footnotes, notes = join([(None, x) for x in cleaned.items], cleaned.wrap, known)
    body = "".join(_piece(p) for p in pieces)
    return body + "".join(f"footnote {_piece(p)}" for p in footnotes) + noted(notes)


def run_outline(given: str) -> str:
    """Entries, indented by depth, ``—`` for a provision without a title; then the notes."""
    cleaned = clean(source_of(given))
    pieces, _, _ = join([(None, x) for x in cleaned.items], cleaned.wrap)
    found = outline(pieces)
    entries = found.entries([p.lines[0] for p in pieces], "").values()
    said = [
        f"{'  ' * (e.depth - 1)}{e.level} {e.number or '—'} {e.title or '—'} #{e.anchor} {e.line}\n"
        for e in sorted(entries, key=lambda e: e.line)
    ]
    return "".join(said) + noted(found.notes)


@contextmanager
def _watched(fired: dict[int, str]) -> object:
    """Note which matcher of ``HEADS`` finds a head, by the raw line on which the head begins."""

    def watch(matcher: Callable[[Scan, int], Head | None]) -> Callable[[Scan, int], Head | None]:
        def watching(scan: Scan, i: int) -> Head | None:
            head = matcher(scan, i)
            if head is not None:
                fired[head.parts[0][1][0].number] = matcher.__name__
            return head

        return watching

    with mock.patch.object(heads, "HEADS", tuple(watch(m) for m in HEADS)):
        yield


def run_segment(given: str) -> str:
    """Units: lines, kind, title, number, annex number, parent, and the matcher that found it."""
    fired: dict[int, str] = {}
    with _watched(fired):  # type: ignore[attr-defined]
        corpus = corpus_of(given)
    said = []
    for record in corpus.records:
        d = record.document
        place = f"{d.first_line}-{d.last_line}"
        said.append(
            f"{place} {d.kind.value} {d.title}"
            + f" [{d.doc_number}]" * bool(d.doc_number)
            + f" {{{d.annex_number}}}" * bool(d.annex_number)
            + (f" under {d.parent}" if d.parent is not None else "")
            + (f" by {fired[d.first_line]}" if d.first_line in fired else "")
            + "\n"
        )
    return "".join(said)


def run_facts(given: str) -> str:
    """Number, issuers, addressees and dates of each unit; what is not printed is left out."""
    said = []
    for record in corpus_of(given).records:
        d = record.document
        facts = {
            "number": d.doc_number,
            "issuers": " | ".join(d.issuers),
            "to": " | ".join(d.addressees),
            "date": d.date,
            "published": d.published,
            "printed": d.printed,
        }
        said.append(f"{d.kind.value} {d.title}\n" + "".join(f"  {k}: {v}\n" for k, v in facts.items() if v))
    return "".join(said)


def run_contents(given: str) -> str:
    """The lines of cover and contents, then the entries: column, title, page."""
    converted = corpus_of(given).sources[0]
    said = [
        f"{d.first_line}-{d.last_line} {d.kind.value} {d.title}\n"
        for d in converted.documents
        if d.kind.value in ("masthead", "contents")
    ]
    said += [f"{e.line}: {e.column or '—'} | {e.title} | {e.page}\n" for e in converted.contents]
    return "".join(said)


def run_annexes(given: str) -> str:
    """The annexes of each unit: number, title, whether the source prints it; then the notes."""
    corpus = corpus_of(given)
    said = [
        f"{d.kind.value} {d.title}: {a.number or '—'} {a.title or '—'} {a.id or 'missing'}\n"
        for r in corpus.records
        for d in [r.document]
        for a in r.annexes
    ]
    return "".join(said) + noted(n for n in corpus.notes[0] if n.code.id.startswith("annex"))


def _addressees(line: str) -> str | None:
    return " | ".join(addressees_of(line)) if is_addressee(key(line)) else None


def run_issuers(given: str) -> str:
    """Signature lines, and the title after ``title:``."""
    lines = given.split("\n")
    title = next((x[6:].strip() for x in lines if x.startswith("title:")), "")
    signatures = [x for x in lines if x and not x.startswith("title:")]
    return "".join(f"{issuer}\n" for issuer in issuers_of(signatures, title, {})) or "none\n"


def run_locators(given: str) -> str:
    """What a citation calls each block, by its anchor."""
    found = [(a, p) for r in corpus_of(given).records for a, p in locators(r.document).items()]
    return "".join(f"{anchor} {place}\n" for anchor, place in found) or "none\n"


RUNNERS: Runners = {
    "join": run_join,
    "outline": run_outline,
    "segment": run_segment,
    "contents": run_contents,
    "annexes": run_annexes,
    "particulars/addressees": each_line(_addressees),
    "particulars/issuers": run_issuers,
    "particulars": run_facts,
    "locators": run_locators,
}

CASES = cases_beside(__file__)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.id)
def test_case(case: Case) -> None:
    assert run(case, RUNNERS) == case.expected


@pytest.mark.parametrize("matcher", [m.__name__ for m in HEADS])
def test_every_head_has_a_case_and_a_negative(matcher: str) -> None:
    fires = {f" by {matcher}\n" in c.expected for c in CASES if c.rule == f"documents/segment/{matcher}"}
    assert fires == {True, False}
