"""How MkDocs is told of pages that stand already: known, not read.

They keep their anchors, so that links to them are checked, and what the site map says of them. The templates
of the theme are kept as they were read.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import cast

from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from build_tools.cache.hashes import hash_of
from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.site.asked_patterns import AskedPatterns
from build_tools.site.last import Built


class _NoSettings(Config):
    """None in mkdocs.yml: the build itself adds the plugin."""


class Known(BasePlugin[_NoSettings]):
    """MkDocs is told of pages that it need not make, and tells what it made of the others."""

    def __init__(self, taken: Mapping[str, Built], store: Store = NOTHING_KEPT) -> None:
        super().__init__()
        self._taken = taken
        self._store = store
        self.made: dict[str, tuple[tuple[str, ...], Mapping[str, object]]] = {}  # anchors and front matter
        self._files: list[File] = []
        self._texts = store.room()

    def on_config(self, config: MkDocsConfig, /) -> MkDocsConfig:
        """Markdown with the patterns that each page asks for."""
        config.markdown_extensions = cast("list[str]", [*config.markdown_extensions, AskedPatterns()])
        return config

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """With the pages that are taken over, all in the order in which MkDocs finds files."""
        known = [_Taken(page, None, config.site_dir, config.use_directory_urls) for page in self._taken]
        return Files(sorted([*files, *known], key=lambda file: _walked(file.src_uri)))

    def on_nav(self, nav: Navigation, /, *, files: Files, **_: object) -> Navigation:
        """Each of them with its anchors and with what the site map says."""
        self._files = [file for file in files.documentation_pages() if file.page is not None]
        for file in self._files:
            if isinstance(file, _Taken) and file.page is not None:
                built = self._taken[file.src_uri]
                # MkDocs only asks whether one is among them.
                file.page.present_anchor_ids = cast("set[str] | None", built.anchors)
                file.page.meta = dict(built.meta)
        return nav

    def on_page_content(self, html: str, /, *, page: Page, **_: object) -> str:
        """MkDocs reads all pages before it writes the first: their texts wait on the disk."""
        self._texts[page.file.src_uri] = html
        return ""

    def on_page_context(self, context: TemplateContext, /, *, page: Page, **_: object) -> TemplateContext:
        """The text of a page, for its template."""
        page.content = cast("str", self._texts[page.file.src_uri])
        return context

    def on_post_page(self, output: str, /, *, page: Page, **_: object) -> str:
        """What is written is wanted no more."""
        page.content = page.markdown = None
        return output

    def on_env(self, env: Environment, /, **_: object) -> Environment:
        """With templates that an earlier run has read."""
        env.bytecode_cache = _Read(self._store)
        return env

    def on_post_build(self, **_: object) -> None:
        """The anchors of the pages that were made."""
        for file in self._files:
            if not isinstance(file, _Taken) and file.page is not None:
                meta = {k: v for k, v in file.page.meta.items() if k in ("published", "date")}
                anchors = map(sys.intern, file.page.present_anchor_ids or ())  # the same on very many pages
                self.made[file.src_uri] = tuple(sorted(anchors)), meta


class _Read(BytecodeCache):
    """Templates as Python code, by their names and what they say."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def load_bytecode(self, bucket: Bucket) -> None:
        """Where there is none, Jinja reads the template."""
        held: bytes | None = self._store.held("template", hash_of(bucket.key, bucket.checksum))
        if held is not None:
            bucket.bytecode_from_string(held)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """For the next run."""
        self._store.keep("template", hash_of(bucket.key, bucket.checksum), bucket.bytecode_to_string())


class _Taken(File):
    """A page that stands in the site."""

    def is_modified(self) -> bool:
        """Never: MkDocs then neither reads nor writes it."""
        return False


def _walked(path: str) -> tuple[tuple[bool, bool, str], ...]:
    """The order of a walk through folders: files before the folders beside them, an index first."""
    *folders, name = path.split("/")
    index = name.rpartition(".")[0] in ("index", "README")
    return (*((True, True, folder) for folder in folders), (False, not index, name))
