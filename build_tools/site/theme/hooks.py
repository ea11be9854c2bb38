"""MkDocs hooks that keep the theme's leftovers out of the site. Cosmetic: no page needs them.

The site loads none of the theme's scripts (they weigh as much as a long document, and half of what they
do is dead in a page opened from a file), so the toggles, dialogs and files that only they use go.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

_LEFTOVERS = (
    # <input class="md-toggle" …> twice, the overlay, the theme's own skip link and banner
    re.compile(r'<input class="md-toggle".*?(?=<a class="gz-to-text")', re.DOTALL),
    # <div class="md-dialog" …> … </div> </div> at the end of the body
    re.compile(r'<div class="md-dialog".*?</div>\s*</div>', re.DOTALL),
)


def on_post_page(output: str, **_: Any) -> str:
    """The page without what only the theme's scripts use."""
    for pattern in _LEFTOVERS:
        output = pattern.sub("", output, count=1)
    return output.replace('class="no-js"', "", 1)


def on_post_template(output_content: str, template_name: str, **_: Any) -> str:
    """The same for the error page, which is made of no Markdown."""
    return on_post_page(output_content) if template_name == "404.html" else output_content


def on_post_build(config: Any, **_: Any) -> None:
    """The theme's scripts and their source maps do not belong to the site."""
    shutil.rmtree(Path(config.site_dir) / "assets" / "javascripts", ignore_errors=True)
    for path in (Path(config.site_dir) / "assets" / "stylesheets").glob("*.map"):
        path.unlink()
