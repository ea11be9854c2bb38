"""The site before the last one, put aside to become the next one.

Nearly all files of a site are those of the one before. To give each of them another name, and to take the
names of the site before away, costs more than to look at both: so the folder that was swapped out is kept.
What is the same file in it and in the site that stands is there already. Without such a folder, or where it
lies on another disk, one is filled from nothing.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path


def fill_from(spare: Path, fresh: Path, last: Path, wanted: Collection[str]) -> set[str]:
    """Make the spare folder the empty folder ``fresh``. Of it stay those ``wanted`` files, by their paths
    below it, that are the very files of the folder ``last``; returns them. All else in it is removed."""
    there: set[str] = set()
    with suppress(OSError):
        spare.rename(fresh)
        _sift(str(fresh), str(last), "", wanted, there)
    return there


def _sift(fresh: str, last: str, below: str, wanted: Collection[str], there: set[str]) -> bool:
    """Whether anything stays."""
    with os.scandir(fresh) as entries:
        found = list(entries)
    own = _numbers(last)
    stays = False
    for entry in found:
        name = f"{below}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            kept = _sift(entry.path, f"{last}/{entry.name}", f"{name}/", wanted, there)
            if not kept:
                os.rmdir(entry.path)
        else:
            kept = own.get(entry.name) == entry.inode() and name in wanted
            if kept:
                there.add(name)
            else:
                os.unlink(entry.path)
        stays = stays or kept
    return stays


def _numbers(folder: str) -> dict[str, int]:
    """The files of a folder with their numbers on the disk."""
    try:
        with os.scandir(folder) as entries:
            return {entry.name: entry.inode() for entry in entries if entry.is_file(follow_symlinks=False)}
    except OSError:
        return {}


def remove_strays(folder: Path, names: Iterable[str]) -> None:
    """Remove files below a folder, and the folders that hold nothing then."""
    for name in names:
        path = folder / name
        path.unlink(missing_ok=True)
        for above in path.relative_to(folder).parents:
            try:
                (folder / above).rmdir()
            except OSError:  # it holds more
                break


def move_into(folder: Path, target: Path) -> None:
    """Each file below a folder to the same place below another one, where its name is given to it alone: a
    file that had it is not written to."""
    for part, _, names in os.walk(folder):
        below = target / Path(part).relative_to(folder)
        below.mkdir(parents=True, exist_ok=True)
        for name in names:
            os.replace(f"{part}/{name}", below / name)
