"""HTML that is safe by its type: ``Markup`` is HTML, all other text is escaped where it enters.

The templates of this room stand in ``templates/``; each is compiled when it is first filled in.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

# `བོད་རང་སྐྱོང་ལྗོངས་མི་དམངས་སྲིད་གཞུང་།` above 西藏自治区人民政府文件; what parts two of its words may be a blank
_TIBETAN = re.compile(r"[\u0f00-\u0fff]+(?: [\u0f00-\u0fff]+)*")

Attributes = dict[str, str]
"""Of a tag: name → value, in the order in which they are printed."""


def fill_in(name: str, /, **values: object) -> Markup:
    """A template with its values. What is not ``Markup`` is escaped; a value that it lacks is an error."""
    return Markup(_template(name).render(values))


@cache
def _template(name: str) -> Template:
    return _environment().get_template(f"{name}.html")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        auto_reload=False,
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["tibetan"] = lambda words: Markup(tibetan(escape(words)))
    return environment


def between_tags(chars: str) -> Markup:
    """Words between tags: quotes, which mean something only inside of a tag, stay as they are printed."""
    return Markup(str(escape(chars)).replace("&#34;", '"').replace("&#39;", "'"))


def tibetan(markup: str) -> str:
    """Each run of Tibetan script named as Tibetan, for voices and fonts. No character changes."""
    return _TIBETAN.sub(r'<span lang="bo">\g<0></span>', str(markup))  # Markup escapes what it is joined to
