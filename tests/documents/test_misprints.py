"""Suspects of a misprint: how many of those that the five sources print, and of those planted in them, are
found, and how often a right word is suspected."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from build_tools.documents.misprints.corpus_text import corpus_text
from build_tools.language.words import look_alikes, official_words
from build_tools.model.catalogue import Code, Note
from build_tools.model.corpus import Corpus
from build_tools.pipeline import convert_corpus
from support.conversion import SOURCES, TEXTS, converted
from support.paths import TESTS

_LISTS = tomllib.loads(Path(__file__).with_name("planted_misprints.toml").read_text("utf-8"))
PLANTS: list[dict[str, Any]] = _LISTS["plants"]
PRINTED: list[dict[str, Any]] = _LISTS["printed"]


def _suspects(corpus: Corpus) -> Iterator[tuple[str, Note]]:
    for source, notes in zip(corpus.sources, corpus.notes, strict=True):
        yield from ((source.source.id, n) for n in notes if n.code is Code.MISPRINT)


def _found(place: dict[str, Any], notes: list[tuple[str, Note]], printed: str) -> bool:
    """Whether a suspect on that line shares two characters with what is printed."""
    return any(
        source == place["source"]
        and note.first_line <= place["line"] <= note.last_line
        and any(note.was[i : i + 2] in printed for i in range(len(note.was) - 1))
        for source, note in notes
    )


@cache
def _small() -> tuple[Corpus, ...]:
    """The texts of this folder of tests, each a corpus of its own."""
    classes = sorted((TESTS / "classes").glob("*/*.txt"))
    folders = [sorted(p.glob("*.txt")) for p in sorted((TESTS / "classes").glob("*/*")) if p.is_dir()]
    return tuple(convert_corpus(paths) for paths in [*([p] for p in (*TEXTS, *classes)), *folders])


def test_plants_are_forty_that_stand_once() -> None:
    assert len(PLANTS) == 40
    for plant in PLANTS:
        path = SOURCES[0].with_name(f"{plant['source']}.txt")
        line = path.read_text("utf-8").split("\n")[plant["line"] - 1]
        assert line.count(plant["was"]) == 1, plant


def test_printed_misprints_are_found() -> None:
    notes = list(_suspects(converted(*SOURCES)))
    missed = [p["was"] for p in PRINTED if not _found(p, notes, p["was"])]
    print(f"printed: {len(PRINTED) - len(missed)} of {len(PRINTED)}, missed {missed}")
    assert len(missed) <= len(PRINTED) * 0.2


def test_planted_misprints_are_found(tmp_path: Path) -> None:
    for path in SOURCES:
        lines = path.read_text("utf-8").split("\n")
        for plant in PLANTS:
            if plant["source"] == path.stem:
                at = plant["line"] - 1
                lines[at] = lines[at].replace(plant["was"], plant["now"])
        (tmp_path / path.name).write_text("\n".join(lines), encoding="utf-8")
        sidecar = path.with_suffix(".toml")
        (tmp_path / sidecar.name).write_bytes(sidecar.read_bytes())
    notes = list(_suspects(convert_corpus(sorted(tmp_path.glob("*.txt")))))
    missed = [p["now"] for p in PLANTS if not _found(p, notes, p["now"])]
    print(f"planted: {len(PLANTS) - len(missed)} of {len(PLANTS)}, missed {missed}")
    assert len(missed) <= len(PLANTS) * 0.2


def _false_alarms(corpora: tuple[Corpus, ...]) -> tuple[list[str], int]:
    right = {p["was"] for p in PRINTED}
    alarms = [note.was for corpus in corpora for _, note in _suspects(corpus)]
    false = [was for was in alarms if not any(was in r or r in was for r in right)]
    return false, sum(len(corpus_text(corpus).chars) for corpus in corpora)


@pytest.mark.parametrize("which", ["sources", "texts"])
def test_false_alarms_are_few(which: str) -> None:
    alarms, length = _false_alarms((converted(*SOURCES),) if which == "sources" else _small())
    print(f"{which}: {len(alarms)} false alarms in {length} characters: {alarms}")
    assert len(alarms) * 10_000 <= length


def test_tables_are_general() -> None:
    assert sum(map(len, look_alikes().values())) > 2000
    assert len(official_words()) > 1000
