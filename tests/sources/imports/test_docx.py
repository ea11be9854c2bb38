"""What a docx prints: the raw text that is written of it, what is kept out, and what is in doubt."""

from __future__ import annotations

import pytest

from build_tools.sources.imports.read import Imported, import_file
from support.conversion import corpus_of
from support.docx_files import docx, footnote, level, numbered, numbering, p, r, sign, t, tbl, tc, tr

DEL = '<w:del w:id="1" w:author="王某">{}</w:del>'
INS = '<w:ins w:id="2" w:author="王某">{}</w:ins>'
CHAPTERS = numbering(
    level(0, "chineseCounting", "第%1章"),
    level(1, "chineseCountingThousand", "第%2条", more='<w:lvlRestart w:val="0"/>'),
    level(2, "chineseCounting", "（%3）"),
)


def removed(chars: str) -> str:
    return DEL.format(f"<w:r><w:delText>{chars}</w:delText></w:r>")


def read(body: str, **parts: str) -> Imported:
    return import_file("a.docx", docx(body, **parts))


def lines(body: str, **parts: str) -> list[str]:
    """The raw lines of a body, without the first line and empty ones."""
    return [line for line in read(body, **parts).text.decode().splitlines()[1:] if line]


def doubts(body: str, **parts: str) -> list[tuple[str, int, str, str]]:
    return [(d.code, d.line, d.was, d.now) for d in read(body, **parts).record.doubts]


def kept(body: str, **parts: str) -> list[tuple[str, str]]:
    return [(k.kind, k.chars) for k in read(body, **parts).record.kept_out]


def test_numbers_that_word_makes() -> None:
    body = (
        numbered("总则")
        + numbered("早市按时开市。", 1)
        + numbered("下列情形：", 1)
        + numbered("下雨；", 2)
        + numbered("下雪。", 2)
        + numbered("附则")
        + numbered("早市按时收市。", 1)
        + numbered("另有：", 1)
        + numbered("停电。", 2)
    )
    assert lines(body, numbering=CHAPTERS) == [
        "第一章 总则",
        "第一条 早市按时开市。",
        "第二条 下列情形：",
        "（一）下雨；",
        "（二）下雪。",
        "第二章 附则",
        "第三条 早市按时收市。",
        "第四条 另有：",
        "（一）停电。",
    ]


def test_numbers_of_a_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="tiao"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        "</w:style>"
        '<w:style w:type="paragraph" w:styleId="own"><w:basedOn w:val="tiao"/></w:style>'
    )
    of_style = '<w:pStyle w:val="own"/>'
    listed = numbering(
        level(0, "chineseCounting", "第%1章"),
        level(1, "chineseCounting", "第%2条", more='<w:pStyle w:val="tiao"/>'),
    )
    none = of_style + '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = p("开市。", of_style) + p("没有编号。", none) + p("收市。", of_style)
    assert lines(body, styles=styles, numbering=listed) == ["第一条 开市。", "没有编号。", "第二条 收市。"]


def test_lists_that_begin_anew_and_lists_that_count_on() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    listed = numbering(level(0, "decimal", "%1."), overrides={2: anew, 3: ""})
    body = "".join(numbered(c, 0, k) for c, k in (("甲", 1), ("乙", 1), ("丙", 2), ("丁", 2), ("戊", 3)))
    assert lines(body, numbering=listed) == ["1.甲", "2.乙", "1.丙", "2.丁", "3.戊"]


def test_both_sides_of_a_change() -> None:
    body = p(f"{r('停车')}{removed('15分钟')}{INS.format(r('30分钟'))}{r('以内免费。')}")
    assert lines(body) == ["停车30分钟以内免费。"]
    assert doubts(body) == [("original-change", 2, "15分钟", "30分钟")]
    assert kept(body) == [("revision", "15分钟")]


def test_a_removed_article_and_the_numbers_behind_it() -> None:
    mark = "<w:rPr><w:del/></w:rPr>"
    body = (
        numbered("甲。", 1)
        + numbered(removed("乙。"), 1, more=mark)
        + numbered("丙。", 1)
        + p(r("上"), "<w:rPr><w:del/></w:rPr>")
        + p(r("下。"))
    )
    assert lines(body, numbering=CHAPTERS) == ["第一条 甲。", "第二条 丙。", "上下。"]
    assert ("original-number", 3, "第三条", "第二条") in doubts(body, numbering=CHAPTERS)


def test_nothing_is_in_doubt_without_changes() -> None:
    assert doubts(numbered("甲。", 1) + p("乙。"), numbering=CHAPTERS) == []


