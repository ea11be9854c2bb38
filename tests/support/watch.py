"""What goes wrong on a page."""

from __future__ import annotations

from playwright.sync_api import Page


def watch(page: Page, origin: str) -> list[str]:
    """What goes wrong on a page from now on: errors, failed requests, requests to elsewhere."""
    troubles: list[str] = []
    page.on("console", lambda m: troubles.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: troubles.append(str(e)))
    # What is still loading ends when the page is left: that is no failure.
    page.on(
        "requestfailed",
        lambda r: None if r.failure == "net::ERR_ABORTED" else troubles.append(f"failed {r.url}"),
    )
    page.on("dialog", lambda d: troubles.append(f"dialog {d.message}"))
    page.on(
        "request",
        lambda r: None if r.url.startswith((origin, "data:")) else troubles.append(f"elsewhere {r.url}"),
    )
    return troubles
