"""The validity clock: what a text says of its own effect, as dates with the clause they rest on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from build_tools.facts.effect.first_days import has_state
from build_tools.facts.effect.issue_days import issue_days
from build_tools.facts.effect.repeals import Repealing, repeals_in, unnamed, with_others
from build_tools.facts.effect.sentences import (
    PRINTED,
    Speaker,
    effect_in,
    issued_name,
    line_of_effect,
    line_of_end,
    period_in,
    settled,
    with_effect,
    with_ends,
)
from build_tools.facts.effect.words import ISSUES, ends_another, states_beginning, states_end
from build_tools.language.brackets import outside
from build_tools.language.genres import draft_words
from build_tools.language.passages import LineOf
from build_tools.language.phrases import MARKER, NOW_ISSUED
from build_tools.language.script import key
from build_tools.model.document import Block, Document, Role
from build_tools.model.facts import Clause, Term

_READ = (Role.PARAGRAPH, Role.ITEM, Role.ARTICLE, Role.HEADING, Role.ENTRY, Role.REMARK)
_OF_HEAD = (Role.BYLINE, Role.META)
_WORD = re.compile(r"\S+")

_Sentence = tuple[Block, int, int, str]
"""A sentence: its block, its first and last place in the text without blanks, its words as printed."""


@dataclass
class _Found:
    """What has been read so far of one text, and what was not understood."""

    sentences: list[_Sentence] = field(default_factory=list)
    unread: list[tuple[_Sentence, bool]] = field(default_factory=list)  # whether it speaks of the end
    term: Term = field(default_factory=Term)
    issued: str | None = None  # a notice says it of the texts that it issues; those that are called so


def term_of(
    document: Document,
    notice: Document,
    cover: Document | None,
    line_of: LineOf,
    repealed: Sequence[Repealing],
    listed: Sequence[Repealing] = (),
    issued: tuple[str, ...] = (),
) -> tuple[Term, str | None]:
    """What a text says of its validity, and of which texts that it issues a notice says it: by their name,
    empty for all; None where it speaks of itself.

    ``notice`` is the instrument that issues the text (or the text itself): its dates are what
    自印发之日 means. ``cover`` is a cover of the same source, for a draft whose cover says so.
    ``repealed`` is what the citations of the text repeal, ``listed`` those of its annexes.
    ``issued`` are the titles of the texts below it.
    """
    days = issue_days(notice, document.sure_published)
    speaker = Speaker(document.title, document.kind, days, issued)
    found = _Found()
    _read(found, speaker, [b for b in document.blocks if b.role in _READ], repealed)
    if not found.term.effective:
        _read(found, speaker, [b for b in document.blocks if b.role is Role.BYLINE], ())
    _read_lines(found, [b for b in document.blocks if b.role in (*_READ, *_OF_HEAD)])
    found.term = settled(found.term)
    stated = has_state(document, notice if document is not notice else None)
    drafted = _draft_clause(document, cover, line_of) if stated else None
    clauses = _clauses(found.sentences, line_of)
    repeals, elsewhere = with_others(found.term.repeals, [*repealed, *listed])
    clauses = clauses or elsewhere
    if drafted:
        clauses = (drafted, *clauses)
    trial = found.term.trial or bool(re.search(r"（试行）$", key(document.title)))
    term = replace(
        found.term,
        clauses=clauses,
        unread=_clauses(_not_understood(found), line_of) if stated else (),
        repeals=repeals,
        draft=drafted is not None,
        trial=trial,
    )
    return term, found.issued


def _not_understood(found: _Found) -> list[_Sentence]:
    """The clauses of effect that were not read, as far as something is left to be known from them: with the
    beginning known only those of the end, with the last day known too none."""
    ended = found.term.expires or found.term.trial_until or found.term.length
    if found.term.effective or found.term.since:
        return [sentence for sentence, end in found.unread if end and not ended]
    return [sentence for sentence, _ in found.unread]


def _compact(block: Block) -> tuple[str, str, Sequence[int]]:
    """The text of a block without blanks, its matching form, and the places of its characters."""
    chars = block.text.chars
    printed = "".join(chars.split())
    places: Sequence[int] = range(len(chars))
    if len(printed) < len(chars):
        places = [i for word in _WORD.finditer(chars) for i in range(*word.span())]
    return printed, key(printed), places


# 7.3本预案自印发之日起施行
_DECIMAL = re.compile(r"^\d{1,2}(?:[.．]\d{1,2}){1,3}(?=[\u4e00-\u9fff《（])")


# …已经第十六次部务会议通过，现予发布施行。 · 现公布施行。
_IN_FORCE_AT_ONCE = re.compile(rf"({NOW_ISSUED})(?:施行|实施)(?=。|$)")


def _sentences(folded: str) -> Iterator[tuple[int, int]]:
    """Spans of sentences with their stop; a stop in 《…》 or （…） ends none."""
    marker = MARKER.match(folded) or _DECIMAL.match(folded)
    first = marker.end() if marker else 0
    for i in outside(folded, "。；", "（《"):
        if i >= first:
            yield first, i + 1
            first = i + 1
    if first < len(folded):
        yield first, len(folded)


def _read(found: _Found, speaker: Speaker, blocks: Sequence[Block], repealed: Sequence[Repealing]) -> None:
    """Read the sentences of a text in print order."""
    for block in blocks:
        printed, folded, places = _compact(block)
        follows = False  # the sentence before says from when on
        for a, b in _sentences(folded):
            sentence = _IN_FORCE_AT_ONCE.sub(r"\1，自发布之日起施行", folded[a:b])
            effect = effect_in(sentence, speaker)
            begun = found.term
            if effect and not begun.effective:
                begun = with_effect(begun, effect, speaker)
                before = sentence[: effect.start()]
                found.issued = "" if ISSUES.search(before) else issued_name(before, speaker) or None
            term = with_ends(begun, sentence, effect, follows=follows)
            repeals = repeals_in(repealed, block.anchor, (places[a], places[b - 1])) or unnamed(
                printed[a:b], sentence
            )
            period = period_in(sentence)
            here = (block, a, b, printed[a:b])
            begins = effect is not None and bool(begun.effective or begun.since)
            if begins or repeals or term != begun:
                found.sentences.append(here)
            says_begin = not begins and term.effective == begun.effective
            says_begin = says_begin and states_beginning(sentence, speaker.title)
            says_begin = says_begin or (not repeals and ends_another(sentence))
            same_end = term is begun or replace(term, effective=begun.effective, basis=begun.basis) == begun
            says_end = same_end and not period and states_end(sentence, speaker.title)
            if says_begin or says_end:
                found.unread.append((here, says_end))  # a clause of effect that was not read
            if repeals or period:
                term = replace(term, repeals=(*term.repeals, *repeals), period=term.period or period)
            found.term = term
            follows = effect is not None


def _read_lines(found: _Found, blocks: Sequence[Block]) -> None:
    """Read what is but a day: （2018年3月1日起实施）, 2021年1月1日 施行, a field 实施日期 or 废止时间"""
    for block in blocks:
        printed, folded, _ = _compact(block)
        if block.role is Role.META and not found.term.expires and (last := line_of_end(folded)):
            found.term = replace(found.term, expires=last, basis=found.term.basis or PRINTED)
            found.sentences.append((block, 0, len(printed), printed))
        if not found.term.effective and (day := line_of_effect(folded)):
            found.term = replace(found.term, effective=day, basis=PRINTED)
            found.sentences.append((block, 0, len(printed), printed))


def _draft_clause(document: Document, cover: Document | None, line_of: LineOf) -> Clause | None:
    """（公开征求意见稿）, where it stands: in the title of the text, else on its cover."""
    said = draft_words(document.title)
    if not said:
        return None
    for holder in (document, *([cover] if cover else [])):
        for block in holder.blocks:
            printed, folded, places = _compact(block)
            if block.role in (Role.TITLE, Role.COVER) and (at := folded.find(said)) >= 0:
                words = printed[at : at + len(said)]
                return Clause(words, line_of(block.text.at[places[at]]), block.anchor)
    return Clause(said, document.first_line, "")


def _clauses(sentences: Sequence[_Sentence], line_of: LineOf) -> tuple[Clause, ...]:
    """Sentences as clauses, those that follow each other in one paragraph put together."""
    made: list[tuple[Block, int, str, int]] = []
    for block, a, b, text in sentences:
        if made and made[-1][0] is block and made[-1][1] == a:
            made[-1] = (block, b, made[-1][2] + text, made[-1][3])
        else:
            _, _, places = _compact(block)
            made.append((block, b, text, line_of(block.text.at[places[a]])))
    return tuple(Clause(text, line, block.anchor) for block, _, text, line in made)
