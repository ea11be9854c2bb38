"""The pages of a PDF as pictures. Runs as a program of its own, as the reading does.

``python -m build_tools.sources.imports.pdf_pictures FOLDER DPI ENDING [PAGE…]`` reads a PDF from standard
input, writes ``FOLDER/1.webp`` and so on, and the size of each picture as JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pypdfium2 as pdfium

_PIXELS = 40_000_000  # of a page
_QUALITY = 80


def main() -> None:
    """Write the pictures."""
    folder, dpi, ending = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    wanted = set(map(int, sys.argv[4:]))
    sizes: list[tuple[int, int]] = []
    for k, page in enumerate(pdfium.PdfDocument(sys.stdin.buffer.read()), 1):
        if wanted and k not in wanted:
            continue
        width, height = page.get_size()
        scale = min(dpi / 72, (_PIXELS / (width * height)) ** 0.5)
        picture = page.render(scale=scale, may_draw_forms=False).to_pil()
        picture.save(folder / f"{k}.{ending}", quality=_QUALITY, method=4)
        sizes.append(picture.size)
    json.dump(sizes, sys.stdout)


if __name__ == "__main__":
    main()
