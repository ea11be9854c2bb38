"""Pages that are shown ahead of the whole site are those that the site then has, byte for byte."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from build_tools.desk import ahead, workshop
from build_tools.site.writing import locked
from support.publishing import EARLY, LATE, files, gazette, write_sources
from support.rendering import hand_written

CITING = LATE.replace("夜市应当", "根据青政发〔2024〕9号文件，夜市应当")

HAND_WRITTEN = {"index.html", "offline.html"}
"""Pages that take in what was counted: they come with the whole site."""


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two sources, one of which cites the other, built."""
    monkeypatch.chdir(tmp_path)
    hand_written(tmp_path)
    write_sources(tmp_path, {"a": EARLY, "b": CITING})
    assert gazette("build").exit_code == 0
    return tmp_path


def sidecar(archive: Path, was: str, now: str) -> None:
    line = next(n for n, words in enumerate(EARLY.split("\n"), 1) if was in words)
    entry = f'[[correction]]\nline = {line}\nwas = "{was}"\nnow = "{now}"\nwhy = "据纸质公报"\n'
    (archive / "raw" / "a.toml").write_text(entry, encoding="utf-8")


def shown() -> dict[str, bytes]:
    return {**workshop.documents_ahead(), **workshop.lists_ahead()}


def compare_with_the_whole(archive: Path, pages: dict[str, bytes]) -> None:
    """All that changed, and nothing else, was shown ahead as the site then has it."""
    before = files(archive / "site")
    workshop.rebuild()
    after = files(archive / "site")
    gone = {name for name in before if name.endswith(".html") and name not in after}
    changed = {n for n in after if n.endswith(".html") and before.get(n) != after[n]} - HAND_WRITTEN
    assert not gone
    assert changed == set(pages)
    for name, html in pages.items():
        assert html == after[name], name
    assert shown() == {}


def test_nothing_changed(archive: Path) -> None:
    assert shown() == {}


def test_words_of_a_text(archive: Path) -> None:
    before = files(archive / "site")
    sidecar(archive, "按时开市", "准时开市")
    pages = shown()
    assert files(archive / "site") == before, "the site stays of one state"
    assert "documents/qing-zheng-fa-2024-9.html" in pages
    assert "准时开市" in pages["documents/qing-zheng-fa-2024-9.html"].decode()
    compare_with_the_whole(archive, pages)


def test_a_title_is_changed_in_the_issue_in_other_texts_and_in_lists(archive: Path) -> None:
    sidecar(archive, "早市管理的通知", "早市规范管理的通知")
    pages = shown()
    assert {"issues/a.html", "lists/by-number.html"} <= set(pages)
    compare_with_the_whole(archive, pages)


def test_what_was_shown_is_taken_back(archive: Path) -> None:
    sidecar(archive, "按时开市", "准时开市")
    assert shown() != {}
    (archive / "raw" / "a.toml").unlink()
    assert shown() == {}


def test_a_source_that_came(archive: Path) -> None:
    write_sources(
        archive, {"a": EARLY, "b": CITING, "c": EARLY.replace("早市", "晚市").replace("9号", "11号")}
    )
    pages = shown()
    assert "documents/qing-zheng-fa-2024-11.html" in pages
    compare_with_the_whole(archive, pages)


def test_what_is_too_much_comes_with_the_whole(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages of the source that changed come first."""
    monkeypatch.setattr(ahead, "MOST", 2)
    sidecar(archive, "早市管理的通知", "早市规范管理的通知")
    pages = workshop.documents_ahead()
    assert set(pages) == {"documents/qing-zheng-fa-2024-9.html", "issues/a.html"}


def test_an_error_is_said_at_once(archive: Path) -> None:
    sidecar(archive, "按时开市", "准时开市")
    (archive / "raw" / "a.toml").write_text("[[correction\n", encoding="utf-8")
    with pytest.raises(workshop.Unready, match=r"a\.toml:1: sidecar-invalid"):
        workshop.documents_ahead()


def test_a_full_disk_leaves_the_site_and_says_so(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(folder: Path, _: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))

    before = files(archive / "site")
    sidecar(archive, "按时开市", "准时开市")
    with monkeypatch.context() as filled:
        filled.setattr(ahead, "write_files", full)
        with pytest.raises(workshop.Unready, match="磁盘已满"):
            workshop.documents_ahead()
    assert files(archive / "site") == before
    assert "documents/qing-zheng-fa-2024-9.html" in workshop.documents_ahead()


def test_settings_that_are_wrong_are_said(archive: Path) -> None:
    (archive / "mkdocs.yml").write_text("site_name: [文库\n", encoding="utf-8")
    for work in (workshop.documents_ahead, workshop.rebuild):
        with pytest.raises(workshop.Unready, match=r"mkdocs\.yml"):
            work()


def test_a_site_that_is_not_there_is_built_whole(archive: Path) -> None:
    (archive / "mkdocs.yml").write_text(
        (archive / "mkdocs.yml").read_text(encoding="utf-8") + "\n# another one\n", encoding="utf-8"
    )
    sidecar(archive, "按时开市", "准时开市")
    assert shown() == {}


def test_another_run_that_writes_is_no_hindrance(archive: Path) -> None:
    sidecar(archive, "按时开市", "准时开市")
    with locked(Path("build"), "gazette build"):
        assert "documents/qing-zheng-fa-2024-9.html" in workshop.documents_ahead()
        with pytest.raises(workshop.Unready, match="busy"):
            workshop.rebuild()
