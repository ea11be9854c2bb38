"""What people type leads to what they mean: recorded queries, and ways of typing one thing."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from support.search_page import Opened

QUERIES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "answers" / "queries.toml").read_text("utf-8")
)["query"]


def leads_on(address: str, wanted: str) -> bool:
    """Whether an address is the one that was recorded; one without a place on its page takes any."""
    if "#" in wanted:
        return address == wanted
    page = address.partition("#")[0]
    return page.startswith(wanted) if wanted.endswith("/") else page == wanted


def test_recorded_queries_lead_on(opened: Opened) -> None:
    assert len(QUERIES) >= 60
    missed = {}
    for query in QUERIES:
        offered = opened.leads(query["typed"])[: query.get("within", 3)]
        if not any(leads_on(address, query["leads"]) for address in offered):
            missed[query["typed"]] = (query["leads"], offered[:4])
    assert missed == {}


def said(opened: Opened, typed: str) -> list[str]:
    """How each reading of a query was read."""
    return [group["said"] for group in opened.answer(typed)]


@pytest.mark.parametrize(
    "typed",
    ["2024-12-24", "2024.12.24", "2024/12/24", "20241224", "2024年12月24日", "二〇二四年十二月二十四日",
     "二零二四年十二月二十四号", "２０２４－１２－２４"],
)  # fmt: skip
def test_a_day_in_any_writing(opened: Opened, typed: str) -> None:
    first = opened.answer(typed)[0]
    assert first["said"] == "2024年12月24日的文件"
    assert set(first["pages"]) == {f"documents/la-zheng-ban-fa-2024-{n}.html" for n in (33, 34)}
    everywhere = {page for group in opened.answer(typed) for page in group["pages"]}
    assert everywhere == {*first["pages"], *opened.scan("2024年12月24日")}


@pytest.mark.parametrize(
    "typed", ["2024.13.24", "2024-02", "3.5", "12-24", "十二月会议", "2024", "1.2.3", "十三月一日"]
)
def test_what_is_no_day_lists_none(opened: Opened, typed: str) -> None:
    assert not [words for words in said(opened, typed) if words.endswith("的文件")]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("第15条", "第十五条"),
        ("第二〇条", "第20条"),
        ("第三十一条", "第31条"),
        ("十二月十七日", "12月17日"),
        ("2月", "二月"),
    ],
)
def test_numerals_of_days_and_articles_are_alike(opened: Opened, typed: str, printed: str) -> None:
    assert opened.ask("gazetteForms.otherNumerals(a[0])", typed) == printed


@pytest.mark.parametrize(
    "typed",
    ["二个月", "三年", "15条", "一日三餐", "第一", "百分之五", "十三五", "第0条", "五〇〇〇年", "45日"],
)
def test_other_numerals_stay(opened: Opened, typed: str) -> None:
    known = {"一日三餐": "1日三餐"}  # a day of the month, for all one can tell
    assert opened.ask("gazetteForms.otherNumerals(a[0])", typed) == known.get(typed, "")


def test_the_other_numerals_find_what_is_printed(opened: Opened) -> None:
    exact = opened.scan("第十五条")
    assert exact
    found = opened.answer("第15条")
    assert {page for group in found for page in group["pages"]} == {*opened.scan("第15条"), *exact}
    assert "查“第十五条”" in said(opened, "第15条")


def test_the_three_zeros_and_radicals_are_alike(opened: Opened) -> None:
    for typed in ("二零二六年四月", "二〇二六年四月", "二○二六年四月"):
        assert opened.find(typed) == opened.scan("二零二六年四月") != {}
    assert opened.find("⻄藏⾃治区⼈⺠政府办公厅") == opened.scan("西藏自治区人民政府办公厅") != {}


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("藏医保33号", {"documents/zang-yi-bao-2023-33.html"}),
        ("33号文", {"documents/zang-yi-bao-2023-33.html", "documents/la-zheng-ban-fa-2024-33.html"}),
        ("2024年第33号", {"documents/la-zheng-ban-fa-2024-33.html"}),
        ("拉政办发33号文件", {"documents/la-zheng-ban-fa-2024-33.html"}),
        ("12月33号", set()),
        ("不存在发33号", set()),
    ],
)
def test_part_of_a_number_gives_the_list(opened: Opened, typed: str, numbers: set[str]) -> None:
    listed = [set(group["pages"]) for group in opened.answer(typed) if group["said"] == "文号"]
    assert listed == ([numbers] if numbers else [])


def test_part_of_a_number_leads_to_what_is_cited_and_not_held(opened: Opened) -> None:
    assert [address.partition("#")[0] for address in opened.leads("国发24号")][:1] == ["lists/cited.html"]


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("党组工作规则第三条", "documents/la-zheng-fa-2024-21.html#art-3"),
        ("党组工作规则 第3条", "documents/la-zheng-fa-2024-21.html#art-3"),
        ("《中共拉萨市人民政府党组工作规则》第四十三条", "documents/la-zheng-fa-2024-21.html#art-43"),
        ("拉政发〔2024〕21号第八章", "documents/la-zheng-fa-2024-21.html#ch-8"),
        ("拉政发21号第四十三条第一款", "documents/la-zheng-fa-2024-21.html#art-43"),
        ("藏医保〔2023〕33号附件6", "documents/zang-yi-bao-2023-33/annex-6.html"),
        ("藏医保33号的附件六", "documents/zang-yi-bao-2023-33/annex-6.html"),
        ("藏医保33号附件1", "documents/zang-yi-bao-2023-33.html"),
        ("拉政办发〔2024〕41号附件", "documents/la-zheng-ban-fa-2024-41.html"),
    ],
)
def test_a_place_behind_opens_there(opened: Opened, typed: str, place: str) -> None:
    assert opened.leads(typed)[0] == place


@pytest.mark.parametrize(
    "typed", ["党组工作规则第九十九条", "不存在的规则第三条", "根据第三条", "藏医保33号附件99"]
)
def test_a_place_that_is_not_there_opens_nothing(opened: Opened, typed: str) -> None:
    assert (
        opened.ask(
            "(await (await gazetteSearch.later('leads')).places(a[0], new gazetteWords.Run())).doors", typed
        )
        == []
    )


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("lasa kongqi", "“lasa kongqi”按拼音查“拉萨”“空气”"),
        ("kqzl方案", "“kqzl方案”按拼音查“空气质量”“方案”"),
        ("lasa", "“lasa”按拼音查“拉萨”"),
        ("xinyong 药店", "“xinyong 药店”按拼音查“信用”“药店”"),
    ],
)
def test_each_word_may_be_pinyin(opened: Opened, typed: str, read: str) -> None:
    group = next(group for group in opened.answer(typed) if group["said"] == read)
    assert group["pages"]
    words = read.partition("按拼音查“")[2].rstrip("”").split("”“")
    assert all(page in opened.scan(word) for word in words for page in group["pages"])


@pytest.mark.parametrize("typed", ['"lasa"', "vocs", "空气质量", "PM2.5"])
def test_what_is_no_pinyin_is_not_read_so(opened: Opened, typed: str) -> None:
    assert not [words for words in said(opened, typed) if "拼音" in words]


def test_a_question_is_asked_by_its_longest_known_stretches(opened: Opened) -> None:
    assert said(opened, "药店被约谈扣几分") == ["查其中的“药店”“约谈”"]
    assert said(opened, "城关区公安局局长是谁") == ["查其中的“城关区”“公安局”“局长”"]  # not “局局”“长是”
    assert said(opened, "对信用评价结果不服怎么办") == ["查其中的“对信用评价结果”“不服”"]
    for typed in ("空气质亮", "不存在的词语 空气质量", '"药店被约谈扣几分"', "怎么办"):
        assert not [words for words in said(opened, typed) if "查其中的" in words], typed


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("空气质亮", ["空气质量"]),
        ("养老服物", ["养老服务", "养老"]),
        ("不动产等记", ["不动产登记一件事"]),
        ("生态还境", ["生态环境", "生态"]),
        ("空气质量 ＶＯＣｓ不存在", ["空气质量"]),
    ],
)
def test_did_you_mean_gives_whole_words_as_typed(opened: Opened, typed: str, offered: list[str]) -> None:
    assert [s["text"] for s in opened.ask("gazetteSearch.suggest(a[0])", typed)] == offered


def test_what_is_named_is_listed_newest_first(opened: Opened) -> None:
    """Of a month, and of part of a number."""
    for typed in ("2024年12月", "33号"):
        named = opened.answer(typed)[0]
        days = [
            next(r.document.date or "" for r in opened.corpus.by_page[page.replace(".html", ".md")])
            for page in named["pages"]
        ]
        assert len(days) > 1
        assert days == sorted(days, reverse=True), typed


def units(opened: Opened, typed: str) -> list[str]:
    """The units that a query leads to."""
    doors = opened.ask("(await gazetteWays.ask(a[0], {}, () => {})).doors", typed)
    return [door["title"] for door in doors if door["tag"] == "责任单位"]


@pytest.mark.parametrize(
    ("typed", "titles", "read"),
    [
        ("自治区医保局", ["医保局（西藏自治区）"], "查单位名称“医保局”"),
        ("区医保局", ["医保局（西藏自治区）"], "查单位名称“医保局”"),
        ("拉萨市生态环境局", ["市生态环境局（拉萨市）"], "查单位名称“市生态环境局”"),
        ("拉萨市人社局", ["拉萨市人力资源和社会保障局"], "查单位名称“市人社局”"),
        ("市卫健委", ["拉萨市卫生健康委员会"], "查单位名称“市卫生健康委”"),
        ("区人社厅", ["人力资源社会保障厅（西藏自治区）"], "查单位名称“人力资源社会保障厅”"),
        ("卫健委", ["拉萨市卫生健康委员会", "西藏自治区卫生健康委"], "查单位名称“卫生健康委”"),
        ("市生态环境局", ["市生态环境局（拉萨市）"], ""),
    ],
)
def test_an_office_by_its_place_and_in_short(
    opened: Opened, typed: str, titles: list[str], read: str
) -> None:
    assert units(opened, typed) == titles
    other = [words for words in said(opened, typed) if "单位" in words]
    assert other == ([read] if read else [])
    assert not [words for words in said(opened, typed) if "其中的" in words]
    if read:
        pages = opened.answer(typed)[-1]["pages"]
        assert set(pages) <= set(opened.scan(read.partition("“")[2].rstrip("”")))


@pytest.mark.parametrize(
    "typed", ["市卫康局", "市委办", "县卫健委", "自治区粮食局", "委卫健市", "工作部", '"市卫健委"']
)
def test_no_office_is_guessed(opened: Opened, typed: str) -> None:
    assert units(opened, typed) == []


@pytest.mark.parametrize(
    ("typed", "unheld"),
    [
        ("行政许可法", "行政许可法"),
        ("《行政许可法》", "行政许可法"),
        ("政府信息公开条例（修订）", "政府信息公开条例（修订）"),
        ("中华人民共和国大气污染防治法", ""),  # is cited, as a door says
        ("党组工作规则", ""),
        ("怎么申请许可法", ""),
        ("工作做法", ""),
        ('"行政许可法"', ""),
        ("行政许可法 办法", ""),
    ],
)
def test_an_instrument_that_nothing_prints_is_said_not_to_be_held(
    opened: Opened, typed: str, unheld: str
) -> None:
    assert opened.ask("(await gazetteWays.ask(a[0], {}, () => {})).unheld", typed) == unheld


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("地下车位是什么意思", "地下车位"),
        ("地下车位（库）指什么？", "地下车位(库)"),
        ("什么是母基金", "母基金"),
        ("请问什么是 信用主体", "信用主体"),
        ("信用主体指的是什么", "信用主体"),
        ("信用主体是指什么", "信用主体"),
        ("“母基金”到底是什么意思呢", "母基金"),
        ("医疗集团的定义", "医疗集团"),
        ("医疗集团的含义是什么", "医疗集团"),
        ("管委会是指", "管委会"),
        ("何为一体化平台", "一体化平台"),
        ("什么叫做医保信用管理", "医保信用管理"),
        ("医保信用管理怎么理解", "医保信用管理"),
        ("《行动计划》是啥", "行动计划"),
    ],
)
def test_what_is_asked_for_its_meaning(opened: Opened, typed: str, term: str) -> None:
    assert opened.ask("gazetteForms.meant(a[0])", typed) == term
    doors = opened.ask("(await gazetteWays.ask(a[0], {}, () => {})).doors", typed)
    assert [door["tag"] for door in doors[:1]] == ["释义"]
    pages = {page for group in opened.answer(typed) for page in group["pages"]}
    assert pages == {page for group in opened.answer(term) for page in group["pages"]} != set()


@pytest.mark.parametrize(
    "typed",
    ["什么时候办理", "要准备什么", "为什么", "这是为什么", "有什么要求", "怎么办", "信用主体", "什么是",
     "是什么", "定义", "什么", "指什么", "扣几分", "由谁负责", '"什么是母基金"'],
)  # fmt: skip
def test_no_meaning_is_asked_for(opened: Opened, typed: str) -> None:
    assert opened.ask("gazetteForms.meant(a[0])", typed) == ""


def test_a_meaning_that_no_text_gives_is_not_made_up(opened: Opened) -> None:
    answer = opened.ask("(await gazetteWays.ask(a[0], {}, () => {})).doors", "空气质量是什么意思")
    assert not [door for door in answer if door["tag"] == "释义"]
    assert said(opened, "空气质量是什么意思") == ["查“空气质量”"]
    assert "查“不存在的词语”" not in said(opened, "不存在的词语是什么意思")


def test_a_unit_comes_first_of_what_its_name_finds(opened: Opened) -> None:
    """Documents of a city print 市财政局: the words that were typed find few of them."""
    assert opened.leads("拉萨市财政局")[0] == "lists/units/la-sa-shi-cai-zheng-ju.html"
    assert units(opened, "昌都市财政局") == []  # no text that is held gives it anything to do


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("拉萨市财政局负责什么", "拉萨市财政局"),
        ("拉萨市财政局的任务", "拉萨市财政局"),
        ("市财政局2025年要做什么", "拉萨市财政局"),
        ("市教育局有哪些任务？", "市教育局（拉萨市）"),
        ("市发展和改革委员会牵头哪些工作", "拉萨市发展和改革委员会"),
        ("请问市统计局今年的任务", "市统计局（拉萨市）"),
    ],
)
def test_what_a_unit_has_to_do_is_asked_for(opened: Opened, typed: str, title: str) -> None:
    assert units(opened, typed) == [title]
    assert opened.leads(typed)[1:], "what is printed of it follows"


@pytest.mark.parametrize(
    "typed",
    [
        "昌都市财政局的任务",
        "财政工作的任务",
        "市委办的任务",
        "会议要求",
        "全部的任务",
        "各部门负责",
        "财政局长的职责",
    ],
)
def test_no_unit_is_guessed_from_a_question(opened: Opened, typed: str) -> None:
    assert units(opened, typed) == []
