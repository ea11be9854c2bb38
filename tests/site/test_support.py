"""Browsers of this year and the two before it; and readers without script and without style."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from support.built_site import BuiltSite
from support.every_page import AIR, FOOTNOTES, FORM, ISSUE, LAYOUTS, TABLE
from support.paths import ROOT, TESTS
from support.rendering import ASSETS

# What some of the browsers do not know, and what a reader of them goes without.
ENHANCEMENTS = {
    "Property 'accent-color'": "boxes that are ticked have the browser's own colour",
    "Property 'forced-color-adjust'": "a sign has one more of the colours that the reader chose",
    "Property 'overscroll-behavior'": "the page scrolls on at the end of the list of the search box",
    "Property 'scrollbar-color'": "the bars of boxes that scroll have the browser's own colours",
    "Property 'resize'": "the text that is shown for copying scrolls, and keeps its size",
    "Property 'text-wrap'": "lines of a title are of less equal length",
    "Property 'user-select'": "beside it stands the name that Safari knows it by",
    "Property 'hanging-punctuation'": "a point at the end of a line stands inside of it",
    "Property 'text-autospace'": "no space beside Latin letters and numbers",
    "Selector 'highlight'": "places that are found in a document are listed, and not marked in it",
    "Selector 'fullscreen'": "where it is not known the table fills the window, by a class",
    # On paper alone.
    "At-rule '@page'": "margins and page numbers are the browser's own",
    "Selector 'left'": "the number of a page stands at the same side of all",
    "Selector 'right'": "the number of a page stands at the same side of all",
    "Value 'avoid' of property 'break-after'": "a heading may stand at the foot of a page",
    "Value 'avoid' of property 'break-before'": "a signature may stand at the head of a page",
    "Property 'orphans'": "a single line may stand at the foot of a page",
    "Property 'widows'": "a single line may stand at the head of a page",
    "Property 'print-color-adjust'": "grounds are not printed",
    "Property 'content-visibility'": "what is folded is printed by another rule, or stays folded",
    "Selector 'details-content'": "what is folded is printed by another rule, or stays folded",
}

# Boxes without a name, buttons and links without a word, pictures that stand for a word.
_DEBRIS = """() => {
    const words = e => (e.innerText || '').trim();
    const named = e => e.labels && Array.from(e.labels).some(words) || e.getAttribute('aria-label')
        || e.placeholder || e.title;
    const seen = e => e.checkVisibility();
    const tell = e => e.tagName.toLowerCase() + '.' + e.getAttribute('class') + '#' + e.id;
    const all = query => Array.from(document.querySelectorAll(query)).filter(seen);
    return [
        ...all('input:not([type=hidden]), select, textarea').filter(e => !named(e)),
        ...all('.md-toggle, .md-option'),
        ...all('button, label').filter(e => !words(e) && !e.querySelector('input')),
        ...all('a[href]').filter(e => !words(e) && !e.querySelector('img[alt]')),
        ...all('svg').filter(e => !e.closest('figure')),
    ].map(tell);
}"""


@pytest.fixture(scope="module")
def bare(browser: Browser) -> Iterator[Page]:
    """A page of a reader who gets neither script nor style."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})

    def refuse(route: Route) -> None:
        if route.request.resource_type in ("stylesheet", "script", "font"):
            route.abort()
        else:
            route.continue_()

    context.route("**/*", refuse)
    yield context.new_page()
    context.close()


def _in_order(text: str, *parts: str) -> list[str]:
    """Those of the parts that do not stand after the one before them."""
    missed, at = [], 0
    for part in parts:
        found = text.find(part, at)
        if found < 0:
            missed.append(part)
        else:
            at = found + len(part)
    return missed


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        (
            AIR,
            (
                "西藏自治区人民政府关于印发《西藏自治区空气质量持续改善行动实施方案》的通知",
                "藏政发〔2024〕11号",
                "现印发给你们",
                "为持续保持环境空气质量优良",
                "认真贯彻执行自治区",
                "校勘记",
                "来源文本",
            ),
        ),
        (FOOTNOTES, ("生态环境保护规划", "一带三区")),
        (TABLE, ("西藏自治区定点医疗机构信用评价指标", "分值", "来源文本")),
        (FORM, ("信用修复申请表", "来源文本")),
        (ISSUE, ("西藏自治区人民政府公报", "2024年第7期")),
        ("index.html", ("政府公报文库",)),
    ],
)
def test_plain_text_reads_in_order(server: str, bare: Page, name: str, parts: tuple[str, ...]) -> None:
    bare.goto(server + name)
    assert _in_order(bare.locator("article").inner_text(), *parts) == []


@pytest.mark.parametrize("name", LAYOUTS)
def test_nothing_is_left_of_what_needs_style(server: str, bare: Page, name: str) -> None:
    bare.goto(server + name)
    assert bare.evaluate("getComputedStyle(document.querySelector('h1')).textAlign") == "start"
    assert bare.evaluate(_DEBRIS) == []


