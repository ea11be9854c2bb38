"""Who may speak to the desk: this machine's browser, with the token of this run, from the desk's pages."""

from __future__ import annotations

import hmac
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = b"x-gazette-desk"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
_ALWAYS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)


class Door:
    """Lets in what bears the token; what writes must come from the desk's own pages.

    The token stands in the address that is opened first, then in a cookie that no script reads and no other
    site can send. Another name than this machine's own in ``Host`` is another site that was led here.
    """

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self._app = app
        self._token = token
        self._hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
        self._cookie = f"gazette-desk-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        if said := self._refused(request):
            await PlainTextResponse(said, 403)(scope, receive, _with_policy(send))
            return
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if given and hmac.compare_digest(given.encode(), self._token.encode()):
            answer = RedirectResponse(scope["path"], 303)
            answer.set_cookie(self._cookie, self._token, httponly=True, samesite="strict", path="/")
            await answer(scope, receive, _with_policy(send))
            return
        if not hmac.compare_digest(self._held(request).encode(), self._token.encode()):
            said = "请用 gazette serve 所显示的完整地址打开（含 token）。"
            await PlainTextResponse(said, 403)(scope, receive, _with_policy(send))
            return
        await self._app(scope, receive, _with_policy(send))

    def _refused(self, request: Request) -> str:
        if request.headers.get("host", "") not in self._hosts:
            return "只应答本机。"
        origin = request.headers.get("origin")
        if origin is not None and origin not in {f"http://{host}" for host in self._hosts}:
            return "只应答校勘台自己的网页。"
        writes = request.method not in ("GET", "HEAD")
        if writes and (origin is None or HEADER.decode() not in request.headers):
            return "只应答校勘台自己的网页。"
        return ""

    def _held(self, request: Request) -> str:
        try:
            cookie = SimpleCookie(request.headers.get("cookie", "")).get(self._cookie)
        except CookieError:
            return ""
        return cookie.value if cookie is not None else ""


def _with_policy(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = {name for name, _ in _ALWAYS}
            kept = [h for h in message.get("headers", []) if h[0].lower() not in own]
            message = {**message, "headers": [*kept, *_ALWAYS]}
        await send(message)

    return sending
