"""Text as data: every printed character in a line of its year, read back the same, valid, a loss seen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from build_tools.books.beside import beside_files
from build_tools.books.proof import solid
from build_tools.exports.text_records import SCHEMA, line_of, text_records, year_files
from build_tools.model.corpus import Corpus
from support.books import printed_of, read_record
from support.conversion import SOURCES, TEXTS, converted, corpus_of

each_file = pytest.mark.parametrize("path", [*SOURCES, *TEXTS], ids=lambda p: p.stem)


def _printed(corpus: Corpus) -> str:
    return solid("".join(t.chars for r in corpus.records for b in r.document.blocks for t in b.texts()))


def _lines(corpus: Corpus) -> list[str]:
    files = year_files(corpus)
    return [line for name in files if name != SCHEMA for line in files[name].split("\n") if line]


@each_file
def test_every_printed_character_is_in_a_line(path: Path) -> None:
    corpus = converted(path)
    assert printed_of([read_record(line) for line in _lines(corpus)]) == _printed(corpus)


@each_file
def test_lines_are_valid(path: Path) -> None:
    corpus = converted(path)
    schema = Draft202012Validator(json.loads(year_files(corpus)[SCHEMA]))
    assert [e.message for line in _lines(corpus) for e in schema.iter_errors(json.loads(line))] == []


def test_same_bytes_twice_and_read_back() -> None:
    corpus = converted(*SOURCES)
    assert year_files(corpus) == year_files(corpus)
    assert [line_of(read_record(line)) for line in _lines(corpus)] == [f"{line}\n" for line in _lines(corpus)]


def test_a_loss_is_seen() -> None:
    corpus = converted(*SOURCES)
    whole = [json.loads(line) for line in _lines(corpus)]
    blocks = [b for record in whole for b in record["blocks"]]
    cells = [c for b in blocks if b["table"] for row in b["table"]["rows"] for c in row["cells"]]
    for lost in (
        next(b for b in blocks if b["role"] == "paragraph"),
        next(b for b in blocks if b["role"] == "footnote"),
        next(c for c in cells if c["texts"]),
    ):
        key = "text" if "role" in lost else "texts"
        kept, lost[key] = lost[key], type(lost[key])()
        records = [read_record(json.dumps(record)) for record in whole]
        assert printed_of(records) != _printed(corpus)
        lost[key] = kept


def test_a_document_by_the_year_of_its_issue() -> None:
    files = year_files(converted(*SOURCES))
    assert list(files) == [*(f"text/{year}.jsonl" for year in (2018, 2023, 2024, 2026)), SCHEMA]


def test_blocks_say_lines_footnotes_styles_and_findings() -> None:
    corpus = corpus_of(
        "早市管理办法\n\n第一条 早市¹应当设在10<sup>4</sup>平方米以下的场地 。\n\n¹早市：指清晨的集市。\n"
    )
    (record,) = text_records(0, corpus)
    article = next(b for b in record.blocks if b.role == "article")
    assert (article.level, article.number, article.footnotes) == ("条", "第一条", ["fn-1"])
    assert [article.text[s.start : s.end] for s in article.styles if s.style == "sup"] == ["4"]
    assert article.lines == [3]
    assert {n.line for n in article.notes} == {3}


def test_beside_a_page() -> None:
    corpus = corpus_of("早市管理办法\n\n第一条 早市应当按时开市。\n")
    files = beside_files(corpus, "https://example.org/")
    name = corpus.records[0].page.removesuffix(".md")
    assert sorted(files) == [f"{name}.json", f"{name}.md", f"{name}.txt"]
    assert files[f"{name}.txt"] == "早市管理办法\n\n第一条 早市应当按时开市。\n"
    assert f"url: https://example.org/{name}.html\n" in files[f"{name}.md"]
    assert files[f"{name}.md"].endswith("\n# 早市管理办法\n\n第一条 早市应当按时开市。\n")
    assert json.loads(files[f"{name}.json"])["documents"][0]["title"] == "早市管理办法"


def test_raised_and_struck_characters_say_so_in_plain_text() -> None:
    corpus = corpus_of("早市管理办法\n\n早市的面积为10<sup>4</sup>平方米，<s>按时</s>准时开市。\n")
    files = beside_files(corpus)
    text = next(files[name] for name in files if name.endswith(".txt"))
    assert "10⁽4⁾平方米，按̶时̶准时开市" in text
    assert "10<sup>4</sup>平方米，<del>按时</del>准时" in next(
        v for k, v in files.items() if k.endswith(".md")
    )
