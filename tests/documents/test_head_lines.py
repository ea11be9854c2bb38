"""Lines between a title and its text: each is a line of its own, and says what it says."""

from __future__ import annotations

import pytest

from build_tools.model.catalogue import Code
from build_tools.model.document import Document, Role
from support.conversion import corpus_of


def _first(text: str) -> Document:
    return corpus_of(text).records[0].document


def _said(document: Document, *roles: Role) -> list[str]:
    return [b.text.chars for b in document.blocks if b.role in roles]


DECISION = (
    "青江市人大常委会关于修改《早市条例》的决定\n（1997年8月20日青江市第十届人大常委会第三次会议通过）\n\n"
    "决定\n常务委员会决定对《早市条例》作如下修改：\n一、第五条删去。\n"
)


def test_the_last_word_of_a_title_printed_again_is_a_line() -> None:
    document = _first(DECISION)
    assert document.title == "青江市人大常委会关于修改《早市条例》的决定"
    assert _said(document, Role.REMARK) == ["决定"]
    assert _said(document, Role.PARAGRAPH) == ["常务委员会决定对《早市条例》作如下修改："]


def test_not_where_it_ends_a_title_that_was_wrapped() -> None:
    document = _first(DECISION.replace("的决定\n", "的\n决定\n", 1).replace("\n\n决定\n", "\n\n"))
    assert document.title == "青江市人大常委会关于修改《早市条例》的决定"
    assert _said(document, Role.REMARK) == []


def test_not_where_the_title_ends_in_another_word() -> None:
    document = _first("早市管理办法\n\n通知\n各早市应当按时开市，不得占道经营，违者由市商务局处理。\n")
    assert _said(document, Role.REMARK) == []


ANNOUNCED = (
    "早市条例\n\n{}青江市第十一届人民代表大会常务委员会公告\n\n第28号\n\n"
    "《早市条例》已由青江市第十一届人民代表大会常务委员会通过，现予公布，自2009年11月1日起施行。\n\n"
    "2009年7月22日\n\n第一条 早市按时开市。\n"
)


@pytest.mark.parametrize("passed", ["", "（2009年7月22日青江市第十一届人民代表大会常务委员会通过）\n\n"])
def test_the_announcement_of_a_law_below_its_title(passed: str) -> None:
    corpus = corpus_of(ANNOUNCED.format(passed))
    (document,) = (r.document for r in corpus.records)
    assert (document.kind.value, document.title) == ("text", "早市条例")
    assert document.doc_number == "青江市第十一届人民代表大会常务委员会公告第28号"
    assert _said(document, Role.REMARK, Role.NUMBER) == ["青江市第十一届人民代表大会常务委员会公告", "第28号"]
    assert _said(document, Role.PARAGRAPH)[0].startswith("《早市条例》已由")
    effect = corpus.sources[0].facts[0].effect
    assert effect is not None
    assert effect.term.effective == "2009-11-01"


def test_not_the_announcement_of_another_text() -> None:
    document = _first(ANNOUNCED.format("").replace("《早市条例》已由", "《夜市条例》已由"))
    assert document.doc_number is None


def test_not_a_number_inside_of_a_sentence() -> None:
    document = _first(
        "青江市商务局关于早市有关问题的答复\n\n东城区商务局：\n\n报送材料的期限应当依照青江市人民政府公告\n第41号\n"
        "公布的《早市条例》执行，即三十日内报送。\n\n2021年12月6日\n"
    )
    assert document.doc_number is None
    assert _said(document, Role.PARAGRAPH) == [
        "报送材料的期限应当依照青江市人民政府公告第41号公布的《早市条例》执行，即三十日内报送。"
    ]


DATABASE = (
    "【法规名称】 早市条例\n【颁布日期】 2001-6-3\n实施日期:2001-8-1\n\n早市条例\n\n"
    "【题注】 (2001年4月29日青江市第十一届人民代表大会第四次会议通过)\n"
    "【章名】 第一章 总则\n第一条 早市按时开市。\n"
    "【章名】 第二章 附则\n【节名】 第一节 施行\n第二条 早市按时收市。\n【题注】 第二条第二款已废止\n"
)


