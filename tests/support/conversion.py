"""Converting for tests: files of the repository once per run, and texts made up in a test."""

from __future__ import annotations

import pickle
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from build_tools.model.catalogue import Note
from build_tools.model.corpus import Corpus
from build_tools.model.source import Source
from build_tools.pipeline import convert_corpus
from build_tools.sources.read import read_source
from support.once import once
from support.paths import ROOT, TESTS

SOURCES = tuple(ROOT / "raw" / f"{p.stem}.txt" for p in sorted((TESTS / "house" / "readings").glob("*.json")))
TEXTS = tuple(p.with_suffix(".txt") for p in sorted((TESTS / "house" / "texts").glob("*.json")))


def made_up(name: str) -> Path:
    """One of the texts in the manner of real ones."""
    return TESTS / "house" / "texts" / f"{name}.txt"


@cache
def converted(*paths: Path) -> Corpus:
    """The corpus of files of the repository. Values are frozen, so all tests can share them.

    The five sources take their time: they are converted once in a run, for all of its processes.
    """
    if not set(paths) <= set(SOURCES):
        return convert_corpus(paths)
    name = "+".join(path.stem for path in paths)
    folder = once(name, lambda folder: (folder / "corpus").write_bytes(pickle.dumps(convert_corpus(paths))))
    corpus: Corpus = pickle.loads((folder / "corpus").read_bytes())
    return corpus


def convert_text(text: str | bytes, folder: Path, name: str = "input.txt") -> Corpus:
    """The corpus of one text, written to ``folder`` byte for byte."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return convert_corpus([path])


def ledger_notes(corpus: Corpus) -> list[Note]:
    """What the ledger found wrong."""
    return [n for notes in corpus.notes for n in notes if n.code.id.startswith("ledger-")]


def source_of(text: str) -> Source:
    """A text as the reader hands it on to the cleaner."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "input.txt"
        path.write_bytes(text.encode("utf-8"))
        return read_source(path)[0]


def corpus_of(text: str) -> Corpus:
    """The corpus of one text."""
    with TemporaryDirectory() as folder:
        return convert_text(text, Path(folder))
