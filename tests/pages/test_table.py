"""What a table says of its columns and cells, so that the browser judges nothing of it again."""

from __future__ import annotations

import re

import pytest

from build_tools.model.document import tables_in
from build_tools.model.table import Table
from build_tools.pages.table import is_turned, table_html
from build_tools.pages.table_reasons import doubt_said
from support.conversion import corpus_of

_NOTICE = """青江市人民政府关于早市摊位的通知

青政发〔2024〕9号

各县（区）人民政府：

现将摊位登记表印发给你们。

{table}

青江市人民政府
2024年5月11日
"""


def made(*rows: str) -> Table:
    """A table whose rows are written ``a|b|c``, the first as its head."""
    lines = [f"| {row.replace('|', ' | ')} |" for row in rows]
    lines.insert(1, "|---" * (rows[0].count("|") + 1) + "|")
    corpus = corpus_of(_NOTICE.format(table="\n".join(lines)))
    (table,) = (table for r in corpus.records for table in tables_in(r.document.blocks))
    return table


def shown(*rows: str) -> str:
    """Its HTML."""
    return table_html(made(*rows), "table-1")


def heads(html: str) -> dict[str, str]:
    """Name of each column → the classes of its head."""
    found = re.findall(r'<th scope="col"(?: class="([^"]*)")?>([^<]*)</th>', html)
    return {name: classes for classes, name in found}


def test_columns_say_what_they_hold() -> None:
    html = shown("摊位|摊主|租金", *(f"第{n}号|王某|{n}00" for n in range(1, 5)))
    assert heads(html) == {"摊位": "gz-first gz-short", "摊主": "gz-short", "租金": "gz-num gz-short"}


@pytest.mark.parametrize(
    ("rows", "stays"),
    [
        # The label that tells all rows apart, or else the last one: it is printed for the fewest rows.
        (("摊位|摊主|租金", "第1号|王某|100", "第2号|王某|200", "第3号|王某|300"), ["摊位"]),
        (("序号|摊位|租金", "1|东门|100", "2|西门|200", "3|南门|300"), ["序号", "摊位 name"]),
        (
            ("片区|集市|摊位|租金", "东|早市|甲|100", "东|早市|乙|200", "东|夜市|甲|300", "西|夜市|丁|90"),
            ["片区", "摊位 name"],
        ),
        (("租金|摊位|说明", "100|东门|宽", "200|西门|窄"), ["租金"]),
        (("摊位|租金", "东门|100", "西门|200"), []),
    ],
)
def test_the_columns_that_stay_in_sight(rows: tuple[str, ...], stays: list[str]) -> None:
    html = shown(*rows)
    kept = {"gz-first": "", "gz-name": " name"}
    found = [
        f"{name}{said}" for name, classes in heads(html).items() for k, said in kept.items() if k in classes
    ]
    assert found == stays
    body = html.partition("<tbody>")[2]
    assert body.count("gz-name") == (len(rows) - 1 if any(s.endswith("name") for s in stays) else 0)


def test_what_is_uncertain_is_said_in_a_sentence() -> None:
    """For readers: what it may be, which of it stands there, where to look."""
    assert doubt_said(("协议处理", "费用处理"), [322, 323], [6, 7]) == (
        "第6、7行的这一格不能确定：可能是“协议处理”，也可能是“费用处理”，网页照前一种；请对照来源文本第322—323行"
    )
    assert doubt_said(("", "司法处理"), [350]) == (
        "这一格不能确定：可能空着，也可能是“司法处理”，网页照前一种；请对照来源文本第350行"
    )


def test_no_column_of_a_form_is_a_name() -> None:
    assert "gz-name" not in shown("姓名|王某", "单位|早市", "电话|0890-000000", "地址|东门")


def test_long_labels_have_room_where_no_column_is_running_text() -> None:
    html = shown("摊位|地点|租金", *(f"第{n}号|东门外集市北侧第{n}区|{n}00" for n in range(1, 5)))
    assert heads(html)["地点"] == "gz-mid gz-short"
    assert "gz-mid" not in shown("摊位|地点|租金", *(f"第{n}号|东门|{n}00" for n in range(1, 5)))


@pytest.mark.parametrize(("cell", "is_none"), [("—", True), ("／", True), ("0", False), ("不收", False)])
def test_a_cell_without_a_value_says_so(cell: str, is_none: bool) -> None:
    html = shown("摊位|摊主|租金", "第1号|王某|100", "第2号|王某|200", f"第3号|王某|{cell}", "第4号|王某|90")
    assert (f'data-none="true">{cell}</td>' in html) == is_none
    assert html.count("data-none") == is_none


def test_a_table_of_many_columns_says_so() -> None:
    names = [f"第{n}列" for n in range(1, 11)]
    many = shown("|".join(names), "|".join("甲乙丙丁戊己庚辛壬癸"))
    assert '<table class="gz-grid gz-many' in many
    few = shown("|".join(names[:9]), "|".join("甲乙丙丁戊己庚辛壬"))
    assert '<table class="gz-grid' in few
    assert "gz-many" not in few


def test_many_columns_take_a_turned_sheet_and_fewer_where_they_hold_words() -> None:
    def words(n: int) -> Table:
        return made(
            "|".join(["摊位", *(f"栏目{k}" for k in range(n))]), *(f"第{r}号" + "|东门" * n for r in "甲乙")
        )

    def figures(n: int) -> Table:
        return made(
            "|".join(["摊位", *(f"栏目{k}" for k in range(n))]), *(f"第{r}号" + "|90" * n for r in "甲乙")
        )

    assert [is_turned(words(n)) for n in (4, 5)] == [False, True]
    assert [is_turned(figures(n)) for n in (7, 8)] == [False, True]
