"""Duties, dated promises and targets against a careful human reading of the five sources.

Duties and promises must agree whole. Targets are free prose: they are held to recall and precision,
which are printed (``pytest -s tests/facts/test_duties.py``), and to agreement in what was found.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from build_tools.exports.data_files import data_files
from build_tools.facts.duties.units import authority, place_of, unit_name
from build_tools.facts.targets.indicators import core_of, indicators
from build_tools.language.passages import wide
from build_tools.model.corpus import Units
from build_tools.pages.document import pages
from build_tools.pages.lists.indicators import target_listing
from build_tools.pages.lists.obligations import obligation_listings
from build_tools.pages.markdown import escape
from support.conversion import SOURCES, convert_text, converted
from support.lists import pages_of
from support.paths import ROOT, TESTS

Row = dict[str, Any]


@cache
def _reading() -> dict[str, list[Row]]:
    text = (TESTS / "facts" / "readings" / "duties.json").read_text(encoding="utf-8")
    found: dict[str, list[Row]] = json.loads(text)
    return found


@cache
def _rows(name: str) -> list[Row]:
    """The records of a data file, each with its source."""
    corpus = converted(*SOURCES)
    rows: list[Row] = json.loads(data_files(corpus)[f"{name}.json"])
    for row in rows:
        row["source"] = corpus.sources[corpus.by_id[row["document"]].source].source.file
    return rows


def _duties(*forms: str) -> list[Row]:
    return [d for d in _rows("duties") if d["form"] in forms]


def _told(name: str, read: Counter[Any], got: Counter[Any]) -> tuple[float, float]:
    """Recall and precision, printed with what is missing and what is too much."""
    hits = (read & got).total()
    recall, precision = hits / read.total(), hits / got.total()
    print(f"\n{name}: recall {hits}/{read.total()}, precision {hits}/{got.total()}")
    for label, rest in (("missing", read - got), ("too much", got - read)):
        for one in sorted(rest.elements(), key=str):
            print(f"  {label}: {one}")
    return recall, precision


def test_every_bracket_is_a_duty_and_nothing_else() -> None:
    read = Counter((d["source"], d["line"], d["last_line"], d["document"]) for d in _reading()["duties"])
    printed = _duties("bracket", "line", "table")
    got = Counter((d["source"], d["line"], d["last_line"], d["document"]) for d in printed)
    assert _told("duties", read, got) == (1.0, 1.0)


def test_sentences_that_begin_with_who_answers() -> None:
    def counted(rows: list[Row]) -> Counter[Any]:
        return Counter(
            (d["source"], d["line"], tuple((u["name"], u["role"]) for u in d["units"])) for d in rows
        )

    got = counted(_duties("prose"))
    assert _told("prose", counted(_reading()["prose"]), got) == (1.0, 1.0)


def test_sentences_that_name_who_leads_or_completes() -> None:
    def counted(rows: list[Row]) -> Counter[Any]:
        return Counter(
            (d["source"], d["line"], d["form"], tuple((u["name"], u["role"]) for u in d["units"]))
            for d in rows
        )

    got = counted(_duties("named", "done"))
    assert _told("told", counted(_reading()["told"]), got) == (1.0, 1.0)


@pytest.mark.parametrize("index", range(len(_reading()["duties"])))
def test_duty(index: int) -> None:
    read = _reading()["duties"][index]
    place = (read["source"], read["line"])
    got = next(d for d in _duties("bracket") if (d["source"], d["line"]) == place)
    assert got["text"] == read["text"]
    keys = ("name", "role", "printed", "carried")
    units = [[u.get(k) if k != "carried" else u.get(k, False) for k in keys] for u in read["units"]]
    assert [[u[k] for k in keys] for u in got["units"]] == units
    assert got["open"] == read.get("open", False)
    assert got["item_line"] == read["item_first_line"]
    assert got["deadline"] == read["deadline"]
    assert bool(got["rules"]) == bool(read.get("rule"))
    assert all(
        rule["text"] in read["rule"] and f"第{rule['line']}行" in read["rule"] for rule in got["rules"]
    )
    if "deadlines" in read:
        assert sorted(got["deadlines"]) == sorted(read["deadlines"])


def test_deadlines() -> None:
    read = Counter((d["source"], d["document"], d["line"], d["date"]) for d in _reading()["deadlines"])
    got = Counter((d["source"], d["document"], d["line"], d["date"]) for d in _rows("deadlines"))
    assert _told("deadlines", read, got) == (1.0, 1.0)


def _number(row: Row) -> tuple[Any, ...]:
    return (row["source"], row["document"], row["line"], row["value"], row["unit"])


def test_targets() -> None:
    read = Counter(map(_number, _reading()["targets"]))
    recall, precision = _told("targets", read, Counter(map(_number, _rows("targets"))))
    assert recall >= 0.98
    assert precision == 1.0


def test_targets_agree_in_comparator_year_and_indicator() -> None:
    read = {(*_number(t), t["indicator"]): t for t in _reading()["targets"]}
    by_number: dict[Any, list[Row]] = {}
    for target in _rows("targets"):
        by_number.setdefault(_number(target), []).append(target)
    agree: Counter[str] = Counter()
    for (*number, _), row in read.items():
        same = by_number.get(tuple(number), [])
        for key in ("comparator", "year"):
            agree[key] += any(t[key] == row[key] for t in same)
        # 拉萨市公共交通占机动化出行比例: the place stands apart in `scope`.
        agree["indicator"] += any(
            row["indicator"] in (t["indicator"], f"{t['scope'] or ''}{t['indicator']}") for t in same
        )
    found = sum(tuple(number) in by_number for *number, _ in read)
    print(f"\nof {found} targets found: " + ", ".join(f"{k} {n / found:.1%}" for k, n in agree.items()))
    assert agree["comparator"] == found
    assert agree["year"] >= found - 1
    # An elliptic name is kept as printed: 氨氮排放总量 where the reader wrote 全区氨氮排放总量.
    assert agree["indicator"] >= 0.85 * found


def test_what_the_reading_leaves_out_is_left_out() -> None:
    lines = {(x["source"], x["line"]) for x in _duties("bracket", "line", "table")}
    others = _reading()["not_brackets"]
    assert others
    for row in others:
        for part in row["lines"].split(","):
            first, _, last = part.strip().partition("-")
            inside = {(row["source"], n) for n in range(int(first), int(last or first) + 1)}
            known = {(d["source"], d["line"]) for d in _reading()["duties"]}
            assert inside & lines <= known


def test_the_table_of_units_rests_on_printed_lines() -> None:
    table = authority()
    assert table.units
    for unit in table.units:
        assert len(unit.forms) > 1, unit.name
        for form in unit.forms:
            assert form.name in _printed(form.file, form.line) or _completed(form.name, form.file, form.line)


def _printed(file: str, line: int) -> str:
    return wide((ROOT / "raw" / file).read_text(encoding="utf-8").splitlines()[line - 1])


def _completed(name: str, file: str, line: int) -> bool:
    """Whether a bracket of that line names the unit once its shared prefix is put before it."""
    return any(
        (d["source"], d["line"]) == (file, line)
        and any(u["name"] == name and u["printed"] for u in d["units"])
        for d in _rows("duties")
    )


def test_a_printed_name_is_one_unit() -> None:
    forms = [(u.place, f.name) for u in authority().units for f in u.forms]
    assert len(forms) == len(set(forms))
    assert {u.place for u in authority().units} <= {place for _, place in authority().issuers}


def test_units_are_joined_in_their_place_only() -> None:
    assert place_of(("拉萨市人民政府办公室",)) == "拉萨市"
    assert place_of(("日喀则市人民政府",)) == "日喀则市"
    assert place_of(("自治区绿色发展领导小组",)) == place_of(("国务院办公厅",)) == place_of(()) == ""
    assert unit_name("日喀则市", "市经信局") is None
    assert (
        unit_name("拉萨市", "市经信局") == unit_name("拉萨市", "市经济和信息化局") == "拉萨市经济和信息化局"
    )
    assert unit_name("西藏自治区", "市经信局") is None
    assert unit_name("", "发展改革委") is None
    # No source says that the one became the other.
    assert unit_name("西藏自治区", "环境保护厅") is None


def test_every_duty_stands_on_the_page_of_each_of_its_units() -> None:
    pages = pages_of(obligation_listings(converted(*SOURCES)))
    units = "".join(page for path, page in pages.items() if path.startswith("lists/units/"))
    held = sum(units.count(f"\n- **{role}**　") for role in ("牵头", "负责", "配合"))
    assert held == sum(len(d["units"]) for d in _rows("duties"))
    assert pages["lists/units.md"].count("](units/") == len(pages) - 2
    deadlines = pages["lists/deadlines.md"]
    assert deadlines.count("\n- [") == len(_rows("deadlines"))


def test_an_office_is_found_by_its_name_in_all_lines_of_the_deadlines() -> None:
    """On the page of an office stand as many dated tasks as lines of the deadlines name it."""
    pages = pages_of(obligation_listings(converted(*SOURCES)))
    page = pages["lists/units/la-sa-shi-cai-zheng-ju.md"]
    dated = page.partition("{ #by-day }")[2].partition("\n## ")[0]
    named = [
        line for line in pages["lists/deadlines.md"].splitlines() if "拉萨市财政局" in line.partition("；")[2]
    ]
    assert len(named) == dated.count("\n- ") > 4


def test_what_a_unit_has_to_do_by_a_day() -> None:
    """What lies ahead of the newest text first, years that are over from the newest on, each with its
    sentence; the reader's day judges what is over."""
    pages = pages_of(obligation_listings(converted(*SOURCES)))
    page = pages["lists/units/xi-zang-zi-zhi-qu-zi-ran-zi-yuan-ting.md"]
    dated = page.partition("{ #by-day }")[2].partition("\n## ")[0]
    lines = [line for line in dated.splitlines() if line.startswith("- ")]
    assert [line.split("**")[1] for line in lines] == [
        "2025年内",
        "2025年内",
        "2024年10月",
        "2024年8月",
        "2024年7月",
    ]
    assert "牵头　[（一）逐事项统一办理标准、编制实施规范（完成时间：2024年7月底）]" in lines[4]
    assert lines[4].endswith('data-from="2024-08-01" hidden>期限已过</span></span>')
    assert lines[0].endswith('data-from="2026-01-01" hidden>期限已过</span></span>')
    assert page.count("clock") == 1 + 5
    other = pages["lists/units/la-sa-shi-sheng-tai-huan-jing-ju.md"]
    days = re.findall(r"^- \*\*(20\d\d)", other, re.MULTILINE)
    assert days[:2] == ["2027", "2025"]  # the newest text is of 2026
    assert days[1:] == sorted(days[1:], reverse=True)
    without = next(p for path, p in pages.items() if "min-zheng-ju" in path)
    assert "by-day" not in without


