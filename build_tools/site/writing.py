"""Writing: folders are filled beside their place and swapped in whole, all of them together.

There is no moment at which a reader finds neither the old folder nor the new one. What a killed run
leaves behind begins with ``.gazette-``; the next run removes it.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from build_tools.cache.spill import Hashed, hash_in
from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.site.as_written import AsWritten, last_written, remember_written
from build_tools.site.spare import fill_from, remove_strays

Files = Mapping[str, str] | Mapping[str, str | bytes]
"""Path below a folder → content."""


class Below(Hashed):
    """Those of ``files`` that stand in a folder, by their paths below it; none of them is read before."""

    def __init__(self, files: Mapping[str, str], folder: str) -> None:
        self._files, self._folder = files, f"{folder}/"
        self._names = [name.removeprefix(self._folder) for name in files if name.startswith(self._folder)]

    def __getitem__(self, name: str) -> str:
        return self._files[self._folder + name]

    def hash(self, name: str) -> str:
        """As the files know it."""
        return hash_in(self._files, self._folder + name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


_PREFIX = ".gazette-"
_OLD = "-old"
LOCK = f"{_PREFIX}lock"


@dataclass
class Staging:
    """Folders that take their places together, once all of them are whole."""

    store: Store = NOTHING_KEPT  # knows how the last build left the targets
    _fresh: dict[Path, Path] = field(default_factory=dict)  # target → the folder that will replace it
    _written: dict[Path, AsWritten] = field(default_factory=dict)
    _spares: dict[Path, Path] = field(default_factory=dict)  # target → where the folder goes that was there
    _scratch: list[Path] = field(default_factory=list)

    def folder(self, target: Path) -> Path:
        """A new folder beside ``target``, on the same disk, that takes its place."""
        self._fresh[target] = _beside(target)
        return self._fresh[target]

    def scratch(self, target: Path) -> Path:
        """A new folder beside ``target`` that is only worked in."""
        self._scratch.append(_beside(target))
        return self._scratch[-1]

    def write(self, target: Path, files: Files) -> None:
        """A new folder beside ``target`` with these files; none where ``target`` holds just them."""
        as_many = len(files) == sum(len(names) for _, _, names in os.walk(target))
        written = self.written(target)
        if files and as_many and all(written.holds(str(target), name, files, name) for name in files):
            remove_leftovers(target)
            return
        fresh = self.folder(target)
        if target in self._spares:
            written.there = fill_from(self._spares[target], fresh, target, written.before.keys())
        write_changed(fresh, files, target, written)
        remove_strays(fresh, set(written.there) - written.now.keys())

    def written(self, target: Path) -> AsWritten:
        """What is known of the files of a target."""
        if target not in self._written:
            self._written[target] = last_written(self.store, target)
        return self._written[target]

    def spare(self, target: Path, spare: Path) -> None:
        """Keep the folder that is swapped out, and fill the next one from the one that was kept."""
        self._spares[target] = spare

    def place(self) -> None:
        """Swap all folders in; the old ones are then where the new ones were."""
        for target, fresh in self._fresh.items():
            if target.exists():
                _exchange(fresh, target)
            else:
                fresh.rename(target)
        for target, written in self._written.items():
            remember_written(self.store, target, written)
        for target in self._spares.keys() & self._fresh.keys():
            spare = self._spares[target]
            shutil.rmtree(spare, ignore_errors=True)
            with suppress(OSError):
                spare.parent.mkdir(parents=True, exist_ok=True)
                self._fresh[target].rename(spare)

    def clear(self) -> None:
        """Remove what is left beside the targets."""
        for folder in (*self._fresh.values(), *self._scratch):
            shutil.rmtree(folder, ignore_errors=True)


def _beside(target: Path) -> Path:
    with naming(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        remove_leftovers(target)
        fresh = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{target.name}-", dir=target.parent))
        fresh.chmod(0o755)
    return fresh


@contextmanager
def staging(store: Store = NOTHING_KEPT) -> Iterator[Staging]:
    """Folders that are swapped in together when the block ends without an error. An interrupted run
    leaves the old ones as they were."""
    stage = Staging(store)
    try:
        yield stage
        stage.place()
    finally:
        stage.clear()


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """A new folder beside ``target`` that takes its place when the block ends without an error."""
    with staging() as stage:
        yield stage.folder(target)


@contextmanager
def staged_file(target: Path) -> Iterator[Path]:
    """A new file beside ``target`` that takes its place when the block ends without an error."""
    fresh = target.with_name(f"{_PREFIX}{target.name}-new")
    with naming(fresh):
        target.parent.mkdir(parents=True, exist_ok=True)
        for left in target.parent.glob(f"{_PREFIX}*-new"):
            left.unlink()
        try:
            yield fresh
            fresh.replace(target)
        finally:
            fresh.unlink(missing_ok=True)


def swap_in(folder: Path, files: Files) -> None:
    """Write files as a folder of their own and swap it in whole."""
    with staged(folder) as fresh:
        write_files(fresh, files)


def write_files(folder: Path, files: Files) -> None:
    """Write files below a folder; text with LF line ends. Raises OSError that names the file."""
    for name, content in files.items():
        path = folder / name
        with naming(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)


def write_some(folder: Path, files: Mapping[str, str], names: Iterable[str]) -> None:
    """Write those of ``files`` with these names, one after the other."""
    for name in names:
        write_files(folder, {name: files[name]})


def replace_files(folder: Path, files: Files) -> None:
    """Write files below a folder that stands, each whole in the place of the one that was there."""
    for name, content in files.items():
        with staged_file(folder / name) as fresh:
            write_files(fresh.parent, {fresh.name: content})


def write_changed(folder: Path, files: Files, last: Path, written: AsWritten, below: str = "") -> None:
    """Write files ``below`` a folder; those that stand the same in ``last`` are the same files.

    It is asked of each file of a site: no Path is made for those that are.
    """
    for name in files:
        path = below + name
        there = path in written.there
        if written.holds(str(last), path, files, name) and (
            there or linked(f"{last}/{path}", f"{folder}/{path}")
        ):
            continue
        if there:  # it is a file of the last folder, which must not be written to
            os.unlink(f"{folder}/{path}")
        write_files(folder, {path: files[name]})
        written.wrote(str(folder), path, files, name)


def linked(path: Path | str, target: Path | str) -> bool:
    """Give a file a second name; False where the disk cannot. The folder of that name is there then."""
    for _ in range(2):
        try:
            os.link(path, target)
        except OSError:
            os.makedirs(os.path.dirname(target), exist_ok=True)  # nearly always it is there
        else:
            return True
    return False


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Give an OSError the path that was being written: a full disk names none."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


def is_ours(name: str) -> bool:
    """Whether a name is that of a folder that is being filled, or was when a run was killed."""
    return name.startswith(_PREFIX)


def remove_leftovers(target: Path) -> None:
    """Remove what killed runs left beside a folder; put the old folder back where it was moved away."""
    for path in sorted(target.parent.glob(f"{_PREFIX}{target.name}-*")):
        if path.name.endswith(_OLD) and not target.exists():
            path.rename(target)
        else:
            shutil.rmtree(path, ignore_errors=True)


def _exchange(fresh: Path, target: Path) -> None:
    """Swap two folders in one step, where the system knows how to."""
    if _swapped(os.fsencode(fresh), os.fsencode(target)):
        return
    # Two steps: a run that is killed between them leaves the old folder for the next one to put back.
    old = fresh.with_name(fresh.name + _OLD)
    target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)


_HERE = -100  # AT_FDCWD
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux and RENAME_SWAP of macOS


def _swapped(a: bytes, b: bytes) -> bool:
    """Whether the system has exchanged two paths: ``renameat2`` on Linux, ``renamex_np`` on macOS."""
    if sys.platform == "win32":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    if hasattr(library, "renameat2"):
        failed = library.renameat2(_HERE, a, _HERE, b, _EXCHANGE)
    elif hasattr(library, "renamex_np"):
        failed = library.renamex_np(a, b, _EXCHANGE)
    else:
        return False
    if not failed:
        return True
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False  # a disk that cannot
    raise OSError(code, os.strerror(code), os.fsdecode(b))


class Busy(Exception):
    """Another run writes to the same place; the message says which."""


@contextmanager
def locked(folder: Path, command: str) -> Iterator[None]:
    """Keep other runs out of a folder. Raises Busy with who holds it; a killed run holds nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / LOCK
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise Busy(path.read_text(encoding="utf-8", errors="replace").strip()) from error
    try:
        path.write_text(f"{command}（进程 {os.getpid()}）", encoding="utf-8")
        yield
    finally:
        path.unlink(missing_ok=True)
        lock.release()
