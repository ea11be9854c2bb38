"""A reader at a browser, Chromium or Firefox: opens a page, types into its box, presses Enter, and looks."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any, Protocol

from playwright.sync_api import Error, Page

from support.every_page import PATIENCE


class Reader(Protocol):
    """What both browsers can do."""

    def open(self, address: str) -> None:
        """Open a page and wait until it is loaded."""

    def evaluate(self, expression: str) -> Any:
        """The value of an expression on the page; None where the page is just being left."""

    def enter(self) -> None:
        """Press the key where the focus is."""


class Chromium:
    """One page of Playwright's, kept for all that is asked."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def open(self, address: str) -> None:
        """Open a page and wait until it is loaded."""
        self._page.goto(address)

    def evaluate(self, expression: str) -> Any:
        """The value of an expression on the page; None where the page is just being left."""
        try:
            return self._page.evaluate(f"async () => ({expression})")
        except Error as error:
            if "context was destroyed" in error.message:
                return None
            raise

    def enter(self) -> None:
        """Press the key where the focus is."""
        self._page.keyboard.press("Enter")


# What is read is compared without blanks and without the signs between the cells of a row.
_SQUEEZE = "const squeeze = text => text.replace(/[\\s｜¶]/gu, '');"
_TYPE = """(() => {
    const box = document.querySelector('#gz-ask-q') || document.querySelector('#gz-search-input');
    box.focus();
    box.value = TYPED;
    box.dispatchEvent(new Event('input', {bubbles: true}));
    return true;
})()"""
# What is offered first: ways to places and pages, then results. `answered` where a snippet already says it.
_OFFERED = (
    "(() => {"
    + _SQUEEZE
    + """
    const place = document.querySelector('#gz-found');
    const asked = new URL(location.href).searchParams.get('q');
    if (!place || asked !== TYPED || place.getAttribute('aria-busy') || !place.textContent) return null;
    const all = query => [...document.querySelectorAll(query)];
    const items = all('.gz-ways-in li').concat(all('.gz-result').slice(0, 5));
    const leads = item => [...item.querySelectorAll('a')].some(a => new URL(a.href).pathname.endsWith(PAGE));
    const own = items.filter(leads);
    if (own.some(item => squeeze(item.textContent).includes(squeeze(ANSWER)))) return {answered: true};
    const link = own.length && (own[0].querySelector('.gz-hit-link') || own[0].querySelector('a'));
    const offered = items.map(item => item.textContent.slice(0, 40));
    return {answered: false, href: link ? link.href : '', offered: offered};
})()"""
)
# Whether the answer stands on the first screen.
_SEEN = (
    "(() => {"
    + _SQUEEZE
    + """
    const inView = e => {
        const box = e.getBoundingClientRect();
        return box.height && box.bottom > 0 && box.top < innerHeight;
    };
    const blocks = [...document.querySelectorAll('article :is(p, li, tr, h1, h2, h3, h4, h5, dd)')];
    const seen = blocks.filter(inView).map(b => b.textContent).join('');
    return squeeze(seen).includes(squeeze(ANSWER));
})()"""
)


@dataclass(frozen=True)
class Asked:
    """What is typed, and the printed words that answer it on a page."""

    typed: str
    page: str
    answer: str

    def on_page(self, script: str) -> str:
        """A script with what is asked in it."""
        for name in ("typed", "page", "answer"):
            script = script.replace(name.upper(), json.dumps(getattr(self, name)))
        return script


def _waited(reader: Reader, expression: str) -> Any:
    """The value of an expression once it is one; None when patience ends."""
    end = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < end:
        value = reader.evaluate(expression)
        if value:
            return value
        time.sleep(0.05)
    return None


def unanswered(reader: Reader, asked: Asked) -> str:
    """Ask it in the box of the page where the reader is, and click once; what went wrong, or nothing."""
    reader.evaluate(asked.on_page(_TYPE))
    reader.enter()
    offered = _waited(reader, asked.on_page(_OFFERED))
    if offered is None:
        return "nothing was said"
    if offered["answered"]:
        return ""
    if not offered["href"]:
        return f"not among {offered['offered']}"
    reader.open(offered["href"])
    return "" if _waited(reader, asked.on_page(_SEEN)) else f"not on the first screen of {offered['href']}"