def test_footnotes_stand_behind_their_paragraph() -> None:
    body = (
        p(f"{r('停车场')}{sign(5)}{r('的管理')}")
        + p(f"{r('适用本办法')}{sign(4)}{r('。')}")
        + tbl(tr(tc(p(f"{r('甲')}{sign(7)}")), "乙"))
        + p("完。")
    )
    notes = footnote(4, "本办法，是指。") + footnote(5, "停车场，是指。") + footnote(7, "表注。")
    assert lines(body, footnotes=notes) == [
        "停车场[^1]的管理",
        "适用本办法[^2]。",
        "[^1]: 停车场，是指。",
        "[^2]: 本办法，是指。",
        "<table>",
        "<tr><td>甲[^3]</td><td>乙</td></tr>",
        "</table>",
        "[^3]: 表注。",
        "完。",
    ]


def test_spans_of_a_table() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = tbl(
        tr(tc("指标", down), tc("数", '<w:gridSpan w:val="2"/>')),
        tr(tc("", on), "甲", "乙"),
        tr(tc("丙", down), "1", tc(p("2") + p("3"))),
        tr("5", "6", properties='<w:gridBefore w:val="1"/>'),
    )
    assert lines(body) == [
        "<table>",
        '<tr><td rowspan="2">指标</td><td colspan="2">数</td></tr>',
        "<tr><td>甲</td><td>乙</td></tr>",
        "<tr><td>丙</td><td>1</td><td>2<br>3</td></tr>",
        "<tr><td></td><td>5</td><td>6</td></tr>",
        "</table>",
    ]


def test_a_table_in_a_cell_is_told() -> None:
    body = tbl(tr(tc(tbl(tr("甲", "乙"), tr("丙", "丁")) + p()), "戊"))
    assert lines(body) == ["<table>", "<tr><td>甲\u3000乙<br>丙\u3000丁</td><td>戊</td></tr>", "</table>"]
    assert [code for code, *_ in doubts(body)] == ["original-form"]


def test_a_frame_of_one_cell_is_no_table() -> None:
    assert lines(tbl(tr(tc(p("甲") + p("乙"))))) == ["甲", "乙"]


def test_a_text_box_is_read_once() -> None:
    def box(words: str) -> str:
        return f"<w:txbxContent>{p(words)}</w:txbxContent>"

    both = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box('框内')}</wps:txbx>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box('框内')}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent>"
    )
    body = p(f"<w:r>{both}</w:r>{r('文字')}")
    assert lines(body) == ["文字", "框内"]
    assert kept(body) == [("copy", "框内")]
    assert [code for code, *_ in doubts(body)] == ["original-form"]


def test_what_is_not_printed() -> None:
    code = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGEREF a </w:instrText></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    field = f'{code}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("3")}{end}'
    body = p(f"{r('早市')}{r('不印', '<w:vanish/>')}<w:r><w:tab/></w:r>{field}")
    assert lines(body, comments=f"<w:comment>{p('请核')}</w:comment>") == ["早市\t3"]
    assert kept(body, comments=f"<w:comment>{p('请核')}</w:comment>", header=p("页眉")) == [
        ("hidden", "不印"),
        ("field", " PAGEREF a "),
        ("comment", "请核"),
        ("header", "页眉"),
    ]


def test_scripts_symbols_and_breaks() -> None:
    body = p(
        r("m")
        + r("2", '<w:vertAlign w:val="superscript"/>')
        + r("旧", "<w:strike/>")
        + '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
        + r("o", '<w:rFonts w:ascii="Wingdings"/>')
        + f"<w:r><w:noBreakHyphen/><w:softHyphen/><w:br/>{t('下行<&[^1]')}</w:r>"
    )
    assert lines(body) == ["m<sup>2</sup><del>旧</del>☑□-", "下行&lt;&amp;&#91;^1]"]


def test_turns_of_the_page() -> None:
    def section(kind: str, more: str = "") -> str:
        return f'<w:sectPr><w:type w:val="{kind}"/>{more}</w:sectPr>'

    body = (
        p("甲。")
        + p('<w:r><w:br w:type="page"/></w:r>' + r("乙。"))
        + p("丙。", section("continuous"))
        + p("丁。", section("continuous"))
        + p("戊。", "<w:pageBreakBefore/>")
        + p("己。", section("nextPage"))
        + p("庚。")
        + section("nextPage", '<w:pgNumType w:start="3"/>')
    )
    footer = p("<w:r><w:instrText> PAGE </w:instrText></w:r>")
    assert lines(body, footer=footer) == [
        "甲。", "<page>", "乙。", "丙。", "丁。", "<page>", "戊。", "己。", "<page 3>", "庚。",
    ]  # fmt: skip


