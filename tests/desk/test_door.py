"""Only this machine's browser with the token of the run is let in, and only the desk's own pages write."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from build_tools.desk.door import Door

TOKEN = "t0ken"
HERE = "127.0.0.1:8765"
COOKIE = f"gazette-desk-8765={TOKEN}"


async def _inside(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("inside")(scope, receive, send)


def ask(method: str, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    """Status, headers and body of an answer."""
    route, _, query = path.partition("?")
    given = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    scope: dict[str, Any] = {
        "type": "http", "method": method, "path": route, "query_string": query.encode(), "headers": given,
    }  # fmt: skip
    heard: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        heard.append(message)

    asyncio.run(Door(_inside, TOKEN, 8765)(scope, receive, send))
    answered = {k.decode(): v.decode() for k, v in heard[0]["headers"]}
    return heard[0]["status"], answered, b"".join(m.get("body", b"") for m in heard[1:]).decode()


def test_the_token_opens_once_and_leaves_a_cookie() -> None:
    status, headers, _ = ask("GET", f"/desk/?token={TOKEN}", host=HERE)
    assert (status, headers["location"]) == (303, "/desk/")
    assert TOKEN in headers["set-cookie"]
    assert "HttpOnly" in headers["set-cookie"]
    assert "samesite=strict" in headers["set-cookie"].lower()
    assert ask("GET", "/desk/", host=HERE, cookie=COOKIE)[2] == "inside"


@pytest.mark.parametrize(
    "headers",
    [
        {"host": HERE},
        {"host": HERE, "cookie": "gazette-desk-8765=wrong"},
        {"host": HERE, "cookie": f"gazette-desk-1={TOKEN}"},
        {"host": "gazette.example:8765", "cookie": COOKIE},  # another name led to this machine
        {"host": "127.0.0.1:9999", "cookie": COOKIE},
        {"cookie": COOKIE},
        {"host": HERE, "cookie": COOKIE, "origin": "http://127.0.0.1:9999"},
        {"host": HERE, "cookie": COOKIE, "origin": "null"},
        {"host": HERE, "cookie": COOKIE, "origin": "https://gazette.example"},
    ],
)
def test_others_stay_outside(headers: dict[str, str]) -> None:
    status, answered, body = ask("GET", "/", **headers)
    assert status == 403
    assert "inside" not in body
    assert "set-cookie" not in answered
    assert ask("GET", f"/?token={TOKEN}x", host=HERE)[0] == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": f"http://{HERE}", "x_gazette_desk": "1"}, 200),
        ({"origin": "http://localhost:8765", "x_gazette_desk": "1"}, 200),
        ({"origin": f"http://{HERE}"}, 403),  # a form cannot send the header
        ({"x_gazette_desk": "1"}, 403),
        ({"origin": "https://gazette.example", "x_gazette_desk": "1"}, 403),
        ({}, 403),
    ],
)
def test_only_own_pages_write(headers: dict[str, str], status: int) -> None:
    assert ask("POST", "/desk/api/undo/a", host=HERE, cookie=COOKIE, **headers)[0] == status


def test_every_answer_bears_the_policy() -> None:
    for headers in ({"host": HERE}, {"host": HERE, "cookie": COOKIE}, {"host": "x"}):
        answered = ask("GET", "/", **headers)[1]
        assert "default-src 'none'" in answered["content-security-policy"]
        assert "unsafe" not in answered["content-security-policy"]
        assert "http" not in answered["content-security-policy"]
        assert answered["cache-control"] == "no-store"
