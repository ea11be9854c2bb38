"""Publishing to a folder: the release, the record, the way back, and what a killed run leaves."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from build_tools import book_commands, output
from build_tools.books import every
from build_tools.books.chromium import NoChromium
from build_tools.books.pdf import Pdfs
from build_tools.publishing.folder_target import FolderTarget
from build_tools.publishing.target import TargetFailed
from build_tools.site.build import BuildFailed
from support.publishing import EARLY, LATE, files, gazette, quick_site, write_sources

SETTINGS = '[publish]\nfolder = "网站 目录"\nkeep = 3\n'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with one source and a target, the terminal in it."""
    folder = tmp_path / "公报 文库"
    folder.mkdir()
    write_sources(folder, {"early": EARLY})
    (folder / "docs").mkdir()
    (folder / "gazette.toml").write_text(SETTINGS, encoding="utf-8")
    monkeypatch.chdir(folder)
    quick_site(monkeypatch)
    return folder


def publish(*arguments: str, day: str = "2024-06-01") -> str:
    result = gazette("publish", "--on", day, *arguments)
    assert result.exit_code == 0, result.output
    return result.output


def current(project: Path) -> Path:
    return (project / "网站 目录" / "current").resolve()


def releases(project: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads((project / "published" / "releases.json").read_text("utf-8"))
    return found


def test_books_go_along_with_a_release_and_back(project: Path) -> None:
    publish()
    first = files(current(project))
    shelf = {row["path"]: row for own in json.loads(first["downloads/list.json"]) for row in own["files"]}
    assert "downloads/documents/qing-zheng-fa-2024-9.epub" in shelf
    (bundle,) = (path for path in shelf if path.startswith("bundles/"))
    assert all(hashlib.sha256(first[path]).hexdigest() == row["sha256"] for path, row in shelf.items())
    assert shelf[bundle]["sha256"] in first["lists/downloads.html"].decode()
    with zipfile.ZipFile(BytesIO(first[bundle])) as archive:
        assert not [name for name in archive.namelist() if "/downloads/" in name]
    write_sources(project, {"early": EARLY, "late": LATE})
    publish(day="2024-06-02")
    assert (current(project) / "downloads/documents/qing-zheng-fa-2024-10.docx").is_file()
    assert gazette("publish", "--back", "--on", "2024-06-03").exit_code == 0
    assert files(current(project)) == first


def sums_of(project: Path) -> dict[str, str]:
    written = (current(project) / "downloads" / "SHA256SUMS").read_text("utf-8")
    return {path: told for told, _, path in (line.partition("  ") for line in written.splitlines())}


def test_the_record_holds_the_sums_of_the_books(project: Path) -> None:
    """Each release those that it brought or changed, so that of each book that ever was it says which one."""
    publish()
    first = sums_of(project)
    assert releases(project)[0]["books"] == first
    assert "documents/qing-zheng-fa-2024-9.epub" in first
    write_sources(project, {"early": EARLY, "late": LATE})
    publish(day="2024-06-02")
    second = sums_of(project)
    brought = releases(project)[1]["books"]
    assert isinstance(brought, dict)
    assert brought == {path: own for path, own in second.items() if first.get(path) != own}
    assert "documents/qing-zheng-fa-2024-10.epub" in brought
    assert "documents/qing-zheng-fa-2024-9.epub" not in brought  # it is as it was
    assert gazette("publish", "--back", "--on", "2024-06-03").exit_code == 0
    assert "books" not in releases(project)[2]
    publish(day="2024-06-04")  # what the release held that was taken back is brought again
    assert releases(project)[3]["books"] == brought
    assert gazette("check").exit_code == 0


def test_without_chromium_all_but_pdf_goes_along(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> dict[str, bytes]:
        raise NoChromium

    monkeypatch.setattr(book_commands, "pdf_files", none)
    assert "no-chromium" in publish()
    assert (current(project) / "downloads/documents/qing-zheng-fa-2024-9.epub").is_file()


def test_a_pdf_that_no_font_can_draw_is_named_and_all_else_goes_along(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = Pdfs({}, {"documents/qing-zheng-fa-2024-9.pdf": "𢗴"})
    monkeypatch.setattr(book_commands, "pdf_files", lambda *_: left)
    assert "no-glyph 本机没有字体能显示 𢗴（U+225F4）" in publish()
    assert (current(project) / "downloads/documents/qing-zheng-fa-2024-9.epub").is_file()


def test_a_book_that_lost_something_stops_the_release(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish()
    before = files(project)
    monkeypatch.setattr(every, "_proven", lambda *_: b"")
    write_sources(project, {"early": EARLY.replace("开市", "闭市")})
    result = gazette("publish", "--on", "2024-06-02")
    assert (result.exit_code, "books-wrong" in result.output) == (1, True)
    assert "documents/qing-zheng-fa-2024-9.epub" in result.output
    now = files(project)
    kept = ("网站 目录/", "published/", "site/", "docs/")
    assert {k: v for k, v in now.items() if k.startswith(kept)} == {
        k: v for k, v in before.items() if k.startswith(kept)
    }


def test_a_first_release(project: Path) -> None:
    said = publish()
    assert "请提交 raw/、docs/ 和 published/。" in said
    (release,) = releases(project)
    assert release["day"] == "2024-06-01"
    assert f"已发布 {release['id']}（" in said
    assert release["sources"] == {"early.txt": hashlib.sha256(EARLY.encode()).hexdigest()}
    (line,) = [json.loads(x) for x in (project / "published" / "2024.jsonl").read_text("utf-8").splitlines()][
        :1
    ]
    assert line["address"] == "documents/qing-zheng-fa-2024-9.html"
    assert line["holds"] == [["青政发〔2024〕9号", "青江市人民政府关于加强早市管理的通知"]]


def test_the_bundle_is_told_beside_it(project: Path) -> None:
    """Its name is the day and its hash; its sum stands in a page and a file that it does not hold."""
    publish()
    told = json.loads((current(project) / "bundle.json").read_text("utf-8"))
    bundle = current(project) / told["file"]
    assert hashlib.sha256(bundle.read_bytes()).hexdigest() == told["sha256"]
    assert bundle.stat().st_size == told["bytes"]
    assert told["sha256"] in (current(project) / "lists" / "bundle.html").read_text("utf-8")
    with zipfile.ZipFile(bundle) as packed:
        names = [name.partition("/")[2] for name in packed.namelist()]
        manifest = packed.read(f"{bundle.stem}/MANIFEST.sha256").decode()
    assert bundle.stem.startswith("gazette-2024-06-01-")
    assert bundle.stem.endswith(hashlib.sha256(manifest.encode()).hexdigest()[:8])
    assert "bundle.json" not in names
    assert told["sha256"] not in manifest
    assert (project / "dist" / bundle.name).read_bytes() == bundle.read_bytes()


def test_a_second_release_tells_what_came(project: Path) -> None:
    publish()
    write_sources(project, {"early": EARLY, "late": LATE})
    publish(day="2024-07-01")
    second = releases(project)[1]
    assert second["before"] == sorted(p.name for p in (project / "网站 目录" / "releases").iterdir())[0]
    assert second["happened"] == {
        "added": [["documents/qing-zheng-fa-2024-10.html", "青江市人民政府关于加强夜市管理的通知"]]
    }
    lines = (project / "published" / "2024.jsonl").read_text("utf-8").splitlines()
    since = {row["address"]: row["since"] for row in map(json.loads, lines)}
    assert since["documents/qing-zheng-fa-2024-9.html"] == "2024-06-01"
    assert since["documents/qing-zheng-fa-2024-10.html"] == "2024-07-01"
    assert list(since) == sorted(since)
    assert gazette("changes").output == "没有变化\n"


def test_back_gives_the_bytes_of_before(project: Path) -> None:
    publish()
    before = files(current(project))
    write_sources(project, {"early": EARLY, "late": LATE})
    publish(day="2024-07-01")
    after = files(current(project))
    assert after != before
    assert "已退回 2024-06-01 的发布" in publish("--back", day="2024-07-02")
    assert files(current(project)) == before
    assert releases(project)[2]["back_to"] == releases(project)[0]["id"]
    publish(day="2024-07-03")
    assert files(current(project)).keys() - {"bundle.json"} >= {"index.html"}
    publish("--back", day="2024-07-04")
    assert files(current(project)) == before
    refused = gazette("publish", "--back")
    assert (refused.exit_code, "no-way-back" in refused.output) == (1, True)


def test_the_newest_are_kept(project: Path) -> None:
    for day in range(1, 6):
        publish(day=f"2024-06-0{day}")
    held = [name[:8] for name in FolderTarget(project / "网站 目录").names()]
    assert held == ["20240603", "20240604", "20240605"]


def test_old_releases_that_cannot_be_removed_undo_nothing(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise TargetFailed("没有权限")

    monkeypatch.setattr(FolderTarget, "prune", failing)
    done = gazette("publish", "--on", "2024-06-01")
    assert (done.exit_code, done.output.count("已发布")) == (1, 1)
    assert done.output.endswith("target-failed 没有权限\n已经发布；以前的发布没有全部删去。\n")
    assert len(releases(project)) == 1


class Killed(BaseException):
    """A run that ends here."""


STEPS = ("put before", "put after", "switch before", "switch after", "prune before", "prune after")


@pytest.mark.parametrize("step", STEPS)
def test_a_killed_run_leaves_the_old_or_the_new(
    step: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish()
    old = files(current(project))
    write_sources(project, {"early": EARLY, "late": LATE})
    method, when = step.split()
    real = getattr(FolderTarget, method)

    def killed(*arguments: object) -> None:
        if when == "after":
            real(*arguments)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(FolderTarget, method, killed)
        with pytest.raises(Killed):
            gazette("publish", "--on", "2024-07-01")
    seen = files(current(project))
    fresh = step in STEPS[3:]
    assert (seen != old) == fresh
    assert ("青政发〔2024〕10号" in seen["data/documents.json"].decode()) == fresh
    assert not [n for n in FolderTarget(project / "网站 目录").names() if n.startswith(".")]
    publish(day="2024-07-02")
    assert [r["day"] for r in releases(project)] == ["2024-06-01", *(["2024-07-01"] * fresh), "2024-07-02"]


@pytest.mark.parametrize(
    "settings",
    ["", "[publish]\n", '[publish]\nfolder = "a"\ngit = "b"\n', '[publish]\nfold = "a"\n', "[publish\n"],
)
def test_settings_that_name_no_place(settings: str, project: Path) -> None:
    (project / "gazette.toml").write_text(settings, encoding="utf-8")
    refused = gazette("publish")
    assert (refused.exit_code, refused.output.startswith("settings-wrong")) == (1, True)


def test_a_record_that_cannot_be_read_is_said(project: Path) -> None:
    publish()
    path = project / "published" / "2024.jsonl"
    path.write_text("<<<<<<< HEAD\n" + path.read_text("utf-8"), encoding="utf-8")
    refused = gazette("check")
    assert (refused.exit_code, "record-broken published/2024.jsonl:1" in refused.output) == (1, True)


def test_a_file_elsewhere_converts_as_if_nothing_were_published(project: Path, tmp_path: Path) -> None:
    publish()
    (tmp_path / "early.txt").write_text(EARLY, encoding="utf-8")
    assert gazette("convert", str(tmp_path / "early.txt"), "--out", "with").exit_code == 0
    (project / "published").rename(project / "elsewhere")
    assert gazette("convert", str(tmp_path / "early.txt"), "--out", "without").exit_code == 0
    assert files(project / "with") == files(project / "without")


def test_a_site_that_cannot_be_proven_does_not_go_out(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_: object) -> None:
        raise BuildFailed("early.txt:1: ledger-html 网页上的文字与模型不一致")

    monkeypatch.setattr(output, "fill_site", wrong)
    refused = gazette("publish", "--on", "2024-06-01", "--allow", "error-new", "--why", "a")
    assert (refused.exit_code, "ledger-html" in refused.output) == (1, True)
    assert not (project / "published").exists()
    assert not (project / "网站 目录").exists()


def test_the_pages_of_a_source_that_failed_stand(project: Path) -> None:
    write_sources(project, {"early": EARLY, "late": LATE})
    publish()
    (project / "raw" / "late.toml").write_text("[[correction]]\nline = 1\n", encoding="utf-8")
    refused = gazette("publish", "--on", "2024-07-01", "--skip-failed")
    assert refused.exit_code == 1
    assert "address-gone" not in refused.output
    allowed = ("--allow", "incomplete", "--allow", "error-new", "--why", "先发其余各篇")
    publish("--skip-failed", *allowed, day="2024-07-01")
    lines = (project / "published" / "2024.jsonl").read_text("utf-8").splitlines()
    assert not [row for row in map(json.loads, lines) if "gone" in row or "moved" in row]
    assert "happened" not in releases(project)[1]
