"""The command line: what it writes, what it says, and how it ends."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from build_tools.cli import main
from build_tools.exports.data_files import data_files
from build_tools.report import findings
from build_tools.site import writing as site
from support.conversion import SOURCES, convert_text, made_up
from support.rendering import hand_written

NOTICE = "青江市人民政府关于加强早市管理的通知\n\n青政发〔2024〕9号\n\n早市应当按时开市。\n"
PAGE = "documents/qing-zheng-fa-2024-9"
LINE = re.compile(r"^[^:\s]+:\d+: [a-z]+(?:-[a-z]+)* \S")
BROKEN = b"\xff\xff\xff\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty project folder with one source, and the terminal in it."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "morning.txt").write_text(NOTICE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def gazette(*arguments: str | Path) -> Result:
    """Run the command line; an exception that is not an exit is a failure of the test."""
    return CliRunner().invoke(main, [str(a) for a in arguments], catch_exceptions=False)


def files(folder: Path) -> dict[str, bytes]:
    """All files below a folder, hidden ones too."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def documents(out: Path, name: str = "documents") -> Any:
    """A data file of ``--out``."""
    return json.loads((out / "data" / f"{name}.json").read_text(encoding="utf-8"))


# convert


def test_convert_writes_pages_and_data(project: Path) -> None:
    result = gazette("convert", "--out", "out")
    assert result.exit_code == 0, result.output
    assert {p.name for p in (project / "out").iterdir()} == {"pages", "data"}
    written = files(project / "out")
    assert f"pages/{PAGE}.md" in written
    for name in ("documents", "tables", "notes"):
        assert f"data/{name}.json" in written
        assert f"data/{name}.schema.json" in written
    assert not (project / "docs").exists()


def test_as_of_is_the_day_of_the_state(project: Path) -> None:
    lasting = NOTICE + "\n本通知自2024年5月1日起施行，有效期至2025年12月31日。\n"
    (project / "raw" / "morning.txt").write_text(lasting, encoding="utf-8")
    for day, state in (("2024-04-30", "not-yet"), ("2025-12-31", "in-force"), ("2026-01-01", "expired")):
        assert gazette("convert", "--out", "out", "--as-of", day).exit_code == 0
        (record,) = documents(project / "out", "validity")
        assert (record["as_of"], record["state"]) == (day, state)
    assert (project / "out" / "data" / "calendar.ics").is_file()


def test_as_of_must_be_a_day(project: Path) -> None:
    result = gazette("convert", "--as-of", "2026年")
    assert result.exit_code == 2
    assert "as_of" in result.output


def test_convert_in_place_leaves_hand_written_pages(project: Path) -> None:
    (project / "docs" / "documents").mkdir(parents=True)
    (project / "docs" / "about.md").write_text("# 说明\n", encoding="utf-8")
    (project / "docs" / "documents" / "old.md").write_text("# 旧\n", encoding="utf-8")
    assert gazette("convert").exit_code == 0
    assert (project / "docs" / "about.md").read_text(encoding="utf-8") == "# 说明\n"
    assert (project / "docs" / f"{PAGE}.md").is_file()
    assert not (project / "docs" / "documents" / "old.md").exists()
    assert (project / "build" / "data" / "documents.json").is_file()


def test_convert_twice_gives_the_same_bytes(project: Path) -> None:
    for name in ("a", "b"):
        assert gazette("convert", *SOURCES, "--out", name).exit_code == 0
    assert files(project / "a") == files(project / "b")


def test_convert_takes_a_file_or_a_folder_anywhere(project: Path) -> None:
    elsewhere = project / "else where"
    elsewhere.mkdir()
    shutil.copy(project / "raw" / "morning.txt", elsewhere / "早市.txt")
    assert gazette("convert", elsewhere / "早市.txt", "--out", "file").exit_code == 0
    assert gazette("convert", elsewhere, "--out", "folder").exit_code == 0
    assert documents(project / "file")[0]["source"]["file"] == "早市.txt"
    assert files(project / "file") == files(project / "folder")


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)
def test_sidecar_changes_no_document(path: Path, project: Path) -> None:
    for name in ("with", "without"):
        (project / name).mkdir()
        shutil.copy(path, project / name)
    sidecar = 'gazette = "青江市人民政府公报"\nyear = 2024\nnumber = 7\norigin = "https://example.org"\n'
    (project / "with" / f"{path.stem}.toml").write_text(sidecar, encoding="utf-8")
    for name in ("with", "without"):
        assert gazette("convert", project / name, "--out", project / name / "out").exit_code == 0
    for name in ("documents", "tables"):
        assert documents(project / "with" / "out", name) == documents(project / "without" / "out", name)


