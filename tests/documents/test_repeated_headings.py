"""Headings printed again: a title never joins a sentence, and a chronicle's takes in no day."""

from __future__ import annotations

from build_tools.model.catalogue import Code
from build_tools.model.corpus import Corpus
from build_tools.model.document import Role
from support.conversion import corpus_of


def _said(corpus: Corpus, *roles: Role) -> list[str]:
    return [b.text.chars for r in corpus.records for b in r.document.blocks if b.role in roles]


def _doubts(corpus: Corpus) -> list[tuple[Code, int]]:
    return [(n.code, n.first_line) for n in corpus.notes[0] if n.code.severity == "doubt"]


CUT = "早市管理办法\n\n第一条 市商务局负责早市的登记和编号，并承担\n\n{}\n\n监督责任。\n\n第二条 按时开市。\n"


def test_a_title_stands_apart_with_a_doubt() -> None:
    corpus = corpus_of(CUT.format("早市管理办法"))
    assert _said(corpus, Role.PARAGRAPH) == ["早市管理办法", "监督责任。"]
    assert _doubts(corpus) == [(Code.TITLE_REPEATED, 5)]


def test_so_does_the_title_of_what_it_belongs_to() -> None:
    corpus = corpus_of(
        "青江市人民政府关于印发《早市管理办法》的通知\n\n青政发〔2024〕9号\n\n各县（区）人民政府：\n\n现印发给你们。\n\n"
        "青江市人民政府\n\n2024年3月1日\n\n" + CUT.format("青江市人民政府关于印发《早市管理办法》的通知")
    )
    assert (Code.TITLE_REPEATED, 17) in _doubts(corpus)
    assert "监督责任。" in _said(corpus, Role.PARAGRAPH)


def test_not_another_line_in_its_place() -> None:
    corpus = corpus_of(CUT.format("夜市管理办法规定的"))
    assert _doubts(corpus) == []
    assert _said(corpus, Role.ARTICLE)[0].endswith("并承担夜市管理办法规定的监督责任。")


def test_not_a_title_in_the_marks_of_a_book() -> None:
    corpus = corpus_of("早市管理办法\n\n现将《\n\n早市管理办法\n\n》印发给你们，请认真执行。\n")
    assert _said(corpus, Role.PARAGRAPH) == ["现将《早市管理办法》印发给你们，请认真执行。"]


def test_a_title_above_its_text_needs_no_doubt() -> None:
    corpus = corpus_of(
        "早市管理办法\n\n为了管理早市，制定本办法。\n\n早市管理办法\n\n第一条 早市按时开市。\n"
    )
    assert _doubts(corpus) == []


def _entries(corpus: Corpus) -> list[tuple[str | None, int]]:
    return [(e.date, e.line) for facts in corpus.sources[0].facts for e in facts.entries]


def test_a_chronicle_headed_twice() -> None:
    corpus = corpus_of(
        "青江市人民政府2008年6月大事记\n青江市政府2008年6月份工作大事记\n1日 市长检查早市。\n"
        "△ 副市长主持会议。\n2日 早市开市。\n"
    )
    assert [r.document.kind.value for r in corpus.records] == ["chronicle"]
    assert _said(corpus, Role.REMARK) == ["青江市政府2008年6月份工作大事记"]
    assert _entries(corpus) == [("2008-06-01", 3), ("2008-06-01", 4), ("2008-06-02", 5)]


def test_a_chronicle_headed_again_on_a_later_page() -> None:
    corpus = corpus_of(
        "# 青江市人民政府2020年第二季度大事记\n\n## 青江市人民政府大事记\n\n## （2020年4月至6月）\n\n"
        "4月7日 早市开市。\n\n— 46 —\n\n## 青江市人民政府2020年第二季度大事记\n\n5月29日 夜市开市。\n"
    )
    assert [r.document.title for r in corpus.records] == ["青江市人民政府2020年第二季度大事记"]
    assert _entries(corpus) == [("2020-04-07", 7), ("2020-05-29", 13)]


def test_the_heading_of_another_month_is_none() -> None:
    corpus = corpus_of(
        "青江市2015年10月大事记\n9日 早市开市。\n青江市2015年11月大事记\n2日 夜市开市。\n17日 早市收市。\n"
    )
    assert _entries(corpus) == [("2015-10-09", 2), ("2015-11-02", 4), ("2015-11-17", 5)]


def test_the_heading_of_another_organ_is_none() -> None:
    corpus = corpus_of(
        "青江市2015年10月大事记\n9日 早市开市。\n东江县2015年10月大事记\n2日 夜市开市。\n17日 早市收市。\n"
    )
    assert [r.document.title for r in corpus.records] == ["青江市2015年10月大事记", "东江县2015年10月大事记"]


def test_a_heading_with_a_month_is_more_than_one_without() -> None:
    corpus = corpus_of("大事记\n\n2020年5月大事记\n\n9日 早市开市。\n")
    assert _entries(corpus) == [("2020-05-09", 5)]
