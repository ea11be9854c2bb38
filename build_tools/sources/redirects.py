"""``redirects.toml`` beside the sources: where pages that had another address are now."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

REDIRECTS = "redirects.toml"

_ADDRESS = re.compile(r"(?!/)(?!.*\.\.)[\w\-./]+\.html(?:#[\w\-]+)?")


@dataclass(frozen=True)
class Redirects:
    """Old address → new address, and what is wrong with the file that holds them."""

    ways: tuple[tuple[str, str], ...] = ()
    wrong: tuple[tuple[int, str], ...] = ()  # line, what


def read_redirects(path: Path) -> Redirects:
    """Read ``redirects.toml``: a line ``"documents/old.html" = "documents/new.html"`` for each address.

    Raises nothing for a bad file.
    """
    if not path.is_file() or path.is_symlink():
        return Redirects(wrong=((1, "不是普通文件"),)) if path.is_symlink() or path.exists() else Redirects()
    try:
        text = path.read_bytes().decode("utf-8-sig")
        found = tomllib.loads(text)
    except UnicodeDecodeError:
        return Redirects(wrong=((1, "不是 UTF-8，请以 UTF-8 重新保存"),))
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        return Redirects(wrong=((int(at[1]) if at else 1, "不合 TOML 的写法"),))
    lines = text.splitlines()
    ways, wrong = [], []
    for old, new in found.items():
        if isinstance(new, str) and _ADDRESS.fullmatch(old) and _ADDRESS.fullmatch(new) and old != new:
            ways.append((old, new))
        else:
            said = f'{old} 应写作 "documents/旧地址.html" = "documents/新地址.html"'
            wrong.append((_line_of(old, lines), said))
    return Redirects(tuple(ways), tuple(wrong))


def _line_of(name: str, lines: Sequence[str]) -> int:
    return next((n for n, line in enumerate(lines, 1) if name in line), 1)
