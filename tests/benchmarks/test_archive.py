"""The generated archive: the same for a seed, about as many documents as asked for, and convertible."""

from __future__ import annotations

import pytest

from benchmarks.archive import Issue, Words, archive, numeral, write_archive
from build_tools.model.corpus import Corpus
from build_tools.model.document import Kind, tables_in
from build_tools.pipeline import convert_corpus
from support.conversion import ledger_notes
from support.paths import ROOT

DOCUMENTS = 120


@pytest.fixture(scope="module")
def issues() -> list[Issue]:
    return list(archive(ROOT / "raw", DOCUMENTS, seed=1))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("archive")
    write_archive(ROOT / "raw", DOCUMENTS, 1, folder)
    return convert_corpus(sorted(folder.glob("*.txt")))


def test_same_seed_same_bytes(issues: list[Issue]) -> None:
    assert list(archive(ROOT / "raw", DOCUMENTS, seed=1)) == issues


def test_another_seed_gives_other_texts(issues: list[Issue]) -> None:
    other = list(archive(ROOT / "raw", DOCUMENTS, seed=2))
    assert not {i.text for i in other} & {i.text for i in issues}


def test_a_larger_archive_begins_with_the_smaller_one(issues: list[Issue]) -> None:
    larger = list(archive(ROOT / "raw", 2 * DOCUMENTS, seed=1))
    assert larger[: len(issues)] == issues
    assert len({i.name for i in larger}) == len(larger)


def test_it_converts_without_an_error_and_the_ledger_holds(corpus: Corpus) -> None:
    errors = [n for notes in corpus.notes for n in notes if n.code.severity == "error"]
    assert errors == []
    assert ledger_notes(corpus) == []


def test_about_as_many_documents_as_asked_for(corpus: Corpus, issues: list[Issue]) -> None:
    assert DOCUMENTS <= sum(i.documents for i in issues) <= DOCUMENTS + 40
    assert abs(len(corpus.records) - DOCUMENTS) <= 40


def test_every_notice_has_a_number_and_a_day_of_its_own(corpus: Corpus) -> None:
    notices = [r.document for r in corpus.records if r.document.kind is Kind.NOTICE]
    assert all(n.doc_number and n.date for n in notices)
    assert len({n.doc_number for n in notices}) == len(notices)
    assert len({r.document.title for r in corpus.records}) > len(corpus.records) / 2


def test_it_holds_tables_and_paragraphs_cut_by_a_page(corpus: Corpus) -> None:
    assert any(table for r in corpus.records for table in tables_in(r.document.blocks))
    assert any(n.code.id.startswith("join") for notes in corpus.notes for n in notes)


def test_no_person_is_appointed(corpus: Corpus) -> None:
    assert not any(r.document.kind is Kind.APPOINTMENT for r in corpus.records)


def test_no_place_stands_twice() -> None:
    names, slugs = zip(*Words.read().places, strict=True)
    assert len(set(names)) == len(set(slugs)) == len(names)


@pytest.mark.parametrize(
    ("number", "printed"), [(1, "一"), (10, "十"), (12, "十二"), (40, "四十"), (41, "四十一")]
)
def test_numerals(number: int, printed: str) -> None:
    assert numeral(number) == printed
