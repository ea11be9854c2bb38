"""The one list of the files that there are: what it tells is there, and nothing else is offered."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import html

from build_tools.books.every import SUMS, book_files, sums
from build_tools.books.packs import ALL, packs_of
from build_tools.books.shelves import LIST, shelved
from build_tools.exports.every import all_data, data_of_site
from build_tools.exports.package import CATALOGUE
from build_tools.model.corpus import Corpus
from build_tools.pages.lists.downloads import MADE, books_made, downloads_page
from support.books import SITE
from support.conversion import SOURCES, converted, corpus_of

NOTICE = (
    "青江市人民政府关于加强早市管理的通知\n\n青政发〔2024〕9号\n\n早市应当按时开市。\n\n青江市人民政府\n\n"
    "2024年5月1日\n"
)
PAGE = f"<title>下载</title><h1 id='a'>下载</h1>{downloads_page().partition('# 下载')[2]}<p>页脚</p>"


@cache
def _corpus() -> Corpus:
    return converted(*SOURCES)


@cache
def _books() -> dict[str, bytes]:
    return {**book_files(_corpus(), SITE), "gazette.sqlite": b"sqlite"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """What stands of a site: the page, a text beside a page, a file of the data."""
    for name, content in {
        "lists/downloads.html": PAGE,
        "documents/zang-zheng-fa-2024-11.txt": "文字\n",
        "data/text/2024.jsonl": "{}\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def _written(files: dict[str, str | bytes], site: Path) -> None:
    for name, content in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(content.encode() if isinstance(content, str) else content)


def test_every_file_of_the_list_is_there_with_its_size_and_sum(site: Path) -> None:
    _written(shelved(site, _books(), _corpus()), site)
    listed = [f for shelf in json.loads((site / LIST).read_bytes()) for f in shelf["files"]]
    found = {f["path"]: (site / f["path"]).read_bytes() for f in listed}
    assert {f"downloads/{path}" for path in _books()} <= found.keys()
    assert {"documents/zang-zheng-fa-2024-11.txt", "data/text/2024.jsonl"} <= found.keys()
    assert [(f["bytes"], f["sha256"]) for f in listed] == [
        (len(found[f["path"]]), hashlib.sha256(found[f["path"]]).hexdigest()) for f in listed
    ]


def test_what_the_pages_offer_is_what_the_list_tells(site: Path) -> None:
    _written(shelved(site, _books(), _corpus()), site)
    told = {f["path"] for shelf in json.loads((site / LIST).read_bytes()) for f in shelf["files"]}
    pages = [site / "lists/downloads.html", *sorted((site / "downloads").glob("*.html"))]
    assert len(pages) == 1 + len(SOURCES)
    offered: set[str] = set()
    for page in pages:
        links = html.parse(str(page)).xpath("//section//a[@download]/@href")
        assert all(link.startswith("../") for link in links)
        offered |= {link.removeprefix("../") for link in links}
        assert "<p>页脚</p>" in page.read_text("utf-8")
    assert offered == told


def test_the_page_leads_to_the_sums_and_the_list_for_programs(site: Path) -> None:
    books = {**_books(), SUMS: sums(_books())}
    _written(shelved(site, books, _corpus()), site)
    links = html.parse(str(site / "lists/downloads.html")).xpath("//section//p/a/@href")
    assert links == ["../downloads/list.json", "../downloads/SHA256SUMS"]
    assert all((site / "lists" / link).is_file() for link in links)
    assert html.parse(str(site / "downloads/xizang-2024-07.html")).xpath("//section//p/a/@href") == []


def test_each_page_of_a_source_is_told_its_books(site: Path) -> None:
    files = shelved(site, _books(), _corpus())
    assert files[MADE] == books_made(made=True) != books_made(made=False)
    shards = {name: str(content) for name, content in files.items() if name.endswith(".js") and name != MADE}
    assert sorted(shards) == [f"downloads/list/{base}.js" for base in sorted(_corpus().bases)]
    told: dict[str, list[list[str]]] = {}
    for name, content in shards.items():
        found = re.fullmatch(r"gazetteShard\((\"[^\"]+\"), (.*)\);\n", content)
        assert found is not None
        assert json.loads(found[1]) == f"../{name.removesuffix('.js')}"
        told |= json.loads(found[2])
    assert {path for rows in told.values() for _, path, _ in rows} == {
        f"downloads/{path}" for path in _books() if path.startswith(("documents/", "issues/"))
    }
    assert [row[0] for row in told["documents/zang-zheng-fa-2024-11.html"]] == ["Word", "EPUB", "Akoma Ntoso"]


def test_the_list_tells_issues_and_documents_by_what_they_are_cited_by(site: Path) -> None:
    rows = {row.get("page"): row for row in json.loads(str(shelved(site, _books(), _corpus())[LIST]))}
    issue = rows["issues/xizang-2024-07.html"]
    assert (issue["gazette"], issue["year"], issue["number"]) == ("西藏自治区人民政府公报", 2024, 7)
    document = rows["documents/zang-zheng-fa-2024-11.html"]
    assert (document["issue"], document["doc_number"], document["date"]) == (
        "issues/xizang-2024-07.html", "藏政发〔2024〕11号", "2024-08-04"
    )  # fmt: skip
    alone = rows["issues/xizang-2018-energy-plan.html"]  # no issue of a gazette: nothing is made up
    assert "number" not in alone
    chronicle = rows["documents/lhasa-2024-12-12-yue-da-shi-ji.html"]
    assert chronicle["issue"] == "issues/lhasa-2024-12.html"
    assert "doc_number" not in chronicle


@pytest.mark.parametrize(("url", "base"), [("https://example.org/", "https://example.org/"), ("", "../")])
def test_the_catalogue_for_portals_leads_to_the_books_of_the_whole_and_of_each_gazette(
    site: Path, url: str, base: str
) -> None:
    data = data_of_site(all_data(_corpus()), _corpus(), "文库", url)
    (site / "data" / CATALOGUE).write_text(str(data[CATALOGUE]), encoding="utf-8")
    before = json.loads(str(data[CATALOGUE]))["dcat:dataset"]["dcat:distribution"]
    for _ in range(2):  # offered again they stand there once
        files = shelved(site, _books(), _corpus())
        _written(files, site)
    found = json.loads((site / "data" / CATALOGUE).read_bytes())["dcat:dataset"]["dcat:distribution"]
    assert found[: len(before)] == before
    told = {f["path"]: f for row in json.loads(str(files[LIST])) for f in row["files"]}
    books = {each["dcat:downloadURL"]["@id"]: each for each in found[len(before) :]}
    whole = [path for path in _books() if not path.startswith(("documents/", "issues/"))]
    assert set(books) == {f"{base}downloads/{path}" for path in whole}
    for address, each in books.items():
        own = told[address.removeprefix(base)]
        assert each["dcat:byteSize"]["@value"] == str(own["bytes"])
        assert each["spdx:checksum"]["spdx:checksumValue"]["@value"] == own["sha256"]
        assert each["dct:title"]["@value"]


def test_listed_twice_the_page_is_the_same(site: Path) -> None:
    first = shelved(site, _books(), _corpus())
    _written(first, site)
    assert shelved(site, _books(), _corpus()) == first


def test_a_site_without_the_page_gets_none(tmp_path: Path) -> None:
    files = shelved(tmp_path, {"documents/a.epub": b"x"}, corpus_of(NOTICE))
    assert not [name for name in files if name.endswith(".html")]


def test_titles_are_escaped(site: Path) -> None:
    corpus = corpus_of(NOTICE.replace("早市管理", "<b>早市</b>＆“管理”"))
    files = shelved(site, book_files(corpus, SITE), corpus)
    assert "<b>" not in "".join(str(c) for n, c in files.items() if n.endswith(".html"))


def test_packs_hold_the_books_of_their_sources_and_none_holds_what_a_larger_one_holds() -> None:
    packs = {pack.path: pack for pack in packs_of(_corpus())}
    assert {path for path in _books() if path.startswith("packs/")} == packs.keys()
    books = {path: data for path, data in _books().items() if path.startswith(("documents/", "issues/"))}
    with ZipFile(BytesIO(_books()[ALL])) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == books
    held = [pack.sources for pack in packs.values()]
    assert len(set(held)) == len(held)
    assert {i for pack in packs.values() if pack.of == "gazette" for i in pack.sources} == set(
        range(len(SOURCES))
    )
    assert [p.path for p in packs_of(corpus_of(NOTICE))] == [ALL]


def test_sums_are_those_of_sha256sum() -> None:
    assert sums({"a b.epub": b"x"}).decode() == f"{hashlib.sha256(b'x').hexdigest()}  a b.epub\n"