def test_what_is_derived_says_so_in_words(server: str, bare: Page) -> None:
    """What is ours is told from what is printed without colour or frame: it stands under words of its own."""
    bare.goto(server + AIR)
    blocks = bare.evaluate(
        """() => [...document.querySelectorAll('article > [data-derived], article > div > [data-derived]')]
            .filter(e => e.checkVisibility() && e.innerText.trim() && !e.closest('details'))
            .filter(e => !(e.previousElementSibling && e.previousElementSibling.matches('.gz-voice')))
            .map(e => [e.className, e.innerText.trim().slice(0, 60)])"""
    )
    assert len(blocks) > 2
    said = re.compile(
        r"：|^文件信息$|^下载$|〔第\d+页〕|〔换页〕|^第?.{0,6}目录|公报|依据的文件|发布的文件|引用|以纸质公报为准|[←→↩]|上一|下一"
    )
    assert [block for block in blocks if not said.search(block[1])] == []


def test_doubts_and_supplied_cells_say_so_in_words(server: str, bare: Page) -> None:
    bare.goto(server + TABLE)
    text = bare.locator("article").inner_text()
    assert "存疑" in text
    notes = bare.locator("details.gz-table-notes").first
    notes.locator("summary").click()
    assert notes.locator("li").count() > 0


# --- browsers -------------------------------------------------------------------------------------


def _run(name: str, *arguments: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    tool = ROOT / "node_modules" / ".bin" / name
    if not shutil.which("node") or not tool.exists():
        pytest.fail(f"{name} is missing; run: make node_modules/.installed")
    return subprocess.run(
        [str(tool), *arguments], cwd=ROOT, input=text, capture_output=True, text=True, check=False
    )


def _browsers() -> list[str]:
    asked: list[str] = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["browserslist"]
    return asked


def test_the_browsers_are_those_of_three_years() -> None:
    """The list in package.json holds every version since the first day of the year before last."""
    released = subprocess.run(
        ["node", "-p", "JSON.stringify(require('caniuse-lite').agents, (k, v) => k === 'stats' ? {} : v)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    agents: dict[str, Any] = json.loads(released.stdout)
    listed = set(_run("browserslist", ", ".join(_browsers())).stdout.split("\n"))
    newest = max(day or 0 for day in agents["chrome"]["release_date"].values())
    since = ((newest // (365.2425 * 86400)) - 2) * 365.2425 * 86400
    wanted = {
        f"{name} {version}"
        for name in ("chrome", "edge", "firefox", "safari", "ios_saf")
        for version, day in agents[name]["release_date"].items()
        if day and day >= since
    }
    assert len(wanted) > 80
    assert wanted <= listed


def _eslint(*arguments: str, text: str | None = None) -> list[tuple[str, str]]:
    """What ESLint finds, as pairs of a place and a message."""
    done = _run(
        "eslint",
        "--no-config-lookup",
        "-c",
        "tests/site/eslint.config.mjs",
        "-f",
        "json",
        *arguments,
        text=text,
    )
    assert done.stdout.startswith("["), done.stderr
    return [
        (f"{Path(file['filePath']).name}:{message['line']}", message["message"])
        for file in json.loads(done.stdout)
        for message in file["messages"]
    ]


def _assets(ending: str) -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for path in ASSETS.rglob(f"*.{ending}"))


def test_scripts_use_what_the_browsers_know() -> None:
    assert _eslint(*_assets("js")) == []


def _types(settings: Path) -> list[str]:
    """What TypeScript finds in the comments that say the types of scripts."""
    return _run("tsc", "--project", str(settings), "--pretty", "false").stdout.splitlines()


def test_types_of_scripts() -> None:
    assert _types(TESTS / "site" / "tsconfig.json") == []


def test_a_wrong_type_is_found(tmp_path: Path) -> None:
    """Of a value that another script hands over, and of what a function takes."""
    wrong = "var day = window.gazetteDays.said(5);\nfunction two(n) { return n; }\ntwo(day);\n"
    (tmp_path / "wrong.js").write_text(wrong, encoding="utf-8")
    settings = {"extends": str(TESTS / "site" / "tsconfig.json"), "include": ["wrong.js"]}
    (tmp_path / "tsconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    found = [line.partition(": error ")[2][:6] for line in _types(tmp_path / "tsconfig.json")]
    assert found == ["TS2345", "TS7006"]


def test_styles_use_what_the_browsers_know() -> None:
    found = {message.partition(" is not a ")[0]: place for place, message in _eslint(*_assets("css"))}
    assert {what: place for what, place in found.items() if what not in ENHANCEMENTS} == {}
    assert [what for what in ENHANCEMENTS if what not in found] == [], "an exception without a use"


def test_syntax_of_every_script_of_the_site(whole: BuiltSite, hostile: BuiltSite) -> None:
    """The theme's too. ES2022 is what the oldest of the browsers know whole."""
    scripts = [f"{built.site}/assets/**/*.js" for built in (whole, hostile)]
    done = _run("es-check", "es2022", *scripts)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("new.js", "new EyeDropper();", "EyeDropper"),
        ("new.css", "a { position-anchor: --x; }", "position-anchor"),
        ("new.css", "@starting-style { a { color: red; } }", "@starting-style"),
    ],
)
def test_what_is_too_new_is_found(name: str, text: str, found: str) -> None:
    said = _eslint("--stdin", "--stdin-filename", str(ASSETS / name), text=text)
    assert [found in message for _, message in said] == [True]
