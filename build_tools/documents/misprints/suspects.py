"""Suspects of a misprint over the whole corpus: one edit from what other places print, or an official word.

The text stays as it is; each is told with the places that print it otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.documents.corpus_doubts import with_doubts
from build_tools.documents.misprints.corpus_text import CorpusText, corpus_text
from build_tools.documents.misprints.doubled_and_lost import HEAD, TWICE, doubled, lost, shortened
from build_tools.documents.misprints.misread_characters import Suspect, misread_characters
from build_tools.documents.misprints.misread_words import (
    BY_ONE,
    DASHED,
    DEFINED,
    FORMULA,
    SHORT,
    dashes,
    short_titles,
    terms,
)
from build_tools.language.script import fold
from build_tools.language.words import official_words
from build_tools.model.catalogue import Code, Note
from build_tools.model.corpus import Corpus

RULES = (misread_characters, doubled, lost, dashes, terms, short_titles)

_PATTERNS = (TWICE, HEAD, BY_ONE, DASHED, FORMULA, SHORT, DEFINED)

_SHOWN = 3  # other places that a doubt names
# 将“河长制”误为“河长治”, which tells of a misprint
_TOLD = re.compile(r"(?:误|错)[为作印写排刊]+[：“”《]*$")


def doubt_misprints(corpus: Corpus, store: Store = NOTHING_KEPT) -> Corpus:
    """The corpus with a doubt for each place that may be a misprint; what stands in the name of a person, or
    where two lines are joined on a doubtful character, is none."""
    text = corpus_text(corpus, _PATTERNS, shortened, store)
    found: dict[int, list[Note]] = {}
    for suspect in _suspects(text, corpus):
        source, first = text.place(suspect.index)
        last = text.place(suspect.index + len(suspect.was) - 1)[1]
        line_of = corpus.sources[source].source.line_of
        lines = sorted((line_of(first), line_of(last)))
        if not _joined(corpus.notes[source], lines):
            detail = _elsewhere(text, suspect, source, corpus)
            note = Note(Code.MISPRINT, lines[0], lines[1], suspect.was, suspect.now, detail)
            found.setdefault(source, []).append(note)
    return with_doubts(corpus, Code.MISPRINT, found)


def _suspects(text: CorpusText, corpus: Corpus) -> Iterator[Suspect]:
    """The suspects of all rules in the order of the text, one at a place."""
    facts = [record.facts for record in corpus.records]
    names = {post.name for f in facts for post in f.posts} | {
        member.name for f in facts for member in f.members
    }
    end = 0
    for suspect in sorted((s for rule in RULES for s in rule(text)), key=lambda s: s.index):
        start, stop = suspect.index, suspect.index + len(suspect.was)
        around = text.chars[start - 4 : stop + 4]
        same = fold(suspect.was) == fold(suspect.now)  # 自治區, in traditional characters
        named = any(name in around for name in names if set(name) & set(suspect.was))
        if start >= end and not same and not named and not _TOLD.search(text.chars[start - 6 : start]):
            end = stop
            yield suspect


def _joined(notes: Sequence[Note], lines: Sequence[int]) -> bool:
    joined = (n for n in notes if n.code is Code.JOIN_DOUBLED)
    return any(n.first_line <= lines[1] and lines[0] <= n.last_line for n in joined)


def _elsewhere(text: CorpusText, suspect: Suspect, source: int, corpus: Corpus) -> str:
    """Where the other reading stands, in the same source first; an official word may stand nowhere."""
    places: dict[tuple[bool, str, int], None] = {}
    for other, offset in text.stands(suspect.now):
        printed = corpus.sources[other].source
        places[other != source, printed.file, printed.line_of(offset)] = None
    if not places:
        return "公文用语" if suspect.now in official_words() else ""
    shown = [f"{file} 第{line}行" if far else f"第{line}行" for far, file, line in sorted(places)[:_SHOWN]]
    return f"他处作此：{'、'.join(shown)}" + (f"，共{len(places)}处" if len(places) > _SHOWN else "")
