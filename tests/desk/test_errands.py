"""Commands that the desk runs: what it does itself is asked of nobody, and nothing follows a failure."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import pytest
from starlette.requests import Request

from build_tools.desk import app
from build_tools.desk.errands import Told


def _back(monkeypatch: pytest.MonkeyPatch, code: int) -> tuple[list[list[str]], dict[str, Any]]:
    """What is run, and what is answered, where the editor goes back and ``publish`` ends with this code."""
    ran: list[list[str]] = []

    async def run(arguments: Sequence[str], tell: Told) -> int:
        ran.append(list(arguments))
        if arguments[0] == "publish":
            tell("已退回 2026-11-28 的发布。")
            tell("请运行 gazette convert，再提交 docs/ 和 published/。")
        return code

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b'{"back": true}', "more_body": False}

    async def asked() -> dict[str, Any]:
        own = app.Application()
        try:
            answer = await own.publish(Request({"type": "http", "method": "POST", "headers": []}, receive))
        finally:
            own.live.close()
        found: dict[str, Any] = json.loads(bytes(answer.body))
        return found

    monkeypatch.setattr(app, "run", run)
    return ran, asyncio.run(asked())


def test_the_way_back_makes_the_pages_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    ran, answer = _back(monkeypatch, 0)
    assert ran == [["publish", "--back"], ["convert"]]
    assert answer["ok"]
    first, last = answer["lines"]
    assert first == "已退回 2026-11-28 的发布。"
    assert "请提交 docs/ 和 published/" in last
    assert "gazette convert" not in "".join(answer["lines"])


def test_nothing_is_made_anew_behind_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    ran, answer = _back(monkeypatch, 1)
    assert ran == [["publish", "--back"]]
    assert not answer["ok"]
