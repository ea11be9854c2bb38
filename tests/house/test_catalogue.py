"""Every finding of the catalogue has a case that fires it, and one that must not.

Findings on a text have a file each in ``cases/codes``, named by the code. The others (bytes,
sidecars, two sources, planted faults, committed pages) are made here.
"""

from __future__ import annotations

import ast
import hashlib
import os
from collections.abc import Callable
from contextlib import chdir
from dataclasses import replace
from pathlib import Path
from unittest import mock

import pytest
from click.testing import CliRunner

from build_tools import pipeline
from build_tools.cli import main
from build_tools.edit_account import Account
from build_tools.edit_bounds import out_of_bounds
from build_tools.edition import edition_without_failed
from build_tools.exports.every import all_data
from build_tools.exports.proof import prove_files
from build_tools.ledger import prove
from build_tools.model.catalogue import Code, Note
from build_tools.model.corpus import Corpus, Failed
from build_tools.model.document import Document, TableBlock
from build_tools.model.guard import StageFailed, guarded, over_corpus
from build_tools.model.places import Places
from build_tools.model.text import Edit, Text
from build_tools.order import prove_order
from build_tools.pipeline import Result, convert_corpus, convert_sources
from build_tools.site.proof import built, prove_html
from build_tools.sources.folder import find_sources
from build_tools.tables.proof import prove_tables
from support.casefiles import Case, cases_beside, seen
from support.conversion import convert_text, corpus_of, source_of
from support.docx_files import docx, level, numbered, numbering, p, r
from support.paths import ROOT
from support.rendering import write_pages

CODE_CASES = cases_beside(__file__)
NOTICE = "青江市人民政府关于加强早市管理的通知\n\n青政发〔2024〕9号\n\n早市应当按时开市。\n"
TRADITIONAL = "青江市人民政府關於加強早市管理的通知\n\n早市應當按時開市，各單位遵照執行。\n"
COVER = (
    "青江市人民政府公报\n2024年第5期\n（总第128期）\n\n目　录\n\n早市工作……（3）\n夜市工作……（5）\n\n"
    "早市工作\n\n早市开市。\n"
)
TABLE = "早市一览表\n\n| 名称 | 数量 |\n|---|---|\n| 早市 | 12 |\n| 夜市 | 3 |\n"
GAP = "早市管理办法\n\n第一条 早市按时开市。\n第三条 早市按时收市。\n"


def noted(code_id: str, text: str) -> str:
    """The findings of one code on a text: lines, was → now, detail."""
    notes = [n for n in corpus_of(text).notes[0] if n.code.id == code_id]
    return "".join(f"{_said(n)}\n" for n in sorted(notes, key=lambda n: n.first_line))


def _said(note: Note) -> str:
    change = f" {note.was}" * bool(note.was) + f" → {note.now}" * bool(note.now)
    return f"{note.first_line}-{note.last_line}{change}" + f" ({note.detail})" * bool(note.detail)


@pytest.mark.parametrize("case", CODE_CASES, ids=lambda c: c.id)
def test_text(case: Case) -> None:
    assert seen(noted(case.rule.removeprefix("house/codes/"), case.given)) == case.expected


def _codes(corpus: Corpus) -> set[Code]:
    return {n.code for notes in corpus.notes for n in notes}


Made = Callable[[Path], set[Code]]


def _bytes(data: bytes) -> Made:
    return lambda folder: _codes(convert_text(data, folder))


def _sidecar(toml: str, text: str = COVER) -> Made:
    def make(folder: Path) -> set[Code]:
        (folder / "input.toml").write_text(toml, encoding="utf-8")
        return _codes(convert_text(text, folder))

    return make


def _correction(line: int, was: str) -> str:
    return f'[[correction]]\nline = {line}\nwas = "{was}"\nnow = "准时"\nwhy = "漏字"\n'


CELLS = "早市一览表\n\n甲 1\n乙 2\n"
_LINES_AS_TABLE = '[[table]]\nlines = [3, 4]\nseparator = "blanks"\ncolumns = 2\nwhy = "据纸质公报"\n'
_OUT = '[[lines]]\nline = 3\nas = "furniture"\nwhy = "据纸质公报"\n'
_PARTED = '[[lines]]\npart = 3\nbefore = "按时"\nwhy = "据纸质公报"\n'


