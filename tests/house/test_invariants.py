"""What holds for every text whatever: it converts, the ledger holds, and its page says it exactly."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from lxml import etree, html

from build_tools.exports.records import data_files
from build_tools.model.corpus import Corpus
from build_tools.pages.document import pages
from build_tools.pipeline import convert_corpus
from support.conversion import SOURCES, TEXTS, convert_text, converted, ledger_notes
from support.rendering import proven
from support.schemas import invalid
from support.strategies import HOSTILE, anything, hostile, official

_FEW = settings(
    max_examples=120,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
_OURS = re.compile(r"(?:[\w./-]+\.(?:md|txt|html|csv|xlsx|json))?(?:#[\w-]+)?$")
_FILES = pytest.mark.parametrize("path", [*SOURCES, *TEXTS], ids=lambda p: p.stem)


def assert_sound(corpus: Corpus) -> None:
    """The ledger holds; identifiers, anchors and addresses fit together."""
    assert ledger_notes(corpus) == []
    for balance, source in zip(corpus.balances, corpus.sources, strict=True):
        printed = sum(not c.isspace() for c in source.source.raw)
        assert balance.printed == printed
        assert balance.printed + balance.inserted == balance.in_blocks + balance.in_notes
    identifiers = [r.id for r in corpus.records]
    assert len(identifiers) == len(set(identifiers))
    for page, records in corpus.by_page.items():
        anchors = [b.anchor for r in records for b in r.document.blocks]
        assert len(anchors) == len(set(anchors)), page
        for record in records:
            address, _, fragment = record.url.partition("#")
            assert address == page.replace(".md", ".html")
            assert not fragment or fragment in anchors
            assert {e.anchor for e in record.document.outline} <= set(anchors)
            assert record.parent is None or record.parent in corpus.by_id


def assert_in_print_order(corpus: Corpus) -> None:
    """The characters of a block stand in it as they stand in the source."""
    for record in corpus.records:
        for block in record.document.blocks:
            for text in block.texts():
                offsets = [o for c, o in zip(text.chars, text.at, strict=True) if not c.isspace()]
                assert offsets == sorted(offsets), block.anchor


def assert_renders(corpus: Corpus) -> None:
    """Every page gives back each block's text exactly, with no identifier used twice."""
    with tempfile.TemporaryDirectory() as site:
        assert proven(corpus, Path(site)) == []
        for page in Path(site).rglob("*.html"):
            root = html.document_fromstring(page.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
            names = [e.get("id") for e in root.iter() if e.get("id")]
            assert len(names) == len(set(names)), page.name
            assert_inert(root)


def assert_inert(root: html.HtmlElement) -> None:
    """Nothing on a page acts: no element, attribute or address that the text brought with it."""
    for element in root.iter(etree.Element):
        if element.tag == "svg":  # only our own charts are drawn
            figure = element.getparent()
            assert figure is not None
            assert (figure.get("class"), figure.get("data-derived")) == ("gz-chart", "true")
        assert element.tag not in (
            "script",
            "style",
            "iframe",
            "img",
            "object",
            "input",
            "link",
            "form",
        )
        for name, value in element.attrib.items():
            assert not name.startswith("on"), element.attrib
            assert name not in ("href", "src") or _OURS.match(value), value


def assert_repeats(text: str) -> None:
    """The same bytes give the same pages and data."""
    with tempfile.TemporaryDirectory() as folder:
        first, second = (convert_text(text, Path(folder)) for _ in range(2))
    assert pages(first) == pages(second)
    assert data_files(first) == data_files(second)


@_FILES
def test_file_is_sound(path: Path) -> None:
    corpus = converted(path)
    assert_sound(corpus)
    assert_in_print_order(corpus)
    assert_renders(corpus)


def check(text: str) -> None:
    """All that holds for any text, whatever it says."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = convert_text(text, Path(folder))
    assert_sound(corpus)
    assert_in_print_order(corpus)
    assert_renders(corpus)
    assert invalid(corpus) == []


@given(anything)
@example("")
@example("\ufeff")
@example("\r")
@example("早市\x00")
@_FEW
def test_any_text(text: str) -> None:
    check(text)


@given(official)
@_FEW
def test_text_of_official_pieces(text: str) -> None:
    check(text)


@given(hostile)
@_FEW
def test_hostile_text_is_text(text: str) -> None:
    check(text)


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("form", ["{}", "早市{}开市。", "{}\n早市。", "早市，\n{}", "| {} | 1 |"])
def test_hostile_piece(piece: str, form: str) -> None:
    check(piece if form == "{}" else f"早市管理办法\n\n{form.format(piece)}")


@given(official)
@_FEW
def test_same_text_twice(text: str) -> None:
    assert_repeats(text)


@given(official, official)
@_FEW
def test_two_sources_share_no_name(first: str, second: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / "a.txt", Path(folder) / "b.txt"]
        for path, text in zip(paths, (first, second), strict=True):
            path.write_text(text, encoding="utf-8", newline="")
        corpus = convert_corpus(paths)
    assert_sound(corpus)
    own = [{r.page for r in corpus.records if r.source == index} for index in range(2)]
    assert not own[0] & own[1]
    assert set(corpus.by_page) <= set(pages(corpus))
