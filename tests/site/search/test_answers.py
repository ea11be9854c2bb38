"""Forty questions of different people, each answered within one search and one click, in every browser.

The answer stands in what is offered first, or on the first screen of the page that one click opens. They were
written from the sources before the search was asked (``answers/questions.toml``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from support.built_site import BuiltSite
from support.firefox import Firefox, firefox
from support.readers import Asked, Chromium, Reader, unanswered

QUESTIONS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "answers" / "questions.toml").read_text("utf-8")
)["question"]
EVERYWHERE = [question for question in QUESTIONS if question.get("everywhere")]


@pytest.fixture(scope="module")
def fox() -> Iterator[Firefox]:
    with firefox() as driven:
        yield driven


@pytest.fixture
def origin(request: pytest.FixtureRequest, whole: BuiltSite, server: str) -> str:
    return server if request.param == "http" else f"file://{whole.bundle}/"


def ask(reader: Reader, origin: str, questions: list[dict[str, Any]]) -> dict[str, str]:
    """Ask one after the other from the home page on; those that were not answered, with what went wrong."""
    reader.open(origin + "index.html")
    asked = {q["typed"]: Asked(q["typed"], q["page"], q["answer"]) for q in questions}
    return {typed: wrong for typed, question in asked.items() if (wrong := unanswered(reader, question))}


def test_there_are_forty_questions() -> None:
    assert len({question["typed"] for question in QUESTIONS}) == 40
    assert len(EVERYWHERE) == 10


@pytest.mark.parametrize("origin", ["http"], indirect=True)
def test_forty_questions(page: Page, origin: str) -> None:
    assert ask(Chromium(page), origin, QUESTIONS) == {}


@pytest.mark.parametrize(
    ("origin", "width"), [("http", 390), ("file", 1280), ("file", 390)], indirect=["origin"]
)
def test_ten_of_them_in_chromium(page: Page, origin: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    assert ask(Chromium(page), origin, EVERYWHERE) == {}


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("origin", ["http", "file"], indirect=True)
def test_ten_of_them_in_firefox(fox: Firefox, origin: str, width: int) -> None:
    fox.size(width, 800)
    fox.troubles.clear()
    assert ask(fox, origin, EVERYWHERE) == {}
    assert fox.troubles == []
