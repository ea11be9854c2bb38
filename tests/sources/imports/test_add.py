"""``gazette add`` and ``gazette remove``: what they write, what they refuse, what they say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from build_tools import adding
from build_tools.cli import main
from build_tools.sources.sidecar import read_sidecar
from support.docx_files import docx, footnote, p, r, sign
from support.made_up_issue import word
from support.paths import ROOT

COVER = p("青江市人民政府公报") + p("2024年第5期") + p("（总第128期）") + p("出版日期：2024年5月31日")
NOTICE = p("青江市人民政府关于加强早市管理的通知") + p("青政发〔2024〕9号") + p("早市应当按时开市。")
ISSUE = docx(COVER + p("目录") + p("关于加强早市管理的通知……（3）") + p("夜市工作……（5）") + NOTICE)


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def gazette(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def add(name: str, data: bytes, *more: str) -> Result:
    Path(name).write_bytes(data)
    return gazette("add", name, "--on", "2024-06-01", *more)


def below(folder: str = "raw") -> list[str]:
    root = Path(folder)
    return sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())


def test_an_issue(project: Path) -> None:
    result = add("第5期.docx", ISSUE)
    assert result.exit_code == 0, result.output
    own = "qingjiang-2024-05"
    assert below() == [f"originals/{own}.docx", f"{own}.import.json", f"{own}.toml", f"{own}.txt"]
    sidecar, notes = read_sidecar(project / "raw" / f"{own}.toml")
    assert notes == ()
    assert (sidecar.gazette, sidecar.year, sidecar.number, sidecar.total, sidecar.published) == (
        "青江市人民政府公报", 2024, 5, 128, "2024-05-31",
    )  # fmt: skip
    assert sidecar.original is not None
    assert (sidecar.original.name, sidecar.original.added) == ("第5期.docx", "2024-06-01")
    assert (project / "raw" / "originals" / f"{own}.docx").read_bytes() == ISSUE
    assert gazette("check", "raw").exit_code == 0


def test_the_handbook_shows_what_is_printed(project: Path) -> None:
    result = add("第6期.docx", word())
    handbook = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
    assert f"```text\n{result.output}```\n" in handbook


def test_the_same_file_gives_the_same_bytes(project: Path) -> None:
    written = []
    for name in ("a", "b"):
        (project / name).mkdir()
        Path("x.docx").write_bytes(ISSUE)
        assert gazette("add", "x.docx", "--on", "2024-06-01", "--replace").exit_code == 0
        written.append({n: (project / "raw" / n).read_bytes() for n in below()})
    assert written[0] == written[1]


def test_a_text_is_taken_byte_for_byte(project: Path) -> None:
    for name, data in (
        ("a.txt", "早市\r\n\r\n夜市".encode("gb18030")),
        ("b.md", "# 早市\n\n**夜市**".encode()),
    ):
        assert add(name, data).exit_code == 0
        assert (project / "raw" / f"{name[0]}.txt").read_bytes() == data
    assert gazette("check", "raw").exit_code == 0


def test_an_id_that_is_there_is_refused(project: Path) -> None:
    assert add("a.docx", docx(NOTICE)).exit_code == 0
    before = {n: (project / "raw" / n).read_bytes() for n in below()}
    again = add("a.docx", docx(NOTICE + p("另文。")))
    assert again.exit_code == 1
    assert "id-taken" in again.output
    assert "raw/a.txt" in again.output
    assert {n: (project / "raw" / n).read_bytes() for n in below()} == before
    assert add("a.docx", docx(NOTICE + p("另文。")), "--replace").exit_code == 0
    assert "另文。" in (project / "raw" / "a.txt").read_text(encoding="utf-8")


def test_an_issue_that_is_there_is_refused(project: Path) -> None:
    (project / "raw").mkdir()
    (project / "raw" / "old.txt").write_text("早市。\n", encoding="utf-8")
    (project / "raw" / "old.toml").write_text(
        'gazette = "青江市人民政府公报"\nyear = 2024\nnumber = 5\n', encoding="utf-8"
    )
    refused = add("第5期.docx", ISSUE)
    assert refused.exit_code == 1
    assert "issue-taken" in refused.output
    assert "raw/old.txt" in refused.output
    assert below() == ["old.toml", "old.txt"]
    assert add("第5期.docx", ISSUE, "--replace").exit_code == 0
    assert below() == ["old.import.json", "old.toml", "old.txt", "originals/old.docx"]


def test_a_number_that_is_there_is_told_and_no_reason(project: Path) -> None:
    assert add("a.docx", docx(NOTICE)).exit_code == 0
    again = add("b.docx", docx(NOTICE))
    assert again.exit_code == 0
    assert "青政发〔2024〕9号 已见于 raw/a.txt:3" in again.output


def test_several_files_are_added_all_or_none(project: Path) -> None:
    (project / "in").mkdir()
    (project / "in" / "a.docx").write_bytes(docx(NOTICE))
    (project / "in" / "b.txt").write_text("夜市。\n", encoding="utf-8")
    (project / "in" / "c.docx").write_bytes(b"PK\x03\x04 no zip")
    refused = gazette("add", "in")
    assert refused.exit_code == 1
    assert "c.docx: file-broken" in refused.output
    assert not Path("raw").exists() or below() == []
    (project / "in" / "c.docx").unlink()
    assert gazette("add", "in").exit_code == 0
    assert {"a.txt", "b.txt", "originals/a.docx", "originals/b.txt"} <= set(below())


def test_misuse(project: Path) -> None:
    assert gazette("add", "none.docx").exit_code == 2
    (project / "in").mkdir()
    assert gazette("add", "in").exit_code == 2
    for name in ("a.txt", "b.txt"):
        (project / "in" / name).write_text("早市。\n", encoding="utf-8")
    assert gazette("add", "in", "--id", "x").exit_code == 2
    wrong = gazette("add", "in/a.txt", "--id", "早市")
    assert wrong.exit_code == 1
    assert "id-wrong" in wrong.output


def test_remove(project: Path) -> None:
    assert add("a.docx", docx(NOTICE)).exit_code == 0
    assert add("b.docx", docx(NOTICE)).exit_code == 0
    assert gazette("remove", "a").exit_code == 0
    assert below() == ["b.import.json", "b.toml", "b.txt", "originals/b.docx"]
    missing = gazette("remove", "a")
    assert missing.exit_code == 1
    assert "id-missing" in missing.output


def test_a_doubt_of_the_original_is_settled(project: Path) -> None:
    assert (
        add(
            "a.docx", docx(NOTICE + p(r("分布见下图。") + "<w:r><w:drawing><a:blip/></w:drawing></w:r>"))
        ).exit_code
        == 0
    )
    assert gazette("check", "raw", "--strict").exit_code == 1
    with (project / "raw" / "a.toml").open("a", encoding="utf-8") as sidecar:
        sidecar.write('\n[[accept]]\ncode = "original-form"\nline = 5\nwhy = "装饰图"\n')
    settled = gazette("check", "raw", "--strict")
    assert settled.exit_code == 0, settled.output


def test_explain_leads_to_the_original(project: Path) -> None:
    assert add("a.docx", docx(NOTICE)).exit_code == 0
    said = gazette("explain", "documents/qing-zheng-fa-2024-9.html#p-1").output
    assert "原件 originals/a.docx（word/document.xml） 第3段" in said


def test_without_the_record_the_data_are_the_same(project: Path) -> None:
    body = NOTICE + p(f"{r('停车场')}{sign(2)}{r('收费。')}")
    assert add("a.docx", docx(body, footnotes=footnote(2, "停车场，是指。"))).exit_code == 0
    found = []
    for _ in range(2):
        assert gazette("convert", "raw", "--out", "out").exit_code == 0
        data = Path("out/data")
        found.append({p.name: p.read_bytes() for p in data.glob("*.json") if p.name != "notes.json"})
        (project / "raw" / "a.import.json").unlink(missing_ok=True)
    assert found[0] == found[1]
    assert json.loads(found[0]["documents.json"])[0]["doc_number"] == "青政发〔2024〕9号"


def test_a_new_file_takes_the_place_of_the_old_one(project: Path) -> None:
    assert add("a.docx", docx(NOTICE)).exit_code == 0
    with (project / "raw" / "a.toml").open("a", encoding="utf-8") as sidecar:
        sidecar.write('\n[[correction]]\nline = 4\nwas = "按时"\nnow = "准时"\nwhy = "误识"\n')
        sidecar.write('\n[[correction]]\nline = 4\nwas = "应当"\nnow = "必须"\nwhy = "误识"\n')
    second = NOTICE.replace("应当", "").encode()
    result = add("b.html", b"<html><body>" + _as_html(second) + b"</body></html>", "--id", "a", "--replace")
    assert result.exit_code == 0
    assert "1 条已移到新的行" in result.output
    assert "was = 应当" in result.output
    assert below() == ["a.import.json", "a.toml", "a.txt", "originals/a.html"]
    assert gazette("check", "raw").exit_code == 0
    sidecar, notes = read_sidecar(project / "raw" / "a.toml")
    assert notes == ()
    assert [(c.line, c.was) for c in sidecar.corrections] == [(4, "按时")]
    assert sidecar.original is not None
    assert sidecar.original.name == "b.html"


def _as_html(body: bytes) -> bytes:
    return body.replace(b"<w:p>", b"<p>").replace(b"</w:p>", b"</p>")


def test_two_files_of_one_run_do_not_replace_each_other(project: Path) -> None:
    for name, data in (("a.docx", docx(NOTICE)), ("a.txt", "夜市。\n".encode())):
        Path(name).write_bytes(data)
    result = gazette("add", "a.docx", "a.txt", "--replace")
    assert result.exit_code == 1
    assert "a.txt: id-taken" in result.output


def test_a_sidecar_that_was_written_before_is_kept(project: Path) -> None:
    (project / "raw").mkdir()
    (project / "raw" / "a.toml").write_text('gazette = "青江市人民政府公报"  # 据封面\n', encoding="utf-8")
    assert add("a.docx", docx(NOTICE)).exit_code == 0
    assert "# 据封面" in (project / "raw" / "a.toml").read_text(encoding="utf-8")


def test_a_page_that_was_saved_with_its_folder(project: Path) -> None:
    inside = project / "in" / "通知_files"
    inside.mkdir(parents=True)
    (inside / "frame.html").write_text("<p>框架</p>", encoding="utf-8")
    (project / "in" / "a.html").write_text(
        "<html><body><p>早市按时开市。</p></body></html>", encoding="utf-8"
    )
    assert gazette("add", "in").exit_code == 0
    assert below() == ["a.import.json", "a.toml", "a.txt", "originals/a.html"]


def test_a_large_original_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "MB" not in add("a.docx", docx(NOTICE)).output
    monkeypatch.setattr(adding, "_LARGE", 100)
    assert "原件有 0 MB" in add("b.docx", docx(NOTICE)).output
