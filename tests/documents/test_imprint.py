"""版记 stands behind the signature: a sentence whose line begins with 抄送 is none."""

from __future__ import annotations

from build_tools.model.document import Block, Role
from support.conversion import corpus_of

HEAD = "青江市人民政府关于加强早市管理的通知\n\n青政发〔2024〕9号\n\n各县（区）人民政府：\n\n"
TAIL = "\n青江市人民政府\n\n2024年3月1日\n"


def _blocks(text: str) -> list[Block]:
    return [b for r in corpus_of(text).records for b in r.document.blocks]


def _said(text: str, role: Role) -> list[str]:
    return [b.text.chars for b in _blocks(text) if b.role is role]


def test_a_wrapped_line_stays_in_its_sentence() -> None:
    text = HEAD + "请各单位每季度将早市的情况报送市商务局，并\n抄送市财政局、市统计局，不得逾期。\n" + TAIL
    assert _said(text, Role.IMPRINT) == []
    assert _said(text, Role.PARAGRAPH) == [
        "请各单位每季度将早市的情况报送市商务局，并抄送市财政局、市统计局，不得逾期。"
    ]


def test_a_rule_of_how_to_print_it_is_none() -> None:
    text = (
        "公文处理办法\n\n第一条 版记由抄送机关和印发机关组成。\n\n抄送：机关名称使用全称，不得省略。\n\n"
        "第二条 印发日期用阿拉伯数字。\n"
    )
    assert _said(text, Role.IMPRINT) == []


def test_behind_the_signature_it_is_one() -> None:
    text = HEAD + "早市应当按时开市。\n" + TAIL + "\n抄送：市委办公室，市人大常委会办公室，\n市政协办公室。\n"
    assert _said(text, Role.IMPRINT) == ["抄送：市委办公室，市人大常委会办公室，市政协办公室。"]


def test_it_ends_a_source_that_prints_no_signature() -> None:
    text = HEAD + "早市应当按时开市。\n\n抄送：市委办公室。\n\n青江市人民政府办公室2024年3月2日印发\n"
    assert _said(text, Role.IMPRINT) == ["抄送：市委办公室。", "青江市人民政府办公室2024年3月2日印发"]
    assert [r.document.printed for r in corpus_of(text).records] == ["2024-03-02"]


def test_a_line_of_an_issued_text_is_none() -> None:
    text = (
        "青江市人民政府关于印发《公文处理办法》的通知\n\n青政发〔2024〕9号\n\n各县（区）人民政府：\n\n现印发给你们。\n"
        + TAIL
        + "\n公文处理办法\n\n第一条 版记分为下列各项。\n\n抄送：写明机关全称。\n\n第二条 日期用数字。\n"
    )
    assert _said(text, Role.IMPRINT) == []
    assert "抄送：写明机关全称。" in [b.text.chars for b in _blocks(text)]
