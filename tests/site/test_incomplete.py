"""A site without the sources that fail: their pages as they were, the rest new, and said everywhere."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from lxml import html

from build_tools.cli import main
from build_tools.pages import document as document_pages
from build_tools.pages.blocks import block_markdown
from build_tools.site.dead_links import unlink_dead
from support.conversion import made_up
from support.once import once
from support.rendering import hand_written

_LEFT, _STAYS = "18-annexes", "20-mini-gazette"


def _gazette(folder: Path, *arguments: str) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def _build(folder: Path) -> None:
    """A project of two sources; then one of them fails, and the other is changed."""
    hand_written(folder)
    (folder / "raw").mkdir()
    for name in (_LEFT, _STAYS):
        shutil.copy(made_up(name), folder / "raw")
    _gazette(folder, "build")
    shutil.copytree(folder / "site", folder / "before")
    (folder / "raw" / f"{_LEFT}.toml").write_text("yaer = 2024\n", encoding="utf-8")
    text = folder / "raw" / f"{_STAYS}.txt"
    text.write_text(text.read_text(encoding="utf-8").replace("开市时间", "收市时间"), encoding="utf-8")
    (folder / "said.txt").write_text(_gazette(folder, "bundle", "--skip-failed"), encoding="utf-8")


@pytest.fixture(scope="module")
def incomplete() -> Path:
    return once("incomplete", _build)


def _kept(folder: Path) -> list[Path]:
    return [p for p in (folder / "site").rglob("*.html") if "gz-kept" in p.read_text(encoding="utf-8")]


def test_the_last_line_names_what_is_missing(incomplete: Path) -> None:
    lines = (incomplete / "said.txt").read_text(encoding="utf-8").splitlines()
    assert lines[-1].startswith(f"不完整：本期未能重新生成 {_LEFT}.txt，")
    assert lines[-2].startswith("离线包已生成：")


def test_pages_of_the_failed_source_are_as_they_were(incomplete: Path) -> None:
    kept = _kept(incomplete)
    assert len(kept) > 3
    for page in kept:
        root = html.document_fromstring(page.read_bytes())
        was = html.document_fromstring(
            (incomplete / "before" / page.relative_to(incomplete / "site")).read_bytes()
        )
        (notice,) = root.xpath("//div[@class='gz-kept']")
        assert "本期未能重新生成" in notice.text_content()
        assert notice.get("data-derived") == "true"
        notice.drop_tree()
        said, said_before = (r.xpath("string(//article)") for r in (root, was))
        assert re.sub(r"\s", "", said) == re.sub(r"\s", "", said_before)


def test_the_rest_is_new_and_says_what_it_lacks(incomplete: Path) -> None:
    site = incomplete / "site"
    assert "收市时间" in "".join(p.read_text(encoding="utf-8") for p in (site / "documents").glob("*.html"))
    for name in ("index", "search", "issues/index", "lists/by-date", "lists/tables", "lists/data"):
        root = html.document_fromstring((site / f"{name}.html").read_bytes())
        assert f"{_LEFT}.txt" in "".join(root.xpath("//*[@class='gz-missing-sources']//text()")), name


def test_data_search_and_feeds_lack_it(incomplete: Path) -> None:
    site = incomplete / "site"
    documents = json.loads((site / "data" / "documents.json").read_text(encoding="utf-8"))
    assert {d["source"]["file"] for d in documents} == {f"{_STAYS}.txt"}
    notes = json.loads((site / "data" / "notes.json").read_text(encoding="utf-8"))
    assert [n["file"] for n in notes if n["code"] == "source-missing"] == [f"{_LEFT}.txt"]
    title = "社区互助食堂"
    assert title in "".join(p.read_text(encoding="utf-8") for p in _kept(incomplete))
    for folder in ("assets/search", "feeds", "data"):
        told = "".join(p.read_text(encoding="utf-8") for p in (site / folder).glob("*.[jx][sm]*"))
        assert title not in told, folder


def test_the_bundle_holds_no_source_that_its_pages_were_not_made_of(incomplete: Path) -> None:
    with zipfile.ZipFile(next((incomplete / "dist").glob("*.zip"))) as bundle:
        names = [name.partition("/")[2] for name in bundle.namelist()]
    assert [n for n in names if n.startswith("raw/")] == [f"raw/{_STAYS}.txt"]


def test_kept_pages_lead_nowhere_that_is_gone(incomplete: Path) -> None:
    site = (incomplete / "site").resolve()
    ways = 0
    for page in _kept(incomplete):
        for way in html.document_fromstring(page.read_bytes()).xpath("//a/@href"):
            address, _, fragment = unquote(way).partition("#")
            if re.match(r"[a-z]+:", way):
                continue
            target = (page.parent / address.partition("?")[0]).resolve() if address else page.resolve()
            assert target.is_file(), way
            if fragment and target.suffix == ".html":
                root = html.document_fromstring(target.read_bytes())
                assert root.xpath("//*[@id=$name]", name=fragment), way
            ways += target.is_relative_to(site)
    assert ways > 20


def test_only_dead_links_are_taken_off(tmp_path: Path) -> None:
    (tmp_path / "b.html").write_text('<p id="x"></p>', encoding="utf-8")
    (tmp_path / "c.csv").touch()
    live = (
        '<a class="y" href="b.html#x">甲</a><a href="b.html">乙</a><a href="c.csv">丙</a>'
        '<a href="#own">丁</a>'
        '<a href="https://example.org/none">戊</a><a href="b.html?q=1">己</a><i id="own"></i>'
    )
    dead = '<a class="y" href="b.html#z">甲</a><a href="none.md">乙</a><a href="d.csv" download>丙</a>'
    (tmp_path / "a.html").write_text(live + dead, encoding="utf-8")
    unlink_dead(tmp_path, ["a.md"])
    bare = '<a class="y">甲</a><a>乙</a><a download>丙</a>'
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == live + bare


# What a build would stop on, check says


def test_check_proves_the_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hand_written(tmp_path)
    (tmp_path / "raw").mkdir()
    shutil.copy(made_up(_STAYS), tmp_path / "raw")
    _gazette(tmp_path, "convert")
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["check"]).exit_code == 0

    def shortened(*arguments: object) -> str:
        return block_markdown(*arguments).replace("早市的开市时间", "早市开市时间")  # type: ignore[arg-type]

    monkeypatch.setattr(document_pages, "block_markdown", shortened)
    shutil.rmtree("build/cache")  # a program that is changed in its files finds nothing there
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 1
    found = [line for line in result.stdout.splitlines() if ": ledger-html " in line]
    assert len(found) == 1
    assert found[0].startswith(f"{_STAYS}.txt:")
