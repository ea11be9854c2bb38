"""What a page tells machines: its force, what it repeals and carries out, as far as it is printed."""

from __future__ import annotations

from typing import Any

import pytest

from build_tools.pages.head import page_meta
from support.conversion import corpus_of

_HEAD = "青江市人民政府关于加强早市管理的通知\n\n青政发〔2024〕9号\n\n各县（区）人民政府：\n\n"
_FOOT = "\n\n青江市人民政府\n\n2024年5月1日\n"


def _said(body: str) -> dict[str, Any]:
    corpus = corpus_of(f"{_HEAD}{body}{_FOOT}")
    return page_meta([r for r in corpus.records if r.page == corpus.records[0].page], corpus)


@pytest.mark.parametrize(
    ("body", "days"),
    [
        ("早市应当按时开市。本通知自2024年5月1日起施行。", "2024-05-01/.."),
        ("早市应当按时开市。本通知自2030年5月1日起施行。", "2030-05-01/.."),
        ("早市应当按时开市。本通知自2020年5月1日起施行，有效期至2023年12月31日。", "2020-05-01/2023-12-31"),
        ("早市应当按时开市。", None),
    ],
)
def test_a_force_that_days_change_is_told_by_days(body: str, days: str | None) -> None:
    said = _said(body)
    assert said["force"] is None
    assert said["in_force"] == days


def test_a_draft_is_not_in_force_on_any_day() -> None:
    corpus = corpus_of("青江市早市管理办法\n（征求意见稿）\n\n第一条 早市按时开市。\n")
    assert page_meta([corpus.records[0]], corpus)["force"] == "NotInForce"


def test_what_it_repeals_and_carries_out() -> None:
    said = _said(
        "为贯彻落实《省人民政府关于早市的意见》（江政发〔2023〕2号），制定本通知。早市应当按时开市。"
        "\n\n本通知自2024年5月1日起施行，《青江市早市管理办法》（青政发〔2001〕3号）同时废止。"
    )
    assert said["changes"] == [
        {"called": "legislationRepeals", "name": "青江市早市管理办法", "number": "青政发〔2001〕3号"},
        {
            "called": "legislationTransposes",
            "name": "省人民政府关于早市的意见",
            "number": "江政发〔2023〕2号",
        },
    ]


def test_what_a_text_asks_others_to_carry_out_is_no_ground_of_its_own() -> None:
    said = "严格执行《省早市条例》，探索制定早市管理办法，研究制定更加严格的标准。"
    assert _said(said)["changes"] is None
    assert _said(said.replace("探索制定早市管理办法", "制定本通知"))["changes"] is not None


def test_what_is_only_named_is_neither() -> None:
    assert _said("早市管理见《青江市早市管理办法》。")["changes"] is None
