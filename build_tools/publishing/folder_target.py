"""A folder as target: ``releases/<name>/``, and ``current``, a link to one of them that a server serves."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from build_tools.site.writing import naming

_RELEASES, _CURRENT, _PART = "releases", "current", ".part-"


class FolderTarget:
    """Releases in a folder. The link is replaced in one step, so that readers find the old one or the new."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> list[str]:
        """The releases that are whole, the oldest first."""
        held = self.folder / _RELEASES
        return sorted(p.name for p in held.iterdir() if not p.name.startswith(".")) if held.is_dir() else []

    def current(self) -> str:
        """What the link leads to."""
        link = self.folder / _CURRENT
        return Path(os.readlink(link)).name if link.is_symlink() else ""

    def put(self, name: str, site: Path) -> None:
        """Copy the folder beside its place, then give it its name."""
        held = self.folder / _RELEASES
        part = held / f"{_PART}{name}"
        with naming(part):
            held.mkdir(parents=True, exist_ok=True)
            for left in held.glob(f"{_PART}*"):  # what a killed run has left
                shutil.rmtree(left)
            shutil.copytree(site, part)
            part.rename(held / name)

    def switch(self, name: str) -> None:
        """A new link beside the old one takes its place."""
        fresh = self.folder / f".{_CURRENT}-new"
        with naming(fresh):
            fresh.unlink(missing_ok=True)
            fresh.symlink_to(Path(_RELEASES) / name)
            fresh.replace(self.folder / _CURRENT)

    def prune(self, keep: int) -> None:
        """Remove the oldest."""
        for name in self.names()[:-keep]:
            if name != self.current():
                shutil.rmtree(self.folder / _RELEASES / name)
