"""The built site: every link leads somewhere, the HTML is valid, nothing points to another host."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

from lxml import html

from support.built_site import BuiltSite, build_hostile_site
from support.paths import ROOT


def pages_of(*sites: Path) -> list[Path]:
    """All pages but the error page, whose addresses count from the root of a server."""
    found = [p for site in sites for p in sorted(site.rglob("*.html")) if p.name != "404.html"]
    assert len(found) > 100
    return found


def test_every_link_and_fragment_exists(whole: BuiltSite, hostile: BuiltSite) -> None:
    lychee = shutil.which("lychee", path=str(Path(sys.executable).parent)) or shutil.which("lychee")
    assert lychee, "lychee is missing: run make test, which installs it"
    command = [lychee, "--offline", "--include-fragments", "--no-progress", "--format", "json"]
    done = subprocess.run(
        [*command, *map(str, pages_of(whole.bundle, hostile.bundle))],
        capture_output=True,
        text=True,
        check=False,
    )
    report = json.loads(done.stdout)
    assert report["total"] > 2000
    assert report["errors"] == 0, json.dumps(report["error_map"], ensure_ascii=False, indent=1)[:3000]


def test_a_dead_fragment_would_be_found(whole: BuiltSite, tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text('<p id="p-1"><a href="#p-2">x</a></p>', encoding="utf-8")
    lychee = shutil.which("lychee", path=str(Path(sys.executable).parent)) or "lychee"
    done = subprocess.run(
        [lychee, "--offline", "--include-fragments", str(page)], check=False, capture_output=True
    )
    assert done.returncode != 0


def _faults(*pages: Path) -> list[str]:
    """What the HTML checker says of pages."""
    jar = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
    assert jar.is_file(), "the HTML checker is missing: run make test, which installs it"
    assert shutil.which("java"), "Java is missing: apt-get install default-jre-headless"
    command = ["java", "-jar", str(jar), "--errors-only", "--format", "json", "--stdout", *map(str, pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return [m["message"] for m in json.loads(done.stdout)["messages"]]


def test_html_is_valid(whole: BuiltSite, hostile: BuiltSite, tmp_path: Path) -> None:
    assert _faults(*pages_of(whole.site, hostile.site)) == []
    broken = tmp_path / "broken.html"
    broken.write_text('<!doctype html><html lang="zh-CN"><title>x</title><p id="a"><b id="a">', "utf-8")
    assert _faults(broken)


def test_nothing_is_fetched_from_another_host(whole: BuiltSite, hostile: BuiltSite) -> None:
    pages = pages_of(whole.site, hostile.site)
    assert pages
    for page in pages:
        root = html.document_fromstring(page.read_bytes())
        sources = root.xpath("//script/@src | //img/@src | //iframe/@src | //link[@rel!='canonical']/@href")
        assert [s for s in sources if re.match(r"(?:[a-z]+:)?//", s)] == []
    styles = list(whole.site.rglob("*.css"))
    assert styles
    for style in styles:
        assert not re.search(r"url\([\"']?https?://|@import", style.read_text(encoding="utf-8"))


def test_no_script_or_style_stands_in_a_page(whole: BuiltSite, hostile: BuiltSite) -> None:
    pages = pages_of(whole.site, hostile.site)
    assert pages
    for page in pages:
        root = html.document_fromstring(page.read_bytes())
        assert root.get("lang") == "zh-CN"
        assert (
            root.xpath(
                "//script[not(@src) and not(@type='application/json') and not(@type='application/ld+json')]"
            )
            == []
        )
        assert root.xpath("//style | //@style | //@*[starts-with(name(), 'on')]") == []
        assert root.xpath("//a[starts-with(normalize-space(@href), 'javascript')]") == []
        assert "script-src 'self'" in root.xpath("//meta[@http-equiv]/@content")[0]


def test_hostile_names_are_text_on_home_lists_feeds_and_data(hostile: BuiltSite) -> None:
    """Of the cover, of the sidecar, of titles and organs."""
    for name in ("index.html", "issues/index.html", "lists/by-issuer.html", "lists/by-date.html"):
        root = html.document_fromstring((hostile.site / name).read_bytes())
        assert "<plaintext>" in root.text_content(), name
        assert root.xpath("//plaintext | //xmp | //textarea | //img | //iframe | //style") == [], name
        assert root.xpath("//main//script | //article//script") == [], name
        assert "离线包" in root.xpath("string(//footer)"), "nothing swallows what stands below"
    feeds = sorted((hostile.site / "feeds").glob("*.xml"))
    assert len(feeds) > 3
    told = "".join("".join(ElementTree.parse(feed).getroot().itertext()) for feed in feeds)
    assert "云测<plaintext>市人民政府" in told
    documents = json.loads((hostile.site / "data" / "documents.json").read_text(encoding="utf-8"))
    assert any(d["issuers"] == ["云测<plaintext>市人民政府"] for d in documents)


def test_no_document_stands_in_the_navigation(whole: BuiltSite) -> None:
    page = whole.site / "documents/zang-zheng-fa-2024-11.html"
    links = html.document_fromstring(page.read_bytes()).xpath("//nav[@class='gz-ways']//a/@href")
    assert links
    assert not [x for x in links if "documents/" in x]


def test_manifest_names_every_file_and_the_raw_sources(whole: BuiltSite) -> None:
    listed = {}
    for line in (whole.bundle / "MANIFEST.sha256").read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ", 1)
        listed[name] = digest
    files = {p.relative_to(whole.bundle).as_posix(): p for p in whole.bundle.rglob("*") if p.is_file()}
    assert set(listed) == set(files) - {"MANIFEST.sha256"}
    assert all(hashlib.sha256(files[n].read_bytes()).hexdigest() == d for n, d in listed.items())
    for source in (whole.project / "raw").glob("*.txt"):
        assert files[f"raw/{source.name}"].read_bytes() == source.read_bytes()


def test_bundle_has_the_same_bytes_twice(hostile: BuiltSite, tmp_path: Path) -> None:
    """Seconds later, in another folder: a clock that was read would show, and so would a path."""
    again = BuiltSite(tmp_path / "again")
    build_hostile_site(again.project)
    assert again.archive.read_bytes() == hostile.archive.read_bytes()


def test_data_files_are_published_with_their_schemas(whole: BuiltSite) -> None:
    names = {p.name for p in (whole.site / "data").iterdir()}
    assert {"documents.json", "documents.schema.json", "notes.json", "tables.json"} <= names
    for record in json.loads((whole.site / "data/documents.json").read_text(encoding="utf-8")):
        page, _, fragment = record["url"].partition("#")
        text = (whole.site / page).read_text(encoding="utf-8")
        assert not fragment or f'id="{fragment}"' in text


def test_licences_of_others_go_into_site_and_bundle(whole: BuiltSite) -> None:
    """Each is linked from the page that speaks of rights, and is the text that the package brings."""
    about = (whole.site / "about.html").read_text(encoding="utf-8")
    for name, words in (
        ("mkdocs-material", "Martin Donath"),
        ("material-design-icons", "Pictogrammers"),
        ("opencc", "Apache License"),
    ):
        for root in (whole.site, whole.bundle):
            assert words in (root / "licenses" / f"{name}.txt").read_text(encoding="utf-8")
        assert f'href="licenses/{name}.txt"' in about


def test_the_offline_page_claims_no_more_than_a_manifest_shows(whole: BuiltSite) -> None:
    root = html.document_fromstring((whole.bundle / "offline.html").read_bytes())
    said = root.xpath("string(//article)")
    assert "不能说明包由谁发布" in said
    assert "发布时的原样" not in said
