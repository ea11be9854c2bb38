"""What an editor has to look at in amendments: instructions that were not read, terms that cannot be told."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.documents.corpus_doubts import with_doubts
from build_tools.language.days import chinese
from build_tools.model.amendment import Op
from build_tools.model.catalogue import Code, Note
from build_tools.model.corpus import Corpus, Standing

_SHOWN = 60


def doubt_amendments(corpus: Corpus) -> Corpus:
    """The corpus with a doubt on each instruction that was not read, and on each text whose last day two
    amendments of one day make another one of, or that was changed after it had ended."""
    unread: dict[int, list[Note]] = {}
    for made in corpus.facts.amended:
        if made.amendment.op is Op.UNREAD:
            words = made.amendment.words.partition("\n")[0][:_SHOWN]
            note = Note(Code.AMENDMENT_UNREAD, made.amendment.line, made.amendment.last_line, words)
            unread.setdefault(made.holder.source, []).append(note)
    undecided: dict[int, list[Note]] = {}
    for standing in corpus.facts.standings:
        for source, note in _undecided(standing):
            undecided.setdefault(source, []).append(note)
    corpus = with_doubts(corpus, Code.AMENDMENT_UNREAD, unread)
    return with_doubts(corpus, Code.TERM_UNDECIDED, undecided)


def _undecided(standing: Standing) -> Iterator[tuple[int, Note]]:
    for version in standing.versions:
        found = [a for a in standing.changes if a.since == version.since and a.made]
        if not found or not (version.readings or version.late):
            continue
        said = "同日两次修改：" + "、".join(map(chinese, version.readings))
        detail = said if version.readings else f"修改时已于{chinese(version.late)}届满"
        last = found[-1]
        note = Note(Code.TERM_UNDECIDED, last.line, last.line, standing.name, "", detail)
        yield last.made[0].holder.source, note