def test_one_indicator_by_place_and_year() -> None:
    corpus = converted(*SOURCES)
    page = pages_of([target_listing(corpus)])["lists/targets.md"]
    several = page.partition("{ #several }")[2].partition("{ #others }")[0]
    one = several.partition("### PM2.5年均浓度")[2].partition("\n### ")[0]
    rows = [line for line in one.splitlines() if line.startswith("|")]
    assert rows[0] == "| 地方 | 2025年 |"
    assert rows[2].startswith("| 西藏自治区 | 不超过10.5微克/立方米：[藏政发〔2024〕11号](")
    assert "<br>控制在10.5微克/立方米以内：" in rows[2]
    assert "（转述）" in rows[2]
    assert rows[3].startswith("| 拉萨市 | 不超过11.5微克/立方米：[")
    assert one.count("<svg") == 1
    said = one.partition("<desc")[2].partition("</desc>")[0]
    assert "西藏自治区 2025年 不超过10.5微克/立方米；控制在10.5微克/立方米以内；" in said
    assert "拉萨市 2025年 不超过11.5微克/立方米" in said
    same = several.partition("### 铁路货运量比2020年增长")[2].partition("\n### ")[0]
    assert "<svg" not in same  # all bars would be of one length
    for record in corpus.records:
        for goal in record.facts.obligations.goals:
            place = f"../{record.page}#{goal.anchor})"
            assert any(place in line and escape(goal.target.said) in line for line in page.splitlines())


