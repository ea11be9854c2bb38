"""The theme's MkDocs plugin: it keeps Material's leftovers out of the site. Cosmetic: no page needs it.

The site loads none of Material's scripts (they weigh as much as a long document, and half of what they
do is dead in a page opened from a file), so the toggles, dialogs and files that only they use go.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin

from build_tools.site.theme.material_styles import needed_styles
from build_tools.site.theme.site_map import parted

_LEFTOVERS = (
    # <input class="md-toggle" …> twice, the overlay, Material's own skip link and banner
    re.compile(r'<input class="md-toggle".*?(?=<a class="gz-to-text")', re.DOTALL),
    # <link rel="next" href="…">: Firefox fetches it ahead, which the policy of the pages forbids
    re.compile(r'<link rel="next"[^>]*>\s*'),
    # <div class="md-dialog" …> … </div> </div> at the end of the body
    re.compile(r'<div class="md-dialog".*?</div>\s*</div>', re.DOTALL),
)


# <th> and <th style="…"> of a table in Markdown, which has heads of columns alone
_UNSCOPED = re.compile(r"<th(?=[ >])(?![^>]*\bscope=)")


def _without_leftovers(html: str) -> str:
    """A page without what only Material's scripts use; each head of a table says what it is the head of."""
    for pattern in _LEFTOVERS:
        html = pattern.sub("", html, count=1)
    html = _UNSCOPED.sub('<th scope="col"', html)
    return html.replace('class="no-js"', "", 1)


class NoSettings(Config):
    """What mkdocs.yml may set of the plugin."""


class Leftovers(BasePlugin[NoSettings]):
    """``plugins: [gazette]`` in mkdocs.yml."""

    def on_post_page(self, output: str, /, **_: Any) -> str:
        """Every page made of Markdown."""
        return _without_leftovers(output)

    def on_post_template(self, output_content: str, /, *, template_name: str, config: MkDocsConfig) -> str:
        """The error page, which is made of no Markdown, and the site map in files that hold it."""
        if template_name == "sitemap.xml":
            files = parted(output_content, config.site_url or "")
            Path(config.site_dir).mkdir(parents=True, exist_ok=True)  # of pages alone it is the first file
            for name, part in files.items():
                (Path(config.site_dir) / name).write_text(part, encoding="utf-8")
            return files[template_name]
        return _without_leftovers(output_content) if template_name == "404.html" else output_content

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Material's scripts and source maps do not belong to the site, of its styles what the pages need."""
        shutil.rmtree(Path(config.site_dir) / "assets" / "javascripts", ignore_errors=True)
        styles = Path(config.site_dir) / "assets" / "stylesheets"
        for path in styles.glob("*.map"):
            path.unlink()
        palette = config.theme.get("palette") or {}
        for path in styles.glob("*.css"):
            css = path.read_text(encoding="utf-8")
            path.write_text(
                needed_styles(css, config.markdown_extensions, palette.values()), encoding="utf-8"
            )
