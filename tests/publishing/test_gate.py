"""The gate: each rule stops what it should, and lets pass what it should."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from build_tools.edition import edition_without_failed
from build_tools.model.corpus import Corpus
from build_tools.model.published import NO_PAST, Counts, Past
from build_tools.pipeline import convert_corpus, convert_sources
from build_tools.publishing.draft import Draft
from build_tools.publishing.gate import Gate, Stop
from build_tools.publishing.record import hashes, new_release
from support.paths import ROOT
from support.publishing import EARLY, LATE, gazette, notice, quick_site, write_sources

DAY = "2024-06-01"


def corpus_of(folder: Path, texts: Mapping[str, str]) -> Corpus:
    write_sources(folder, texts)
    return convert_corpus(sorted((folder / "raw").glob("*.txt")))


def draft(folder: Path, past: Past, allowed: tuple[tuple[str, str], ...] = ()) -> Draft:
    release = new_release(DAY, hashes(folder / "raw"), "", folder / "none", "")
    return Draft(past, (), replace(release, allowed=allowed))


def stopped(folder: Path, texts: Mapping[str, str], past: Past = NO_PAST) -> list[str]:
    corpus = corpus_of(folder, texts)
    return [stop.gate.id for stop in draft(folder, past).stopped(corpus)]


def published(folder: Path, texts: Mapping[str, str]) -> Past:
    corpus = corpus_of(folder, texts)
    return draft(folder, NO_PAST).drawn(corpus).past


BOTH = {"a-early": EARLY, "b-late": LATE}
SAME_NUMBER = LATE.replace("〔2024〕10号", "〔2024〕9号")
COVER = "青江市人民政府公报\n2024年第5期\n\n"
SECRET = "联系人王某，身份证号11010519491231002X，手机13912345678。"


def test_what_is_in_order_passes(tmp_path: Path) -> None:
    assert stopped(tmp_path, BOTH) == []
    assert stopped(tmp_path, BOTH, published(tmp_path, {"a-early": EARLY})) == []


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        ({"a": EARLY, "b": SAME_NUMBER}, "number-twice"),
        ({"a": COVER + EARLY, "b": COVER + LATE}, "issue-twice"),
        ({"a": EARLY.replace("2024年5月1日", "2024年6月2日")}, "day-ahead"),
        ({"a": EARLY.replace("2024年5月1日", "2029年5月1日")}, "years-apart"),
        ({"a": EARLY.replace("早市应当按时开市。", SECRET)}, "personal-data"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_stops(texts: Mapping[str, str], code: str, tmp_path: Path) -> None:
    assert code in stopped(tmp_path, texts)


@pytest.mark.parametrize(
    "texts",
    [
        {"a": EARLY, "b": EARLY},  # a reprint
        {"a": EARLY.replace("2024年5月1日", "2024年6月1日")},
        {"a": EARLY.replace("按时开市。", "按时开市。本通知自2031年1月1日起施行。")},
        {"a": EARLY.replace("按时开市。", "按时开市。2035年底前完成改造。")},
    ],
)
def test_what_passes(texts: Mapping[str, str], tmp_path: Path) -> None:
    assert stopped(tmp_path, texts) == []


def test_an_accepted_doubt_passes(tmp_path: Path) -> None:
    texts = {"a": EARLY, "b": SAME_NUMBER}
    corpus_of(tmp_path, texts)
    accepted = '[[accept]]\ncode = "number-twice"\nline = 3\nwhy = "原文如此"\n'
    (tmp_path / "raw" / "b.toml").write_text(accepted, encoding="utf-8")
    assert stopped(tmp_path, texts) == []


def test_what_was_published_so_is_not_stopped_again(tmp_path: Path) -> None:
    texts = {"a": EARLY, "b": SAME_NUMBER}
    assert "number-twice" in stopped(tmp_path, texts)
    past = published(tmp_path, texts)
    assert stopped(tmp_path, texts, past) == []
    third = notice("集市", "青政发〔2024〕9号", "集市应当整洁。", "2024年5月29日")
    assert stopped(tmp_path, {**texts, "c": third}, past) == ["number-twice"]


def test_a_day_that_was_allowed_is_not_stopped_again(tmp_path: Path) -> None:
    texts = {"a": EARLY.replace("2024年5月1日", "2024年6月2日")}
    past = published(tmp_path, texts)
    assert stopped(tmp_path, texts, past) == []
    assert stopped(tmp_path, {"a": EARLY.replace("2024年5月1日", "2024年6月3日")}, past) == ["day-ahead"]


def test_the_day_of_an_issue_that_an_editor_wrote(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.toml").write_text('published = "2024-07"\n', encoding="utf-8")
    assert stopped(tmp_path, {"a": COVER + EARLY}) == ["day-ahead"]
    (tmp_path / "raw" / "a.toml").write_text('published = "2024-06"\n', encoding="utf-8")
    assert stopped(tmp_path, {"a": COVER + EARLY}) == []


def test_a_doubt_that_was_settled_in_another_source(tmp_path: Path) -> None:
    past = published(tmp_path, {"a": EARLY, "b": SAME_NUMBER})
    assert stopped(tmp_path, {"a": EARLY, "b": LATE}, past) == []


def test_an_address_that_vanished(tmp_path: Path) -> None:
    past = published(tmp_path, BOTH)
    gone = stopped(tmp_path, {"a-early": EARLY}, past)
    assert gone == ["address-gone"] * 2  # the document, and the page of its source
    ways = (("documents/qing-zheng-fa-2024-10.html", "documents/qing-zheng-fa-2024-9.html"),)
    ways += (("issues/b-late.html", "issues/a-early.html"),)
    assert stopped(tmp_path, {"a-early": EARLY}, replace(past, redirects=ways)) == []


def test_a_page_that_moved_has_not_vanished(tmp_path: Path) -> None:
    past = published(tmp_path, BOTH)
    assert stopped(tmp_path, {**BOTH, "b-late": LATE.replace("10号", "11号")}, past) == []


@pytest.mark.parametrize("what", ["characters", "articles", "tables", "doubts"])
def test_less_of_a_source_that_is_as_it_was(what: str, tmp_path: Path) -> None:
    gate = {"characters": Gate.TEXT_FEWER, "articles": Gate.ARTICLES_FEWER}
    gate |= {"tables": Gate.TABLES_FEWER, "doubts": Gate.DOUBTS_FEWER}
    past = published(tmp_path, BOTH)
    first = past.pages[0]
    more = replace(first, counts=replace(first.counts, **{what: getattr(first.counts, what) + 1}))
    past = replace(past, pages=(more, *past.pages[1:]))
    assert stopped(tmp_path, BOTH, past) == [gate[what].id]
    assert stopped(tmp_path, {**BOTH, "a-early": EARLY + "\n"}, past) == []
    (tmp_path / "raw" / "a-early.toml").write_text('origin = "网"\n', encoding="utf-8")
    assert stopped(tmp_path, BOTH, past) == []


def test_counts_are_those_of_the_page(tmp_path: Path) -> None:
    table = "第一条 早市应当整洁。\n\n第二条 早市应当有序。\n\n| 项目 | 分值 |\n|---|---|\n| 卫生 | 10 |\n"
    past = published(tmp_path, {"a": EARLY.replace("早市应当按时开市。", table)})
    (page,) = [p for p in past.pages if p.mark.address.startswith("documents/")]
    assert (page.counts.articles, page.counts.tables) == (2, 1)
    assert page.counts.characters > 60
    assert page.counts != Counts()


def test_a_source_that_failed(tmp_path: Path) -> None:
    write_sources(tmp_path, BOTH)
    (tmp_path / "raw" / "b-late.toml").write_text("[[correction]]\nline = 1\n", encoding="utf-8")
    results = convert_sources(sorted((tmp_path / "raw").glob("*.txt")))
    edition = edition_without_failed(results, tmp_path / "docs", ROOT / "mkdocs.yml")
    found = draft(tmp_path, NO_PAST).stopped(edition.corpus)
    assert {stop.gate for stop in found} == {Gate.INCOMPLETE, Gate.ERROR_NEW}


def test_what_is_allowed_passes_alone(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, {"a": EARLY.replace("2024年5月1日", "2024年6月2日"), "b": SAME_NUMBER})
    allowed = draft(tmp_path, NO_PAST, (("day-ahead", "原文如此"),))
    assert [type(s) for s in allowed.stopped(corpus)] == [Stop]
    assert [s.gate for s in allowed.stopped(corpus)] == [Gate.NUMBER_TWICE]


def test_why_is_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    quick_site(monkeypatch)
    write_sources(tmp_path, {"a": EARLY})
    (tmp_path / "docs").mkdir()
    (tmp_path / "gazette.toml").write_text('[publish]\nfolder = "www"\n', encoding="utf-8")
    refused = gazette("publish", "--on", "2024-04-01")
    assert refused.exit_code == 1
    assert "day-ahead " in refused.output
    assert not (tmp_path / "www").exists()
    assert not (tmp_path / "published").exists()
    assert gazette("publish", "--allow", "day-ahead").exit_code == 2
    assert gazette("publish", "--allow", "no-such-code", "--why", "a").exit_code == 2
    done = gazette("publish", "--on", "2024-04-01", "--allow", "day-ahead", "--why", "原文如此")
    assert done.exit_code == 0, done.output
    assert '"allowed": [["day-ahead", "原文如此"]]' in (tmp_path / "published" / "releases.json").read_text(
        "utf-8"
    )


@pytest.mark.parametrize("gate", Gate)
def test_every_code_is_in_the_handbook(gate: Gate) -> None:
    assert f"`{gate.id}`" in (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
