"""What the search benchmark judges by: its own folding, its plain scan, its scores, its server."""

from __future__ import annotations

import gzip
import urllib.request
from pathlib import Path

import pytest

from benchmarks.browser import p95, served
from benchmarks.engines import Engine, with_theme
from benchmarks.truth import Printed, Query, Truth, fold, printed_pages, score
from build_tools.site.search.fold import folded
from support.conversion import SOURCES, converted


def test_folding_agrees_with_the_index_on_every_character() -> None:
    differing = [chr(c) for c in range(0x20, 0x30000) if fold(chr(c)) != folded(chr(c))]
    assert differing == []


@pytest.fixture(scope="module")
def pages() -> list[Printed]:
    return printed_pages(converted(*SOURCES))


def test_a_phrase_is_found_where_it_is_printed(pages: list[Printed]) -> None:
    truth = Truth(pages, 1)
    assert "documents/zang-zheng-fa-2024-11.html" in truth.holding("藏政发[2024] 11号")
    assert truth.holding("此句无处可寻") == frozenset()
    (page,) = [p for p in pages if p.url == "documents/zang-zheng-fa-2024-11.html"]
    assert page.numbers == ("藏政发〔2024〕11号",)
    assert truth.counts("空气")[page.url] == sum(fold(part).count("空气") for part in page.parts)


def test_no_phrase_goes_across_two_cells(pages: list[Printed]) -> None:
    page = next(p for p in pages if len(p.cells) > 4)
    assert all(fold(cell) in page.folded for cell in page.cells)
    one, other = fold(page.cells[0]), fold(page.cells[1])
    assert one + other not in page.folded or one + other in "".join(map(fold, page.parts))


def test_same_seed_same_queries(pages: list[Printed]) -> None:
    assert Truth(pages, 3).phrases(20) == Truth(pages, 3).phrases(20)
    for query in Truth(pages, 3).phrases(20) + Truth(pages, 3).joined(5) + Truth(pages, 3).in_cells(5):
        assert query.wanted


def test_every_number_has_a_document_to_find(pages: list[Printed]) -> None:
    numbers = Truth(pages, 1).numbers(10)
    assert all(len(q.wanted) == 1 and q.wanted <= q.allowed for q in numbers)
    assert len({q.text for q in numbers}) == 10


def test_scores() -> None:
    def asked(*pages: str) -> Query:
        return Query("phrase", "x", frozenset(pages), frozenset(pages))

    got = score([asked("a", "b"), asked("a")], [frozenset("a"), frozenset("ab")])
    assert (got.recall, got.precision) == (0.75, 0.75)
    assert score([asked("a")], [frozenset()]).recall == 0


def test_what_95_of_100_do_not_exceed() -> None:
    assert p95(list(range(1, 101))) == 95
    assert p95([3]) == 3


def test_the_server_packs_text_and_counts_what_it_sends(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("a" * 10_000, encoding="utf-8")
    with served(tmp_path) as (address, traffic):
        with urllib.request.urlopen(address + "a.js") as answer:
            assert gzip.decompress(answer.read()) == b"a" * 10_000
        sent = traffic.taken()
        assert 50 < sent < 1_000
        assert traffic.taken() == 0


def test_the_page_of_the_site_is_rendered_around_an_index(tmp_path: Path) -> None:
    held = tmp_path / "index/assets/search"
    held.mkdir(parents=True)
    (held / "a.bin").touch()
    site = with_theme(Engine("ours", tmp_path / "index", 0.0, 0), tmp_path)
    assert site is not None
    assert 'id="gz-ask-q"' in (site / "search.html").read_text(encoding="utf-8")
    assert (site / "assets/search/a.bin").is_file()
