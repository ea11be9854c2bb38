"""Scans that are pictures (TIFF, JPEG, PNG) → what they print."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageSequence, UnidentifiedImageError

from build_tools.model.original import Original
from build_tools.sources.imports.printed import read_sheets
from build_tools.sources.imports.refusals import Refusal, Refused
from build_tools.sources.imports.scan import DPI, Scanning, scanned_page
from build_tools.sources.imports.sheet import Sheet

_SIGNS = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"II*\0", b"MM\0*")
_A4 = 8.27  # inches of a page's width, where the file does not say its resolution
_MOST_PAGES = 1000
_MOST_PIXELS = 120_000_000


def is_picture(data: bytes) -> bool:
    """Whether a file is a picture of a format that scanners write."""
    return data.startswith(_SIGNS)


def read_pictures(data: bytes, scanning: Scanning) -> Original:
    """What a scan prints. Raises Refused where it cannot be read."""
    return read_sheets("ocr", list(_sheets(data, scanning)))


def _sheets(data: bytes, scanning: Scanning) -> Iterator[Sheet]:
    for number, count, picture in scaled_pages(data, DPI, "L"):
        yield scanned_page(np.asarray(picture), number, scanning.kept)
        scanning.told(number, count)


def scaled_pages(data: bytes, dpi: int, mode: str) -> Iterator[tuple[int, int, Image.Image]]:
    """Each page of a scan with its number and how many there are, so large and in so many colours. Raises
    Refused where it cannot be read."""
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "TIFF")) as held:
            for number, frame in enumerate(ImageSequence.Iterator(held), 1):
                if frame.width * frame.height > _MOST_PIXELS or number > _MOST_PAGES:
                    raise Refused(Refusal.FILE_TOO_BIG)
                own = float(frame.info.get("dpi", (0, 0))[0])
                own = own if own >= 72 else max(frame.width / _A4, 72.0)
                size = round(frame.width * dpi / own), round(frame.height * dpi / own)
                if size[0] * size[1] > _MOST_PIXELS:
                    raise Refused(Refusal.FILE_TOO_BIG)
                picture = frame.convert(mode).resize(size, Image.Resampling.LANCZOS)
                yield number, getattr(held, "n_frames", 1), picture
    except Image.DecompressionBombError as error:
        raise Refused(Refusal.FILE_TOO_BIG) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise Refused(Refusal.FILE_BROKEN) from error
