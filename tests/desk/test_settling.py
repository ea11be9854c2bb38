"""What an editor decides, written into a sidecar: whole or not at all, nothing else touched, and undone."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from build_tools.desk import settling
from build_tools.desk.settling import Desk, Refusal, Stale
from build_tools.model.source import Acceptance, Correction, LineMark, PageRead
from build_tools.sources.sidecar import read_sidecar
from support.paths import ROOT

TEXT = "早市管理办法\n\n第一条 早市按时开市，早市按时收市。\n第三条 早市免费。\n"
KEPT = '# 刊名据封面\ngazette = "青江市人民政府公报"  # 照封面\nyear = 2024\n'


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "raw" / "a.toml").write_text(KEPT, encoding="utf-8")
    return Desk(tmp_path / "raw", tmp_path / "desk")


def written(desk: Desk) -> str:
    return desk.sidecar("a").read_text(encoding="utf-8")


def add(desk: Desk, kind: str, **entry: object) -> None:
    desk.add("a", kind, {**entry, "why": "据纸质公报"}, desk.state("a"), "做了")


def test_entries_stand_as_they_are_read(desk: Desk) -> None:
    add(desk, "accept", code="sequence", line=4)
    add(desk, "lines", line=4, **{"as": "furniture"})
    add(desk, "lines", part=3, before="早市按时收市")
    desk.add("a", "read", {"page": "documents/a.html", "day": "2026-11-28"}, desk.state("a"), "核对")
    sidecar, wrong = read_sidecar(desk.sidecar("a"))
    assert wrong == ()
    assert written(desk).startswith(KEPT), "what stood there stays, comments too"
    assert (sidecar.gazette, sidecar.year) == ("青江市人民政府公报", 2024)
    assert sidecar.accepted == (Acceptance("sequence", 4, "据纸质公报"),)
    marks = [LineMark(m.first, m.last, m.before, m.why, kind=m.kind) for m in sidecar.lines]
    assert marks == [
        LineMark(4, 4, "", "据纸质公报", kind="furniture"),
        LineMark(3, 3, "早市按时收市", "据纸质公报"),
    ]
    assert sidecar.read == (PageRead("documents/a.html", "2026-11-28"),)


@pytest.mark.parametrize(
    ("at", "corrected"),
    [(4, "第一条 夜市按时开市，早市按时收市。"), (11, "第一条 早市按时开市，夜市按时收市。")],
)
def test_a_correction_names_as_many_words_as_stand_once(desk: Desk, at: int, corrected: str) -> None:
    add(desk, "correction", line=3, was="早市按时", now="夜市按时", at=at)
    (own,) = read_sidecar(desk.sidecar("a"))[0].corrections
    line = TEXT.splitlines()[2]
    assert own == Correction(3, own.was, own.now, "据纸质公报")
    assert line.count(own.was) == 1
    assert line.replace(own.was, own.now) == corrected


def test_one_of_several_places_is_named_by_the_words_before(desk: Desk) -> None:
    with pytest.raises(Refusal, match="2 处"):
        add(desk, "correction", line=3, was="早市", now="夜市")
    assert written(desk) == KEPT
    add(desk, "correction", line=3, was="早市", now="夜市", after="早市按时开市，")
    (own,) = read_sidecar(desk.sidecar("a"))[0].corrections
    assert TEXT.splitlines()[2].replace(own.was, own.now) == "第一条 早市按时开市，夜市按时收市。"


def test_undo_gives_what_stood_there(desk: Desk) -> None:
    before = written(desk)
    add(desk, "accept", code="sequence", line=4)
    middle = written(desk)
    add(desk, "correction", line=4, was="免费", now="收费", at=0)
    again = Desk(desk.raw, desk.kept)  # another day
    assert again.undoable("a") == "做了"
    again.undo("a", again.state("a"))
    assert written(desk) == middle
    again.undo("a", again.state("a"))
    assert written(desk) == before
    with pytest.raises(Refusal, match="没有可以撤销的"):
        again.undo("a", again.state("a"))


def test_a_first_entry_is_undone_to_no_file(desk: Desk) -> None:
    desk.sidecar("a").unlink()
    add(desk, "accept", code="sequence", line=4)
    assert desk.sidecar("a").is_file()
    desk.undo("a", desk.state("a"))
    assert not desk.sidecar("a").exists()


def test_what_was_changed_elsewhere_is_not_written_over(desk: Desk) -> None:
    seen = desk.state("a")
    add(desk, "accept", code="sequence", line=4)
    after = written(desk)
    with pytest.raises(Stale):
        desk.add("a", "accept", {"code": "sequence", "line": 3, "why": "x"}, seen, "二")
    assert written(desk) == after
    desk.sidecar("a").write_text(after + "\n# 另记\n", encoding="utf-8")
    with pytest.raises(Refusal, match="另有改动"):
        desk.undo("a", desk.state("a"))
    assert written(desk) == after + "\n# 另记\n"


@pytest.mark.parametrize(
    "sidecar",
    [
        b"gazette = \xe2\x80\x9c\n",  # quotes that TOML does not know
        "公报".encode("gb18030"),
        b'accept = "sequence"\n',
        b"accept = [1, 2]\n",
        b"year = 20240\n",
    ],
)
def test_a_sidecar_that_cannot_be_read_stays_as_it_is(desk: Desk, sidecar: bytes) -> None:
    desk.sidecar("a").write_bytes(sidecar)
    with pytest.raises(Refusal):
        add(desk, "accept", code="sequence", line=4)
    assert desk.sidecar("a").read_bytes() == sidecar


@pytest.mark.parametrize(
    ("kind", "entry"),
    [
        ("accept", {"code": "no-such-code", "line": 4}),
        ("correction", {"line": 99, "was": "早市", "now": "夜市"}),
        ("correction", {"line": 4, "was": "夜市", "now": "早市"}),
        ("lines", {"line": 4, "as": "footer"}),
        ("cell", {"table": "表", "row": 0, "column": 1, "was": "", "now": "1"}),
        ("original", {"name": "x"}),
    ],
)
def test_what_says_nothing_is_refused(desk: Desk, kind: str, entry: dict[str, object]) -> None:
    with pytest.raises(Refusal):
        add(desk, kind, **entry)
    assert written(desk) == KEPT
    assert desk.undoable("a") == ""


@pytest.mark.parametrize("id_", ["", "b", "../raw/a", "a/../a", "..\\a"])
def test_only_sources_have_sidecars(desk: Desk, id_: str) -> None:
    with pytest.raises(Refusal):
        desk.sidecar(id_)


def test_an_entry_that_no_longer_fits_goes(desk: Desk) -> None:
    add(desk, "accept", code="sequence", line=4)
    add(desk, "accept", code="sequence", line=3)
    line = next(n for n, words in enumerate(written(desk).splitlines(), 1) if "[[accept]]" in words)
    desk.drop("a", {"at": line}, desk.state("a"), "删")
    assert [a.line for a in read_sidecar(desk.sidecar("a"))[0].accepted] == [3]
    with pytest.raises(Refusal):
        desk.drop("a", {"kind": "accept", "match": {"code": "sequence", "line": 4}}, desk.state("a"), "删")
    desk.drop("a", {"kind": "accept", "match": {"code": "sequence", "line": 3}}, desk.state("a"), "删")
    assert written(desk).strip() == KEPT.strip()


def test_a_full_disk_leaves_the_old(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("build_tools.desk.settling.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        add(desk, "accept", code="sequence", line=4)
    assert written(desk) == KEPT
    assert [p.name for p in desk.raw.iterdir() if p.name.startswith(".")] == []


def test_a_disk_that_fills_up_between_two_files_keeps_what_can_be_undone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(desk, "accept", code="sequence", line=4)
    after, fsync = written(desk), os.fsync
    calls = iter((True, False))

    def filling(handle: int) -> None:
        if not next(calls):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(handle)

    with monkeypatch.context() as full:
        full.setattr("build_tools.desk.settling.os.fsync", filling)
        with pytest.raises(OSError, match="No space"):
            add(desk, "accept", code="sequence", line=3)
    assert written(desk) == after
    desk.undo("a", desk.state("a"))
    assert written(desk) == KEPT
    with pytest.raises(Refusal, match="没有可以撤销的"):
        desk.undo("a", desk.state("a"))


_KILLED = """
import os, signal, sys
from pathlib import Path
from build_tools.desk import settling

