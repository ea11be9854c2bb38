"""The characters that a library recognises in a picture.

Of two the one that the extra brings for this Python: both hold the models in their wheels, and neither is
loaded before a page is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any, Protocol

import numpy as np


@dataclass(frozen=True)
class ReadLine:
    """A recognised line in pixels: its four corners from the upper left one on, and of each of its characters
    itself, its corners and how sure it is."""

    box: Any
    chars: tuple[str, ...]
    places: tuple[Any, ...]
    scores: tuple[float, ...]


def library() -> str:
    """The name of the library that is installed; empty where none is."""
    return next((name for name in _LIBRARIES if find_spec(name) is not None), "")


def recognised_lines(picture: Any) -> list[ReadLine]:
    """The lines of a grey picture that lies upright. The extra must be installed."""
    return _opened(library()).lines(np.stack([picture] * 3, axis=-1))


def recognised_word(picture: Any) -> tuple[str, float]:
    """What a grey picture of a single word says, and how sure that is; no words where it says nothing."""
    return _opened(library()).word(np.stack([picture] * 3, axis=-1))


class _Library(Protocol):
    def lines(self, picture: Any) -> list[ReadLine]: ...

    def word(self, picture: Any) -> tuple[str, float]: ...


@cache
def _opened(name: str) -> _Library:
    return _LIBRARIES[name]()


class _First:
    """``rapidocr-onnxruntime`` 1.4, for Python below 3.13."""

    def __init__(self) -> None:
        from rapidocr_onnxruntime import RapidOCR

        self._read = RapidOCR(intra_op_num_threads=1)

    def lines(self, picture: Any) -> list[ReadLine]:
        found, _ = self._read(picture, use_cls=False, return_word_box=True)
        return [
            ReadLine(box, tuple(chars), tuple(places), tuple(map(float, scores)))
            for box, _, _, places, chars, scores in found or ()
        ]

    def word(self, picture: Any) -> tuple[str, float]:
        found, _ = self._read(picture, use_det=False, use_cls=False)
        return (str(found[0][0]), float(found[0][1])) if found else ("", 0.0)


class _Later:
    """``rapidocr`` 3, from Python 3.13 on."""

    def __init__(self) -> None:
        from rapidocr import RapidOCR

        threads = {"EngineConfig.onnxruntime.intra_op_num_threads": 1}
        self._read = RapidOCR(params={**threads, "Global.log_level": "critical"})

    def lines(self, picture: Any) -> list[ReadLine]:
        found = self._read(
            picture, use_det=True, use_cls=False, return_word_box=True, return_single_char_box=True
        )
        if found.boxes is None:
            return []
        return [
            ReadLine(box, *zip(*((c, p, float(s)) for c, s, p in own), strict=True))
            for box, own in zip(found.boxes, found.word_results, strict=True)
            if own
        ]

    def word(self, picture: Any) -> tuple[str, float]:
        found = self._read(
            picture, use_det=False, use_cls=False, return_word_box=False, return_single_char_box=False
        )
        return (str(found.txts[0]), float(found.scores[0])) if found.txts else ("", 0.0)


_LIBRARIES: Mapping[str, Callable[[], _Library]] = {"rapidocr_onnxruntime": _First, "rapidocr": _Later}