def _without_hash(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**r, "source": {k: v for k, v in r["source"].items() if k != "sha256"}} for r in records]


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)
def test_encodings_and_line_ends_change_no_document(path: Path, project: Path) -> None:
    text = path.read_text(encoding="utf-8-sig")
    copies: Mapping[str, bytes] = {
        "utf-8": text.encode("utf-8"),
        "bom": text.encode("utf-8-sig"),
        "gb18030": text.encode("gb18030"),
        "utf-16": text.encode("utf-16"),
        "crlf": text.replace("\n", "\r\n").encode("utf-8"),
        "cr": text.replace("\n", "\r").encode("utf-8"),
    }
    found = {}
    for name, data in copies.items():
        (project / name).mkdir()
        corpus = convert_text(data, project / name, path.name)
        assert list(findings(corpus, "error")) == []
        files = data_files(corpus)
        found[name] = (_without_hash(json.loads(files["documents.json"])), files["tables.json"])
    assert {name: data == found["utf-8"] for name, data in found.items()} == dict.fromkeys(copies, True)


# Exit codes


def test_an_error_stops_before_anything_is_written(project: Path) -> None:
    assert gazette("convert", "--out", "out").exit_code == 0
    before = files(project / "out")
    (project / "raw" / "broken.txt").write_bytes(BROKEN)
    result = gazette("convert", "--out", "out")
    assert result.exit_code == 1
    first = result.stderr.splitlines()[0]
    assert LINE.match(first)
    assert first.startswith("broken.txt:1: read-undecodable ")
    assert files(project / "out") == before


def test_a_bad_sidecar_is_an_error(project: Path) -> None:
    (project / "raw" / "morning.toml").write_text("year =\n", encoding="utf-8")
    result = gazette("convert", "--out", "out")
    assert result.exit_code == 1
    assert "sidecar-invalid" in result.stderr
    assert not (project / "out").exists()


@pytest.mark.parametrize(
    ("written", "line", "said"),
    [
        ('origin = "x"\nyaer = 2024\n', 2, "不认识的键 yaer，是不是 year？"),
        ('\n\npublished = "2026年5月30日"\n', 3, 'published 应写作 "2026-05" 或 "2026-05-30"'),
        ('[[accept]]\ncode = "no-document"\nline = 1\nwhy = "y"\n[[accept]]\nline = 1\n', 5, "缺 code、why"),
        ('[[accept]]\ncode = "no-documents"\nline = 1\nwhy = "y"\n', 1, "是不是 no-document？"),
        ("year = 2024\n[[corection]]\nline = 1\n", 2, "是不是 correction？"),
        ('[[correction]]\nline = "1"\nwas = "a"\nnow = "b"\nwhy = "c"\n', 1, "的 line 应为整数"),
    ],
)
def test_what_is_wrong_in_a_sidecar_is_named_with_its_line(
    project: Path, written: str, line: int, said: str
) -> None:
    (project / "raw" / "morning.toml").write_text(written, encoding="utf-8")
    result = gazette("check")
    assert result.exit_code == 1
    found = next(x for x in result.output.splitlines() if "sidecar-invalid" in x)
    assert f"morning.toml:{line}: " in found
    assert said in found
    assert "该行不在来源文本中" not in result.output


def test_a_sidecar_without_a_source_is_not_passed_over(project: Path) -> None:
    (project / "raw" / "mornnig.toml").write_text("year = 2024\n", encoding="utf-8")
    for command in ("convert", "check", "build"):
        result = gazette(command)
        assert result.exit_code == 2
        assert "raw/mornnig.toml 没有它的来源文本 mornnig.txt" in result.output
    assert not (project / "build").exists()


def test_doubts_do_not_count(project: Path) -> None:
    (project / "raw" / "morning.txt").write_text(NOTICE + "第一条 开市。\n第三条 收市。\n", encoding="utf-8")
    assert gazette("convert").exit_code == 0
    assert gazette("check").exit_code == 0
    assert gazette("check", "--strict").exit_code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("convert", "missing.txt"),
        ("convert", "--no-such-option"),
        ("check", "--format", "xml"),
        ("explain",),
        ("explain", "documents/none.html#p-1"),
        ("explain", f"{PAGE}.html#art-99"),
        ("no-such-command",),
    ],
    ids=" ".join,
)
def test_misuse(arguments: tuple[str, ...]) -> None:
    assert gazette(*arguments).exit_code == 2


def test_no_source_at_all_is_misuse(project: Path) -> None:
    (project / "raw" / "morning.txt").unlink()
    assert gazette("convert").exit_code == 2


def test_help_names_every_command() -> None:
    said = gazette("--help").output
    assert isinstance(main, click.Group)
    for name, command in main.commands.items():
        assert name in said
        assert command.help, name
        assert gazette(name, "--help").exit_code == 0


# check


def test_check_finds_nothing_after_convert() -> None:
    assert gazette("convert").exit_code == 0
    result = gazette("check")
    assert result.exit_code == 0
    assert "stale" not in result.output


