"""A PDF → its pages, read by a process of its own that may take only so long and so much memory."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PIL import Image

from build_tools.model.original import Node, Original, Spot
from build_tools.sources.imports.printed import read_sheets
from build_tools.sources.imports.refusals import Refusal, Refused
from build_tools.sources.imports.scan import DPI, SCANNING, Scanning, can_recognise, scanned_page
from build_tools.sources.imports.sheet import Sheet
from build_tools.sources.imports.sheet_shapes import sheet_of

_SECONDS = 300
_SCAN = 0.5  # of a page without text: its picture is the page
_MEMORY = 3_000_000_000
_PAGES = "build_tools.sources.imports.pdf_pages"
PICTURES = "build_tools.sources.imports.pdf_pictures"
_REFUSALS: Mapping[str, Refusal] = {
    "broken": Refusal.FILE_BROKEN,
    "encrypted": Refusal.FILE_ENCRYPTED,
    "big": Refusal.FILE_TOO_BIG,
    "script": Refusal.FILE_MACROS,
    "attached": Refusal.FILE_ATTACHED,
}


def pdf_sheets(data: bytes) -> tuple[Sheet, ...]:
    """The pages of a PDF. Raises Refused where they cannot be read, or not in time."""
    found = json.loads(run_bounded(_PAGES, data))
    if "bad" in found:
        word, detail = found["bad"]
        raise Refused(_REFUSALS[word], detail)
    return tuple(sheet_of(page) for page in found["pages"])


def run_bounded(module: str, data: bytes, *arguments: str) -> bytes:
    """What a module of ours writes of a PDF, as a program of its own that may take only so long and so much
    memory. Raises Refused where it takes more, or where it is cut off."""
    try:
        run = subprocess.run(
            [sys.executable, "-I", "-m", module, *arguments],
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            preexec_fn=_bounded if sys.platform != "win32" else None,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(Refusal.FILE_TOO_BIG, f"超过 {_SECONDS} 秒") from error
    if run.returncode != 0:
        raise Refused(Refusal.FILE_BROKEN, "读取时中断")
    return run.stdout


def read_pdf(data: bytes, scanning: Scanning = SCANNING) -> Original:
    """What a PDF prints; pages without text are recognised where that can be done, and kept in a folder.
    Raises Refused where it cannot be read, or is a scan."""
    sheets = pdf_sheets(data)
    scans = [s.number for s in sheets if s.pictures >= _SCAN and not any(g.kept is None for g in s.glyphs)]
    if scans and can_recognise():
        read = {s.number: s for s in _recognised(data, scans, scanning)}
        return read_sheets(
            "ocr", [_with_hidden(read[s.number], s) if s.number in read else s for s in sheets]
        )
    if not any(g.kept is None and g.chars.strip() for s in sheets for g in s.glyphs):
        raise Refused(Refusal.OCR_MISSING if any(s.pictures for s in sheets) else Refusal.FILE_EMPTY)
    return read_sheets("pdf", sheets)


def _with_hidden(read: Sheet, sheet: Sheet) -> Sheet:
    """A recognised page with the hidden characters that the file has beside the picture."""
    return replace(read, glyphs=(*read.glyphs, *sheet.glyphs), more=sheet.more)


def _recognised(data: bytes, numbers: Sequence[int], scanning: Scanning) -> Iterator[Sheet]:
    """The pages of these numbers, read from their pictures."""
    with TemporaryDirectory(prefix="gazette-") as work:
        run_bounded(PICTURES, data, work, str(DPI), "png", *map(str, numbers))
        for done, number in enumerate(numbers, 1):
            with Image.open(Path(work) / f"{number}.png") as picture:
                yield scanned_page(np.asarray(picture.convert("L")), number, scanning.kept)
            scanning.told(done, len(numbers))


def pdf_nodes(data: bytes) -> tuple[Node, ...]:
    """All characters of a PDF, a page a node."""
    return tuple(
        Node(Spot("", k, s.number), "".join(g.chars for g in s.glyphs))
        for k, s in enumerate(pdf_sheets(data), 1)
    )


def _bounded() -> None:
    """Let the process that reads have so much memory and time, and no more."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (ceil(_SECONDS), ceil(_SECONDS)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
