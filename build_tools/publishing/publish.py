"""Publishing: a draft against what was published, the gate, the target, the record; and the way back.

The switch of the target is what publishes. What comes before it no reader sees; what comes after it is the
record, which the next run puts in its place where this one was killed between the two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.books.every import SUMS, read_sums
from build_tools.books.shelves import FOLDER
from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.edition import Edition
from build_tools.model.published import Past, Release
from build_tools.output import place_site
from build_tools.project import DIST, PUBLISHED, RAW, WORK
from build_tools.publishing.draft import Draft, returned, standing, with_books
from build_tools.publishing.earlier import Earlier, NoRelease, earlier, of_commit
from build_tools.publishing.git import commit_of, is_clean
from build_tools.publishing.record import hashes, new_release
from build_tools.publishing.release import Built, fill_release
from build_tools.publishing.target import Settings, Target
from build_tools.site.writing import Files, staged, swap_in, write_files
from build_tools.sources.published import read_past, record_files

_LOCK = Path("requirements.lock")
_DRAWN = WORK / "published"
_NAME = "target.txt"


class NoWayBack(Exception):
    """Why there is no release to return to."""


@dataclass(frozen=True)
class Asked:
    """What the person who publishes asks for: the day, the time as ``20261128-093000``, what is allowed."""

    day: str
    stamp: str
    allowed: Sequence[tuple[str, str]] = ()


def last_release(past: Past, settings: Settings | None) -> Earlier:
    """The release that readers see: in the target where that is a folder, else the commit that the record
    names. Without lines where nothing was published, or neither is to be had."""
    own = standing(past)
    if own is None:
        return Earlier("", ())
    current = Path(settings.folder) / "current" if settings is not None and settings.folder else None
    try:
        if current is not None and current.exists():
            return replace(earlier(str(current), RAW), name=own.id)
        return of_commit(own.commit, RAW) if commit_of(Path(), own.commit) else Earlier(own.id, ())
    except NoRelease:
        return Earlier(own.id, ())


def taken_up(past: Past, target: Target) -> Past:
    """The record; where a killed run has switched the target and not come to write it, the one it drew up."""
    path = _DRAWN / _NAME
    if not path.is_file() or path.read_text(encoding="utf-8") != target.current():
        return past
    drawn = read_past(_DRAWN, past.redirects)
    if drawn.releases[:-1] != past.releases:
        return past
    swap_in(PUBLISHED, record_files(drawn))
    return drawn


def draft_of(asked: Asked, past: Past, lines: Earlier, target: Target) -> Draft:
    """A release of what lies in raw/. The commit is named where it holds these sources as they are."""
    commit = commit_of(Path(), "HEAD") if is_clean(Path(), RAW.as_posix()) else ""
    release = new_release(asked.day, hashes(RAW), commit, _LOCK, target.current())
    return Draft(past, lines.lines, replace(release, allowed=tuple(asked.allowed)))


After = Callable[[Path, str], Files]
"""What a release holds beside the site as it was built; of its folder, and the path of its bundle there."""


def go_out(
    edition: Edition,
    asked: Asked,
    target: Target,
    unchanged: Callable[[], None],
    store: Store = NOTHING_KEPT,
    after: After = lambda _, __: {},
) -> Built:
    """Build the site of an edition whose record is drawn up, hold it, with what is made after it, at the
    target, let readers see it, and put site, pages, data and record in their places. Raises what stops it;
    readers see nothing then."""
    done: list[Built] = []

    def released(site: Path) -> Mapping[Path, Files]:
        with staged(WORK / "release") as fresh:
            built = fill_release(edition.corpus, site, RAW, asked.stamp, DIST, fresh)
            beside = after(fresh, f"bundles/{built.bundle.name}")
            write_files(fresh, beside)
            if built.name not in target.names():  # the name ends with the hash of what it holds
                target.put(built.name, fresh)
        files = record_files(with_books(edition.corpus.past, _sums(beside)))
        swap_in(_DRAWN, {**files, _NAME: built.name})
        target.switch(built.name)
        done.append(built)
        return {PUBLISHED: files}

    place_site(edition, unchanged, store, released)
    return done[0]


def _sums(beside: Files) -> dict[str, str]:
    """Of the books that stand beside a site; none where it has none."""
    written = beside.get(f"{FOLDER}/{SUMS}", b"")
    return read_sums(written if isinstance(written, bytes) else written.encode())


def go_back(past: Past, day: str, target: Target) -> Release:
    """Let readers see the release before, and record it. Raises NoWayBack."""
    own = standing(past)
    if own is None or not own.before:
        raise NoWayBack("此前没有别的发布")
    if own.before not in target.names():
        raise NoWayBack(f"目标不再保留 {own.before}")
    record = returned(past, day, target.current())
    target.switch(own.before)
    swap_in(PUBLISHED, record_files(record))
    back = standing(record)
    assert back is not None
    return back
