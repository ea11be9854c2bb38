"""What holds for every text whatever: it converts, the ledger holds, and its page says it exactly."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from lxml import etree, html

from build_tools.exports.data_files import data_files
from build_tools.model.corpus import Corpus
from build_tools.pages.document import pages
from build_tools.pipeline import convert_corpus
from build_tools.sources.folder import find_sources
from support.conversion import convert_text, ledger_notes
from support.count import assert_counted
from support.random_inputs import Input
from support.rendering import proven
from support.schemas import invalid

# ../lists/watch.html?add=documents/08-reply&of=documents/08-reply.html
_OURS = re.compile(
    r"(?:[\w./-]+\.(?:md|txt|html|csv|xlsx|json))?(?:\?add=[\w./-]+&of=[\w./-]+)?(?:#[\w-]+)?$"
)


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
            assert record.document.first_line > 0 or not any(s.source.raw.strip() for s in corpus.sources)
            address, _, fragment = record.url.partition("#")
            assert address == page.replace(".md", ".html")
            assert not fragment or fragment in anchors
            assert {e.anchor for e in record.document.outline} <= set(anchors)
            assert record.parent is None or record.parent in corpus.by_id


def assert_in_print_order(corpus: Corpus) -> None:
    """The characters of a block stand in it as they stand in the source, but for what editors put in."""
    for record in corpus.records:
        raw = len(corpus.sources[record.source].source.raw)
        for block in record.document.blocks:
            for text in block.texts():
                printed = zip(text.chars, text.at, strict=True)
                offsets = [o for c, o in printed if not c.isspace() and o < raw]
                assert offsets == sorted(offsets), block.anchor


def assert_renders(corpus: Corpus) -> None:
    """Every page gives back each block's text exactly, with no identifier used twice; a second count of
    all characters agrees."""
    with tempfile.TemporaryDirectory() as site:
        assert proven(corpus, Path(site)) == []
        assert_counted(corpus, Path(site))
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


def check(text: str) -> None:
    """All that holds for any text, whatever it says."""
    check_input(Input(text))


def check_input(given: Input) -> None:
    """All that holds for any source, its encoding, its sidecar and its name; a name may be refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{given.name}.txt"
        path.write_bytes(given.data)
        if given.sidecar:
            path.with_suffix(".toml").write_text(given.sidecar, encoding="utf-8", newline="")
        found = find_sources([Path(folder)])
        corpus = convert_corpus(found.sources)
    assert corpus.failed == (), corpus.failed[0].notes
    assert_sound(corpus)
    assert_in_print_order(corpus)
    assert_renders(corpus)
    assert invalid(corpus) == []