def test_a_picture_is_told() -> None:
    body = p(r("图") + "<w:r><w:drawing><a:blip/></w:drawing></w:r>")
    assert [code for code, *_ in doubts(body)] == ["original-form"]
    assert doubts(p("图")) == []


@pytest.mark.parametrize(
    "chars", ["**粗**", "# 题", "$a_1$", "| 甲 | 乙 |", "- 1.甲", "~~删~~", "![图](a.png)"]
)
def test_signs_of_other_writings_are_text(chars: str) -> None:
    assert lines(p(chars)) == [chars]


def test_a_field_that_does_not_end_hides_nothing() -> None:
    body = p(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF</w:instrText></w:r>' + r("早市。")
    )
    assert lines(body + p("夜市。")) == ["早市。", "夜市。"]
    assert {code for code, *_ in doubts(body)} == {"original-form"}


def test_signs_of_the_written_form_that_runs_part() -> None:
    body = p(r("甲[") + r("^1]") + sign(2) + r(": 乙"))
    found = read(body, footnotes=footnote(2, "注。"))
    assert found.text.decode().splitlines()[1:] == ["甲&#91;^1][^1]&#58; 乙", "[^1]: 注。"]
    document = corpus_of(found.text.decode()).sources[0].documents[0]
    assert document.blocks[0].text.chars == "甲[^1][1]：乙"


def test_a_number_that_is_hidden_counts() -> None:
    listed = numbering(
        level(0, "decimal", "%1.", more="<w:rPr><w:vanish/></w:rPr>"), level(1, "decimal", "%1.%2")
    )
    assert lines(numbered("甲") + numbered("乙", 1), numbering=listed) == ["甲", "1.1 乙"]


def test_words_of_a_drawing_are_told() -> None:
    shape = '<w:r><w:pict><v:shape><v:textpath string="样张"/></v:shape></w:pict></w:r>'
    assert [d.detail for d in read(p(r("早市") + shape)).record.doubts] == ["艺术字 样张"]


def test_endnotes_and_notes_that_count_anew_in_each_section() -> None:
    turn = '<w:sectPr><w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr></w:sectPr>'
    body = p(f"{r('甲')}{sign(2)}{r('。')}", turn) + p(f"{r('乙')}{sign(3)}{r('。')}") + "<w:sectPr/>"
    found = lines(body, footnotes=footnote(2, "注甲。") + footnote(3, "注乙。"))
    assert found == ["甲[^1]。", "[^1]: 注甲。", "<page>", "乙[^1]。", "[^1]: 注乙。"]
    end = '<w:r><w:endnoteReference w:id="2"/></w:r>'
    notes = footnote(2, "尾注。").replace("footnote", "endnote")
    assert lines(p(r("甲") + end + r("。")), endnotes=notes) == ["甲[^1]。", "[^1]: 尾注。"]


def test_a_level_that_a_list_overrides() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "decimalEnclosedCircle", "%1")}</w:lvlOverride>'
    listed = numbering(level(0, "decimal", "%1."), overrides={2: own})
    assert lines(numbered("甲") + numbered("乙", 0, 2), numbering=listed) == ["1.甲", "② 乙"]


def test_numbers_of_higher_levels_in_a_number() -> None:
    listed = numbering(
        level(0, "chineseCounting", "%1、"),
        level(1, "decimal", "%1.%2", more="<w:isLgl/>"),
        level(2, "decimal", "%2.%3"),
    )
    body = numbered("甲") + numbered("乙", 1) + numbered("丙", 2) + numbered("丁", 1)
    assert lines(body, numbering=listed) == ["一、甲", "1.1 乙", "1.1 丙", "1.2 丁"]


def test_words_that_were_moved() -> None:
    away = f'<w:moveFrom w:id="1">{r("早市。")}</w:moveFrom>'
    body = p(r("甲。") + away) + p(f'<w:moveTo w:id="2">{r("早市。")}</w:moveTo>' + r("乙。"))
    assert lines(body) == ["甲。", "早市。乙。"]
    assert doubts(body) == [("original-change", 2, "早市。", ""), ("original-change", 3, "", "早市。")]


def test_a_row_that_was_removed() -> None:
    gone = tr(tc(p(removed("丙"))), tc(p(removed("丁"))), properties="<w:del/>")
    body = tbl(tr("甲", "乙"), gone, tr("戊", "己"))
    assert lines(body) == [
        "<table>", "<tr><td>甲</td><td>乙</td></tr>", "<tr><td>戊</td><td>己</td></tr>", "</table>",
    ]  # fmt: skip
    assert {was for _, _, was, _ in doubts(body)} == {"丙", "丁"}
