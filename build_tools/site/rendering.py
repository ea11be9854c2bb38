"""A page's Markdown as HTML, by the extensions of the site and without MkDocs: for ``check``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from build_tools.site.proof import HtmlOf


def rendered(pages: Mapping[str, str], config_file: Path) -> HtmlOf:
    """The pages as the site would show their text; MkDocs adds extensions of its own to those of the
    settings."""
    from markdown import Markdown
    from mkdocs.config import load_config
    from mkdocs.utils.meta import get_data

    config = load_config(config_file=str(config_file))

    def render(page: str) -> str | None:
        if page not in pages:
            return None
        body, _ = get_data(pages[page])
        converter = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
        return f"<html><body><article>{converter.convert(body)}</article></body></html>"

    return render
