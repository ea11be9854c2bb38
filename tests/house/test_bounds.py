"""No walk goes round: over parents, names, spans and texts that are too long for their place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from build_tools.documents.outline.anchors import unique
from build_tools.facts.chains import chain_ends
from build_tools.model.citation import Citation, Cited, Place, Relation, Web
from build_tools.model.document import Document, Kind, ancestors
from build_tools.model.guard import StageFailed
from build_tools.pages.chart_drawing import measured, wrapped
from build_tools.pages.every import all_pages
from build_tools.pipeline import convert_corpus, linked
from support.conversion import corpus_of

ANNEXED = "早市管理办法\n\n第一条 早市按时开市。\n\n附件1\n\n早市一览表\n\n东门早市。\n"


@pytest.mark.parametrize("parent", [1, 2])
def test_a_document_that_belongs_to_itself_or_to_a_later_one(parent: int) -> None:
    documents = [
        Document(Kind.TEXT, "甲"),
        Document(Kind.ANNEX, "乙", parent=parent),
        Document(Kind.ANNEX, "丙", parent=1),
    ]
    assert list(ancestors([documents[0], replace(documents[1], parent=0), documents[2]], 2)) == [1, 0]
    with pytest.raises(ValueError, match="does not stand before it"):
        list(ancestors(documents, 1))


def test_records_in_a_ring() -> None:
    corpus = corpus_of(ANNEXED)
    text, annex = corpus.records
    assert [r.id for r in corpus.above(annex)] == [text.id]
    assert (corpus.top(annex), corpus.top(text)) == (text, text)
    ring = replace(corpus, records=(replace(text, parent=annex.id), annex))
    with pytest.raises(ValueError, match="belongs to itself"):
        list(ring.above(annex))
    with pytest.raises(StageFailed, match="belongs to itself"):
        all_pages(ring)


def test_a_source_whose_documents_go_round_is_told_of(tmp_path: Path) -> None:
    """Where a stage would build such, the guard says so; nothing hangs."""
    (tmp_path / "a.txt").write_text(ANNEXED, encoding="utf-8")
    corpus = convert_corpus([tmp_path / "a.txt"])
    converted = corpus.sources[0]
    documents = (converted.documents[0], replace(converted.documents[1], parent=1))
    with pytest.raises(StageFailed):
        linked([(replace(converted, documents=documents), corpus.balances[0])])


def test_an_annex_of_the_title_of_its_text() -> None:
    corpus = corpus_of("《早市管理办法》政策解读\n附件3\n《早市管理办法》政策解读\n")
    text, annex = corpus.records
    assert (text.document.kind, annex.document.kind, annex.parent) == (
        Kind.INTERPRETATION,
        Kind.ANNEX,
        text.id,
    )


def test_a_title_printed_again_is_no_unit_of_its_own() -> None:
    corpus = corpus_of("早市管理办法\n早市管理办法\n（2024年5月1日公布）\n第一条 早市按时开市。\n")
    assert len(corpus.records) == 1


def test_texts_that_cite_each_other_in_a_ring() -> None:
    corpus = corpus_of(
        "".join(
            f"青江市人民政府关于{n}的通知\n\n青政发〔2024〕{k}号\n\n各县：\n\n做好工作。\n\n青江市人民政府\n2024年5月1日\n\n"
            for k, n in enumerate("甲乙丙", start=1)
        )
    )
    assert len(corpus.records) == 3
    ids = [r.id for r in corpus.records]
    cited = tuple(
        Cited(a, citation, b, citation)
        for a, b in zip(ids, [*ids[1:], ids[0]], strict=True)
        for citation in [Citation(Place(0, "p-1", 0, 2, 1), "《甲》", "甲", None, Relation.IMPLEMENTS)]
    )
    ring = replace(corpus, web=Web(cited))
    assert [chain_ends(r.page, ring) for r in ring.records]


def test_numbers_that_repeat_are_told_apart_in_time() -> None:
    """Ten thousand of one anchor: each is tried once."""
    seen: dict[str, int] = {}
    found = [unique("art-1", seen) for _ in range(10_000)]
    assert len(set(found)) == 10_000
    assert found[:4] == ["art-1", "art-1-b", "art-1-c", "art-1-d"]
    assert sum(seen.values()) < 25_000


@pytest.mark.parametrize("width", [0.0, 5.0, 12.0, 24.0, 60.0])
def test_words_that_fit_nowhere_are_cut(width: float) -> None:
    lines = wrapped("东门早市每日开市", width, 12, 2)
    assert 1 <= len(lines) <= 2
    assert max(measured(line, 12) for line in lines) <= max(width, measured("…", 12))
