"""Pages as a scanner gives them: 200 dpi, askew, with noise; the same on every run."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
import pypdfium2
from PIL import Image

_DPI = 200


def scanned(
    data: bytes, pages: Sequence[int] = (), *, skew: float = 0.8, noise: float = 12.0, turn: int = 0
) -> bytes:
    """Pages of a PDF, counted from 0, all where none is named, as the frames of a TIFF; ``turn`` says by how
    many degrees to the left they lie otherwise."""
    chance = np.random.default_rng(5)
    frames = []
    for k, page in enumerate(pypdfium2.PdfDocument(data)):
        if k in pages or not pages:
            picture = page.render(scale=_DPI / 72).to_pil().convert("L")
            picture = picture.rotate(turn, expand=True).rotate(
                skew, fillcolor=255, resample=Image.Resampling.BICUBIC
            )
            grey = np.asarray(picture, dtype=float) + chance.normal(0, noise, picture.size[::-1])
            frames.append(Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)))
    out = io.BytesIO()
    more = {"dpi": (_DPI, _DPI), "compression": "tiff_lzw"}
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:], **more)
    return out.getvalue()
