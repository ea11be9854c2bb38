"""An instrument in two sources: where its words differ there is a doubt, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.model.catalogue import Code, Note
from build_tools.pipeline import convert_corpus

TEXT = (
    "临江市人民政府关于加强供水管理的通知\n\n临政发〔2023〕61号\n\n各县（区）人民政府：\n\n"
    "一、加强供水管理，水质合格率达到99%。\n\n二、每月公布水质，接受监督。\n\n三、节约用水。\n\n"
    "临江市人民政府\n2023年5月6日\n"
)


def told(folder: Path, later: str, sidecar: str = "") -> list[Note]:
    """The notes on the later of two prints that only the earlier one explains."""
    for name, text in (("a", TEXT), ("b", later)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "b.toml").write_text(sidecar, encoding="utf-8")
    corpus = convert_corpus([folder / "a.txt", folder / "b.txt"])
    return [n for n in corpus.notes[1] if n.code in (Code.REPRINT_DIFFERS, Code.ACCEPT_STALE)]


@pytest.mark.parametrize(
    ("was", "now", "line", "shown"),
    [
        ("99%", "98%", 7, ("率达到99%", "率达到98%")),
        ("99%", "9%", 7, ("率达到99%", "率达到9%")),
        ("每月公布", "每月按时公布", 9, ("二每月公布水质", "二每月按时公布水质")),
        ("\n三、节约用水。\n", "", 9, ("三节约用水", "")),
        ("三、节约用水。\n", "三、节约用水。\n\n四、保护水源。\n", 13, ("", "四保护水源")),
        ("5月6日", "5月9日", 14, ("3年5月6日", "3年5月9日")),
    ],
)
def test_other_words(was: str, now: str, line: int, shown: tuple[str, str], tmp_path: Path) -> None:
    notes = told(tmp_path, TEXT.replace(was, now))
    assert [(n.first_line, n.was, n.now) for n in notes] == [(line, *shown)]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("", ""),
        ("，", ","),
        ("接受监督", "接受\n监督"),
        ("每月公布水质，", "每月公布水质"),
        ("\n2023年5月6日\n", "\n2023年5月6日\n（此件公开发布）\n"),
        ("临政发〔2023〕61号", "临政发[2023]61号"),
    ],
    ids=["the same", "marks", "lines", "a comma left out", "a remark", "brackets"],
)
def test_the_same_words(was: str, now: str, tmp_path: Path) -> None:
    assert told(tmp_path, TEXT.replace(was, now) if was else TEXT) == []


def test_what_it_issues_and_its_annexes(tmp_path: Path) -> None:
    annex = TEXT + "\n附件1\n\n供水单位名单\n\n东门水厂日供水{}吨。\n"
    for name, figure in (("a", "50"), ("b", "500")):
        (tmp_path / f"{name}.txt").write_text(annex.format(figure), encoding="utf-8")
    corpus = convert_corpus([tmp_path / "a.txt", tmp_path / "b.txt"])
    found = [n for n in corpus.notes[1] if n.code is Code.REPRINT_DIFFERS]
    assert [(n.first_line, n.was, n.now) for n in found] == [(20, "供水50吨", "供水500吨")]


def test_an_editor_lets_it_stand(tmp_path: Path) -> None:
    accept = '[[accept]]\ncode = "reprint-differs"\nline = 7\nwhy = "后刊者为修订本"\n'
    notes = told(tmp_path, TEXT.replace("99%", "98%"), accept)
    assert [(n.code, n.accepted) for n in notes] == [(Code.REPRINT_DIFFERS, "后刊者为修订本")]


def test_a_settlement_of_nothing_is_stale(tmp_path: Path) -> None:
    accept = '[[accept]]\ncode = "reprint-differs"\nline = 7\nwhy = "后刊者为修订本"\n'
    assert [n.code for n in told(tmp_path, TEXT, accept)] == [Code.ACCEPT_STALE]
