"""Any table, however odd: every character in one place, rows of one length, files that can be written."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from build_tools.exports.every import all_data
from build_tools.model.document import tables_in
from build_tools.pages.every import all_pages
from support.conversion import corpus_of, ledger_notes

_WORDS = [
    "早市",
    "夜市 管理",
    "合计",
    "小计",
    "12",
    "3.5%",
    "—",
    "",
    "一、秩序",
    "序号",
    "分值",
    "项目",
    "单位",
    "备注",
    "按照规定执行，扣完为止。",
    "（一）价格",
    "2024年",
    "□是 □否",
    "年 月 日",
    "**合计**",
    "$COD$",
    "<br>",
    "组织（20分）",
    "1.清扫",
    "≥85",
    "第三条",
    "XX 局（盖章）",
    "注：说明",
    "单位：万元",
]
_WORD = st.sampled_from(_WORDS)
_BETWEEN = st.sampled_from(["\n", "\n\n", "\n— 3 —\n", "续表", "表2 早市", "正文一段话。"])


@st.composite
def _pipe(draw: st.DrawFn) -> str:
    rows = draw(st.lists(st.lists(_WORD, min_size=1, max_size=7), min_size=1, max_size=7))
    lines = [f"| {' | '.join(row)} |" for row in rows]
    if draw(st.booleans()):
        lines.insert(1, "|" + "---|" * len(rows[0]))
    return "\n".join(lines)


@st.composite
def _html(draw: st.DrawFn) -> str:
    span = st.integers(1, 9)
    cell = st.builds(
        lambda t, r, c, w: f'<{t} rowspan="{r}" colspan="{c}">{w}</{t}>',
        st.sampled_from(["td", "th"]),
        span,
        span,
        _WORD,
    )
    plain = st.builds(lambda w: f"<td>{w}</td>", _WORD)
    rows = draw(st.lists(st.lists(st.one_of(plain, plain, cell), max_size=5), min_size=1, max_size=6))
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    return f"<table>{body}" + draw(st.sampled_from(["</table>", ""]))


@st.composite
def _words(draw: st.DrawFn) -> str:
    gap = draw(st.sampled_from([" ", "  ", "    ", "\t"]))
    rows = draw(st.lists(st.lists(_WORD, min_size=1, max_size=6), min_size=2, max_size=9))
    return "\n".join(gap.join(word.replace(" ", "") or "甲" for word in row) for row in rows)


@st.composite
def _set(draw: st.DrawFn) -> str:
    rows = draw(st.lists(st.lists(_WORD, min_size=3, max_size=5), min_size=3, max_size=9))
    return "\n".join("".join(word.replace(" ", "")[:6].ljust(14) for word in row) for row in rows)


_TEXT = st.lists(st.tuples(st.one_of(_pipe(), _html(), _words(), _set()), _BETWEEN), min_size=1, max_size=3)


@settings(max_examples=150, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(_TEXT)
@example([("| 合计 |\n|---|\n| 小计 | 3.5% |", "")])  # a total with more cells than columns
@example(
    [('<table><tr><td rowspan="3">年 月 日</td></tr><tr><td>合计</td></tr></table>', "")]
)  # a group alone
def test_any_table(parts: list[tuple[str, str]]) -> None:
    text = "早市管理办法\n\n" + "\n".join(f"{table}\n{between}" for table, between in parts)
    corpus = corpus_of(text)
    assert ledger_notes(corpus) == []
    for record in corpus.records:
        for table in tables_in(record.document.blocks):
            for row in table.all_rows():
                assert len(row.slots) == len(table.types)
                assert not any(slot.covered and slot.texts for slot in row.slots)
    assert all_pages(corpus)
    assert all_data(corpus)
