"""The archive as it stands, kept up in a process of its own, and what the desk asks of it.

Converting and building hold a processor for seconds; the process that answers browsers must not. Each
function here runs in the one worker that holds the archive, and gives plain values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import Any

from build_tools.adding import prove_originals
from build_tools.cache.store import Warm
from build_tools.desk.ahead import Ahead, Html
from build_tools.desk.issue import issue_value, issues_value, raw_lines
from build_tools.desk.places import page_places
from build_tools.desk.publication import publication_value
from build_tools.edition import Terms, whole_edition
from build_tools.model.catalogue import Note
from build_tools.model.corpus import Corpus
from build_tools.model.guard import StageFailed
from build_tools.model.published import Past
from build_tools.model.source import Source
from build_tools.output import place_site
from build_tools.pipeline import Result, convert_sources, linked
from build_tools.project import CACHE, PUBLISHED, RAW, WORK
from build_tools.publishing.target import SettingsWrong, TargetFailed
from build_tools.report import findings, io_error, one_line
from build_tools.site.build import BuildFailed
from build_tools.site.writing import Busy, locked
from build_tools.sources.folder import Changed, Stamps, find_sources, stamps, unchanged
from build_tools.sources.published import RecordBroken, read_past
from build_tools.sources.redirects import REDIRECTS, read_redirects

Value = Mapping[str, Any]


@dataclass(frozen=True)
class _State:
    """The archive at one moment: the files as they were found, each source converted, and all linked."""

    sources: Stamps
    record: RecordStamp
    results: tuple[Result, ...]
    past: Past
    corpus: Corpus


class _Workshop:
    """Holds the archive between two questions; what changed in raw/ is converted before the next answer."""

    def __init__(self) -> None:
        self.store = Warm(CACHE)
        self.ahead = Ahead(self.store)
        self._state: _State | None = None

    @property
    def state(self) -> _State:
        now = (stamps((RAW,)), _record_stamp())
        if self._state is None or (self._state.sources, self._state.record) != now:
            self.store.forget()  # what neither the last state nor its pages were made of
            sources = find_sources((RAW,))
            converted = [*sources.failed, *convert_sources(sources.sources, store=self.store)]
            results = prove_originals(sources.sources, converted)
            past = read_past(PUBLISHED, read_redirects(RAW / REDIRECTS).ways)
            self._state = _State(*now, tuple(results), past, linked(results, past=past, store=self.store))
        return self._state


RecordStamp = tuple[tuple[str, int, int], ...]


def _record_stamp() -> RecordStamp:
    """What tells that the record of publishing changed."""
    found = ((path, path.stat()) for path in sorted(PUBLISHED.glob("*")) if path.is_file())
    return tuple((path.name, stat.st_mtime_ns, stat.st_size) for path, stat in found)


@cache
def _shop() -> _Workshop:
    return _Workshop()


class Unready(Exception):
    """Why the archive cannot be shown or built as it stands; one thing a line."""


class Overtaken(Exception):
    """The sources changed while the site was built of them: it is to be built again."""


def issues() -> Value:
    """All sources, how much of each is settled and held against the print. Raises Unready."""
    return issues_value(_corpus())


def issue(id_: str) -> Value | None:
    """One source: what is open in it, its pages, its report; None where there is none. Raises Unready."""
    return issue_value(id_, _corpus())


def places(page: str) -> Value | None:
    """Where the characters of a page stand in its source; None where there is no such page."""
    return page_places(page, _corpus())


def lines(id_: str, first: int, last: int) -> Value | None:
    """Raw lines of a source; None where there is none."""
    return raw_lines(id_, first, last, _corpus())


def publication(now: datetime) -> Value:
    """What the next publishing would bring, and what would stop it. Raises Unready."""
    corpus = _corpus()
    try:
        return publication_value(corpus, _shop().state.past, now)
    except (TargetFailed, SettingsWrong, BuildFailed) as error:
        raise Unready(str(error)) from error
    except OSError as error:
        raise Unready(io_error(error)) from error


def _corpus() -> Corpus:
    try:
        return _shop().state.corpus
    except StageFailed as error:
        raise Unready(one_line(error.failed.source, error.failed.notes[0])) from error
    except RecordBroken as error:
        raise Unready(f"record-broken {error} 发布记录不能读取") from error
    except OSError as error:
        raise Unready(io_error(error)) from error


def documents_ahead() -> Html:
    """The pages of documents and issues that are not as the site has them. Raises Unready."""
    return _ahead(_shop().ahead.documents)


def lists_ahead() -> Html:
    """The lists that are not as the site has them. Raises Unready."""
    return _ahead(_shop().ahead.lists)


def _ahead(render: Callable[[Corpus], Html]) -> Html:
    corpus = _corpus()
    try:
        if wrong := [*findings(corpus, "error")]:
            raise Unready(_lines(wrong))
        return render(corpus)
    except StageFailed as error:
        raise Unready(one_line(error.failed.source, error.failed.notes[0])) from error
    except BuildFailed as error:
        raise Unready(str(error)) from error
    except OSError as error:
        raise Unready(io_error(error)) from error


def rebuild() -> None:
    """The site as it now has to be, swapped in whole. Raises Unready and Overtaken; the site stands as it was
    then."""
    _corpus()
    shop = _shop()
    state = shop.state
    try:
        edition = whole_edition(state.results, None, Terms(past=state.past, store=shop.store))
        if wrong := [*findings(edition.corpus, "error")]:
            raise Unready(_lines(wrong))
        with locked(WORK, "gazette serve"):
            place_site(edition, partial(unchanged, state.sources, (RAW,)), shop.store)
    except StageFailed as error:
        raise Unready(one_line(error.failed.source, error.failed.notes[0])) from error
    except BuildFailed as error:
        raise Unready(str(error)) from error
    except Changed as error:
        raise Overtaken from error
    except Busy as error:
        raise Unready(f"busy 另一次运行正在写入同一位置：{error}") from error
    except OSError as error:
        raise Unready(io_error(error)) from error
    finally:
        shop.store.trim()


def _lines(found: list[tuple[Source, Note]]) -> str:
    return "\n".join(one_line(source, note) for source, note in found)
