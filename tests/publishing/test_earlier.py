"""The release that a new one is compared with: a folder, a bundle, a commit."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import pytest

from build_tools.exports.every import all_data
from build_tools.exports.text_lines import text_lines
from build_tools.pipeline import convert_corpus
from build_tools.publishing.earlier import NoRelease, earlier
from support.publishing import EARLY, gazette, quick_site, write_sources

NOTICE = "青江市人民政府关于加强早市管理的通知\n\n青政发〔2024〕9号\n\n早市应当按时开市。\n"
RAW = Path("raw")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a source, the terminal in it; blanks and Chinese in its path."""
    folder = tmp_path / "公报 文库"
    (folder / "raw").mkdir(parents=True)
    (folder / "raw" / "早市.txt").write_text(NOTICE, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def _data() -> dict[str, bytes]:
    data = all_data(convert_corpus([RAW / "早市.txt"]))
    return {name: content.encode() for name, content in data.items() if isinstance(content, str)}


def _commit(said: str) -> None:
    name = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", said)):
        subprocess.run(["git", *name, *words], check=True, capture_output=True)


def test_a_folder_and_a_bundle(project: Path) -> None:
    with zipfile.ZipFile("old.zip", "w") as bundle:
        for name, content in _data().items():
            (project / "old" / "data" / name).parent.mkdir(parents=True, exist_ok=True)
            (project / "old" / "data" / name).write_bytes(content)
            bundle.writestr(f"gazette-2024-05/data/{name}", content)
    lines = text_lines(convert_corpus([RAW / "早市.txt"]))
    assert any(line.what == "block" for line in lines)
    assert earlier("old", RAW).lines == earlier("old.zip", RAW).lines == lines


def test_a_commit_is_converted_again(project: Path) -> None:
    _commit("first")
    lines = text_lines(convert_corpus([RAW / "早市.txt"]))
    (project / "raw" / "早市.txt").write_text("别的文字\n", encoding="utf-8")
    found = earlier("HEAD", RAW)
    assert (found.again, found.lines) == (True, lines)


def test_a_commit_keeps_the_addresses_of_its_own_record(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An older issue with the same number came later: only the record tells who had the address first."""
    quick_site(monkeypatch)
    (project / "docs").mkdir()
    (project / "gazette.toml").write_text('[publish]\nfolder = "www"\n', encoding="utf-8")
    write_sources(project, {"b": EARLY})
    assert gazette("publish", "--on", "2024-06-01").exit_code == 0
    older = EARLY.replace("2024年5月1日", "2024年4月1日").replace("早市", "集市")
    write_sources(project, {"a": older, "b": EARLY})
    _commit("all")
    assert gazette("changes", "HEAD").stdout == "没有变化\n"
    path = project / "published" / "2024.jsonl"
    path.write_text("no record\n", encoding="utf-8")
    _commit("broken")
    with pytest.raises(NoRelease, match="published/ 不能读取"):
        earlier("HEAD", RAW)


@pytest.mark.parametrize("what", ["nothing", "empty", "part", "strange", "bad.zip", "HEAD"])
def test_what_is_no_release_is_said(what: str, project: Path) -> None:
    for name in ("empty", "part", "strange"):
        (project / name).mkdir()
    (project / "part" / "notes.json").write_text("[]\n", encoding="utf-8")
    (project / "strange" / "notes.json").write_bytes(b"\xff")
    (project / "bad.zip").write_bytes(b"no zip")
    with pytest.raises(NoRelease):
        earlier(what, RAW)
