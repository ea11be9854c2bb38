"""What an editor looks at: what is new since the last publishing, and one issue against its print."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.pipeline import convert_corpus
from build_tools.publishing.issue_report import issue_report
from support.publishing import EARLY, gazette, notice, quick_site, write_sources

GAP = EARLY.replace("早市应当按时开市。", "第一条 早市按时开市。\n\n第三条 早市按时收市。")
OTHER = notice(
    "夜市", "青政发〔2024〕10号", "第一条 夜市按时开市。\n\n第四条 夜市按时收市。", "2024年5月28日"
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "gazette.toml").write_text('[publish]\nfolder = "www"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    quick_site(monkeypatch)
    return tmp_path


def test_only_what_is_new(project: Path) -> None:
    write_sources(project, {"a": GAP})
    assert "a.txt:7: sequence" in gazette("check", "--new").output
    assert gazette("publish", "--on", "2024-06-01").exit_code == 0
    said = gazette("check", "--new").output
    assert "sequence" not in said
    assert "未列：上次发布时已有的存疑 1 处，没有改动的来源 1 个" in said
    assert "a.txt：印" not in said
    assert "a.txt:7: sequence" in gazette("check").output


def test_stale_pages_are_one_line(project: Path) -> None:
    write_sources(project, {"a": GAP})
    new, whole = gazette("check", "--new").output, gazette("check").output
    assert (new.count(": stale "), "个页面）；运行 gazette convert" in new) == (1, True)
    assert whole.count(": stale ") > 5


def test_a_known_doubt_on_another_line_is_not_new(project: Path) -> None:
    write_sources(project, {"a": GAP})
    assert gazette("publish", "--on", "2024-06-01").exit_code == 0
    write_sources(project, {"a": "\n\n" + GAP, "b": OTHER})
    said = gazette("check", "--new").output
    assert "a.txt:9: sequence" not in said
    assert "b.txt:7: sequence" in said


LISTED = "第一条 早市按时开市。\n\n第三条 早市按时收市。\n\n附件：早市名录"
ISSUE = (
    notice("早市", "青政发〔2024〕9号", LISTED, "2024年5月1日")
    + "\n![](图/早市.png)\n\n"
    + notice(
        "夜市",
        "青政发〔2024〕12号",
        "本通知自2024年6月1日起施行，2024年12月31日前建成夜市。",
        "2024年5月28日",
    )
    + "\n| 名称 | 数量 |\n|---|---|\n| 早市 | 12 |\n| 夜市 | 3 |\n| 合计 | 16 |\n"
)


def test_an_issue_against_its_print(tmp_path: Path) -> None:
    write_sources(tmp_path, {"a": ISSUE})
    corpus = convert_corpus([tmp_path / "raw" / "a.txt"])
    found = {part.name: "\n".join(part.found) for part in issue_report(0, corpus, tmp_path / "raw")}
    assert "a.txt:7: sequence" in found["编号"]
    assert "青政发〔2024〕：本期有 9—12号，未见 10、11号" in found["编号"]
    assert "成文 2024-05-01　a.txt:" in found["日期"]
    assert "施行 2024-06-01　a.txt:" in found["日期"]
    assert "期限 2024-12-31　a.txt:" in found["日期"]
    assert "：本通知自2024年6月1日起施行，2024年12月31日前建成夜市。" in found["日期"]
    assert "所印16，算得15" in found["表内数字"]
    assert "附件：早市名录，来源文本未刊" in found["附件"]
    assert "图/早市.png，没有这个文件" in found["图片"]


FIELDS = (
    "青江市人民政府关于加强早市管理的通知\n\n发布日期：2024-05-06\n成文日期：2024-05-01\n\n青政发〔2024〕9号\n\n"
    "早市应当按时开市。\n\n青江市人民政府\n\n2024年5月1日\n"
)


def test_each_day_with_the_words_that_print_it(tmp_path: Path) -> None:
    write_sources(tmp_path, {"a": FIELDS})
    corpus = convert_corpus([tmp_path / "raw" / "a.txt"])
    (days,) = [part.found for part in issue_report(0, corpus, tmp_path / "raw") if part.name == "日期"]
    assert [line.rpartition("　")[0] for line in days] == [
        "成文 2024-05-01　a.txt:12：2024年5月1日",
        "发布 2024-05-06　a.txt:3：发布日期：2024-05-06",
    ]


def test_an_issue_in_order_has_nothing_to_look_at(tmp_path: Path) -> None:
    write_sources(tmp_path, {"a": EARLY})
    corpus = convert_corpus([tmp_path / "raw" / "a.txt"])
    assert [part.name for part in issue_report(0, corpus, tmp_path / "raw") if part.found] == ["日期"]


def test_a_source_that_is_not_there(project: Path) -> None:
    write_sources(project, {"a": EARLY})
    assert gazette("check", "--issue", "b").exit_code == 2
    assert "目录与正文（目录所印 0 件）：没有要看的" in gazette("check", "--issue", "a").output
