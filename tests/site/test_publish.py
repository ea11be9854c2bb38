"""Publishing with the real site: a page that moved, what a release tells, a killed run, the way back."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from lxml import html

from support.built_site import run_gazette
from support.paths import ROOT
from support.publishing import EARLY, LATE, files, write_sources
from support.rendering import hand_written

OLD = "documents/qing-zheng-fa-2024-9.html"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was published twice; in between a number was corrected."""
    folder = tmp_path_factory.mktemp("publish") / "公报 文库"
    folder.mkdir()
    hand_written(folder)
    (folder / "gazette.toml").write_text('[publish]\nfolder = "网站"\n', encoding="utf-8")
    write_sources(folder, {"a": EARLY})
    run_gazette(folder, "publish", "--on", "2024-06-01")
    write_sources(folder, {"a": EARLY.replace("9号", "8号"), "b": LATE})
    run_gazette(folder, "publish", "--on", "2024-07-01")
    return folder


def current(project: Path) -> Path:
    return (project / "网站" / "current").resolve()


def test_a_page_that_moved_is_in_site_and_bundle_and_in_no_list(project: Path) -> None:
    site = current(project)
    root = html.document_fromstring((site / OLD).read_bytes())
    (way,) = root.xpath("//main//a/@href")
    assert (site / "documents" / way).is_file()
    (bundle,) = (site / "bundles").glob("*.zip")
    with zipfile.ZipFile(bundle) as packed:
        assert f"{bundle.stem}/{OLD}" in packed.namelist()
        assert "发布的网站上" in packed.read(f"{bundle.stem}/lists/bundle.html").decode()
    others = {
        k: v for k, v in files(site).items() if k not in (OLD, f"bundles/{bundle.name}", "editors.html")
    }
    told = [k for k, v in others.items() if b"qing-zheng-fa-2024-9.html" in v]
    assert told == []


def test_the_release_tells_of_itself(project: Path) -> None:
    site = current(project)
    page = html.document_fromstring((site / "lists" / "publications.html").read_bytes()).text_content()
    assert "2024年7月1日" in page
    assert "改址" in page
    assert (site / "feeds" / "publications.xml").is_file()
    committed = (project / "docs" / "lists" / "publications.md").read_text(encoding="utf-8")
    assert "2024年7月1日" in committed
    assert "过期页面" not in run_gazette(project, "check")


def test_killed_at_any_moment_readers_see_a_whole_release(project: Path) -> None:
    """Three moments by chance, from a fixed seed; each step by itself is tried in ``tests/publishing``."""
    chance = random.Random(22)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    for _ in range(3):
        before = files(current(project))
        command = [sys.executable, "-m", "build_tools", "publish", "--on", "2024-07-02"]
        run = subprocess.Popen(command, cwd=project, env=environment, stdout=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.5, 3))
        run.send_signal(signal.SIGKILL)
        run.wait()
        after = files(current(project))
        assert after == before or {"index.html", "bundle.json", OLD} <= after.keys()


def test_back(project: Path) -> None:
    first = min(p.name for p in (project / "网站" / "releases").iterdir())
    while current(project).name != first:
        run_gazette(project, "publish", "--back", "--on", "2024-07-03")
    assert (current(project) / OLD).is_file()
    assert "早市应当按时开市" in (current(project) / OLD).read_text(encoding="utf-8")
