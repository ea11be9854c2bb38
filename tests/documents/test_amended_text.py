"""What an amending text puts into another is no head, no relation, no reference and no duty of its own."""

from __future__ import annotations

from build_tools.model.corpus import Record
from build_tools.model.document import Worded
from support.conversion import corpus_of

HEAD = "云测市人民政府关于修改《早市管理办法》的决定\n\n云测政发〔2024〕2号\n\n各单位：\n\n"


def _record(given: str) -> Record:
    return corpus_of(given).records[0]


def _numbers(given: str) -> list[str | None]:
    return [e.number for e in _record(given).document.outline]


def _words(given: str) -> list[str]:
    """The words of the amended text, block by block."""
    worded = [b for b in _record(given).document.blocks if isinstance(b, Worded)]
    return [b.text.chars[s:e] for b in worded for s, e in b.quoted]


def test_a_quotation_over_several_paragraphs_with_one_inside() -> None:
    given = (
        HEAD + "一、第二条修改为：\n\n“第二条 早市包括：\n\n一、称为“甲市”的早市；\n\n“第三条 夜市\n\n"
        "二、其他早市。”\n\n二、删去第九条。\n"
    )
    assert _numbers(given) == ["一、", "二、"]
    assert len(_words(given)) == 4


def test_words_behind_a_quotation_are_own() -> None:
    given = (
        HEAD + "一、第二条修改为：“第二条 早市\n\n按时开市。”\n\n市商务局负责编制附表。\n\n二、删去第九条。\n"
    )
    assert _words(given) == ["“第二条 早市", "按时开市。”"]
    (duty,) = _record(given).facts.obligations.duties
    assert [one.name for one in duty.assignment.assignees] == ["市商务局"]


def test_a_quotation_that_nothing_closes_ends_with_its_paragraph() -> None:
    given = HEAD + "一、第二条修改为：“早市按时开市。\n\n二、删去第九条。\n\n三、删去第十条。\n"
    assert _numbers(given) == ["一、", "二、", "三、"]


def test_words_without_marks_last_until_the_next_number_of_the_text_itself() -> None:
    given = (
        HEAD + "一、增加一章，作为第五章，内容如下：\n\n"
        "第五章 夜市\n\n第二十条 夜市按时收市。（责任单位：市商务局）\n\n"
        "二、原第五章改为第六章。\n"
    )
    assert _numbers(given) == ["一、", "二、"]
    assert _words(given) == ["第五章 夜市", "第二十条 夜市按时收市。（责任单位：市商务局）"]
    assert _record(given).facts.obligations.duties == ()


def test_instructions_that_begin_with_the_place_they_change() -> None:
    given = (
        HEAD + "一、总则\n\n"
        "第九条第二款修改为：“早市按时开市。”\n\n第十条后增加一条。\n\n第三章章名修改为“夜市”。\n"
    )
    assert _numbers(given) == ["一、"]


def test_not_the_articles_of_the_decision_itself() -> None:
    given = (
        HEAD + "第一条 第九条第二款改为第三款。\n\n"
        "第二条 增加一条，作为第十条：“早市按时开市。”\n\n第三条 删去第四条。\n"
    )
    assert _numbers(given) == ["第一条", "第二条", "第三条"]


def test_not_the_quotations_and_lists_of_a_text_that_amends_nothing() -> None:
    given = (
        "云测市早市管理办法\n\n第一条 早市分为“甲市”和“乙市\n\n第二条 早市管理的具体内容如下：\n\n"
        "（一）按时开市；\n\n第三条 早市按时“收市”。\n"
    )
    assert _numbers(given) == ["第一条", "第二条", "第三条"]
    assert _words(given) == []


def test_not_a_term_that_is_named_and_not_a_call_for_opinions() -> None:
    given = "云测市人民政府关于公开征求《早市管理办法（修改稿）》意见的公告\n\n各单位：\n\n"
    assert _words(given + "一、市商务局负责“早市进社区”工作，修改意见请寄回。\n") == []
    assert _words(HEAD + "一、“早市办”负责将第三条中的“水产局”改正。\n") == []
