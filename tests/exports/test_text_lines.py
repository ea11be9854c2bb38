"""The lines of a release: all that is printed, each at an address that stands on its page."""

from __future__ import annotations

from build_tools.exports.every import all_data
from build_tools.exports.text_lines import Line, is_read, read_lines, text_lines
from build_tools.model.corpus import Corpus
from build_tools.model.document import TableBlock, tables_in
from support.conversion import SOURCES, converted, corpus_of, made_up

TEXT = (
    "青江市人民政府关于加强早市管理的通知\n\n青政发〔2024〕9号\n\n各县（区）人民政府：\n\n"
    "一、早市应当按时开市。（责任单位：市商务局）\n\n二、2025年底前，由市水务局完成供水改造。\n\n"
    "本通知自2024年5月12日起施行，有效期至2025年12月31日。\n\n青江市人民政府\n\n2024年5月1日\n"
)


def _lines(corpus: Corpus, what: str) -> list[Line]:
    return [line for line in text_lines(corpus) if line.what == what]


def _solid(words: str) -> str:
    return "".join(sorted("".join(words.split())))


def test_every_printed_character_of_a_text_is_in_a_line() -> None:
    corpus = converted(*SOURCES)
    blocks = [b for r in corpus.records for b in r.document.blocks if not isinstance(b, TableBlock)]
    printed = "".join(text.chars for block in blocks for text in block.texts())
    assert _solid("".join(line.text for line in _lines(corpus, "block"))) == _solid(printed)


def test_every_cell_once() -> None:
    corpus = converted(made_up("18-annexes"), made_up("20-mini-gazette"))
    tables = [table for r in corpus.records for table in tables_in(r.document.blocks)]
    slots = [s.value for t in tables for row in t.rows for s in row.slots if not s.covered]
    assert slots
    assert [line.text for line in _lines(corpus, "cell")] == slots


def test_read_back_they_are_the_same() -> None:
    corpus = converted(*SOURCES)
    files = {name: content for name, content in all_data(corpus).items() if is_read(name)}
    assert sum(name.startswith("text/") for name in files) > 1
    assert read_lines({name: str(content) for name, content in files.items()}) == text_lines(corpus)


def test_what_a_text_states() -> None:
    corpus = corpus_of(TEXT)
    (document,) = _lines(corpus, "document")
    assert document.at == "documents/qing-zheng-fa-2024-9.html"
    assert (document.more["number"], document.more["date"]) == ("青政发〔2024〕9号", "2024-05-01")
    assert [line.more["expires"] for line in _lines(corpus, "state")] == ["2025-12-31"]
    assert [line.name for line in _lines(corpus, "duty")] == [
        "市商务局（responsible）",
        "市水务局（responsible）",
    ]
    assert "2025-12" in [line.name for line in _lines(corpus, "date")]


def test_a_doubt_stands_at_its_block() -> None:
    corpus = corpus_of(TEXT.replace("二、2025年底前", "四、2025年底前"))
    at = {line.name: line.at for line in _lines(corpus, "doubt")}
    assert at["sequence"] == "documents/qing-zheng-fa-2024-9.html#sec-4"
