"""``gazette add --witness``: each character that two files print otherwise is a doubt; nothing is changed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from build_tools.cli import main
from build_tools.model.source import Correction
from build_tools.sources.imports.read import import_file
from build_tools.sources.imports.record import with_doubts
from build_tools.sources.imports.witness import with_witness
from build_tools.sources.read import source_of
from support import office
from support.docx_files import docx, p
from support.made_up_issue import plain, word
from support.pdf_files import pdf, words

FIRST = "早市应当按时开市。\n夜市应当于22时收市。\n"


def differences(one: str, other: str) -> list[tuple[int, str, str, str]]:
    record = with_witness(None, one.encode(), "b.txt", b"", other.encode(), {})
    return [(d.line, d.was, d.now, d.detail) for d in record.doubts]


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (FIRST.replace("按时", "准时"), [(1, "按", "准", "“早市应当”之后")]),
        (FIRST.replace("22", "23"), [(2, "2", "3", "“市。夜市应当于2”之后")]),
        (FIRST.replace("夜市", ""), [(2, "夜市", "", "“市应当按时开市。”之后")]),
        (FIRST + "附则另定。\n", [(2, "", "附则另定。", "“当于22时收市。”之后")]),
        ("早市应当\n按时开市。夜市应当于２２时收市。", []),
        (FIRST, []),
    ],
    ids=["a character", "a figure", "less", "more", "blanks, line ends, wide figures", "the same"],
)
def test_each_difference(other: str, found: list[tuple[int, str, str, str]]) -> None:
    assert differences(FIRST, other) == found


def test_half_width_marks_are_no_difference() -> None:
    assert differences("早市开市；夜市收市。", "早市开市;夜市收市。") == []


HEAD = "早市办法\n\n<table>\n<tr><td>序号</td><td>内容</td><td>责任单位</td><td>时间</td></tr>\n"
WHOLE = "<tr><td>1</td><td>按时开市，按时收市</td><td>市商务局、公安局</td><td>每月</td></tr>\n"
FIRST_PART = "<tr><td>1</td><td>按时开市，按</td><td>市商务局、</td><td>每月</td></tr>\n"
REST = "<tr><td></td><td>时收市</td><td>公安局</td><td></td></tr>\n"
NEXT = "<tr><td>2</td><td>清洁</td><td>市城管局</td><td>每日</td></tr>\n</table>\n"


@pytest.mark.parametrize(
    "broken",
    [
        FIRST_PART + REST,
        FIRST_PART.replace("按</td>", "</td>")
        + REST.replace("时收", "按时").replace("市</td>", "收</td>")
        + "<tr><td></td><td>市</td><td></td><td></td></tr>\n",
    ],
    ids=["two pages", "three pages"],
)
def test_a_row_that_a_page_breaks_is_no_difference(broken: str) -> None:
    assert differences(HEAD + WHOLE + NEXT, HEAD + broken + NEXT) == []
    assert differences(HEAD + broken + NEXT, HEAD + WHOLE + NEXT) == []


@pytest.mark.parametrize(
    "other",
    [
        FIRST_PART.replace("每月", "每周") + REST,
        FIRST_PART + REST.replace("公安局", "公安厅"),
        FIRST_PART.replace("每月", "") + REST + "<tr><td></td><td></td><td></td><td>每月</td></tr>\n" + REST,
        WHOLE.replace("<td>市商务局、公安局</td><td>每月</td>", "<td>每月</td><td>市商务局、公安局</td>"),
        WHOLE.replace("<td>每月</td>", "<td></td>"),
    ],
    ids=["another word", "another word behind", "rows that make no row", "two cells exchanged", "less"],
)
def test_what_differs_in_a_row_is_told(other: str) -> None:
    assert differences(HEAD + WHOLE + NEXT, HEAD + other + NEXT)
    assert differences(HEAD + other + NEXT, HEAD + WHOLE + NEXT)


def test_a_value_in_another_row_is_told() -> None:
    one = "<tr><td>1</td><td>开市</td><td>每月</td></tr>\n<tr><td>2</td><td>收市</td><td></td></tr>\n"
    other = "<tr><td>1</td><td>开市</td><td></td></tr>\n<tr><td>2</td><td>收市</td><td>每月</td></tr>\n"
    table = "早市办法\n\n<table>\n<tr><td>序号</td><td>内容</td><td>时间</td></tr>\n{}</table>\n"
    assert differences(table.format(one), table.format(other))


def test_dots_that_lead_to_a_page_number_are_no_difference() -> None:
    assert differences("总则\t1\n附则\t12\n", "总则............1\n附则……………………12\n") == []
    assert differences("早市……收市\n", "早市收市\n")


def test_a_code_of_a_symbol_font_is_the_sign_that_is_printed_for_it() -> None:
    assert differences("• 开市\n● 收市\n", "\uf0b7 开市\n\uf06c 收市\n") == []
    assert differences("• 开市\n", "\uf0fc 开市\n")
    assert differences("一 开市\n", "\uf0b7 开市\n")


def test_a_page_head_of_a_word_file_is_no_difference() -> None:
    head = {"header": p("青江市人民政府公报")}
    mark = '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'
    one = import_file("a.docx", docx(p("早市应当按时开市。") + mark, **head))
    for words_, found in (("青江市人民政府公报", []), ("青江市人民政府公告", [("", "青江市人民政府公告")])):
        other = f"{words_}\n早市应当按时开市。\n".encode()
        record = with_witness(one.record, one.text, "a.pdf", b"", other, {})
        assert [(d.was, d.now) for d in record.doubts if d.code == "witness-differs"] == found


def test_a_long_text_in_another_order_is_compared_in_bounded_time() -> None:
    lines = [f"第{k}处早市应当按时开市，第{k + 1}处夜市应当按时收市。" for k in range(1500)]
    assert differences("\n".join(lines), "\n".join(reversed(lines)))


def test_the_pdf_of_a_docx_is_no_different_witness() -> None:
    one = import_file("a.docx", word(apart=True, final=True))
    other = import_file("a.pdf", office.printed())
    record = with_witness(one.record, one.text, "a.pdf", b"", other.text, other.record.places)
    assert [d for d in record.doubts if d.code == "witness-differs"] == []
    changed = other.text.replace("30分钟".encode(), "80分钟".encode())
    record = with_witness(one.record, one.text, "a.pdf", b"", changed, other.record.places)
    found = [d for d in record.doubts if d.code == "witness-differs"]
    assert [(d.was, d.now, d.detail) for d in found] == [("3", "8", "第4页，“第四条停车时间在”之后")]


def test_the_plain_text_is_no_different_witness() -> None:
    one = import_file("a.pdf", office.printed())
    record = with_witness(one.record, one.text, "a.txt", b"", plain().encode(), {})
    assert [d for d in record.doubts if d.code == "witness-differs"] == []


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.docx").write_bytes(docx(p("早市应当按时开市。")))
    (tmp_path / "b.pdf").write_bytes(pdf([words("早市应当准时开市。", 90, 700)]))
    return tmp_path


def gazette(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def test_a_file_is_added_with_its_witness(project: Path) -> None:
    result = gazette("add", "a.docx", "--witness", "b.pdf", "--on", "2024-06-01")
    assert result.exit_code == 0
    assert (
        "raw/a.txt:2: witness-differs 另一份来稿在这里不同（第1页，“早市应当”之后）：按 → 准" in result.output
    )
    assert "按时" in (project / "raw" / "a.txt").read_text(encoding="utf-8")
    assert not (project / "raw" / "originals" / "b.pdf").exists()
    assert "witness-differs" in gazette("check", "raw").output


def test_a_source_that_is_there_is_compared_again(project: Path) -> None:
    (project / "raw").mkdir()
    (project / "raw" / "a.txt").write_text("早市应当按时开市。\n", encoding="utf-8")
    assert gazette("add", "--witness", "b.pdf", "--id", "a").exit_code == 0
    record = json.loads((project / "raw" / "a.import.json").read_text(encoding="utf-8"))
    assert record["witness"][0] == "b.pdf"
    assert [d[0] for d in record["doubts"]] == ["witness-differs"]
    assert gazette("add", "--witness", "a.docx", "--id", "a").exit_code == 0
    record = json.loads((project / "raw" / "a.import.json").read_text(encoding="utf-8"))
    assert record["doubts"] == []
    assert gazette("check", "raw").exit_code == 0


def test_misuse(project: Path) -> None:
    assert gazette("add").exit_code == 2
    assert gazette("add", "--witness", "b.pdf").exit_code == 2
    assert gazette("add", "a.docx", "b.pdf", "--witness", "b.pdf").exit_code == 2
    assert gazette("add", "a.docx", "--witness", "none.pdf").exit_code == 2
    missing = gazette("add", "--witness", "b.pdf", "--id", "none")
    assert missing.exit_code == 1
    assert "id-missing" in missing.output


def settled(text: str, other: str, *corrections: Correction) -> list[tuple[int, str, str]]:
    """The doubts of a witness that corrections settle: line, words, why."""
    source = source_of("a.txt", text.encode())[0]
    record = with_witness(None, text.encode(), "b.txt", b"", other.encode(), {})
    _, notes = with_doubts(source, replace(record, text_sha256=source.sha256), corrections)
    return [(n.first_line, n.was, n.accepted) for n in notes if n.accepted]


def test_a_correction_settles_the_difference_whose_words_it_changes() -> None:
    other = FIRST.replace("按时", "准时").replace("收市", "闭市")
    first = Correction(1, "应当按时", "应当准时", "据纸质公报")
    assert settled(FIRST, other, first) == [(1, "按", "据纸质公报")]
    assert settled(FIRST, other) == []
    assert settled(FIRST, other, Correction(1, "开市", "开业", "x")) == [], "other words of the line"
    assert settled(FIRST, other, Correction(2, "应当", "必须", "x")) == [], "another line"
    assert settled(FIRST, FIRST + "附则另定。\n", Correction(2, "收市", "闭市", "x")) == [], "nothing printed"


def test_a_correction_settles_as_many_as_it_changes() -> None:
    text = "早市按时开市，夜市按时收市。\n"
    other = text.replace("按时", "准时")
    assert settled(text, other, Correction(1, "早市按", "早市准", "x")) == [(1, "按", "x")]
    both = (Correction(1, "早市按", "早市准", "x"), Correction(1, "夜市按", "夜市准", "y"))
    assert len(settled(text, other, *both)) == 2