@pytest.mark.parametrize("change", ["changed", "missing", "left over", "source"])
def test_check_finds_stale_pages(project: Path, change: str) -> None:
    assert gazette("convert").exit_code == 0
    page = project / "docs" / f"{PAGE}.md"
    match change:
        case "changed":
            page.write_text(page.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        case "missing":
            page.unlink()
        case "left over":
            page = project / "docs" / "documents" / "old.md"
            page.write_text("# 旧\n", encoding="utf-8")
        case "source":
            (project / "raw" / "morning.txt").write_text(NOTICE.replace("开市", "收市"), encoding="utf-8")
    result = gazette("check")
    assert result.exit_code == 1
    stale = f"{page.relative_to(project).as_posix()}:1: stale "
    assert [line for line in result.output.splitlines() if line.startswith(stale) and LINE.match(line)]


def test_check_of_given_files_asks_for_no_pages() -> None:
    assert gazette("check", "raw/morning.txt").exit_code == 0


def test_check_as_text_shows_place_and_hint(project: Path) -> None:
    (project / "raw" / "morning.txt").write_text(NOTICE + "第一条 开市。\n第三条 收市。\n", encoding="utf-8")
    lines = gazette("check", "raw/morning.txt").output.splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("morning.txt:7: sequence "))
    assert LINE.match(lines[at])
    assert lines[at + 1].strip() == "第三条 收市。"
    assert lines[at + 2].strip().startswith("→ ")
    assert any(line.startswith("morning.txt：印 ") for line in lines)


def test_check_as_json(project: Path) -> None:
    assert gazette("convert").exit_code == 0
    (project / "docs" / f"{PAGE}.md").unlink()
    (project / "raw" / "morning.txt").write_text(f"# {NOTICE}", encoding="utf-8")
    result = gazette("check", "--format", "json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert f"{PAGE}.md" in found["stale"]
    assert [(n["code"], n["file"], n["first_line"]) for n in found["notes"]] == [("markup", "morning.txt", 1)]


# explain


def test_explain_prints_the_raw_lines(project: Path) -> None:
    text = NOTICE.replace("按时开市。", "\n\n按时  开市,收市。")
    (project / "raw" / "morning.txt").write_text(text, encoding="utf-8")
    for page in (f"{PAGE}.html", f"{PAGE}.md", f"docs/{PAGE}.md", f"site/{PAGE}.html"):
        result = gazette("explain", f"{page}#doc-number")
        assert result.exit_code == 0
        assert "morning.txt:3: 青政发〔2024〕9号" in result.output.splitlines()
    said = gazette("explain", f"{PAGE}.html#p-2").output
    assert "morning.txt:7: 按时  开市,收市。" in said.splitlines()
    assert "punctuation" in said


# Interrupted writing


class Interrupted(Exception):
    """Stands for whatever stops a run in the middle."""


def _stops_halfway(folder: Path, content: Mapping[str, str]) -> None:
    name = next(iter(content))
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("half", encoding="utf-8")
    raise Interrupted


@pytest.mark.parametrize("arguments", [("convert",), ("convert", "--out", "out")], ids=" ".join)
def test_interrupted_convert_leaves_the_old_output(
    project: Path, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert gazette(*arguments).exit_code == 0
    before = files(project)
    (project / "raw" / "morning.txt").write_text(NOTICE.replace("开市", "收市"), encoding="utf-8")
    before["raw/morning.txt"] = (project / "raw" / "morning.txt").read_bytes()
    monkeypatch.setattr(site, "write_files", _stops_halfway)
    with pytest.raises(Interrupted):
        gazette(*arguments)
    assert files(project) == before


def test_staged_leaves_no_trace_of_a_failure(project: Path) -> None:
    with pytest.raises(Interrupted), site.staged(project / "out") as fresh:
        _stops_halfway(fresh, {"half": ""})
    assert sorted(p.name for p in project.iterdir()) == ["raw"]


def test_staged_swaps_the_whole_folder(project: Path) -> None:
    target = project / "out"
    for name in ("first", "second"):
        with site.staged(target) as fresh:
            (fresh / name).touch()
    assert [p.name for p in target.iterdir()] == ["second"]
    assert sorted(p.name for p in project.iterdir()) == ["out", "raw"]


# build


def test_build_makes_a_site_and_keeps_it_when_the_next_one_fails(project: Path) -> None:
    hand_written(project)
    shutil.copy(made_up("20-mini-gazette"), project / "raw" / "morning.txt")
    result = gazette("build")
    assert result.exit_code == 0, result.output
    before = files(project / "site")
    assert {f"{PAGE}.html", "index.html", "data/documents.json"} <= set(before)
    (project / "docs" / "about.md").write_text("# 说明\n\n[没有](none.md)\n", encoding="utf-8")
    result = gazette("build")
    assert result.exit_code == 1
    assert "none.md" in result.stderr
    assert files(project / "site") == before


def test_a_help_text_does_not_wait_for_the_program() -> None:
    """What takes time to import is imported where a command runs."""
    said = "import sys, build_tools.cli; print(*(m for m in sys.modules if m.startswith('build_tools')))"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["build_tools", "build_tools.cli"]
