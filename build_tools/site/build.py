"""MkDocs over the pages, and beside them what the site holds besides: data, previews, feeds, search."""

from __future__ import annotations

import logging
import os
import re
from calendar import timegm
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from build_tools.exports.every import data_of_site
from build_tools.exports.feeds import feed_files
from build_tools.exports.proof import prove_files
from build_tools.exports.table_files import storable
from build_tools.model.corpus import Corpus
from build_tools.model.guard import over_corpus
from build_tools.report import one_line
from build_tools.site.dead_links import unlink_dead
from build_tools.site.licences import licence_files
from build_tools.site.previews import previews
from build_tools.site.proof import built, prove_html
from build_tools.site.search.index import search_files
from build_tools.site.writing import write_files


def epoch(corpus: Corpus) -> int:
    """The newest date in seconds: the clock of a build that must not read one."""
    return timegm(storable(date.fromisoformat((corpus.newest_day + "-01")[:10])).timetuple())


@dataclass(frozen=True)
class Settings:
    """What of mkdocs.yml the files beside the pages need; ``url`` ends with a slash, or is empty."""

    name: str
    url: str


def settings(config_file: Path) -> Settings:
    """The site's name and address as mkdocs.yml has them."""
    from mkdocs.config import load_config

    config = load_config(config_file=str(config_file))
    url = str(config.site_url or "")
    return Settings(str(config.site_name), url if not url or url.endswith("/") else f"{url}/")


class BuildFailed(Exception):
    """What MkDocs or the proof found wrong, one thing a line."""


def render(
    config_file: Path, corpus: Corpus, target: Path, *, docs: Path | None = None, kept: Collection[str] = ()
) -> list[str]:
    """Run MkDocs strictly into ``target``; returns its warnings and errors.

    It reads ``docs``, else what the settings name. Of ``kept`` pages, which may lead to what is there no
    more, dead links are no fault.
    """
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch(corpus))
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    said: list[str] = []

    class _Collect(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            message = record.getMessage()
            of_page = _OF_PAGE.match(message)
            if of_page is None or of_page["page"] not in kept:
                said.append(message)

    handler = _Collect(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        own = {} if docs is None else {"docs_dir": str(docs)}
        build(load_config(config_file=str(config_file), site_dir=str(target), strict=not kept, **own))
    except (MkDocsException, SystemExit) as error:
        return said or [str(error)]
    finally:
        logger.removeHandler(handler)
    return said


# Doc file 'documents/a.md' contains a link '../lists/b.md', but the target … is not found
_OF_PAGE = re.compile(r"Doc file '(?P<page>[^']+)' contains")


def fill_site(
    config_file: Path,
    docs: Path,
    corpus: Corpus,
    data: dict[str, str | bytes],
    fresh: Path,
    kept: Collection[str] = (),
) -> None:
    """The pages below ``docs`` as a site with ``data``, previews, feeds and search, in an empty folder.

    Raises BuildFailed with what MkDocs said, or with each place on a page and each file of a table that
    is not as in the model.
    """
    own = settings(config_file)
    said = over_corpus("网页", corpus, partial(render, config_file, corpus, fresh, docs=docs, kept=kept))
    if said:
        raise BuildFailed("\n".join(said))
    data = over_corpus("数据", corpus, partial(data_of_site, data, corpus, own.url))
    write_files(fresh / "data", data)
    write_files(fresh, over_corpus("预览", corpus, partial(previews, corpus)))
    write_files(fresh, over_corpus("订阅", corpus, partial(feed_files, corpus, own.name, own.url)))
    write_files(fresh, over_corpus("检索", corpus, partial(search_files, corpus)))
    write_files(fresh, licence_files())
    unlink_dead(fresh, kept)
    wrong = (*prove_files(corpus, data).values(), *prove_html(corpus, built(fresh)).values())
    if wrong:
        said = [one_line(failed.source, note) for failed in wrong for note in failed.notes]
        raise BuildFailed("\n".join([*said, f"网页和数据有 {len(said)} 处与模型不一致"]))