def test_labels_of_a_database() -> None:
    corpus = corpus_of(DATABASE)
    (document,) = (r.document for r in corpus.records)
    assert (document.title, document.date, document.published) == ("早市条例", "2001-04-29", "2001-06-03")
    assert [(e.level, e.number, e.title, e.line) for e in document.outline] == [
        ("章", "第一章", "总则", 8),
        ("条", "第一条", None, 9),
        ("章", "第二章", "附则", 10),
        ("节", "第一节", "施行", 11),
        ("条", "第二条", None, 12),
    ]
    assert _said(document, Role.REMARK) == ["【章名】", "【章名】", "【节名】", "【题注】第二条第二款已废止"]
    assert corpus.notes[0] == tuple(n for n in corpus.notes[0] if n.code.severity == "repair")
    effect = corpus.sources[0].facts[0].effect
    assert effect is not None
    assert effect.term.effective == "2001-08-01"


def test_what_a_text_says_itself_stands_above_a_field() -> None:
    corpus = corpus_of(DATABASE.replace("早市按时收市。", "本条例自2001年9月1日起施行。"))
    effect = corpus.sources[0].facts[0].effect
    assert effect is not None
    assert effect.term.effective == "2001-09-01"


def test_not_the_printed_titles_of_articles() -> None:
    document = _first(
        "早市条例\n\n第一条【立法目的】为了管理早市，制定本条例。\n\n第二条【时间】早市应当印有【章名】。\n"
    )
    assert _said(document, Role.REMARK) == []
    assert [e.title for e in document.outline] == ["立法目的", "时间"]


NOTICE = "青江市商务局关于早市的通知\n\n{}\n\n{}\n\n早市应当按时开市。\n\n青江市商务局\n\n2023年5月1日\n"


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("青商发〈2023〉37号", "青商发〔2023〕37号"),
        ("青商发「2023」38号", "青商发〔2023〕38号"),
        ("青商发｛2023｝39号", "青商发〔2023〕39号"),
        ("青商发〔2023〕48-1号", "青商发〔2023〕48-1号"),
    ],
)
def test_numbers_in_other_brackets_and_with_branches(printed: str, key: str) -> None:
    corpus = corpus_of(NOTICE.format(printed, "各县（区）商务局："))
    record = corpus.records[0]
    assert (record.document.doc_number, record.doc_key) == (printed, key)
    assert record.document.addressees == ("各县（区）商务局",)
    assert [n.code for n in corpus.notes[0] if n.code.severity == "doubt"] == []


def test_a_number_that_lost_a_bracket_is_read_with_a_doubt() -> None:
    corpus = corpus_of(NOTICE.format("青商发2023〕45号", "各县（区）商务局："))
    assert corpus.records[0].doc_key == "青商发〔2023〕45号"
    assert [(n.code, n.first_line) for n in corpus.notes[0]] == [(Code.NUMBER_UNREAD, 3)]


@pytest.mark.parametrize(
    "printed",
    [
        "青商发〔2023〕49、50号",
        "青商发𝟏〔2023〕53号",
        "青商规〔2023〕55—青公发〔2023〕1号",
        "青商发〔2023 57号",
    ],
)
def test_what_cannot_be_read_is_a_line_with_a_doubt(printed: str) -> None:
    corpus = corpus_of(NOTICE.format(printed, "各早市点："))
    document = corpus.records[0].document
    assert document.doc_number is None
    assert _said(document, Role.META) == [printed]
    assert document.addressees == ("各早市点",)
    assert [(n.code, n.first_line) for n in corpus.notes[0] if n.code.severity == "doubt"] == [
        (Code.NUMBER_UNREAD, 3)
    ]


def test_numbers_on_wrapped_lines_stay_in_their_sentence() -> None:
    document = _first(
        NOTICE.format("青商发〔2023〕30号", "各县（区）商务局：").replace(
            "早市应当",
            "经清理，下列文件失效，即\n青商发〔2009〕16、17号、\n青商发「2011」25号\n文件，早市应当",
        )
    )
    assert _said(document, Role.PARAGRAPH) == [
        "经清理，下列文件失效，即青商发〔2009〕16、17号、青商发「2011」25号文件，早市应当按时开市。"
    ]


def test_a_list_in_a_text_greets_nobody() -> None:
    document = _first("早市管理办法\n\n各方职责：\n\n商务局负责登记。\n")
    assert document.addressees == ()