def test_a_corpus_without_duties_says_so(tmp_path: Path) -> None:
    pages = pages_of(obligation_listings(convert_text("通知\n\n各县：\n\n请遵照执行。\n", tmp_path)))
    assert set(pages) == {"lists/units.md", "lists/deadlines.md"}
    assert all("现有文件中没有可列入的。" in page for page in pages.values())


def test_units_of_the_same_sound_have_pages_of_their_own(tmp_path: Path) -> None:
    text = "实施方案\n\n（一）工作。（水利厅、水力厅负责）\n"
    pages = pages_of(obligation_listings(convert_text(text, tmp_path)))
    assert {"lists/units/shui-li-ting.md", "lists/units/shui-li-ting-2.md"} <= set(pages)


def test_a_link_to_a_unit_stands_on_its_printed_name() -> None:
    corpus = converted(*SOURCES)
    units = corpus.facts.units
    linked = 0
    for record in corpus.records:
        raw = corpus.sources[record.source].source.raw
        for duty in record.facts.obligations.duties:
            for assignee in duty.assignment.assignees:
                assert bool(assignee.at) != assignee.carried
                if assignee.at:
                    linked += 1
                    assert wide("".join(raw[i] for i in assignee.at)) == (assignee.printed or assignee.name)
        for unit, at in units.printed.get(record.id, ()):
            assert unit in units.pages
            assert len(at) == len(set(at))
    assert linked > 100


