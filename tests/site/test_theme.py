"""The theme comes with the installed program: a folder with mkdocs.yml, docs/ and raw/ is a whole project."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import html

from build_tools.site.theme.material_styles import needed_styles
from support.built_site import BuiltSite
from support.conversion import made_up
from support.once import once
from support.paths import ROOT
from support.rendering import ASSETS, LISTED, THEME

PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")


def _listed() -> dict[str, list[str]]:
    scripts = [name for names in LISTED["scripts"].values() for name in names]
    return {"css": LISTED["styles"], "js": scripts}


@pytest.mark.parametrize("ending", ["css", "js"])
def test_every_style_and_script_is_listed_once(ending: str) -> None:
    files = [path.relative_to(ASSETS).with_suffix("").as_posix() for path in ASSETS.rglob(f"*.{ending}")]
    assert sorted(files) == sorted(_listed()[ending])


STYLES = (
    (".md-nav{a:b}.md-nav__item,.md-typeset p{c:d}", ".md-typeset p{c:d}"),
    ("@media print{.md-top{a:b}}p{c:d}", "p{c:d}"),
    ("@media print{p{c:d}}", "@media print{p{c:d}}"),
    ("p:not(.md-icon){c:d}", "p:not(.md-icon){c:d}"),
    (":is(.md-nav,.md-top){c:d}", ""),
    (".md-navy{c:d}", ".md-navy{c:d}"),
    ("[dir=rtl] ul{a:b}[dir=ltr] ul{c:d}", "[dir=ltr] ul{c:d}"),
    (':root{--md-top-icon:url("data:x;{}");--md-hue:1}', ":root{--md-hue:1}"),
    ('p:after{content:"{.md-nav}"}', 'p:after{content:"{.md-nav}"}'),
    (".tabbed-set{a:b}.admonition{c:d}", ".admonition{c:d}"),
    ("[data-md-color-primary=red]{a:b}[data-md-color-primary=teal]{c:d}", "[data-md-color-primary=red]{a:b}"),
)


@pytest.mark.parametrize(("css", "left"), STYLES)
def test_styles_for_what_no_page_has_are_left_out(css: str, left: str) -> None:
    assert needed_styles(css, ["admonition"], ["red"]) == left


def test_no_page_has_what_is_left_out(whole: BuiltSite) -> None:
    """Each class on a page keeps its rules."""
    found = {
        name
        for path in whole.site.rglob("*.html")
        for names in re.findall(r'class="([^"]*)"', path.read_text(encoding="utf-8"))
        for name in names.split()
    }
    assert len(found) > 100
    assert {name for name in found if not needed_styles(f".{name}{{a:b}}", ["attr_list"], ["red"])} == set()


def test_pages_for_editors_stand_apart_behind_those_for_readers(whole: BuiltSite) -> None:
    def beside(page: str) -> tuple[list[str], list[str]]:
        shown = html.parse(str(whole.site / page)).xpath("//nav[@class='gz-beside']")[0]
        found = (shown.xpath("./ul/li/a/text()"), shown.xpath(".//li[@class='gz-apart']//a/text()"))
        assert len(shown.xpath(".//a[@aria-current='page']")) == 1
        return found

    readers = ["怎样阅读", "发布记录", "离线包", "离线包的大小和校验和"]
    for page in ("about.html", "offline.html", "lists/publications.html", "lists/bundle.html"):
        assert beside(page) == ([*readers, "编辑资料"], [])
    for page in ("editors.html", "desk.html", "day.html"):
        assert beside(page) == (readers, ["编者手册", "校勘台（一页学会）", "一天（从来稿到发布）"])
    assert beside("lists/data.html") == (["数据与订阅", "下载", "关注清单"], [])


def test_the_project_folder_names_nothing_of_the_program() -> None:
    assert "build_tools" not in (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    kept = subprocess.run(["git", "ls-files", "docs"], cwd=ROOT, capture_output=True, text=True, check=True)
    pictures = {name for name in kept.stdout.splitlines() if name.startswith("docs/pictures/")}
    assert {Path(name).suffix for name in pictures} == {".webp"}
    assert {Path(name).suffix for name in {*kept.stdout.splitlines()} - pictures} == {".md"}


def _run(folder: Path, *command: str | Path, **environment: str) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed() -> Path:
    """The program as others get it: a wheel, unpacked into a folder of its own."""
    return once("installed", _install) / "packages"


def _install(folder: Path) -> None:
    _run(folder, *PIP, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT)
    wheel = next(folder.glob("*.whl"))
    _run(folder, *PIP, "install", "--no-deps", "--no-index", "--target", folder / "packages", wheel)


def test_the_wheel_holds_the_theme(installed: Path) -> None:
    missing = [
        path.relative_to(ROOT)
        for path in THEME.rglob("*")
        if path.is_file() and path.suffix != ".pyc" and not (installed / path.relative_to(ROOT)).is_file()
    ]
    assert missing == []


def test_a_folder_of_settings_pages_and_sources_builds(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for path in (ROOT / "docs").glob("*.md"):
        shutil.copy(path, tmp_path / "docs")
    shutil.copytree(ROOT / "docs" / "pictures", tmp_path / "docs" / "pictures")
    (tmp_path / "raw").mkdir()
    shutil.copy(made_up("20-mini-gazette"), tmp_path / "raw")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)

    def run(*command: str) -> str:
        return _run(tmp_path, sys.executable, "-P", *command, PYTHONPATH=str(installed))

    where = run("-c", "import build_tools.site.theme as t; print(t.__file__)")
    assert Path(where.strip()).is_relative_to(installed)

    run("-m", "build_tools", "build")
    site = tmp_path / "site"
    for ending, names in _listed().items():
        for name in names:
            assert (site / "assets" / "gazette" / f"{name}.{ending}").is_file()
    page = next((site / "documents").glob("*.html")).read_text(encoding="utf-8")
    assert '<header class="gz-header"' in page
    assert "md-toggle" not in page
    assert not (site / "assets" / "javascripts").exists()

    run("-m", "build_tools", "bundle")
    with zipfile.ZipFile(next((tmp_path / "dist").glob("*.zip"))) as bundle:
        names = {name.partition("/")[2] for name in bundle.namelist()}
    assert {"index.html", "assets/gazette/search/box.js", "raw/20-mini-gazette.txt"} <= names
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "build",
        "dist",
        "docs",
        "mkdocs.yml",
        "raw",
        "site",
    ]
