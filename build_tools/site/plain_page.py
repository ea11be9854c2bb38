"""A page that no Markdown is made of: a few words and a way on. Lists and search engines leave it out."""

from __future__ import annotations

from markupsafe import escape

_POLICY = "default-src 'none'; script-src 'self'; base-uri 'none'"


def plain_page(title: str, heading: str, body: str, head: str = "") -> str:
    """The page, without scripts or anything from elsewhere; ``head`` and ``body`` are HTML."""
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="robots" content="noindex">\n{head}<title>{escape(title)}</title>\n</head>\n<body>\n'
        f"<main>\n<h1>{escape(heading)}</h1>\n{body}</main>\n</body>\n</html>\n"
    )
