"""Where a text uses a word that it has defined: the way to the sentence that does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.language.script import HAN
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import Role, Worded
from build_tools.model.facts import Definition
from build_tools.model.text import Text
from build_tools.pages.markdown import Mark

_SHORT = 2
# What may stand beside a word that is meant as a whole: 各信用主体 · 由党组决定; not 自治区党组 · 市委员会
_BEFORE = rf"(?<![{HAN}])|(?<=[的由和与及对向在经为按是将各该本以等或从给让把被据至])"
_AFTER = rf"(?![{HAN}])|(?=[的应不在对由和与及为是将按予等或可])"
_RUNNING = (Role.PARAGRAPH, Role.ITEM, Role.ARTICLE, Role.ENTRY)


def term_marks(record: Record, corpus: Corpus) -> Iterator[tuple[Mark, Text]]:
    """The first use of each word in each block behind its definition, on the page of both. A word that
    may be part of a longer one is left alone, and so are titles in 《》, which are citations."""
    for number, (defined, home) in enumerate(_defined_on(record, corpus)):
        pattern = _pattern(defined.term)
        behind = record is not home
        for block in record.document.blocks:
            if block.anchor == defined.anchor and not behind:
                behind = True
            elif behind and isinstance(block, Worded) and block.role in _RUNNING:
                used = pattern.search(block.text.chars)
                if used:
                    yield (
                        Mark(_FIRST - number, f"#{defined.anchor}", "gz-term"),
                        block.text[used.start() : used.end()],
                    )


_FIRST = -1_000_000
"""Numbers of marks part links that stand side by side; those of units count down from -1."""


def _defined_on(record: Record, corpus: Corpus) -> Iterator[tuple[Definition, Record]]:
    """The words that the record, or one above it on its page, defines."""
    for other in corpus.by_page[record.page]:
        yield from (
            (d, other) for d in other.facts.definitions if "《" not in d.term and len(d.term) >= _SHORT
        )
        if other is record:
            return


def _pattern(term: str) -> re.Pattern[str]:
    after = _AFTER if len(term) == _SHORT else ""
    return re.compile(f"(?:{_BEFORE}){re.escape(term)}(?:{after})")