left = int(sys.argv[2])

def counted(done):
    def call(*given):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return done(*given)
    return call

folder = Path(sys.argv[1])
desk = settling.Desk(folder / "raw", folder / "desk")
seen = desk.state("a")
settling.os.fsync, settling.os.replace = counted(os.fsync), counted(os.replace)
if sys.argv[3] == "undo":
    desk.undo("a", seen)
else:
    desk.add("a", "accept", {"code": "sequence", "line": 3, "why": "x"}, seen, "killed")
"""


@pytest.mark.parametrize("deed", ["add", "undo"])
@pytest.mark.parametrize("left", range(5))
def test_a_killed_run_leaves_old_or_new(desk: Desk, left: int, deed: str) -> None:
    """Killed before each call that writes to the disk; with four calls left it ends by itself."""
    add(desk, "accept", code="sequence", line=4)
    before = written(desk)
    command = [sys.executable, "-c", _KILLED, str(desk.raw.parent), str(left), deed]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
    assert done.returncode == (0 if left == 4 else -signal.SIGKILL), done.stderr
    if written(desk) != before and deed == "add":
        assert len(read_sidecar(desk.sidecar("a"))[0].accepted) == 2
        desk.undo("a", desk.state("a"))
    elif written(desk) != before:
        assert written(desk) == KEPT
        return
    assert written(desk) == before
    assert desk.undoable("a") == "做了"
    desk.undo("a", desk.state("a"))
    assert written(desk) == KEPT


def test_of_two_desks_at_once_one_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both were shown the same sidecar; neither entry is lost without a word."""
    seen = desk.state("a")
    prove = settling._prove
    monkeypatch.setattr(settling, "_prove", lambda name, text: (time.sleep(0.3), prove(name, text)))
    entries = [{"code": "sequence", "line": line, "why": "x"} for line in (3, 4)]

    def write(entry: dict[str, object]) -> str:
        try:
            Desk(desk.raw, desk.kept).add("a", "accept", entry, seen, "做了")
        except Stale:
            return "refused"
        return "written"

    with ThreadPoolExecutor(2) as two:
        assert sorted(two.map(write, entries)) == ["refused", "written"]
    assert len(read_sidecar(desk.sidecar("a"))[0].accepted) == 1