def _accept(line: int) -> str:
    return f'[[accept]]\ncode = "sequence"\nline = {line}\nwhy = "原文如此"\n'


def _two(second: str) -> Made:
    return _pair(NOTICE, second)


def _pair(first: str, second: str) -> Made:
    def make(folder: Path) -> set[Code]:
        paths = [folder / "a.txt", folder / "b.txt"]
        for path, text in zip(paths, (first, second), strict=True):
            path.write_text(text, encoding="utf-8")
        return _codes(convert_corpus(paths))

    return make


def _ledger(texts: list[Text], edits: list[Edit]) -> Made:
    return lambda _: {n.code for n in prove(source_of("早市\n"), texts, edits)[1]}


def _bounded(code: Code, was: str, now: str) -> Made:
    edit = Edit(tuple(range(len(was))), was, now)
    account = Account(source_of(f"{was}\n"), (), (Note(code, 1, 1, edits=(edit,)),))
    return lambda _: {n.code for n in out_of_bounds(account)}


def _proven(change: Callable[[Document], Document]) -> Made:
    def make(_: Path) -> set[Code]:
        converted = corpus_of(TABLE).sources[0]
        documents, places = [*map(change, converted.documents)], Places(converted.source, ())
        order = prove_order(documents, converted.notes, places)
        return {n.code for n in (*order, *prove_tables(documents, converted.notes, places))}

    return make


def _turned(document: Document) -> Document:
    return replace(document, blocks=document.blocks[::-1])


def _told_otherwise(document: Document) -> Document:
    """The last place of the table says another figure than is printed there."""
    *blocks, block = document.blocks
    assert isinstance(block, TableBlock)
    *rows, row = block.table.rows
    row = replace(row, slots=(*row.slots[:-1], replace(row.slots[-1], value="4")))
    return replace(document, blocks=(*blocks, replace(block, table=replace(block.table, rows=(*rows, row)))))


def _file(was: bytes, now: bytes) -> Made:
    def make(_: Path) -> set[Code]:
        corpus = corpus_of(TABLE)
        files = all_data(corpus)
        name, content = next((n, c) for n, c in files.items() if n.endswith(".csv") and isinstance(c, bytes))
        files[name] = content.replace(was, now)
        return {note.code for failed in prove_files(corpus, files).values() for note in failed.notes}

    return make


def _page(was: str, now: str) -> Made:
    def make(folder: Path) -> set[Code]:
        corpus = corpus_of(NOTICE)
        write_pages(corpus, folder)
        for page in folder.rglob("*.html"):
            page.write_text(page.read_text(encoding="utf-8").replace(was, now), encoding="utf-8")
        return {note.code for failed in prove_html(corpus, built(folder)).values() for note in failed.notes}

    return make


def _checked(change: str) -> Made:
    def make(folder: Path) -> set[Code]:
        runner = CliRunner()
        with chdir(folder):
            Path("raw").mkdir()
            Path("raw/a.txt").write_text(NOTICE, encoding="utf-8")
            assert runner.invoke(main, ["convert"]).exit_code == 0
            page = Path("docs/documents/qing-zheng-fa-2024-9.md")
            page.write_text(page.read_text(encoding="utf-8") + change, encoding="utf-8")
            said = runner.invoke(main, ["check"]).output
        return {Code.STALE} if f"{page.as_posix()}:1: {Code.STALE.id} " in said else set()

    return make


def _guarded(work: Callable[[], object]) -> Made:
    def make(_: Path) -> set[Code]:
        result = guarded(source_of("早市\n"), work)
        return {n.code for n in result.notes} if isinstance(result, Failed) else set()

    return make


def _over_corpus(work: Callable[[], object]) -> Made:
    def make(_: Path) -> set[Code]:
        try:
            over_corpus("清单", corpus_of(NOTICE), work)
        except StageFailed as error:
            return {n.code for n in error.failed.notes}
        return set()

    return make


def _named(name: str) -> Made:
    """A file of a folder by its name; one that ends in a slash is a folder."""

    def make(folder: Path) -> set[Code]:
        path = folder / name
        path.mkdir() if name.endswith("/") else path.write_text(NOTICE, encoding="utf-8")
        return {n.code for failed in find_sources([folder]).failed for n in failed.notes}

    return make


def _ends(path: Path) -> Result:
    os._exit(9)


