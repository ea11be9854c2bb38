"""What is printed can only ever be text: in templates all that is not Markup is escaped."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import UndefinedError
from lxml import html
from markupsafe import Markup

from build_tools.model.table import Basis, Check, ColumnType, Slot, Table, TableRow
from build_tools.model.text import Text
from build_tools.pages.chart import chart
from build_tools.pages.markdown import MISSING, Fact, Mark, box, definitions, details, line, markup
from build_tools.pages.safe_html import between_tags, fill_in
from build_tools.pages.table import notes_html, table_html
from support.paths import ROOT

HOSTILE = """<b onclick="x()">'早市'</b> & {{ config }} {% raw %} "&lt;\""""
ROOM = ROOT / "build_tools" / "pages"


def _row(*words: str) -> TableRow:
    return TableRow((1, 3), tuple(Slot(w, (Text.of(w, 0),), (1,)) for w in words))


def _table(words: str, basis: Basis | None = None) -> Table:
    """A table in which these words stand in each place that takes words, one of its cells made out."""
    made = Slot(words, (), (2,), basis, (words, ""))
    rows = (TableRow((2,), (made, Slot("1", (Text.of("1", 0),), (2,)))), _row(words, "2"))
    check = Check("row-count", words, words, words, ok=False, place=(0, 0))
    types = (ColumnType.LABEL, ColumnType.NUMBER)
    return Table(words, (_row(words, words),), rows, types, unit=words, checks=(check,))


def _shown(markup: str) -> tuple[list[str], list[str], str]:
    """The tags of some HTML, the values of its attributes, its text."""
    root = html.fragment_fromstring(markup, create_parent="div")
    values = [v for e in root.iter() for v in e.attrib.values()]
    return [e.tag for e in root.iter()], values, root.text_content()


@pytest.mark.parametrize("make", [lambda w: table_html(_table(w), "t"), lambda w: notes_html(_table(w), "t")])
def test_words_make_no_tags_and_no_attributes(make: Callable[[str], str]) -> None:
    plain, hostile = _shown(make("早市")), _shown(make(HOSTILE))
    assert hostile[0] == plain[0]
    assert hostile[2].count(HOSTILE) == plain[2].count("早市") > 0


def test_words_in_an_attribute() -> None:
    values = _shown(table_html(_table(HOSTILE, Basis.SHIFT), "t"))[1]
    hostile = [value for value in values if HOSTILE in value]
    (why,) = [value for value in hostile if value != HOSTILE]
    assert len(hostile) == 5  # beside each of the four cells the name of its column
    assert why == (
        "来源文本第2行错位或少印一格，放在本列是推定的。"
        f"这一格不能确定：可能是“{HOSTILE}”，也可能空着，网页照前一种；请对照来源文本第2行。"
        f"核对不符：{HOSTILE}，应为{HOSTILE}，实为{HOSTILE}。"
    )


def test_a_chart() -> None:
    drawn = chart(_table_of_figures(HOSTILE), HOSTILE)
    assert drawn is not None
    tags, _, text = _shown(drawn)
    assert "b" not in tags
    assert " ".join(HOSTILE.split()) in " ".join(text.split())


def _table_of_figures(words: str) -> Table:
    rows = tuple(_row(f"{words}{n}", str(n)) for n in (1, 2))
    return Table(words, (_row("县区", words),), rows, (ColumnType.LABEL, ColumnType.NUMBER))


def test_quotes_between_tags_stay_as_printed() -> None:
    assert between_tags("""<a> "早市" '夜市' &""") == """&lt;a&gt; "早市" '夜市' &amp;"""
    assert markup(Text.of('"早市"', 0)) == '"早市"'


def test_tibetan_is_named() -> None:
    table = Table("བོད <i>", (), (), (), unit=None)
    assert '<span lang="bo">བོད</span> &lt;i&gt;' in table_html(table, "t")


def test_a_value_that_a_template_lacks_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        fill_in("box", name="gz-list")


def test_parts_of_a_page_hold_markdown_as_it_is() -> None:
    line = "- **早市** [夜市](a.md)"
    derived = 'data-derived="true" markdown="1"'
    assert box("gz-list", line) == f'<div class="gz-list" {derived}>\n\n{line}\n\n</div>'
    made = details('gz-web"', "<b>", line, "web")
    assert made.startswith(f'<details class="gz-web&#34;" id="web" {derived}>\n<summary>&lt;b&gt;</summary>')
    facts = definitions("gazette-facts", [Fact("文号*", "**1号**", whole=True)])
    assert '<dt markdown="span">文号\\*</dt>\n<dd class="gz-whole" markdown="span">**1号**</dd>' in facts


def test_what_makes_markdown_gives_no_markup() -> None:
    """Markup escapes what is added to it: a page is put together of plain strings."""
    text, page = Text.of("见附件2", 0), '<span class="gz-turn" data-derived="true">〔换页〕</span>'
    missing = line(text, dict.fromkeys((1, 2, 3), Mark(1, "")), {2: page})
    made = [box("a", "b"), details("a", "b", "c"), definitions("a", [Fact("b", "c")]), missing]
    assert not any(isinstance(part, Markup) for part in made)
    assert page in missing
    assert MISSING in missing


def test_each_template_is_used_and_each_that_is_named_is_there() -> None:
    written = {path.stem for path in (ROOM / "templates").iterdir()}
    code = "".join(path.read_text(encoding="utf-8") for path in Path(ROOM).rglob("*.py"))
    assert set(re.findall(r'fill_in\(\s*"(\w+)"', code)) == written
