"""The report says first what an editor should look at first, and one cause once."""

from __future__ import annotations

from build_tools.report import by_weight, findings, one_line
from support.conversion import corpus_of


def _said(text: str) -> list[str]:
    return [one_line(*found) for found in by_weight(list(findings(corpus_of(text), "doubt")))]


def test_what_must_not_go_out_stands_first() -> None:
    said = _said("早市管理办法\n\n第一条 己经开市。\n\n第三条 电话13800001234。\n")
    assert [line.split()[1] for line in said] == ["personal-data", "sequence", "misread-word"]


def test_one_cause_is_told_once() -> None:
    lines = "".join(f"第{n}条 早\ue000市按时\ue001开市。\n\n" for n in "一二三四五六七八九")
    said = _said(f"早市管理办法\n\n{lines}")
    assert len(said) == 1
    assert "共18处，在第3、5、7、9、11、13、15、17……行" in said[0]


def test_two_causes_are_told_apart() -> None:
    said = _said("早市管理办法\n\n第一条 己经开市，当曰收市。\n")
    assert len(said) == 2
