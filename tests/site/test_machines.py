"""What machines read: <meta> of the guideline for government sites, JSON-LD, the site map, Atom feeds."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from build_tools.exports.contract.files import FILES
from build_tools.exports.feeds import feed_files
from build_tools.model.corpus import Corpus
from build_tools.pages.every import all_pages
from build_tools.pages.lists.data import data_page
from build_tools.site.build import render, settings
from build_tools.site.bundle import bundled_files
from build_tools.site.theme import site_map
from build_tools.site.theme.site_map import parted
from build_tools.site.writing import write_files
from support.built_site import BuiltSite
from support.conversion import SOURCES, convert_text, converted
from support.rendering import hand_written

_ATOM = "{http://www.w3.org/2005/Atom}"
_HOSTILE = (
    "关于印发《</script><script>alert(1)</script>办法》的通知\n\n云政发〔2024〕1号\n\n发布日期：2024-01-05\n\n各单位：\n\n"
    "现将“办法”印发。\n\n云市人民政府\n\n2024年1月2日\n"
)


def _read(site: Path, page: str) -> Any:
    return html.parse(str(site / page)).getroot()


def _meta(site: Path, page: str) -> dict[str, str]:
    found = [(m.get("name"), m.get("content")) for m in _read(site, page).iter("meta") if m.get("name")]
    names = [name.lower() for name, _ in found]
    assert len(names) == len(set(names))
    return dict(found)


def _document(built: tuple[Corpus, Path]) -> tuple[Any, str]:
    record = next(r for r in built[0].records if r.document.doc_number and r.document.date)
    return record, record.url


def test_a_document_says_what_it_is(built: tuple[Corpus, Path]) -> None:
    record, page = _document(built)
    said = _meta(built[1], page)
    document = record.document
    assert said["ArticleTitle"] == document.title
    assert document.published is None
    assert "PubDate" not in said  # 成文日期 is printed, no day of publication
    assert said["Author"] == ",".join(document.issuers)
    assert document.doc_number in said["Keywords"].split(",")
    assert said["ColumnType"] == "政策文件"
    assert said["SiteName"]
    assert said["ContentSource"]
    assert said["Description"]
    assert not {"SiteIDCode", "SiteDomain", "Url"} & set(said)  # not set in mkdocs.yml: not said


def test_a_printed_day_of_publication_is_said_as_printed(addressed: tuple[Corpus, Path]) -> None:
    record, page = _document(addressed)
    assert (record.document.published, record.document.date) == ("2024-01-05", "2024-01-02")
    assert _meta(addressed[1], page)["PubDate"] == "2024-01-05"
    told = json.loads(_read(addressed[1], page).xpath("//script[@type='application/ld+json']")[0].text)
    assert told["datePublished"] == "2024-01-05"


def test_a_list_says_which_column_it_is(built: tuple[Corpus, Path]) -> None:
    said = _meta(built[1], "lists/by-number.html")
    assert said["ColumnName"] == "按文号"
    assert said["ColumnDescription"]
    assert "ArticleTitle" not in said


def test_json_ld_is_legislation(built: tuple[Corpus, Path]) -> None:
    record, page = _document(built)
    told = json.loads(_read(built[1], page).xpath("//script[@type='application/ld+json']")[0].text)
    assert told["@type"] == "Legislation"
    assert told["name"] == record.document.title
    assert told["legislationIdentifier"] == record.document.doc_number
    assert [o["name"] for o in told["legislationPassedBy"]] == list(record.document.issuers)
    name = page.rpartition("/")[2].partition(".")[0]
    assert [f["contentUrl"] for f in told["encoding"]] == [f"{name}.txt", f"{name}.md", f"{name}.json"]


def test_parts_of_a_text_lead_to_their_places(built: tuple[Corpus, Path]) -> None:
    pages = {r.url.partition("#")[0] for r in built[0].records if r.document.outline}
    told = [
        json.loads(script.text)
        for page in pages
        for script in _read(built[1], page).xpath("//script[@type='application/ld+json']")
    ]
    parts = [part for of_page in told for part in of_page.get("hasPart", [])]
    assert parts
    assert all(part["name"] and part["url"].startswith("#") for part in parts)


def test_no_chapter_is_missing_among_the_parts(whole: BuiltSite) -> None:
    """A plan without a printed title begins with its first chapter: that is no title of the whole."""
    missing = []
    for record in converted(*SOURCES).records:
        page, _, _ = record.url.partition("#")
        wanted = [f"#{e.anchor}" for e in record.document.outline if e.depth == 1 and e.title is not None]
        for script in (
            _read(whole.site, page).xpath("//script[@type='application/ld+json']") if wanted else ()
        ):
            urls = [part["url"] for part in json.loads(script.text).get("hasPart", [])]
            missing += [(record.id, anchor) for anchor in wanted if anchor not in urls]
    assert missing == []


@pytest.fixture(scope="module")
def addressed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Corpus, Path]:
    """A hostile title on a site that has an address."""
    folder = tmp_path_factory.mktemp("addressed")
    hand_written(folder)
    settings_file = folder / "mkdocs.yml"
    text = settings_file.read_text(encoding="utf-8")
    settings_file.write_text(f"site_url: https://example.org/gazette/\n{text}", encoding="utf-8")
    corpus = convert_text(_HOSTILE, folder)
    write_files(folder / "docs", all_pages(corpus))
    render(settings_file, corpus, folder / "site")
    own = settings(settings_file)
    write_files(folder / "site", feed_files(corpus, own.name, own.url))
    return corpus, folder / "site"


def test_an_address_makes_all_addresses_whole(addressed: tuple[Corpus, Path]) -> None:
    record, page = _document(addressed)
    whole = f"https://example.org/gazette/{page}"
    said = _meta(addressed[1], page)
    assert said["SiteDomain"] == "example.org"
    assert said["Url"] == whole
    places = etree.parse(str(addressed[1] / "sitemap.xml")).getroot()
    dates = {url[0].text: url[1].text for url in places}
    assert dates[whole] == record.document.published
    feed = etree.parse(str(addressed[1] / "feeds" / "all.xml")).getroot()
    assert [link.get("href") for link in feed.iter(f"{_ATOM}link")] == [
        "https://example.org/gazette/feeds/all.xml",
        whole,
    ]


_MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def _addresses(path: Path) -> list[tuple[str, str]]:
    """Addresses and days of a site map, or of the parts of an index."""
    return [(place[0].text, place[1].text) for place in etree.parse(str(path)).getroot()]


def test_a_site_map_of_too_many_addresses_is_an_index_of_its_parts(
    addressed: tuple[Corpus, Path], tmp_path: Path
) -> None:
    site = addressed[1]
    whole = _addresses(site / "sitemap.xml")
    files = parted((site / "sitemap.xml").read_text(encoding="utf-8"), "https://example.org/gazette/", 7)
    write_files(tmp_path, files)
    index = etree.parse(str(tmp_path / "sitemap.xml")).getroot()
    assert index.tag == f"{_MAPS}sitemapindex"
    named = _addresses(tmp_path / "sitemap.xml")
    assert [way for way, _ in named] == [f"https://example.org/gazette/{n}" for n in list(files)[1:]]
    parts = [_addresses(tmp_path / name) for name in list(files)[1:]]
    assert [place for part in parts for place in part] == whole
    assert max(map(len, parts)) == 7
    assert [day for _, day in named] == [max(day for _, day in part) for part in parts]
    assert {etree.parse(str(tmp_path / n)).getroot().tag for n in list(files)[1:]} == {f"{_MAPS}urlset"}


def test_a_site_map_that_fits_stays_one_file(addressed: tuple[Corpus, Path]) -> None:
    said = (addressed[1] / "sitemap.xml").read_text(encoding="utf-8")
    assert parted(said, "", said.count("<url>")) == {"sitemap.xml": said}
    assert not list(addressed[1].glob("sitemap-*"))
    none = said[: said.index("<url>")] + "</urlset>"
    assert parted(none, "") == {"sitemap.xml": none}


def test_the_build_writes_the_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_map.parted, "__defaults__", (3,))
    hand_written(tmp_path)
    own = tmp_path / "mkdocs.yml"
    own.write_text(f"site_url: https://example.org/\n{own.read_text(encoding='utf-8')}", encoding="utf-8")
    corpus = convert_text(_HOSTILE, tmp_path)
    write_files(tmp_path / "docs", all_pages(corpus))
    assert render(own, corpus, tmp_path / "site") == []
    named = [way.rpartition("/")[2] for way, _ in _addresses(tmp_path / "site" / "sitemap.xml")]
    assert named == [f"sitemap-{n}.xml" for n in range(1, len(named) + 1)]
    assert all(len(_addresses(tmp_path / "site" / name)) <= 3 for name in named)
    assert not any(name.startswith("sitemap") for name, _ in bundled_files(tmp_path / "site"))


def test_a_hostile_title_stays_text(addressed: tuple[Corpus, Path]) -> None:
    record, page = _document(addressed)
    told = json.loads(_read(addressed[1], page).xpath("//script[@type='application/ld+json']")[0].text)
    assert told["name"] == record.document.title
    assert "alert" not in "".join(
        s.text or ""
        for s in _read(addressed[1], page).iter("script")
        if s.get("type") != "application/ld+json"
    )
    assert _meta(addressed[1], page)["ArticleTitle"] == record.document.title


def test_feeds_are_atom_and_lead_to_pages() -> None:
    corpus = converted(*SOURCES)
    files = feed_files(corpus, "文库", "")
    pages = {r.url.partition("#")[0] for r in corpus.records}
    assert "feeds/all.xml" in files
    for path, text in files.items():
        feed = etree.fromstring(text.encode())
        ids = [e.text for e in feed.iter(f"{_ATOM}id")]
        assert len(ids) == len(set(ids)), path
        days = [e.find(f"{_ATOM}updated").text for e in feed.iter(f"{_ATOM}entry")]
        assert days == sorted(days, reverse=True)
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00\+08:00", d) for d in days)
        for entry in feed.iter(f"{_ATOM}entry"):
            assert entry.find(f"{_ATOM}link").get("href").removeprefix("../") in pages
            assert entry.find(f"{_ATOM}author/{_ATOM}name").text


@pytest.mark.parametrize("name", FILES)
def test_every_data_file_is_offered_with_its_schema(name: str) -> None:
    page = data_page(converted(*SOURCES))
    assert f'href="../data/{name}.json"' in page
    assert f'href="../data/{name}.schema.json"' in page
