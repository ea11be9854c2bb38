"""Addresses live on: the first holder keeps its own, a page that moved leaves one behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from build_tools.model.corpus import Corpus
from build_tools.model.published import NO_PAST, Past
from build_tools.pipeline import convert_corpus
from build_tools.publishing.record import drawn_up, new_release, published_pages
from build_tools.site.redirects import redirect_pages
from build_tools.site.writing import write_files
from build_tools.sources.published import read_past, record_files
from support.conversion import SOURCES, converted
from support.publishing import EARLY, LATE, notice, write_sources


def corpus_of(folder: Path, texts: Mapping[str, str], past: Past = NO_PAST) -> Corpus:
    write_sources(folder, texts)
    return convert_corpus(sorted((folder / "raw").glob("*.txt")), past=past)


def published(corpus: Corpus, day: str = "2024-06-01") -> Past:
    pages = published_pages(corpus, corpus.past, day)
    return drawn_up(corpus.past, pages, new_release(day, {}, "", Path("none"), ""))


def ids(corpus: Corpus) -> dict[str, str]:
    """File → identifier of its first document."""
    return {corpus.sources[r.source].source.file: r.id for r in reversed(corpus.records)}


OLDER = EARLY.replace("2024年5月1日", "2024年4月1日").replace("早市", "集市")
NINE = "qing-zheng-fa-2024-9"


def test_the_first_holder_keeps_its_address(tmp_path: Path) -> None:
    """An older issue with the same number that comes later would have taken it over."""
    first = corpus_of(tmp_path, {"b": EARLY})
    assert ids(corpus_of(tmp_path, {"a": OLDER, "b": EARLY})) == {"a.txt": NINE, "b.txt": f"{NINE}-2"}
    kept = corpus_of(tmp_path, {"a": OLDER, "b": EARLY}, published(first))
    assert ids(kept) == {"a.txt": f"{NINE}-2", "b.txt": NINE}


def test_it_keeps_a_later_address_too(tmp_path: Path) -> None:
    both = corpus_of(tmp_path, {"a": OLDER, "b": EARLY})
    assert ids(corpus_of(tmp_path, {"b": EARLY}, published(both))) == {"b.txt": f"{NINE}-2"}


def test_it_keeps_it_under_another_name_of_its_source(tmp_path: Path) -> None:
    past = published(corpus_of(tmp_path, {"b": EARLY}))
    assert ids(corpus_of(tmp_path, {"a": OLDER, "c": EARLY}, past))["c.txt"] == NINE


def test_a_reprint_does_not_take_it_over(tmp_path: Path) -> None:
    past = published(corpus_of(tmp_path, {"b": EARLY}))
    assert ids(corpus_of(tmp_path, {"a": EARLY, "b": EARLY}, past))["b.txt"] == NINE


def test_nothing_changes_where_all_is_as_it_was() -> None:
    corpus = converted(*SOURCES)
    again = convert_corpus(SOURCES, past=published(corpus))
    assert [r.url for r in again.records] == [r.url for r in corpus.records]


def test_a_corrected_number_leaves_a_page(tmp_path: Path) -> None:
    first = corpus_of(tmp_path, {"a": EARLY, "b": LATE})
    moved = corpus_of(tmp_path, {"a": EARLY.replace("9号", "8号"), "b": LATE}, published(first))
    (page,) = redirect_pages(moved, "https://example.org/").items()
    assert page[0] == f"documents/{NINE}.html"
    assert '<meta http-equiv="refresh" content="0; url=qing-zheng-fa-2024-8.html">' in page[1]
    assert '<link rel="canonical" href="https://example.org/documents/qing-zheng-fa-2024-8.html">' in page[1]
    assert '<meta name="robots" content="noindex">' in page[1]


def test_it_is_still_there_years_later(tmp_path: Path) -> None:
    """The record holds an address that moved, and follows it when the page moves again."""
    past = published(corpus_of(tmp_path, {"a": EARLY}))
    past = published(corpus_of(tmp_path, {"a": EARLY.replace("9号", "8号")}, past), "2025-01-01")
    again = corpus_of(tmp_path, {"a": EARLY.replace("9号", "7号")}, past)
    assert set(redirect_pages(again, "")) == {f"documents/{NINE}.html", "documents/qing-zheng-fa-2024-8.html"}
    assert all("url=qing-zheng-fa-2024-7.html" in html for html in redirect_pages(again, "").values())


def test_a_place_that_vanished_is_a_line(tmp_path: Path) -> None:
    long = EARLY.replace("早市应当按时开市。", "第一条 早市应当按时开市。\n\n第二条 早市应当整洁。")
    past = published(corpus_of(tmp_path, {"a": long}))
    short = long.replace("\n\n第二条 早市应当整洁。", "").replace("9号", "8号")
    (html,) = redirect_pages(corpus_of(tmp_path, {"a": short}, past), "").values()
    assert '<p id="art-2">' in html
    assert 'id="art-1"' not in html
    assert "refresh" not in html


def test_an_annex_moves_with_its_text(tmp_path: Path) -> None:
    annexed = EARLY.replace("早市应当按时开市。", "早市应当按时开市。\n\n附件：早市名录")
    annexed += "\n附件\n\n早市名录\n\n东岸早市、西岸早市在列。\n"
    past = published(corpus_of(tmp_path, {"a": annexed}))
    moved = corpus_of(tmp_path, {"a": annexed.replace("9号", "8号").replace("东岸", "北岸")}, past)
    html = redirect_pages(moved, "")[f"documents/{NINE}/annex.html"]
    assert 'href="../qing-zheng-fa-2024-8/annex.html"' in html


def test_an_editor_decides(tmp_path: Path) -> None:
    past = published(corpus_of(tmp_path, {"a": EARLY, "b": LATE}))
    left = corpus_of(tmp_path, {"b": LATE}, past)
    assert redirect_pages(left, "") == {}
    ways = ((f"documents/{NINE}.html", "documents/qing-zheng-fa-2024-10.html#p-1"),)
    decided = replace(left, past=replace(past, redirects=ways))
    (html,) = redirect_pages(decided, "").values()
    assert 'href="qing-zheng-fa-2024-10.html#p-1"' in html


def test_no_page_stands_where_one_stands_again(tmp_path: Path) -> None:
    past = published(corpus_of(tmp_path, {"a": EARLY}))
    other = notice("集市", "青政发〔2024〕9号", "集市应当整洁。", "2024年5月29日")
    both = corpus_of(tmp_path, {"a": EARLY.replace("9号", "8号"), "b": other}, past)
    assert redirect_pages(both, "") == {}


def test_the_record_comes_back_as_it_was_written(tmp_path: Path) -> None:
    past = published(converted(*SOURCES))
    write_files(tmp_path, record_files(past))
    assert record_files(read_past(tmp_path)) == record_files(past)
    assert set(read_past(tmp_path).pages) == set(past.pages)
