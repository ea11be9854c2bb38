"""The width of a full line, where only a few lines tell it."""

from __future__ import annotations

from build_tools.sources.clean import clean
from support.conversion import corpus_of, source_of

FEW = (
    "青江市商务局关于早市的通知\n各县（区）商务局：\n现就早市管理有关事项通知如下：\n"
    "一、早市开市时间为每日五时至九时，逢节日的，经营者应当提前一\n"
    "日报告市商务局和市公安局，同时\n通告周边居民，不得逾期。\n"
    "二、经营者应当保持摊位整洁，垃圾应当装袋，并在收市以后半小时\n内清运。\n"
    "青江市商务局\n2024年3月1日\n"
)


def test_two_full_lines_that_run_on_tell_the_width() -> None:
    assert clean(source_of(FEW)).wrap == 60
    blocks = [b.text.chars for b in corpus_of(FEW).records[0].document.blocks]
    assert blocks[3].endswith("提前一日报告市商务局和市公安局，同时通告周边居民，不得逾期。")
    assert blocks[4].endswith("收市以后半小时内清运。")


def test_not_where_a_blank_line_parts_them() -> None:
    assert clean(source_of(FEW.replace("\n", "\n\n"))).wrap == 0


def test_not_where_one_sentence_is_wider_than_all_others() -> None:
    wider = FEW.replace("现就早市管理", "为方便城乡居民生活，根据有关法律法规的规定，现就早市管理")
    assert clean(source_of(wider)).wrap == 0


def test_titles_of_equal_width_tell_nothing() -> None:
    notice = (
        "青江市人民政府关于加强早市秩序和卫生管理工作的通知\n青政发〔2024〕{}号\n各县：\n早市按时开市。\n"
    )
    assert clean(source_of(notice.format(1) + notice.format(2))).wrap == 0
