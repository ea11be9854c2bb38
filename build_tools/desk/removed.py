"""Sources that were taken out at the desk: kept with all that belongs to them until they are put back."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from build_tools.adding import files_of
from build_tools.site.writing import naming

FOLDER = "removed"


def keep(id_: str, raw: Path, kept: Path) -> None:
    """Copy a source aside before it is taken out; what was kept of it earlier goes. Raises Refused where
    there is none, and OSError."""
    target = kept / FOLDER / id_
    own = files_of(id_, raw)
    shutil.rmtree(target, ignore_errors=True)
    for path in own:
        copy = target / path.relative_to(raw)
        copy.parent.mkdir(parents=True, exist_ok=True)
        with naming(copy):
            shutil.copyfile(path, copy)


def removed(raw: Path, kept: Path) -> list[str]:
    """The sources that can be put back: those whose names are free."""
    found = sorted(path.name for path in (kept / FOLDER).glob("*") if (path / f"{path.name}.txt").is_file())
    return [id_ for id_ in found if not (raw / f"{id_}.txt").exists()]


def put_back(id_: str, raw: Path, kept: Path) -> bool:
    """Put a source back as it was, its text last: before that there is no source. False where there is none
    to put back. Raises OSError."""
    if id_ not in removed(raw, kept):
        return False
    source = kept / FOLDER / id_
    files = [path for path in source.rglob("*") if path.is_file()]
    for path in sorted(files, key=lambda own: own.suffix == ".txt" and own.parent == source):
        target = raw / path.relative_to(source)
        fresh = target.with_name(f".gazette-{target.name}-desk")
        target.parent.mkdir(parents=True, exist_ok=True)
        with naming(target):
            try:
                shutil.copyfile(path, fresh)
                os.replace(fresh, target)
            finally:
                fresh.unlink(missing_ok=True)
    shutil.rmtree(source)
    return True
