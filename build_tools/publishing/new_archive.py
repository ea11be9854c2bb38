"""Setting up: a new archive in an empty folder, and git's way to merge in every clone of one."""

from __future__ import annotations

import sys
from importlib import resources
from pathlib import Path

from build_tools.project import CONFIG
from build_tools.publishing.git import GitFailed, git
from build_tools.publishing.merging import ATTRIBUTES
from build_tools.site.writing import write_files

_PAGES = ("index.md", "search.md", "about.md", "offline.md", "editors.md", "desk.md", "day.md")
_PICTURES = ("desk-home.webp", "desk-issue.webp", "desk-publish.webp")
_KEPT = (
    CONFIG.name,
    "gazette.toml",
    *(f"docs/{page}" for page in _PAGES),
    *(f"docs/pictures/{picture}" for picture in _PICTURES),
)
_IGNORED = "/build/\n/site/\n/dist/\n/www/\n.gazette-*\n"
_EXAMPLE = """青江市人民政府
关于示例的通知

青政发〔2024〕1号

各县（区）人民政府：

这一份是示例，收录第一期公报以后删去（gazette remove example）。

青江市人民政府

2024年1月2日
"""


class NotEmpty(Exception):
    """A folder that is no archive, and holds files of others."""


def set_up(folder: Path) -> list[str]:
    """Make an archive of an empty folder; tell git how its files are merged. In an archive nothing is written
    but git's settings of this clone. Returns the files written. Raises NotEmpty."""
    written: dict[str, str | bytes] = {}
    if not (folder / CONFIG).is_file():
        if others := [p.name for p in folder.iterdir() if p.name != ".git"]:
            raise NotEmpty("、".join(sorted(others)[:3]))
        written = {name: _kept(name) for name in _KEPT}
        written |= {".gitattributes": ATTRIBUTES, ".gitignore": _IGNORED, "raw/example.txt": _EXAMPLE}
        write_files(folder, written)
    return sorted(written)


def is_example(text: str) -> bool:
    """Whether a source is the example that a new archive begins with: it is to be taken out."""
    return text == _EXAMPLE


def merge_here(folder: Path) -> bool:
    """Set up the merge driver in the clone that a folder is; whether it is one."""
    python = Path(sys.executable).as_posix()
    try:
        git(folder, "rev-parse", "--git-dir")
        git(folder, "config", "merge.gazette.name", "gazette")
        git(folder, "config", "merge.gazette.driver", f'"{python}" -m build_tools merge %O %A %B %P')
    except GitFailed:
        return False
    return True


def _kept(name: str) -> bytes:
    """A file that archives begin with. The installed package holds it; a checkout has it at its top."""
    packed = resources.files("build_tools.publishing") / "archive" / name
    return packed.read_bytes() if packed.is_file() else (Path(__file__).parents[2] / name).read_bytes()
