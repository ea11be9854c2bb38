"""Pages rendered: by MkDocs in a folder of their own, or without it by the same Markdown extensions."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import yaml
from markdown import Markdown
from markdown.extensions import Extension
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.meta import get_data

from build_tools.model.catalogue import Note
from build_tools.model.corpus import Corpus
from build_tools.pages.document import pages
from build_tools.site.proof import built, prove_html
from support.paths import ROOT

THEME = ROOT / "build_tools" / "site" / "theme"
ASSETS = THEME / "assets" / "gazette"
# What the theme loads: its list is data.
LISTED = yaml.safe_load((THEME / "mkdocs_theme.yml").read_text(encoding="utf-8"))


@cache
def _settings() -> MkDocsConfig:
    """The project's own settings; MkDocs adds the extensions toc, tables and fenced_code to them."""
    return load_config(str(ROOT / "mkdocs.yml"))


def article(markdown: str, *more: Extension) -> str:
    """The HTML of a page's Markdown, its front matter taken off; with ``more`` than the settings name."""
    body, _ = get_data(markdown)
    settings = _settings()
    extensions = [*settings.markdown_extensions, *more]
    return Markdown(extensions=extensions, extension_configs=settings.mdx_configs).convert(body)


def write_pages(corpus: Corpus, site: Path) -> None:
    """Render every page that holds records of the corpus into ``site``."""
    made = pages(corpus)
    for page in corpus.by_page:
        path = site / page.replace(".md", ".html")
        path.parent.mkdir(parents=True, exist_ok=True)
        html = f"<html><body><article>{article(made[page])}</article></body></html>"
        path.write_text(html, encoding="utf-8")


def proven(corpus: Corpus, site: Path) -> list[Note]:
    """What the proof of :mod:`build_tools.site.proof` finds wrong on the rendered pages."""
    write_pages(corpus, site)
    return [note for failed in prove_html(corpus, built(site)).values() for note in failed.notes]


def hand_written(folder: Path) -> None:
    """Put what the project keeps by hand for MkDocs into ``folder``: settings and pages."""
    shutil.copy(ROOT / "mkdocs.yml", folder)
    for path in (ROOT / "docs").iterdir():
        if path.is_file():
            (folder / "docs").mkdir(exist_ok=True)
            shutil.copy(path, folder / "docs")
    shutil.copytree(ROOT / "docs" / "pictures", folder / "docs" / "pictures", dirs_exist_ok=True)
