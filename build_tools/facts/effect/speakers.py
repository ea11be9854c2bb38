"""Who states the validity of each text of a source: the text itself, the notice that issues it, or an
interpretation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from build_tools.documents.own_texts import is_own_text
from build_tools.facts.effect.first_days import has_state
from build_tools.facts.effect.repeals import repealing
from build_tools.facts.effect.sentences import is_called, settled
from build_tools.facts.effect.validity import term_of
from build_tools.language.passages import LineOf
from build_tools.language.phrases import CORRECTION, book_titles
from build_tools.language.script import DOC_NUMBERS, bare, key
from build_tools.model.citation import Citation
from build_tools.model.document import Document, Kind
from build_tools.model.facts import Effect, Term

_TITLE = r"《(?:[^《》]|《[^《》]*》)*》"
_NAMED = re.compile(rf"(?P<title>{_TITLE})(?:（(?P<brackets>[^（）]*)）)?")


def effects(
    documents: Sequence[Document], citations: Sequence[Citation], line_of: LineOf
) -> tuple[Effect | None, ...]:
    """What is stated of the validity of each document of a source, or of the text that it interprets.

    None where nothing is asked for, and for an interpretation that states nothing.
    """
    cover = next((d for d in documents if d.kind is Kind.MASTHEAD), None)
    repealed = repealing(citations)
    found: list[Effect | None] = []
    passed_on: dict[int | None, tuple[Effect, str]] = {}
    for i, document in enumerate(documents):
        named = _governed(document)
        above = documents[document.parent] if document.parent is not None else None
        if named is None and (not has_state(document, above) or CORRECTION.match(key(document.title))):
            found.append(None)
            continue
        parent = above or document
        notice = parent if parent.kind is Kind.NOTICE else document
        listed = [r for k in _annexes_of(documents, i) for r in repealed.get(k, ())]
        texts = _issued_texts(documents, i)
        term, issued = term_of(document, notice, cover, line_of, repealed.get(i, ()), listed, texts)
        if named is not None:
            found.append(Effect(*named, term, i) if term.states else None)
            continue
        effect = Effect(document.title, document.doc_number, term, i)
        if issued is not None and texts:
            # 现予公布，自2019年5月1日起施行 · 本办法自印发之日起施行: said of the text, not of the notice
            passed_on[i] = effect, issued
            own = Term(repeals=term.repeals, clauses=term.clauses, issued_on=term.effective)
            effect = replace(effect, term=own)
        said, name = passed_on.get(document.parent, (None, ""))
        if (
            said
            and document.kind is not Kind.NOTICE
            and not term.effective
            and is_called(document.title, name)
        ):
            effect = _with_notice(effect, said)
        found.append(effect)
    return tuple(found)


def _annexes_of(documents: Sequence[Document], index: int) -> list[int]:
    return [k for k, d in enumerate(documents) if d.kind is Kind.ANNEX and d.parent == index]


def _with_notice(text: Effect, notice: Effect) -> Effect:
    """A text that does not say from when on it applies, with what its notice says of it."""
    own, said = text.term, notice.term
    if not own.states and not own.unread:
        return replace(text, term=replace(said, trial=said.trial or own.trial), stated_in=notice.stated_in)
    begun = replace(own, effective=said.effective, basis=said.basis, since=own.since or said.since)
    return replace(text, term=settled(replace(begun, clauses=(*own.clauses, *said.clauses))))


def _issued_texts(documents: Sequence[Document], index: int) -> tuple[str, ...]:
    """The titles of the texts that a notice issues."""
    issuing = documents[index]
    below = (d for d in documents if d.parent == index)
    return tuple(d.title for d in below if d.kind is Kind.ATTACHED or is_own_text(d, issuing))


def _governed(document: Document) -> tuple[str, str | None] | None:
    """The text that an interpretation is about, with its number if the interpretation prints it."""
    titles = book_titles(document.title)
    if document.kind is not Kind.INTERPRETATION or not titles:
        return None
    title = titles[0]
    for block in document.blocks:
        for match in _NAMED.finditer(key(block.text.chars)):
            if bare(match["title"]) == bare(title) and (printed := _number_in(match["brackets"] or "")):
                return title, printed
    return title, None


def _number_in(words: str) -> str | None:
    """The first document number in printed words, as printed."""
    folded = key(words)
    spans = {m.span() for pattern in DOC_NUMBERS for m in pattern.finditer(folded)}
    return next((words[a:b] for a, b in sorted(spans)), None)
