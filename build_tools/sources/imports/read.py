"""A file → raw text with its record; which reader it goes to is told by its bytes before its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from build_tools.model.original import (
    ImportRecord,
    KeptOut,
    Node,
    Original,
    OriginalTable,
    Paragraph,
    Spot,
    Turn,
)
from build_tools.sources.imports.account import OriginalBalance, prove_original, recount
from build_tools.sources.imports.docx import read_docx
from build_tools.sources.imports.docx_parts import docx_nodes
from build_tools.sources.imports.html import read_html
from build_tools.sources.imports.html_page import html_nodes
from build_tools.sources.imports.ofd import is_ofd, ofd_nodes, read_ofd
from build_tools.sources.imports.office import office_ending, read_office
from build_tools.sources.imports.package import open_package
from build_tools.sources.imports.pdf import pdf_nodes, read_pdf
from build_tools.sources.imports.pictures import is_picture, read_pictures
from build_tools.sources.imports.record import PLAIN, sha256_of
from build_tools.sources.imports.refusals import Refusal, Refused
from build_tools.sources.imports.scan import SCANNING, Scanning
from build_tools.sources.imports.written import write
from build_tools.sources.read import decode

MOST_BYTES = 300_000_000
_PAGE = re.compile(rb"<!DOCTYPE\s+html|<html[\s>]", re.IGNORECASE)


@dataclass(frozen=True)
class Imported:
    """A file as it goes into raw/: the bytes of the text, what is kept beside it, and what was counted."""

    text: bytes
    record: ImportRecord
    balance: OriginalBalance
    counts: Mapping[str, int]  # what was found, in the words of the report
    remarks: tuple[str, ...] = ()


def import_file(name: str, data: bytes, scanning: Scanning = SCANNING) -> Imported:
    """Read a file. Raises Refused where it cannot be read whole; ``record.original`` is still empty.
    ``scanning`` says what becomes of pages that are recognised."""
    if len(data) > MOST_BYTES:
        raise Refused(Refusal.FILE_TOO_BIG)
    if not data.strip():
        raise Refused(Refusal.FILE_EMPTY)
    ending = name.rpartition(".")[2].lower()
    if (office := office_ending(name, data)) is not None:
        original = read_office(office, data)
        return _with_count(_imported(original, data), original)
    if data.startswith(b"PK") and is_ofd(open_package(data)):
        return _imported(read_ofd(data), data)
    if data.startswith(b"PK"):
        return _imported(read_docx(data), data)
    if data[:1024].lstrip().startswith(b"%PDF-"):
        original = read_pdf(data, scanning)
        found = _imported(original, data)
        return _with_count(found, original) if original.reader == "ocr" else found
    if is_picture(data):
        original = read_pictures(data, scanning)
        return _with_count(_imported(original, data), original)
    if ending in ("txt", "md", "markdown", "text"):
        return _plain(data)
    if ending in ("html", "htm", "xhtml", "shtml") or _PAGE.search(data[:2000]):
        return _imported(read_html(data), data)
    raise Refused(Refusal.FILE_UNKNOWN)


def _with_count(found: Imported, original: Original) -> Imported:
    """What was read by another program, with all its characters: it cannot be counted once more."""
    held = "".join(sorted("".join("".join(n.chars.split()) for n in original.nodes)))
    return replace(found, record=replace(found.record, held=held))


def _imported(original: Original, data: bytes) -> Imported:
    """An original in the written form, proven."""
    written = write(original)
    balance, wrong = prove_original(original, written)
    if wrong:
        raise Refused(Refusal.LEDGER_ORIGINAL, "；".join(wrong[:3]))
    if balance.in_text == 0:
        raise Refused(Refusal.FILE_EMPTY)
    text = written.text.encode()
    kept_out = tuple(
        KeptOut(a.kind.name.lower().replace("_", "-"), original.nodes[a.node].place, a.chars)
        for a in original.asides
        if a.chars.strip()
    )
    record = ImportRecord(
        "",
        sha256_of(data),
        sha256_of(text),
        original.reader,
        written.places,
        written.made,
        kept_out,
        written.doubts,
    )
    return Imported(text, record, balance, _counts(original, written.made), original.remarks)


def _counts(original: Original, made: tuple[tuple[int, str], ...]) -> dict[str, int]:
    blocks = original.blocks
    found = {
        "段": sum(isinstance(b, Paragraph) and not b.note and bool(b.chars.strip()) for b in blocks),
        "张表": sum(isinstance(b, OriginalTable) for b in blocks),
        "条脚注": sum(isinstance(b, Paragraph) and b.note > 0 for b in blocks),
        "处换页": sum(isinstance(b, Turn) for b in blocks),
        "处自动编号等": len(made),
    }
    return {name: count for name, count in found.items() if count}


def _plain(data: bytes) -> Imported:
    """A text as it is: not a byte is changed."""
    raw, encoding, whole = decode(data)
    if not whole or ("\0" in raw):
        raise Refused(Refusal.ENCODING_UNKNOWN)
    lines = sum(bool(line.strip()) for line in re.split(r"\r\n|\n|\r", raw))
    held = sum(not c.isspace() for c in raw)
    if not held:
        raise Refused(Refusal.FILE_EMPTY)
    record = ImportRecord("", sha256_of(data), sha256_of(data), PLAIN)
    turns = raw.count("\f")
    counts = {"行": lines, **({"处换页": turns} if turns else {})}
    remarks = (f"编码 {encoding}",) if encoding != "utf-8" else ()
    return Imported(data, record, OriginalBalance(held, 0, held, 0), counts, remarks)


def _held(record: ImportRecord) -> tuple[Node, ...]:
    """The characters that were counted when the original was read, where another program reads it."""
    return (Node(Spot("", 1), record.held),)


NODES: Mapping[str, Callable[[bytes], tuple[Node, ...]]] = {
    "docx": docx_nodes,
    "html": html_nodes,
    "pdf": pdf_nodes,
    "ofd": ofd_nodes,
    PLAIN: lambda data: (Node(Spot("", 1), decode(data)[0]),),
}
"""What counts the characters of an original once more, by its reader."""


def recount_original(record: ImportRecord, data: bytes, text: str) -> tuple[str, str]:
    """The characters that the raw text lacks of an original, and those that it has too many."""
    count = NODES.get(record.reader)
    try:
        nodes = count(data) if count is not None else _held(record)
    except Refused as error:
        return error.refusal.value, ""
    return recount(nodes, record, text)