_UNIT_LINK = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\(\.\./lists/units/[a-z0-9-]+\.md\)\{: \.gz-unit \}")


def test_links_to_units_only_add_links() -> None:
    """A page without these links is, byte for byte, the page of the same corpus without units."""
    corpus = converted(*SOURCES)
    bare = replace(corpus, facts=replace(corpus.facts, units=Units()))
    made, without = pages(corpus), pages(bare)
    linked = {page for page in made if _UNIT_LINK.search(made[page])}
    assert linked
    for page in made:
        assert _UNIT_LINK.sub(r"\1", made[page]) == without[page]
    shown = {record.page for record in corpus.records if record.facts.obligations.duties}
    assert linked == shown


def test_the_table_of_indicators_rests_on_printed_lines() -> None:
    table = indicators()
    assert table.indicators
    assert table.terms
    for joined in (*table.indicators, *table.terms):
        assert joined.forms
        for form in joined.forms:
            assert form.name in _printed(form.file, form.line).replace("_{2.5}", "2.5")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("全区PM2.5（细颗粒物）年均浓度", "全市PM2.5年均浓度", True),
        ("全省PM₂.₅年均浓度", "细颗粒物（PM2.5）年均浓度", True),
        ("全区优良天数比率", "空气质量优良天数比率", True),
        ("空气质量优良天数比率", "城市空气质量优良天数比例", False),
        ("PM2.5平均浓度", "PM2.5年均浓度", False),
    ],
)
def test_indicators_stand_together_only_by_the_table(one: str, other: str, same: bool) -> None:
    assert (core_of(one) == core_of(other)) is same


def test_who_answers_stands_beside_the_date() -> None:
    page = pages_of(obligation_listings(converted(*SOURCES)))["lists/deadlines.md"]
    for line in page.splitlines():
        assert line.count("；牵头：") <= 1
    assert "；牵头：[" in page


PLAN = """{city}市人民政府关于印发《节水方案》的通知

{short}政发〔2025〕7号

各县（区）人民政府：

现将《节水方案》印发给你们。

{city}市人民政府

2025年3月1日

节水方案

附表

节水指标表

| 序号 | 指标 | 单位 | 2023年现状 | 2025年目标 | 2026年目标 | 责任单位 |
| --- | --- | --- | --- | --- | --- | --- |
| 1 | 公共供水管网漏损率 | % | 9.6 | ≤8.5 | ≤8 | 市水务局 |
| 2 | 再生水利用率 | % | 40 | ≥45 | ≥50 | 市城管局 |
| 3 | 新增节水器具 | 万件 | 2.0 | 2.5 | 3.2 | 市住房城乡建设局 |
"""


