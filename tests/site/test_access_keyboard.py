"""Every type of page by keyboard alone: what one reaches, that one sees where one is, and the way out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from support.every_page import AIR, LAYOUTS, RESULTS, TABLE, open_page, until

# Put in by the debugger. Every Tab first writes down where the focus stood, after the browser has
# scrolled there and drawn it: `stops` has an entry for each place.
_WATCH = """() => {
    const FOCUSABLE = 'a[href], button, input, select, textarea, summary, [tabindex]';
    const stops = [];
    const looks = e => {
        const s = getComputedStyle(e);
        return [s.outlineStyle, s.outlineWidth, s.boxShadow, s.backgroundColor, s.borderColor, s.opacity,
                s.textDecorationLine, s.textDecorationColor].join('|');
    };
    // A choice that the theme hides shows its focus on the sign behind it.
    const face = e => e.matches('[type=radio], [type=checkbox]') && !e.matches('label *')
        && e.nextElementSibling && e.nextElementSibling.matches('label') ? e.nextElementSibling : e;
    const isSeen = e => {
        for (let up = e; up; up = up.parentElement) {
            if (getComputedStyle(up).opacity === '0') return false;
        }
        return e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;
    };
    // What the theme shows only while one scrolls up does no more than the key Home.
    const isStop = e => e.tabIndex >= 0 && !e.disabled && !e.closest('[inert]') && !e.matches('.md-top')
        && e.checkVisibility({ visibilityProperty: true });
    // A label whose control is not there for the keyboard works for the pointer alone. (The title above
    // the theme's navigation is one, of a drawer that is not there on wide screens.)
    const isForPointers = label => isSeen(label) && label.control && !isStop(label.control)
        && label.control.type !== 'radio' && !label.matches('.md-nav__title, [tabindex]')
        && label.offsetWidth > 0 && label.offsetHeight > 0
        && getComputedStyle(label).pointerEvents !== 'none';
    // Of what is taller than the window, as a table that stands row by row, the part that is on the screen.
    const isUncovered = e => Array.from(e.getClientRects()).some(box =>
        [.1, .5, .9].some(x => [.1, .5, .9].some(y => {
            const top = Math.max(box.top, 0), height = Math.min(box.bottom, innerHeight) - top;
            const hit = document.elementFromPoint(box.left + box.width * x, top + height * y);
            return hit && (e.contains(hit) || hit.contains(e) && hit !== document.body
                && hit !== document.documentElement && !hit.matches('main, article, .md-container'));
        })));
    const name = e => (e.getAttribute('aria-label') || e.textContent || '').trim().slice(0, 20)
        + ' <' + e.tagName.toLowerCase() + ' class="' + e.className + '" id="' + e.id + '">';
    const trouble = (e, rested) => {
        const shown = face(e);
        if (!isSeen(shown)) return 'not seen: ';
        if (!isUncovered(shown)) return 'covered: ';
        const style = getComputedStyle(shown);
        const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
        return outlined || rested && looks(shown) !== rested ? '' : 'no focus drawn: ';
    };
    const rests = new Map();
    const all = Array.from(document.querySelectorAll(FOCUSABLE));
    for (const e of all) rests.set(e, looks(face(e)));
    const note = () => {
        const e = document.activeElement;
        if (!e || e === document.body || e === document.documentElement) return null;
        stops.push({ e, trouble: trouble(e, rests.get(e)) });
        return e;
    };
    document.addEventListener('keydown', event => { if (event.key === 'Tab') note(); }, true);
    window.keyboard = {
        count: all.filter(isStop).length,
        done: () => {
            note();
            const reached = new Set(stops.map(stop => stop.e));
            const radios = new Set(Array.from(reached, e => e.type === 'radio' ? e.name : ''));
            const missed = Array.from(document.querySelectorAll(FOCUSABLE)).filter(e =>
                !reached.has(e) && isStop(e) && !(e.type === 'radio' && radios.has(e.name)));
            missed.push(...Array.from(document.querySelectorAll('label')).filter(isForPointers));
            return {
                distinct: reached.size, missed: missed.map(name),
                doubtful: stops.map((stop, i) => stop.trouble ? i : -1).filter(i => i >= 0),
            };
        },
        // Once more, with the time that a reader takes: what closes as the focus leaves has closed.
        again: async i => {
            const e = stops[i].e;
            e.blur();
            await new Promise(done => setTimeout(done, 350));
            const rested = looks(face(e));
            e.focus({ focusVisible: true });
            let found = trouble(e, rested);
            for (let wait = 0; found && wait < 100; wait++) {
                await new Promise(done => setTimeout(done, 100));
                found = trouble(e, rested);
            }
            return found && found + name(e);
        },
    };
}"""


@pytest.fixture(scope="module")
def keys(browser: Browser) -> Iterator[Page]:
    """A page on which nothing moves by itself."""
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


def walk(page: Page) -> dict[str, Any]:
    """Press Tab from the top of a page as often as it has stops, and what was found on the way."""
    page.evaluate(_WATCH)
    # A few more: boxes that scroll are stops too. In a trap the rest would be missed.
    for _ in range(page.evaluate("keyboard.count") + 8):
        page.keyboard.press("Tab")
    result: dict[str, Any] = page.evaluate("keyboard.done()")
    # Enough to see what is wrong, and no more than the time there is.
    result["troubles"] = [
        said for i in result["doubtful"][:8] if (said := page.evaluate("i => keyboard.again(i)", i))
    ]
    return result


@pytest.mark.parametrize(
    ("name", "width"),
    [*((name, 1280) for name in LAYOUTS), *((name, 390) for name in ("index.html", RESULTS, AIR, TABLE))],
)
def test_every_control_is_reached_and_seen(server: str, keys: Page, name: str, width: int) -> None:
    keys.set_viewport_size({"width": width, "height": 800})
    open_page(keys, server, name)
    found = walk(keys)
    assert found["troubles"] == []
    assert found["missed"] == []
    assert found["distinct"] > 3


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_first_stop_leads_to_the_content(server: str, keys: Page, name: str) -> None:
    keys.set_viewport_size({"width": 1280, "height": 800})
    open_page(keys, server, name)
    if keys.evaluate("Boolean(document.activeElement.closest('main article'))"):
        assert name == "search.html"  # one comes to type: the cursor stands in its box
        return
    keys.keyboard.press("Tab")
    skip = keys.locator(":focus")
    assert (skip.get_attribute("href") or "").startswith("#")
    expect(skip).to_be_in_viewport(ratio=1)
    keys.keyboard.press("Enter")
    until(keys, "Boolean(document.querySelector(':target'))")
    keys.keyboard.press("Tab")
    assert keys.evaluate("Boolean(document.activeElement.closest('main article'))")
    assert keys.evaluate(
        "Boolean(document.querySelector(':target') && document.querySelector(':target').closest('main'))"
    )


def test_back_again(server: str, keys: Page) -> None:
    """Shift and Tab lead back by the same way."""
    open_page(keys, server, "index.html")
    place = "document.activeElement.outerHTML.slice(0, 200)"
    there = []
    for _ in range(12):
        keys.keyboard.press("Tab")
        there.append(keys.evaluate(place))
    assert len(set(there)) > 6
    for seen in reversed(there[:-1]):
        keys.keyboard.press("Shift+Tab")
        assert keys.evaluate(place) == seen


@pytest.mark.parametrize(
    ("name", "opener", "opened"),
    [
        (AIR, "#p-2 .gz-permalink", ".gz-menu"),
        (TABLE, "#row-3 .gz-permalink", ".gz-menu"),
        (AIR, "details.gz-raw > summary", "#L106"),
        (TABLE, ".gz-full-button", ".gz-full-button:text('退出全屏')"),
    ],
)
def test_what_opens_closes_by_key(server: str, keys: Page, name: str, opener: str, opened: str) -> None:
    keys.set_viewport_size({"width": 1280, "height": 800})
    open_page(keys, server, name)
    keys.locator(opener).first.focus()
    keys.keyboard.press("Enter")
    expect(keys.locator(opened).first).to_be_visible()
    keys.keyboard.press("Enter" if "summary" in opener or "full" in opener else "Escape")
    expect(keys.locator(opened)).to_have_count(0) if "full" in opener else expect(
        keys.locator(opened).first
    ).to_be_hidden()
    assert keys.locator(opener).first.evaluate("e => e === document.activeElement")
