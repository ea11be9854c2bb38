"""Annexes with a branch of a number, and 附表, 附录, 附图, which count by themselves."""

from __future__ import annotations

from build_tools.model.catalogue import Code
from build_tools.model.corpus import Corpus
from support.conversion import corpus_of

NOTICE = (
    "云测市人民政府关于早市的通知\n\n云测政发〔2024〕2号\n\n各单位：\n\n{body}\n\n{listed}\n\n"
    "云测市人民政府\n\n2024年3月1日\n"
)


def _annexes(corpus: Corpus) -> list[tuple[str, str, str | None]]:
    """Address, title and parent of each annex."""
    tops = "yun-ce-zheng-fa-2024-2"
    return [
        (r.id.removeprefix(tops), r.document.title, (r.parent or "").removeprefix(tops))
        for r in corpus.records
        if r.document.kind == "annex"
    ]


def _targets(corpus: Corpus) -> list[tuple[str, list[str | None]]]:
    return [
        (r.reference.text, [t and t[0].rpartition("/")[2] for t in r.targets]) for r in corpus.web.references
    ]


def _missing(corpus: Corpus) -> list[str]:
    return [n.was for n in corpus.notes[0] if n.code in (Code.ANNEX_MISSING, Code.ANNEX_UNLISTED)]


def test_a_branch_is_an_annex_of_its_own() -> None:
    corpus = corpus_of(
        NOTICE.format(body="按附件1、附件2-1执行。", listed="附件：1.收费标准\n2.登记表\n2-1.承诺书")
        + "\n附件1\n\n收费标准\n\n按次收费。\n\n附件 2\n\n登记表\n\n登记姓名。\n"
        "\n附件2—1\n\n承诺书\n\n承诺守时。\n"
    )
    assert [a[:2] for a in _annexes(corpus)] == [
        ("/annex-1", "收费标准"),
        ("/annex-2", "登记表"),
        ("/annex-2-1", "承诺书"),
    ]
    assert _targets(corpus) == [("附件1、附件2-1", ["annex-1", "annex-2-1"])]
    assert _missing(corpus) == []


def test_a_second_annex_1_takes_no_address_of_a_branch() -> None:
    corpus = corpus_of(
        NOTICE.format(body="请执行。", listed="")
        + "\n附件1\n\n收费标准\n\n按次收费。\n\n附件1\n\n登记表\n\n登记姓名。\n"
        "\n附件1-2\n\n承诺书\n\n承诺守时。\n"
    )
    assert [a[0] for a in _annexes(corpus)] == ["/annex-1", "/annex-1-b", "/annex-1-2"]


def test_tables_and_appendices_stand_below_the_annex_they_are_in() -> None:
    corpus = corpus_of(
        NOTICE.format(body="按附件1执行。", listed="附件：1.收费标准")
        + "\n附件1\n\n收费标准\n\n费率见附表1、附录A，地段见附图1。\n\n附表1\n\n费率\n\n按次收费。\n"
        "\n附录A\n\n说明书\n\n无。\n"
    )
    assert _annexes(corpus) == [
        ("/annex-1", "收费标准", ""),
        ("/annex-1-fu-biao-1", "费率", "/annex-1"),
        ("/annex-1-fu-lu-a", "说明书", "/annex-1"),
    ]
    assert _missing(corpus) == ["附图1"]
    assert _targets(corpus)[1:3] == [("附表1", ["annex-1-fu-biao-1"]), ("附录A", ["annex-1-fu-lu-a"])]


def test_not_a_range_of_annexes_that_are_there() -> None:
    corpus = corpus_of(
        NOTICE.format(body="填写附件1-3。", listed="附件：1.甲表\n2.乙表\n3.丙表")
        + "".join(f"\n附件{n}\n\n{t}\n\n登记姓名。\n" for n, t in enumerate(("甲表", "乙表", "丙表"), 1))
    )
    assert _targets(corpus) == [("附件1-3", ["annex-1", "annex-2", "annex-3"])]
    assert _missing(corpus) == []


def test_not_the_caption_of_a_table_of_the_text() -> None:
    corpus = corpus_of(
        NOTICE.format(
            body="费率见附表1。\n\n附表1：费率\n\n| 地段 | 费率 |\n|---|---|\n| 东城 | 5 |", listed=""
        )
    )
    assert _missing(corpus) == []
    assert _annexes(corpus) == []
