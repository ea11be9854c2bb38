"""What is to be looked at: ends, grounds that were changed or ended since, citations of ended texts, unread
amendments; on the page, as JSON and as ICS."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from build_tools.exports.calendar import radar_ics
from build_tools.exports.data_files import data_files
from build_tools.model.corpus import Corpus
from build_tools.pages.every import all_pages
from build_tools.pipeline import convert_corpus
from support.schemas import invalid


def _issued(place: str, name: str, number: str, day: str, body: str) -> str:
    of = place.removesuffix("人民政府")
    return (
        f"{place}关于印发《{of}{name}》的通知\n\n{number}\n\n现将《{of}{name}》印发给你们。\n\n{place}\n{day}\n\n"
        f"{of}{name}\n\n{body}\n\n"
    )


CITY = "青江市人民政府"
GROUND = _issued(
    CITY,
    "早市办法",
    "青政发〔2018〕5号",
    "2018年3月1日",
    "第一条 早市按时开市。\n\n第二条 本办法自2018年5月1日起施行。",
)
CARRIES_OUT = _issued(
    CITY,
    "早市实施细则",
    "青政发〔2020〕6号",
    "2020年3月1日",
    "第一条 根据《青江市早市办法》（青政发〔2018〕5号），制定本细则。\n\n"
    "第二条 本细则自2020年5月1日起施行，有效期至2026年4月30日。",
)
CITES = _issued(
    CITY,
    "摊位细则",
    "青政发〔2020〕7号",
    "2020年4月1日",
    "第一条 为了规范摊位，制定本细则。\n\n"
    "第二条 摊位应当符合《青江市早市办法》（青政发〔2018〕5号）第一条的规定。\n\n"
    "第三条 本细则自2020年5月1日起施行。",
)
AMENDS = (
    f"{CITY}关于修改《青江市早市办法》的决定\n\n青政发〔2021〕9号\n\n"
    "对《青江市早市办法》（青政发〔2018〕5号）作如下修改：\n\n一、第一条修改为：“早市每日开市。”\n\n"
    f"二、相关期限酌情修改。\n\n{CITY}\n2021年8月10日\n\n"
)
REPEALS = (
    f"{CITY}关于废止《青江市早市办法》的决定\n\n青政发〔2023〕9号\n\n"
    f"废止《青江市早市办法》（青政发〔2018〕5号）。\n\n{CITY}\n2023年8月10日\n"
)


def _corpus(folder: Path, *texts: str) -> Corpus:
    for i, text in enumerate(texts):
        (folder / f"{i}.txt").write_text(text, encoding="utf-8")
    corpus = convert_corpus(sorted(folder.glob("*.txt")))
    assert invalid(corpus) == []
    return corpus


def _told(corpus: Corpus) -> list[tuple[str, str, str | None]]:
    rows = json.loads(data_files(corpus)["radar.json"])
    return [(r["why"], r["document"], r["day"]) for r in rows]


def test_every_reason(tmp_path: Path) -> None:
    corpus = _corpus(tmp_path, GROUND, CARRIES_OUT, CITES, AMENDS, REPEALS)
    assert _told(corpus) == [
        ("ends", "qing-zheng-fa-2020-6-text", "2026-04-30"),
        ("older", "qing-zheng-fa-2020-6-text", "2021-08-10"),
        ("ground-ended", "qing-zheng-fa-2020-6-text", "2023-08-10"),
        ("cites-ended", "qing-zheng-fa-2020-7-text", "2023-08-10"),
        ("unread", "qing-zheng-fa-2021-9", "2021-08-10"),
    ]
    page = all_pages(corpus)["lists/radar.md"]
    assert '<span class="gz-days">有效期至2026年4月30日</span>' in page
    assert 'data-from="2026-01-30" hidden>有效期至2026年4月30日（90日内届满）' in page
    assert 'data-from="2026-05-01" hidden>有效期至2026年4月30日（已届满）' in page
    assert "相关期限酌情修改。" in page
    ics = radar_ics(corpus).replace(b"\r\n ", b"").decode()
    assert ics.count("BEGIN:VEVENT") == 5
    assert "DTSTART;VALUE=DATE:20260430" in ics


@pytest.mark.parametrize("texts", [(GROUND, CITES), (GROUND, REPEALS)], ids=["untouched", "only ended"])
def test_nothing_to_look_at(texts: tuple[str, ...], tmp_path: Path) -> None:
    assert _told(_corpus(tmp_path, *texts)) == []
