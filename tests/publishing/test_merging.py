"""Many hands: two clones that each add an issue and publish come together without a conflict."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from build_tools.publishing.merging import ATTRIBUTES, merged
from support.paths import ROOT
from support.publishing import EARLY, LATE, gazette, notice, quick_site, write_sources

THIRD = notice("集市", "青政发〔2024〕11号", "集市应当整洁。", "2024年5月30日")


def git(folder: Path, *words: str) -> str:
    settings = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["git", *settings, *words], cwd=folder, capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_two_clones_that_each_add_an_issue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = tmp_path / "一"
    first.mkdir()
    monkeypatch.chdir(first)
    quick_site(monkeypatch)
    git(first, "init", "-q", "-b", "main")
    assert gazette("init").exit_code == 0
    write_sources(first, {"early": EARLY})

    def publish(day: str) -> None:
        done = gazette("publish", "--on", day)
        assert done.exit_code == 0, done.output
        git(Path.cwd(), "add", "-A")
        git(Path.cwd(), "commit", "-qm", day)

    publish("2024-06-01")
    second = tmp_path / "second"
    git(tmp_path, "clone", "-q", str(first), str(second))
    monkeypatch.chdir(second)
    assert "已写入" not in gazette("init").output
    assert git(second, "status", "--porcelain") == ""
    write_sources(second, {"early": EARLY, "late": LATE})
    publish("2024-07-01")
    monkeypatch.chdir(first)
    write_sources(first, {"early": EARLY, "third": THIRD})
    publish("2024-07-02")
    said = git(first, "pull", "-q", "--no-rebase", "--no-edit", str(second), "main")
    assert "docs/lists/by-date.md：合并以后运行 gazette convert" in said
    assert gazette("convert").exit_code == 0
    assert gazette("check").exit_code == 0
    lines = (first / "published" / "2024.jsonl").read_text("utf-8").splitlines()
    addresses = [json.loads(line)["address"] for line in lines]
    assert addresses == sorted(addresses)
    assert {a for a in addresses if a.startswith("documents/")} == {
        f"documents/qing-zheng-fa-2024-{n}.html" for n in (9, 10, 11)
    }
    releases = json.loads((first / "published" / "releases.json").read_text("utf-8"))
    assert [r["day"] for r in releases] == ["2024-06-01", "2024-07-01", "2024-07-02"]


def test_a_page_that_one_side_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other side changed it, by citing it: git stops, and the handbook says what to run."""
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    monkeypatch.chdir(first)
    quick_site(monkeypatch)
    git(first, "init", "-q", "-b", "main")
    gazette("init")
    write_sources(first, {"early": EARLY, "late": LATE})

    def converted(said: str) -> None:
        assert gazette("convert").exit_code == 0
        git(Path.cwd(), "add", "-A")
        git(Path.cwd(), "commit", "-qm", said)

    converted("first")
    git(tmp_path, "clone", "-q", str(first), str(second))
    write_sources(first, {"late": LATE})
    converted("one gone")
    monkeypatch.chdir(second)
    gazette("init")
    cites = THIRD.replace("应当整洁", "按照《青江市人民政府关于加强早市管理的通知》（青政发〔2024〕9号）管理")
    write_sources(second, {"early": EARLY, "late": LATE, "third": cites})
    converted("one more")
    with pytest.raises(AssertionError, match="modify/delete"):
        git(second, "pull", "-q", "--no-rebase", "--no-edit", str(first), "main")
    converted("both")
    assert gazette("check").exit_code == 0
    assert not (second / "docs" / "documents" / "qing-zheng-fa-2024-9.md").exists()


def _line(address: str, text: str) -> str:
    return json.dumps({"address": address, "text": text}) + "\n"


def test_what_one_side_changed_is_taken() -> None:
    base = _line("a", "1") + _line("b", "1")
    ours, theirs = _line("a", "2") + _line("b", "1"), _line("a", "1") + _line("b", "2") + _line("c", "1")
    done = merged("published/2024.jsonl", base, ours, theirs)
    assert (done.content, done.said) == (_line("a", "2") + _line("b", "2") + _line("c", "1"), "")


def test_what_both_changed_is_said_in_a_line() -> None:
    done = merged("published/2024.jsonl", _line("a", "1"), _line("a", "2"), _line("a", "3"))
    assert done.content == _line("a", "2")
    assert "两方都发布了 a" in done.said


def test_a_folder_of_others_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "note.txt").write_text("a", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    refused = gazette("init")
    assert (refused.exit_code, "folder-not-empty" in refused.output) == (1, True)
    assert [p.name for p in tmp_path.iterdir()] == ["note.txt"]


def test_the_attributes_are_those_of_this_repository() -> None:

    assert (ROOT / ".gitattributes").read_text(encoding="utf-8") == ATTRIBUTES
