"""How much a page weighs, whether it jumps while it loads, and what Lighthouse says of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from support.built_site import BuiltSite
from support.every_page import AIR, FOOTNOTES, ISSUE, RESULTS, TABLE, open_page, until
from support.gzip_server import Slow, served_compressed
from support.paths import ROOT, TESTS

LIMIT = 150_000  # bytes, with the heads of the answers
GOOD = 0.95
ASSERTED = ("accessibility", "best-practices", "seo")
STEADY = ("index.html", AIR, ISSUE, TABLE, RESULTS)
JUDGED = (AIR, ISSUE, TABLE, RESULTS)


@pytest.fixture(scope="module")
def compressed(whole: BuiltSite) -> Iterator[str]:
    """The whole site as a server sends it."""
    with served_compressed(whole.site) as address:
        yield address


@pytest.fixture(scope="module")
def slow(whole: BuiltSite) -> Iterator[str]:
    """The whole site over the line of a reader: what comes late there comes late here too."""
    with served_compressed(whole.site, Slow) as address:
        yield address


# Two frames: what the first has asked for is in the second.
_DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))"


@dataclass
class Weighed:
    """What an empty cache has to fetch for a page: the address and the size of each answer."""

    named: dict[str, str] = field(default_factory=dict)
    sent: dict[str, float] = field(default_factory=dict)

    def is_whole(self) -> bool:
        """Whether all that was asked for has come."""
        return {key for key, url in self.named.items() if not url.startswith("data:")} <= set(self.sent)

    def weights(self, origin: str) -> list[tuple[float, str]]:
        """The answers, the largest first."""
        return sorted(
            ((size, self.named[key].removeprefix(origin)) for key, size in self.sent.items()), reverse=True
        )


def weighed(page: Page) -> Weighed:
    """Weigh what the page fetches from now on."""
    found = Weighed()
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on(
        "Network.requestWillBeSent", lambda e: found.named.update({e["requestId"]: e["request"]["url"]})
    )
    network.on(
        "Network.loadingFinished", lambda e: found.sent.update({e["requestId"]: e["encodedDataLength"]})
    )
    return found


# A median notice, the heaviest of all documents, a short one.
@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("index.html", 60_000),
        (AIR, 85_000),
        (FOOTNOTES, 117_000),
        ("documents/la-zheng-ren-2024-39.html", 65_000),
    ],
)
def test_weight(compressed: str, page: Page, name: str, most: int) -> None:
    """All that an empty cache has to fetch, while the page is read from top to bottom."""
    found = weighed(page)
    open_page(page, compressed, name)
    page.wait_for_load_state("networkidle")
    page.keyboard.press("End")
    until(page, "scrollY + innerHeight > document.documentElement.scrollHeight - 2")
    page.evaluate(_DRAWN)
    until(page, found.is_whole)
    assert len(found.sent) > 5
    assert all(url.startswith((compressed, "data:")) for url in found.named.values())
    total, weights = sum(found.sent.values()), found.weights(compressed)
    print(f"{name}: {total:,.0f} bytes; most: {weights[:4]}")
    assert total < most, weights


@pytest.mark.parametrize("typed", ["空气质量", "责任单位", "藏政发2024 11"])
def test_weight_of_a_search(compressed: str, page: Page, typed: str) -> None:
    """All that the box fetches from the moment it is entered until all that it shows is there."""
    open_page(page, compressed, AIR)
    page.wait_for_load_state("networkidle")
    found = weighed(page)
    page.locator("#gz-search-input").fill(typed)
    expect(page.locator("form.gz-search [role=option]").last).to_contain_text("全部结果")
    page.wait_for_load_state("networkidle")
    until(page, found.is_whole)
    total, weights = sum(found.sent.values()), found.weights(compressed)
    print(f"{typed}: {total:,.0f} bytes; most: {weights[:4]}")
    assert total < LIMIT, weights


_JUMPS = """async () => {
    const jumps = [];
    new PerformanceObserver(list => jumps.push(...list.getEntries()))
        .observe({ type: 'layout-shift', buffered: true });
    const frame = () => new Promise(done => requestAnimationFrame(done));
    const rest = async () => {
        await frame(); await frame(); await new Promise(done => setTimeout(done, 120));
    };
    const step = Math.max(innerHeight, document.documentElement.scrollHeight / 12);
    for (let y = 0; y < document.documentElement.scrollHeight; y += step) { scrollTo(0, y); await rest(); }
    scrollTo(0, 0);
    await rest();
    return jumps.map(jump => [jump.value, jump.sources.map(source => {
        const e = source.node && (source.node.nodeType === 1 ? source.node : source.node.parentElement);
        return (e ? e.tagName + '.' + e.className : '?') + ' '
            + [source.previousRect, source.currentRect].map(r => [r.x, r.y, r.width, r.height].join(' '))
                .join(' to ');
    })]);
}"""


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", STEADY)
def test_nothing_jumps(slow: str, page: Page, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    open_page(page, slow, name)
    page.wait_for_load_state("networkidle")
    jumps: list[Any] = page.evaluate(_JUMPS)
    assert jumps == [], "\n".join(map(str, jumps))


def test_a_jump_is_seen(compressed: str, page: Page) -> None:
    """That the test above measures something."""
    open_page(page, compressed, "index.html")
    until(page, "performance.getEntriesByName('first-contentful-paint').length > 0")
    page.evaluate(
        "document.querySelector('article').prepend(Object.assign(document.createElement('p'), "
        "{ textContent: '跳', style: 'height: 200px' }))"
    )
    assert page.evaluate(_JUMPS) != []


def _lighthouse(addresses: list[str]) -> list[dict[str, Any]]:
    node, browser = shutil.which("node"), shutil.which("chromium") or shutil.which("google-chrome")
    if not node or not browser or not (ROOT / "node_modules" / "lighthouse").is_dir():
        pytest.fail("Lighthouse needs node and chromium on PATH, and: make node_modules/.installed")
    script = TESTS / "site" / "lighthouse.mjs"
    done = subprocess.run(
        [node, str(script), browser, *addresses],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"NO_COLOR": "1"},
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def test_lighthouse(compressed: str, record_property: Callable[[str, object], None]) -> None:
    reports = _lighthouse([compressed + name for name in JUDGED])
    assert len(reports) == len(JUDGED)
    low = []
    for name, report in zip(JUDGED, reports, strict=True):
        assert report["error"] == "", name
        # Shown in the summary of the run, see conftest.py; speed depends on the machine.
        record_property("lighthouse", f"{name}: {report['scores']}")
        print(name, report["scores"], report["costs"]["performance"])
        low += [
            f"{name}: {kind} {report['scores'][kind]}: {report['costs'][kind]}"
            for kind in ASSERTED
            if report["scores"][kind] < GOOD
        ]
    assert low == []