def test_a_table_of_indicators_with_who_answers(tmp_path: Path) -> None:
    corpus = convert_text(PLAN.format(city="昆江", short="昆"), tmp_path)
    goals = [g.target for r in corpus.records for g in r.facts.obligations.goals]
    assert [(g.indicator, g.comparator, g.value, g.unit, g.year) for g in goals] == [
        ("公共供水管网漏损率", "<=", "8.5", "%", "2025"),
        ("公共供水管网漏损率", "<=", "8", "%", "2026"),
        ("再生水利用率", ">=", "45", "%", "2025"),
        ("再生水利用率", ">=", "50", "%", "2026"),
        ("新增节水器具", "=", "2.5", "万件", "2025"),
        ("新增节水器具", "=", "3.2", "万件", "2026"),
    ]
    duties = [d for r in corpus.records for d in r.facts.obligations.duties]
    assert [(d.item, d.assignment.assignees[0].name) for d in duties] == [
        ("公共供水管网漏损率", "市水务局"),
        ("再生水利用率", "市城管局"),
        ("新增节水器具", "市住房城乡建设局"),
    ]


INDICATORS = """\
养老规划

专栏1 “十四五”养老服务主要发展指标

| 序号 | 指标 | 2020年 | 2025年 | {last} |
| --- | --- | --- | --- | --- |
| 1 | 护理型床位占比（%） | 50.2 | ≥60 | {first} |
| 2 | 服务机构覆盖率（%） | - | 100 | 预期性 |
| 3 | 老年人意外伤害 | 上升 | 下降15% | 预期性 |
"""


def test_the_last_year_of_indicators_with_a_nature_is_a_target(tmp_path: Path) -> None:
    corpus = convert_text(INDICATORS.format(last="属性", first="约束性"), tmp_path)
    goals = [g.target for r in corpus.records for g in r.facts.obligations.goals]
    assert [(g.indicator, g.comparator, g.value, g.year) for g in goals] == [
        ("护理型床位占比（%）", ">=", "60", "2025"),
        ("服务机构覆盖率（%）", "=", "100", "2025"),
        ("老年人意外伤害下降", "=", "15", "2025"),
    ]
    other = convert_text(INDICATORS.format(last="备注", first="按季报送"), tmp_path)
    assert not [g for r in other.records for g in r.facts.obligations.goals]


SCORES = """\
供水保障方案

附件

供水保障工作考核表

| 考核类别 | 考核指标 | 2026年目标 | 2027年目标 | 分值 | 责任单位 |
| --- | --- | --- | --- | --- | --- |
| 供水覆盖 | 自来水普及率（%） | 97 | 98 | 20 | 市水利局 |
| 供水覆盖 | 规模化供水人口比例（%） | 80 | 85 | 20 | 市水利局 |
| 运行管护 | 新增管护人员（人） | 120 | 150 | 10 | 市水利局 |
"""


def test_the_indicator_names_a_target_not_its_class(tmp_path: Path) -> None:
    corpus = convert_text(SCORES, tmp_path)
    goals = [g.target for r in corpus.records for g in r.facts.obligations.goals]
    assert [(g.indicator, g.value, g.unit, g.year) for g in goals] == [
        ("自来水普及率（%）", "97", "%", "2026"),
        ("自来水普及率（%）", "98", "%", "2027"),
        ("规模化供水人口比例（%）", "80", "%", "2026"),
        ("规模化供水人口比例（%）", "85", "%", "2027"),
        ("新增管护人员（人）", "120", "人", "2026"),
        ("新增管护人员（人）", "150", "人", "2027"),
    ]


def test_offices_of_two_cities_are_two_units(tmp_path: Path) -> None:
    text = PLAN.format(city="昆江", short="昆") + "\n" + PLAN.format(city="云岭", short="云")
    pages = pages_of(obligation_listings(convert_text(text, tmp_path)))
    assert "lists/units/kun-jiang-shi-shui-wu-ju.md" in pages
    assert "lists/units/yun-ling-shi-shui-wu-ju.md" in pages