def _worker(work: Callable[[Path], Result]) -> Made:
    def make(folder: Path) -> set[Code]:
        path = folder / "input.txt"
        path.write_text(NOTICE, encoding="utf-8")
        with mock.patch.object(pipeline, "_guarded_source", work):
            result = pipeline._by_itself(path)
        return {n.code for n in result.notes} if isinstance(result, Failed) else set()

    return make


def _left_out(data: bytes) -> Made:
    """Two sources, the second with these bytes, and the edition without what fails."""

    def make(folder: Path) -> set[Code]:
        for name, content in (("a", NOTICE.encode()), ("b", data)):
            (folder / f"{name}.txt").write_bytes(content)
        results = convert_sources([folder / "a.txt", folder / "b.txt"])
        edition = edition_without_failed(results, folder / "docs", None)
        return {n.code for failed in edition.corpus.failed for n in failed.notes}

    return make


def _imported(change: Callable[[Path], object], content: bytes) -> Made:
    """What ``check`` says of a docx that was added and then changed."""

    def make(folder: Path) -> set[Code]:
        runner = CliRunner()
        with chdir(folder):
            Path("a.docx").write_bytes(content)
            assert runner.invoke(main, ["add", "a.docx", "--on", "2024-06-01"]).exit_code == 0
            change(Path("raw"))
            said = runner.invoke(main, ["check", "raw"]).output
        return {code for code in Code if f": {code.id} " in said}

    return make


def _without(name: str, was: bytes) -> Callable[[Path], object]:
    """A file below raw/ loses these bytes."""
    return lambda raw: (raw / name).write_bytes((raw / name).read_bytes().replace(was, b"", 1))


def _a_loss(raw: Path) -> None:
    """The raw text lacks a word, and its record has been made to fit."""
    text, record = raw / "a.txt", raw / "a.import.json"
    before = text.read_bytes()
    text.write_bytes(before.replace("准时".encode(), b""))
    sums = (hashlib.sha256(b).hexdigest().encode() for b in (before, text.read_bytes()))
    record.write_bytes(record.read_bytes().replace(*sums))


_CHANGED = docx(p(f"{r('早市')}<w:del><w:r><w:delText>按时</w:delText></w:r></w:del>{r('准时开市。')}"))
_PLAIN = docx(p("早市准时开市。"))
_LISTED = docx(numbered("早市准时开市。"), numbering=numbering(level(0, "hebrew1", "%1、")))
_PICTURE = docx(p(r("早市准时开市。") + "<w:r><w:drawing><a:blip/></w:drawing></w:r>"))


def _kept(raw: Path) -> None:
    pass


def _unsure(raw: Path) -> None:
    """The record says that a recognised character may be another one."""
    record = raw / "a.import.json"
    said = '"doubts": [["original-unsure", 2, "早", "", "第1页"]]'
    record.write_text(record.read_text(encoding="utf-8").replace('"doubts": []', said), encoding="utf-8")


def _beside(words: str) -> Callable[[Path], object]:
    """The source is compared with a second file."""

    def compare(_: Path) -> None:
        Path("b.txt").write_text(words, encoding="utf-8")
        assert CliRunner().invoke(main, ["add", "--witness", "b.txt", "--id", "a"]).exit_code == 0

    return compare


