"""Every target does the same: a folder, a branch of a git remote, a folder of another machine over ssh."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.publishing.git_target import GitTarget
from build_tools.publishing.target import Target, TargetFailed
from support.publishing import EARLY, LATE, files, gazette, quick_site, write_sources

Seen = Callable[[], dict[str, bytes]]


def _site(folder: Path, words: str) -> Path:
    (folder / "文件").mkdir(parents=True)
    (folder / "index.html").write_bytes(words.encode() + b"\r\n")
    (folder / "文件" / "a b.html").write_text("同", encoding="utf-8")
    return folder


def test_hold_switch_return_and_prune(place: tuple[Target, Seen, str], tmp_path: Path) -> None:
    target, seen, _ = place
    assert (target.names(), target.current()) == ([], "")
    first, second = _site(tmp_path / "1", "first"), _site(tmp_path / "2", "second")
    target.put("20240601-090000-aaaa", first)
    assert target.current() == ""
    target.switch("20240601-090000-aaaa")
    assert seen() == files(first)
    target.put("20240602-090000-bbbb", second)
    assert seen() == files(first)
    target.switch("20240602-090000-bbbb")
    assert (seen(), target.current()) == (files(second), "20240602-090000-bbbb")
    target.switch("20240601-090000-aaaa")
    assert (seen(), target.current()) == (files(first), "20240601-090000-aaaa")
    target.prune(1)
    assert target.names() == ["20240601-090000-aaaa", "20240602-090000-bbbb"]  # what readers see stays
    target.switch("20240602-090000-bbbb")
    target.prune(1)
    assert (target.names(), seen()) == (["20240602-090000-bbbb"], files(second))


def test_publish_and_return(
    place: tuple[Target, Seen, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, seen, settings = place
    project = tmp_path / "project"
    (project / "docs").mkdir(parents=True)
    monkeypatch.chdir(project)
    quick_site(monkeypatch)
    (project / "gazette.toml").write_text(f"[publish]\n{settings}\n", encoding="utf-8")
    write_sources(project, {"early": EARLY})
    assert gazette("publish", "--on", "2024-06-01").exit_code == 0
    before = seen()
    write_sources(project, {"early": EARLY, "late": LATE})
    assert gazette("publish", "--on", "2024-06-02").exit_code == 0
    assert seen() != before
    newest = json.loads((project / "published" / "releases.json").read_text("utf-8"))[1]
    assert [page for page, _ in newest["happened"]["added"]] == ["documents/qing-zheng-fa-2024-10.html"]
    assert list(newest["happened"]) == ["added"]
    asked = gazette("changes")  # without git only a folder of this machine tells
    if "folder" in settings:
        assert asked.output == "没有变化\n"
    else:
        assert (asked.exit_code, "请写明与什么相比" in asked.output) == (2, True)
    assert gazette("publish", "--on", "2024-06-03", "--back").exit_code == 0
    assert seen() == before


def test_a_branch_of_others_is_left_alone(tmp_path: Path) -> None:
    remote, clone = tmp_path / "remote", tmp_path / "clone"
    subprocess.run(["git", "init", "-q", "--bare", remote], check=True)
    subprocess.run(["git", "clone", "-q", remote, clone], check=True, capture_output=True)
    name = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    subprocess.run(["git", *name, "commit", "-q", "--allow-empty", "-m", "own"], cwd=clone, check=True)
    subprocess.run(["git", "push", "-q", "origin", "HEAD:pages"], cwd=clone, check=True)
    target = GitTarget(str(remote), "pages")
    target.put("20240601-090000-aaaa", _site(tmp_path / "1", "first"))
    with pytest.raises(TargetFailed):
        target.switch("20240601-090000-aaaa")


@pytest.mark.parametrize("settings", ['git = "/nowhere/at/all"', 'rsync = "127.0.0.1:/x"\nssh = "ssh -p 1"'])
def test_a_target_that_is_not_there_is_said(
    settings: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_sources(tmp_path, {"early": EARLY})
    (tmp_path / "gazette.toml").write_text(f"[publish]\n{settings}\n", encoding="utf-8")
    refused = gazette("publish", "--on", "2024-06-01")
    assert (refused.exit_code, refused.output.startswith("target-failed ")) == (1, True)
