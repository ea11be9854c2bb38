"""What a web page prints: the document in it, what stays out, and what is in doubt."""

from __future__ import annotations

import pytest

from build_tools.sources.imports.read import Imported, import_file
from build_tools.sources.imports.refusals import Refusal, Refused

TITLE = "青江市人民政府关于加强早市管理的通知"
SENTENCES = "<p>早市应当按时开市，按时收市。</p>" * 4


def read(html: str) -> Imported:
    return import_file("a.html", html.encode())


def lines(html: str) -> list[str]:
    return [line for line in read(html).text.decode().splitlines()[1:] if line]


def body(html: str) -> list[str]:
    return lines(f"<html><body>{html}</body></html>")


def doubts(html: str) -> list[tuple[str, str]]:
    return [(d.code, d.detail) for d in read(f"<html><body>{html}</body></html>").record.doubts]


PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}_青江市人民政府</title>
<meta name="ArticleTitle" content="{TITLE}"><style>p {{ margin: 0 }}</style></head><body>
<div class="header"><a href="/">网站首页</a> <a href="/zw">政务公开</a></div>
<div class="crumb">当前位置：首页 &gt; 政策</div>
<div class="wrap"><div class="main">
<h1>{TITLE}</h1><p>发布日期：2024-05-11</p><div class="share">分享到：微信 微博</div>
<div class="TRS_Editor"><p>青政发〔2024〕9号</p>{SENTENCES}</div>
<div class="related"><ul><li><a href="/1.html">夜市管理通知</a></li></ul></div>
</div></div>
<div class="footer">主办：青江市人民政府办公室</div>
<script>var a = "早市";</script></body></html>"""


def test_the_document_of_a_government_page() -> None:
    found = read(PAGE)
    assert found.text.decode().splitlines()[1:] == [
        TITLE, "发布日期：2024-05-11", "青政发〔2024〕9号", *["早市应当按时开市，按时收市。"] * 4,
    ]  # fmt: skip
    kept = {k.chars.strip() for k in found.record.kept_out}
    assert kept == {
        f"{TITLE}_青江市人民政府", "网站首页", "政务公开", "当前位置：首页 > 政策", "分享到：微信 微博",
        "夜市管理通知",
        "主办：青江市人民政府办公室",
    }  # fmt: skip
    assert found.record.doubts == ()


def test_a_page_without_a_known_container_is_read_whole() -> None:
    page = (
        f"<html><head><title>{TITLE}</title></head><body><h2>{TITLE}</h2>{SENTENCES}<p>完。</p></body></html>"
    )
    assert lines(page) == [TITLE, *["早市应当按时开市，按时收市。"] * 4, "完。"]


def test_a_container_that_lacks_the_title_does_not_hide_it() -> None:
    page = PAGE.replace('<div class="main">', "<div>").replace(f"<h1>{TITLE}</h1>", "")
    page = page.replace('<div class="wrap">', f"<div>{TITLE}</div><div class='wrap'>")
    assert TITLE in lines(page)


def test_sentences_outside_of_the_document_are_told() -> None:
    page = PAGE.replace('<div class="footer">', "<div><p>本市另有规定的，从其规定。</p></div><div>")
    assert [d.code for d in read(page).record.doubts] == ["original-form"]


def test_an_element_of_an_apt_name_that_holds_a_sentence_is_text() -> None:
    assert body('<div class="top"><p>早市应当按时开市。</p></div><p>完。</p>') == [
        "早市应当按时开市。",
        "完。",
    ]
    assert body('<div class="top">首页</div><p>完。</p>') == ["完。"]


def test_footnotes_with_their_way_back() -> None:
    html = (
        '<p>停车场<sup><a id="r1" href="#n1">[1]</a></sup>的管理<a href="#_ftn2" name="_ftnref2">'
        "<sup>②</sup></a>。</p>"
        "<p>下文。</p>"
        '<p id="n1"><a href="#r1">[1]</a> 停车场，是指。</p>'
        '<p><a href="#_ftnref2" name="_ftn2">②</a>管理，<b>是</b>指。</p>'
    )
    assert body(html) == [
        "停车场[^1]的管理[^2]。", "[^1]: 停车场，是指。", "[^2]: 管理，是指。", "下文。",
    ]  # fmt: skip


def test_signs_without_a_way_back_are_text() -> None:
    assert body('<p>停车场<sup>1</sup>，<a href="#x">[2]</a>。</p>') == ["停车场<sup>1</sup>，[2]。"]


def test_tables() -> None:
    html = (
        "<table><caption>表一</caption><tr><th rowspan=2>指标</th><td colspan='2'>数</td></tr>"
        "<tr><td><p>甲</p><p>乙</p></td><td>丙<br>丁</td></tr></table>"
    )
    assert body(html) == [
        "表一",
        "<table>",
        '<tr><td rowspan="2">指标</td><td colspan="2">数</td></tr>',
        "<tr><td>甲<br>乙</td><td>丙<br>丁</td></tr>",
        "</table>",
    ]


def test_a_table_that_lays_out_the_page() -> None:
    inner = "<table><tr><td>甲</td><td>乙</td></tr></table>"
    html = f"<table><tr><td><p>左。</p><p>右。</p>{inner}<p>下。</p><p>完。</p></td><td>边</td></tr></table>"
    assert body(html) == [
        "左。", "右。", "<table>", "<tr><td>甲</td><td>乙</td></tr>", "</table>", "下。", "完。", "边",
    ]  # fmt: skip


def test_a_table_in_a_cell_is_told() -> None:
    inner = "<table><tr><td>甲</td><td>乙</td></tr></table>"
    html = f"<table><tr><td>{inner}</td><td>丙</td></tr><tr><td>丁</td><td>戊</td></tr></table>"
    assert body(html)[1] == "<tr><td>甲\u3000乙</td><td>丙</td></tr>"
    assert [code for code, _ in doubts(html)] == ["original-form"]


def test_struck_words_stand_struck() -> None:
    assert body("<p>停车<del>15分钟</del><ins>30分钟</ins>，<s>旧</s>。</p>") == [
        "停车<del>15分钟</del><ins>30分钟</ins>，<del>旧</del>。"
    ]


def test_blanks_line_ends_and_hidden_words() -> None:
    html = "<p>早市\n  按时<br>开市 A\n B。<span style='display: none'>不印</span></p>裸<div>块</div>文"
    assert body(html) == ["早市按时", "开市 A B。", "裸", "块", "文"]


def test_numbers_of_a_list() -> None:
    assert body("<ol><li>甲</li><li>乙</li></ol>") == ["1. 甲", "2. 乙"]
    assert body("<ol><li>一、甲</li><li>二、乙</li></ol>") == ["一、甲", "二、乙"]
    assert doubts("<ol><li>甲</li></ol>") == [("original-number", "网页列表的编号")]
    assert doubts("<ul><li>甲</li></ul>") == []


def test_pictures_and_frames_are_told() -> None:
    assert [d for _, d in doubts("<p>图<img src='a.png'></p>")] == ["图片"]
    assert doubts("<p>图<img src='a.png' width='16'></p>") == []
    assert [d for _, d in doubts("<p>文</p><iframe src='b.html'>无</iframe>")] == ["框架或嵌入的文件"]


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "utf-8"])
def test_the_charset_that_a_page_names(charset: str) -> None:
    page = f'<html><head><meta charset="{charset}"></head><body><p>早市镕。</p></body></html>'
    data = page.encode("gb18030" if charset.startswith("gb") else charset)
    assert import_file("a.htm", data).text.decode().splitlines()[1] == "早市镕。"


def test_broken_markup_loses_nothing() -> None:
    assert "".join(body("<p>甲<5%的<b>乙</p></b><td>丙</table><li>丁&nbsp;&copy;&unknown;戊")).replace(
        "\xa0", ""
    ) == ("甲&lt;5%的乙丙丁©&amp;unknown;戊")


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"<html><body>" + b"<div>" * 5000 + "深".encode() + b"</body></html>", Refusal.FILE_TOO_DEEP),
        (b"<html><body><p></p></body></html>", Refusal.FILE_EMPTY),
        (b"<html><body>" + b"\xff\xff\xff\xff" + b"</body></html>", Refusal.ENCODING_UNKNOWN),
    ],
    ids=["deep", "empty", "bytes"],
)
def test_pages_that_are_refused(data: bytes, refusal: Refusal) -> None:
    with pytest.raises(Refused) as stopped:
        import_file("a.html", data)
    assert stopped.value.refusal is refusal
