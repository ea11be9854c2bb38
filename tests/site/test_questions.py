"""Ten questions that readers have, each answered within three clicks or one search, on every width."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from support.built_site import BuiltSite
from support.watch import watch


@dataclass(frozen=True)
class Question:
    """What is asked, and the words on the page that answer it.

    ``search`` is typed into the box of the home page; ``clicks`` are the names of links, one after the
    other, each on the page to which the one before has led.
    """

    asked: str
    answer: str
    search: str = ""
    clicks: tuple[str, ...] = ()


QUESTIONS = (
    Question("谁任八廓古城管委会主任", r"邓剑锋同志为市八廓古城管委会主任", search="八廓古城管委会"),
    Question(
        "谁任八廓古城管委会主任", r"任\s*邓剑锋：市八廓古城管委会主任", clicks=("人事", "任免（按单位）")
    ),
    Question("行政处理占几分", r"行政处理.18.被政府有关行政部门", search="行政处理"),
    Question(
        "拉萨市农业农村局在2025年以前要做什么",
        r"牵头\s*5. 推进农业绿色生态低碳发展；文中时限：2025年",
        search="拉萨市农业农村局",
        clicks=("市农业农村局（拉萨市）",),
    ),
    Question(
        "拉萨市农业农村局在2025年以前要做什么",
        r"牵头\s*7. 全面加强畜禽养殖污染治理；文中时限：2025年",
        clicks=("责任单位", "市农业农村局"),
    ),
    Question(
        "哪些文件依据国发〔2023〕24号",
        r"拉萨市空气质量持续改善行动计划实施方案\s*西藏自治区空气质量持续改善行动实施方案",
        search="国发〔2023〕24号",
        clicks=("《国务院关于印发〈空气质量持续改善行动计划〉的通知》（国发〔2023〕24号）",),
    ),
    Question(
        "医保信用管理办法还有效吗",
        r"试行期(?:将|已)届满",
        clicks=("时效日历",),
    ),
    Question("表彰奖励每人最多多少钱", r"每人不超过3000元", search="奖励资金标准"),
    Question("2024年12月17日拉萨市有什么事", r"2024年12月17日.*数字拉萨", clicks=("大事记",)),
    Question(
        "信用修复申请表在哪里",
        r"附件3[\s\S]*信用修复申请表",
        clicks=("表格与表单", "附件3 信用修复申请表"),
    ),
    Question(
        "优良天数比率各级定为多少",
        r"优良天数比率",
        clicks=("上下级文件对照", "拉萨市空气质量持续改善行动计划实施方案（拉政办发〔2024〕34号）"),
    ),
    Question(
        "空气质量方案有没有解读",
        r"《实施方案》出台背景",
        search="藏政发2024 11",
        clicks=(
            "西藏自治区人民政府关于印发《西藏自治区空气质量持续改善行动实施方案》的通知",
            "《西藏自治区空气质量持续改善行动实施方案》政策解读",
        ),
    ),
)


def _follow(page: Page, name: str) -> int:
    """How many clicks led along the first link of this name: on a phone the ways in are folded."""
    link = page.get_by_role("link", name=re.compile(rf"^(?:文号 |本库未收录 )?{re.escape(name)}$")).first
    fold = page.get_by_role("button", name="栏目")
    unfolds = bool(fold.is_visible() and not link.is_visible())
    if unfolds:
        fold.click()
    link.click()
    return 1 + unfolds


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    "question", QUESTIONS, ids=lambda q: q.asked + ("（检索）" if q.search else "（点击）")
)
def test_a_question_is_answered(whole: BuiltSite, page: Page, question: Question, width: int) -> None:
    origin = f"file://{whole.bundle}/"
    troubles = watch(page, origin)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(origin + "index.html")
    if question.search:
        box = page.locator("#gz-search-input")
        box.fill(question.search)
        box.press("Enter")
        expect(page.locator(".gz-said")).to_contain_text(re.compile("找到|没有"))
    clicks = sum(_follow(page, name) for name in question.clicks)
    expect(page.locator("article")).to_contain_text(re.compile(question.answer), use_inner_text=True)
    assert bool(question.search) + clicks <= 3
    assert troubles == []


def test_there_are_ten_questions() -> None:
    assert len({q.asked for q in QUESTIONS}) >= 10