_WHOLE = Text.of("早市", 0)
MADE: tuple[tuple[Code, Made, Made], ...] = (
    # code, what fires it, what must not
    (Code.READ_ENCODING, _bytes(NOTICE.encode("gb18030")), _bytes(b"\xef\xbb\xbf" + NOTICE.encode())),
    (Code.READ_ENCODING, _bytes(NOTICE.encode("utf-16-le")), _bytes(NOTICE.encode())),
    (Code.READ_ENCODING, _bytes(NOTICE.encode("utf-16-be")), _bytes(NOTICE.encode())),
    (Code.READ_ENCODING, _bytes(TRADITIONAL.encode("big5hkscs")), _bytes(TRADITIONAL.encode())),
    (
        Code.PRIVATE_USE,
        _bytes(TRADITIONAL.replace("早", "\ue000").encode()),
        _bytes(TRADITIONAL.encode("big5hkscs")),
    ),
    (Code.READ_UNDECODABLE, _bytes(b"\xff\xff\xff\n"), _bytes("早市\n".encode("gb18030"))),
    (Code.READ_UNDECODABLE, _bytes(b"PK\x03\x04\x00\x00"), _bytes(NOTICE.encode("utf-16"))),
    (Code.READ_FAILED, _guarded(Path("no-such-file").read_bytes), _guarded(lambda: 1 // 0)),
    (Code.SOURCE_FAILED, _guarded(lambda: 1 // 0), _guarded(lambda: 1 // 1)),
    (Code.WORKER_DIED, _worker(_ends), _worker(pipeline._guarded_source)),
    (Code.STAGE_FAILED, _over_corpus(lambda: 1 // 0), _over_corpus(lambda: 1 // 1)),
    (Code.SOURCE_MISSING, _left_out(b"\xff\xff\xff\n"), _left_out(COVER.encode())),
    (Code.FILE_NAME, _named("aux.txt"), _named("auxiliary.txt")),
    (Code.FILE_NAME, _named("a-->b.txt"), _named("a--b.txt")),
    (Code.NO_FILE, _named("a.txt/"), _named("a.txt")),
    (Code.SIDECAR_INVALID, _sidecar("year = \n"), _sidecar("year = 2024\n")),
    (Code.SIDECAR_INVALID, _sidecar('year = "2024"\n'), _sidecar("")),
    (Code.SIDECAR_INVALID, _sidecar("yaer = 2024\n"), _sidecar('origin = "x"\n')),
    (Code.SIDECAR_INVALID, _sidecar('published = "2026年5月30日"\n'), _sidecar('published = "2026-05-30"\n')),
    (Code.SIDECAR_INVALID, _sidecar('published = "2026-5"\n'), _sidecar('published = "2026-05"\n')),
    (Code.SIDECAR_INVALID, _sidecar('published = "2026-02-30"\n'), _sidecar('published = "2026"\n')),
    (Code.SIDECAR_DIFFERS, _sidecar("year = 2023\n"), _sidecar("year = 2024\nnumber = 5\ntotal = 128\n")),
    (
        Code.SIDECAR_DIFFERS,
        _sidecar('gazette = "白河县人民政府公报"\n'),
        _sidecar('gazette = "青江市人民政府公报"\n'),
    ),
    (Code.ORIGINAL_CHANGE, _imported(_kept, _CHANGED), _imported(_kept, _PLAIN)),
    (Code.ORIGINAL_NUMBER, _imported(_kept, _LISTED), _imported(_kept, _PLAIN)),
    (Code.ORIGINAL_FORM, _imported(_kept, _PICTURE), _imported(_kept, _PLAIN)),
    (
        Code.ORIGINAL_UNSURE,
        _imported(_unsure, _PLAIN),
        _imported(_kept, _PLAIN),
    ),
    (
        Code.WITNESS_DIFFERS,
        _imported(_beside("早市按时开市。"), _PLAIN),
        _imported(_beside("早市准时开市。"), _PLAIN),
    ),
    (Code.ORIGINAL_STALE, _imported(_without("a.txt", "准时".encode()), _PLAIN), _imported(_kept, _PLAIN)),
    (Code.ORIGINAL_STALE, _imported(_without("originals/a.docx", b"PK"), _PLAIN), _imported(_kept, _PLAIN)),
    (Code.ORIGINAL_INVALID, _imported(_without("a.import.json", b"{"), _PLAIN), _imported(_kept, _PLAIN)),
    (Code.LEDGER_ORIGINAL, _imported(_a_loss, _PLAIN), _imported(_kept, _CHANGED)),
    (Code.EDITOR_TABLE, _sidecar(_LINES_AS_TABLE, CELLS), _sidecar("", CELLS)),
    (Code.EDITOR_LINES, _sidecar(_PARTED, GAP), _sidecar("", GAP)),
    (Code.EDITOR_FURNITURE, _sidecar(_OUT, GAP), _sidecar(_OUT.replace("furniture", "text"), GAP)),
    (Code.EDITOR_TEXT, _sidecar(_OUT.replace("furniture", "text"), GAP), _sidecar(_OUT, GAP)),
    (Code.CORRECTION_STALE, _sidecar(_OUT.replace("3", "2"), GAP), _sidecar(_OUT, GAP)),
    (
        Code.CORRECTION_STALE,
        _sidecar(_LINES_AS_TABLE.replace("2", "3"), CELLS),
        _sidecar(_LINES_AS_TABLE, CELLS),
    ),
    (Code.CORRECTION_STALE, _sidecar(_PARTED.replace("按时", "准时"), GAP), _sidecar(_PARTED, GAP)),
    (Code.CORRECTION, _sidecar(_correction(3, "按时"), GAP), _sidecar("", GAP)),
    (Code.CORRECTION_STALE, _sidecar(_correction(4, "开市"), GAP), _sidecar(_correction(3, "开市"), GAP)),
    (Code.CORRECTION_STALE, _sidecar(_correction(99, "开市"), GAP), _sidecar(_correction(4, "收市"), GAP)),
    (Code.ACCEPT_STALE, _sidecar(_accept(3), GAP), _sidecar(_accept(4), GAP)),
    (Code.DUPLICATE, _two(NOTICE), _two(NOTICE.replace("9号", "10号"))),
    (Code.REPRINT_DIFFERS, _two(NOTICE.replace("按时", "准时")), _two(NOTICE)),
    (Code.NUMBER_TWICE, _two(NOTICE.replace("早市", "夜市")), _two(NOTICE)),
    (
        Code.NUMBER_TWICE,
        _two(NOTICE.replace("早市", "夜市")),
        _two(NOTICE.replace("早市", "夜市").replace("9号", "8号")),
    ),
    (Code.ISSUE_TWICE, _pair(COVER, COVER), _pair(COVER, COVER.replace("第5期", "第6期"))),
    (Code.ADDRESS_TIE, _two(NOTICE.replace("青", "清")), _two(NOTICE)),
    (
        Code.ADDRESS_TIE,
        _two(NOTICE.replace("青", "清")),
        _two(NOTICE.replace("青", "清") + "\n2024年5月1日\n"),
    ),
    (Code.LEDGER_LOST, _ledger([_WHOLE[:1]], []), _ledger([_WHOLE], [])),
    (Code.LEDGER_INVENTED, _ledger([_WHOLE, _WHOLE], []), _ledger([_WHOLE[:1]], [Edit((1,), "市", "")])),
    (Code.LEDGER_BOUNDS, _bounded(Code.SPACES, "早", ""), _bounded(Code.SPACES, " ", "")),
    (Code.LEDGER_BOUNDS, _bounded(Code.JOIN, " ", ""), _bounded(Code.PUNCTUATION, ",", "，")),
    (Code.LEDGER_ORDER, _proven(_turned), _proven(lambda document: document)),
    (Code.LEDGER_TABLE, _proven(_told_otherwise), _proven(lambda document: document)),
    (Code.LEDGER_FILE, _file(b",3", b",4"), _file(b"", b"")),
    (Code.LEDGER_HTML, _page("按时开市", "按时"), _page("gz-p", "gz-q")),
    (Code.STALE, _checked("早市\n"), _checked("")),
)


@pytest.mark.parametrize(("code", "fires", "silent"), MADE, ids=lambda v: v.id if isinstance(v, Code) else "")
def test_made(code: Code, fires: Made, silent: Made, tmp_path: Path) -> None:
    for name in ("fires", "silent"):
        (tmp_path / name).mkdir()
    assert code in fires(tmp_path / "fires")
    assert code not in silent(tmp_path / "silent")


def _emitted() -> set[str]:
    """The names of all codes that a module other than the catalogue names."""
    found = set()
    for path in (ROOT / "build_tools").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.value.id == "Code"
            ):
                found.add(node.attr)
    return found


def test_every_emitted_code_has_cases() -> None:
    by_file = {c.rule.removeprefix("house/codes/") for c in CODE_CASES}
    assert by_file <= {c.id for c in Code}, "a file whose code is not in the catalogue"
    made = {code for code, _, _ in MADE}
    assert {Code[name] for name in _emitted()} <= made | {c for c in Code if c.id in by_file}


@pytest.mark.parametrize("code_id", sorted({c.rule.removeprefix("house/codes/") for c in CODE_CASES}))
def test_every_file_fires_and_keeps_silent(code_id: str) -> None:
    answers = {bool(c.expected) for c in CODE_CASES if c.rule == f"house/codes/{code_id}"}
    assert answers == {True, False}


@pytest.mark.parametrize("code", Code, ids=lambda c: c.id)
def test_every_code_says_what_it_means(code: Code) -> None:
    assert code.severity in ("repair", "correction", "doubt", "stale", "error")
    assert code.value.message
    settled = code.severity in ("repair", "correction")
    assert settled or code.value.hint, "what can an editor do?"
