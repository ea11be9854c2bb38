"""A folder of sources: what is read, what is refused and what is named; links and pipes are not followed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from build_tools.cli import main
from build_tools.documents.addresses.link import link
from build_tools.pipeline import convert_corpus
from build_tools.sources.folder import Changed, find_sources, portable, stamps, unchanged
from build_tools.sources.redirects import read_redirects

NOTICE = "青江市人民政府关于加强早市管理的通知\n\n青政发〔2024〕9号\n\n早市应当按时开市。\n"


@pytest.fixture
def raw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "a.txt").write_text(NOTICE, encoding="utf-8")
    return folder


def gazette(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("con.txt", "con-1.txt"),
        ("aux.txt", "aux-1.txt"),
        ("COM1.txt", "COM1-1.txt"),
        ("nul.2024.txt", "nul-1.2024.txt"),
        ("a-->b.txt", "a---b.txt"),
        ("a\nb.txt", "a-b.txt"),
        ("a\u2028b.txt", "a-b.txt"),
        ('a"b?.txt', "a-b-.txt"),
        ("a:b|c.txt", "a-b-c.txt"),
        (os.fsdecode(b"a\xffb.txt"), "a-b.txt"),
        ("x" * 240 + ".txt", "x" * 196 + ".txt"),
    ],
)
def test_a_name_that_cannot_be_unpacked_everywhere(raw: Path, name: str, better: str) -> None:
    assert portable(name) == better
    (raw / name).write_text(NOTICE, encoding="utf-8")
    for command in ("convert", "check", "build"):
        result = gazette(command)
        assert result.exit_code == 1
        assert (
            f"file-name 文件名不能用：不能在各种系统上解开，或会打断网页（请改名为 {better}）"
            in result.output
        )
    assert not Path("docs").exists()


@pytest.mark.parametrize(
    "name",
    ["contents.txt", "auxiliary.txt", "2024年第7期.txt", "com10.txt", "a--b.txt", "早市" * 32 + ".txt"],
)
def test_a_name_that_every_system_bears(raw: Path, name: str) -> None:
    assert portable(name) == name


def test_names_that_differ_by_case_only(raw: Path) -> None:
    (raw / "A.txt").write_text(NOTICE, encoding="utf-8")
    (failed,) = find_sources([raw]).failed
    assert failed.notes[0].detail == "与 A.txt 只有大小写不同，请改名为 a-2.txt"


def test_pages_have_no_names_of_devices(tmp_path: Path) -> None:
    """A source of such a name may be given by itself; its pages can be unpacked all the same."""
    (tmp_path / "Con.x.txt").write_text(NOTICE, encoding="utf-8")
    (tmp_path / "nul.txt").write_text(NOTICE, encoding="utf-8")
    corpus = convert_corpus([tmp_path / "nul.txt"])
    assert corpus.bases == ("nul-2",)
    assert link([], ()).bases == ()


@pytest.mark.parametrize("kind", ["link", "loop", "broken link", "pipe", "folder"])
def test_what_is_no_file_is_not_read(raw: Path, kind: str, tmp_path: Path) -> None:
    path = raw / "b.txt"
    match kind:
        case "link":
            path.symlink_to(raw / "a.txt")
        case "loop":
            path.symlink_to(raw / "b.txt")
        case "broken link":
            path.symlink_to(tmp_path / "none.txt")
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
    for command in ("convert", "check", "build"):
        result = gazette(command)
        assert result.exit_code == 1
        assert "b.txt:1: no-file " in result.output
    assert gazette("convert", "--skip-failed").exit_code == 0


def test_a_sidecar_that_is_no_file_is_not_passed_over(raw: Path) -> None:
    os.mkfifo(raw / "a.toml")
    result = gazette("convert")
    assert result.exit_code == 1
    assert "a.toml:1: no-file 不是普通文件，没有读取（是管道或设备）" in result.output


def test_a_link_that_is_named_is_followed(raw: Path, tmp_path: Path) -> None:
    (tmp_path / "b.txt").symlink_to(raw / "a.txt")
    assert [p.name for p in find_sources([tmp_path / "b.txt"]).sources] == ["b.txt"]


def test_each_source_once(raw: Path) -> None:
    assert len(find_sources([raw, raw / "a.txt", raw / ".." / "raw" / "a.txt"]).sources) == 1


def test_check_names_what_is_no_source(raw: Path) -> None:
    names = ("b.docx", "c.md", "d.TXT", "a.toml.txt", "e.TOML")
    for name in names:
        (raw / name).write_text("year = 2024\n", encoding="utf-8")
    (raw / ".DS_Store").touch()
    (raw / "2023").mkdir()
    (raw / "2023" / "f.txt").touch()
    (raw / "scans").mkdir()
    assert gazette("convert").exit_code == 0
    result = gazette("check")
    assert result.exit_code == 0
    told = [line.partition(":")[0] for line in result.stdout.splitlines() if " not-a-source " in f" {line} "]
    assert sorted(told) == sorted(f"raw/{name}" for name in (*names, "2023"))
    assert "应名为 a.toml" in result.stdout
    assert "扩展名应为小写：d.txt" in result.stdout
    assert ".DS_Store" not in result.stdout


# redirects.toml


def test_redirects_stop_nothing_and_are_told(raw: Path) -> None:
    page = "documents/qing-zheng-fa-2024-9.html"
    (raw / "redirects.toml").write_text(
        f'"documents/old.html" = "{page}"\n'
        f'"{page}" = "documents/new.html"\n'
        '"documents/c.html" = 3\n'
        '"../d.html" = "documents/e.html"\n',
        encoding="utf-8",
    )
    for command in ("convert", "check"):
        assert gazette(command).exit_code == 0
    said = gazette("check").stdout
    assert "raw/redirects.toml：改址 2 条，已核对" in said
    assert f"raw/redirects.toml:1: redirect-taken {page} 仍有网页" in said
    assert "documents/new.html 没有这一页" in said
    assert "raw/redirects.toml:3: redirect-wrong " in said
    assert "raw/redirects.toml:4: redirect-wrong " in said


@pytest.mark.parametrize("data", [b"a = \n", b'"\xff" = 1\n', b"[[x]]\n"])
def test_redirects_that_cannot_be_read(raw: Path, data: bytes) -> None:
    (raw / "redirects.toml").write_bytes(data)
    assert gazette("convert").exit_code == 0
    assert "redirect-wrong" in gazette("check").stdout


def test_no_redirects(raw: Path) -> None:
    assert read_redirects(raw / "redirects.toml").ways == ()
    assert gazette("convert").exit_code == 0
    assert "redirect" not in gazette("check").stdout


# Sources that change


@pytest.mark.parametrize("change", ["text", "sidecar", "new", "gone", "touched"])
def test_a_source_that_changes_is_seen(raw: Path, change: str) -> None:
    before = stamps([raw])
    unchanged(before, [raw])
    match change:
        case "text":
            (raw / "a.txt").write_text(NOTICE.replace("按时", "准时"), encoding="utf-8")
        case "sidecar":
            (raw / "a.toml").touch()
        case "new":
            (raw / "b.txt").touch()
        case "gone":
            (raw / "a.txt").unlink()
        case "touched":
            os.utime(raw / "a.txt")
    with pytest.raises(Changed):
        unchanged(before, [raw])


def test_other_files_may_change(raw: Path) -> None:
    before = stamps([raw])
    (raw / "a.docx").touch()
    unchanged(before, [raw])
