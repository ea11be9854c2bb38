"""The one place that catches any exception: around the work on one source, and around one stage of all.

A fault of the program on one source must not hide what is wrong with the others; it becomes an error
of that source, with the line and the words that were being read.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from build_tools.model.catalogue import Code, Note
from build_tools.model.citation import Cited, Referred
from build_tools.model.corpus import Corpus, Failed, Record, Standing
from build_tools.model.document import Document, GridBlock, NumberedBlock, Piece, TableBlock, TextBlock
from build_tools.model.source import Line, Source, TableLine
from build_tools.model.table import Cell, Row, Slot, TableRow
from build_tools.model.text import Text

T = TypeVar("T")
RawPlace = tuple[int, str]
"""A raw line, and the words that were being read there."""

_SHOWN = 40


class StageFailed(Exception):
    """A stage over the corpus failed: nothing can be published. ``failed`` says where."""

    def __init__(self, failed: Failed) -> None:
        super().__init__(failed.notes[0].detail)
        self.failed = failed


@dataclass(frozen=True)
class _Caught:
    error: Exception


def _attempted(work: Callable[[], T]) -> T | _Caught:
    try:
        return work()
    except Exception as error:
        return _Caught(error)


def guarded(source: Source, work: Callable[[], T]) -> T | Failed:
    """What the work on a source gives, or where in that source it failed."""
    result = _attempted(work)
    if not isinstance(result, _Caught):
        return result
    values = list(_values(result.error))
    read = next((v for v in values if isinstance(v, Source)), source)
    found = (_place(value, read) for value in values)
    line, words = next((place for place in found if place is not None), (1, ""))
    code = Code.READ_FAILED if isinstance(result.error, OSError) else Code.SOURCE_FAILED
    return _failed(read, code, line, words, result.error)


def wrong_sources(
    corpus: Corpus, find: Callable[[int], Iterable[Note]], sources: Iterable[int] | None = None
) -> dict[int, Failed]:
    """The sources (by their index) in which the work on each finds errors, or fails; of all sources, or of
    these."""
    wrong: dict[int, Failed] = {}
    for index in range(len(corpus.sources)) if sources is None else sources:
        source = corpus.sources[index].source
        found = guarded(source, partial(_collected, find, index))
        if isinstance(found, Failed):
            wrong[index] = found
        elif found:
            wrong[index] = Failed(source, found)
    return wrong


def _collected(find: Callable[[int], Iterable[Note]], index: int) -> tuple[Note, ...]:
    return tuple(find(index))


def over_corpus(stage: str, corpus: Corpus, work: Callable[[], T]) -> T:
    """What a stage over all records gives. Raises StageFailed, which names the record that it was at.

    An OSError goes through: it is no fault of a record, and says which file cannot be read or written.
    """
    result = _attempted(work)
    if not isinstance(result, _Caught):
        return result
    if isinstance(result.error, OSError):
        raise result.error
    found = (_record(value, corpus) for value in _values(result.error))
    record = next((r for r in found if r is not None), None)
    if record is None:
        nowhere = Source("", stage, "", "", (0,), "")
        raise StageFailed(_failed(nowhere, Code.STAGE_FAILED, 1, "", result.error)) from result.error
    source, line = corpus.sources[record.source].source, record.document.first_line
    words = f"{stage}：{record.id} {record.document.title}"
    raise StageFailed(_failed(source, Code.STAGE_FAILED, line, words, result.error)) from result.error


def _failed(source: Source, code: Code, line: int, words: str, error: Exception) -> Failed:
    said = traceback.format_exception_only(error)[-1].strip()
    note = Note(code, line, line, " ".join(words.split())[:_SHOWN], detail=" ".join(said.split()))
    return Failed(source, (note,), "".join(traceback.format_exception(error)))


def _values(error: Exception) -> Iterator[object]:
    """What the functions held when one of them failed, the innermost first, each from the last value on."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    for frame in reversed(frames[1:]):  # the outermost is the guard's own
        held = list(frame.f_locals.values())
        yield from reversed(held)
        yield from (s for value in held if isinstance(s := _attribute(value, "source"), Source))


def _attribute(value: object, name: str) -> object:
    """An attribute that is stored with a value; nothing is run to get it."""
    return getattr(value, "__dict__", {}).get(name)


def _place(value: object, source: Source) -> RawPlace | None:
    """The raw line and the words of a value; None where it has none."""
    match value:
        case Line(number=number, text=text):
            return number, text.chars
        case TableLine(number=number) | Row(number=number):
            return number, ""
        case Piece(lines=(number, *_), text=text):
            return number, text.chars
        case TableRow(lines=(number, *_), slots=slots):
            return number, " ".join(slot.value for slot in slots)
        case Slot(lines=(number, *_), value=words):
            return number, words
        case Text() if len(value):
            return source.line_of(value.at[0]), value.chars
        case TextBlock() | NumberedBlock() | GridBlock() | TableBlock() | Cell():
            texts = value.texts if isinstance(value, Cell) else value.texts()
            return next((p for text in texts if (p := _place(text, source)) is not None), None)
        case Record(document=document):
            return _place(document, source)
        case Document(first_line=number, title=title) if number:
            return number, title
    return None


def _record(value: object, corpus: Corpus) -> Record | None:
    match value:
        case Record():
            return value
        case Standing(stated_in=record):
            return record
        case Cited(record=ident) | Referred(record=ident):
            return corpus.by_id.get(ident)
    # A page of MkDocs knows its file, and the file its path below docs/.
    page = _attribute(_attribute(value, "file") or value, "src_uri")
    records = corpus.by_page.get(page, []) if isinstance(page, str) else []
    return next(iter(records), None)
