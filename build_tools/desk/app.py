"""The desk's addresses, and what each answers: its pages, its questions, its deeds, and the site beneath."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from build_tools.desk import workshop
from build_tools.desk.errands import run
from build_tools.desk.events import Events
from build_tools.desk.live import Live
from build_tools.desk.print_pages import print_value
from build_tools.desk.removed import keep, put_back, removed
from build_tools.desk.settling import Desk, Refusal, Stale
from build_tools.project import DOCS, PUBLISHED, RAW, SITE, WORK, last_report
from build_tools.sources.folder import portable
from build_tools.sources.imports.refusals import Refused

STATIC = Path(__file__).parent / "static"
_LARGEST = 500_000_000  # bytes of a file that is dropped on the desk

_WRITE = ["POST"]
_CONVERT = "gazette convert"
_ANEW = f"网页已按这一次重新生成；请提交 {DOCS}/ 和 {PUBLISHED}/。"

_NONE = "<!doctype html><title>网站尚未生成</title><p>网站正在第一次生成，完成后这里自动显示。"

Answer = Callable[[Request], Awaitable[Response]]


class Application:
    """One run of the desk: its windows, its worker, and the sidecars that it writes."""

    def __init__(self) -> None:
        self.events = Events()
        self.live = Live(self.events)
        self.desk = Desk(RAW, WORK / "desk")
        self._errand = asyncio.Lock()
        self._stop = asyncio.Event()

    def routes(self) -> list[Route]:
        """All addresses; what is none of the desk's is a page of the site."""
        return [
            Route("/desk", _page("home.html")),
            Route("/desk/", _page("home.html")),
            Route("/desk/publish", _page("publish.html")),
            Route("/desk/issue/{id}", _page("issue.html")),
            Route("/desk/static/{name}", self.static),
            Route("/desk/events", self.heard),
            Route("/desk/api/issues", self.issues),
            Route("/desk/api/issue/{id}", self.issue),
            Route("/desk/api/print/{id}", self.printed),
            Route("/desk/api/places", self.asked(_places)),
            Route("/desk/api/lines/{id}", self.asked(_lines)),
            Route("/desk/api/publication", self.asked(lambda _: (workshop.publication, datetime.now()))),
            Route("/desk/print/{id}/{file}", self.picture),
            Route("/desk/api/settle/{id}", self.settle, methods=_WRITE),
            Route("/desk/api/unread/{id}", self.unread, methods=_WRITE),
            Route("/desk/api/drop/{id}", self.drop, methods=_WRITE),
            Route("/desk/api/undo/{id}", self.undo, methods=_WRITE),
            Route("/desk/api/add", self.add, methods=_WRITE),
            Route("/desk/api/remove/{id}", self.remove, methods=_WRITE),
            Route("/desk/api/putback/{id}", self.put_back, methods=_WRITE),
            Route("/desk/api/publish", self.publish, methods=_WRITE),
            Route("/{path:path}", self.site),
        ]

    @asynccontextmanager
    async def running(self, _: Starlette) -> Any:
        """Watch and rebuild for as long as the server runs."""
        if last_report(None, skip=False) is None:
            self.live.changed()
        tasks = [asyncio.create_task(self.live.keep_up()), asyncio.create_task(self.live.watch(self._stop))]
        try:
            yield
        finally:
            self._stop.set()
            self.events.close()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self.live.close()

    def asked(self, question: Callable[[Request], tuple[Any, ...]]) -> Answer:
        """An address that answers what the workshop says."""

        async def answer(request: Request) -> Response:
            try:
                found = await self.live.ask(*question(request))
            except workshop.Unready as error:
                return _wrong(str(error), 503)
            return _wrong("没有这一项", 404) if found is None else JSONResponse(found)

        return answer

    async def issues(self, _: Request) -> Response:
        """All sources, and those that were taken out and can be put back."""
        try:
            found = await self.live.ask(workshop.issues)
        except workshop.Unready as error:
            return _wrong(str(error), 503)
        return JSONResponse({**found, "removed": removed(RAW, self.desk.kept)})

    async def issue(self, request: Request) -> Response:
        """A source, with the state of its sidecar, against which a deed is held."""
        id_ = request.path_params["id"]
        try:
            seen, undoable = self.desk.state(id_), self.desk.undoable(id_)
            found = await self.live.ask(workshop.issue, id_)
        except Refusal as error:
            return _wrong(str(error), 404)
        except workshop.Unready as error:
            return _wrong(str(error), 503)
        if found is None:
            return _wrong("没有这个来源", 404)
        return JSONResponse({**found, "seen": seen, "undoable": undoable})

    async def printed(self, request: Request) -> Response:
        """The pictures of an original; drawing them may take a while and holds up nothing else."""
        return JSONResponse(await asyncio.to_thread(print_value, request.path_params["id"]))

    async def settle(self, request: Request) -> Response:
        """Write an entry into a sidecar."""

        def deed(id_: str, said: Mapping[str, Any]) -> str:
            self.desk.add(id_, str(said["kind"]), said["entry"], str(said["seen"]), str(said["said"]))
            return str(said["said"])

        return await self._deed(request, deed)

    async def unread(self, request: Request) -> Response:
        """Take back that a page was read."""

        def deed(id_: str, said: Mapping[str, Any]) -> str:
            self.desk.unread(id_, str(said["page"]), str(said["seen"]), f"未核对 {said['page']}")
            return "已取消"

        return await self._deed(request, deed)

    async def drop(self, request: Request) -> Response:
        """Take an entry out of a sidecar that no longer fits."""

        def deed(id_: str, said: Mapping[str, Any]) -> str:
            self.desk.drop(id_, said["entry"], str(said["seen"]), str(said["said"]))
            return str(said["said"])

        return await self._deed(request, deed)

    async def undo(self, request: Request) -> Response:
        """Take back what was written last."""
        return await self._deed(
            request, lambda id_, said: f"已撤销：{self.desk.undo(id_, str(said['seen']))}"
        )

    async def _deed(self, request: Request, deed: Callable[[str, Mapping[str, Any]], str]) -> Response:
        id_ = request.path_params["id"]
        try:
            said = await asyncio.to_thread(deed, id_, await request.json())
        except Stale as error:
            return _wrong(str(error), 409)
        except Refusal as error:
            return _wrong(str(error), 422)
        except (KeyError, TypeError, ValueError) as error:
            return _wrong(f"不合写法：{error}", 400)
        except OSError as error:
            return _wrong(f"没有写入：{error.strerror or error}（{error.filename or ''}）", 507)
        self.events.tell("settled", id=id_, said=said)
        self.live.changed()
        return JSONResponse({"said": said, "seen": self.desk.state(id_), "undoable": self.desk.undoable(id_)})

    async def add(self, request: Request) -> Response:
        """Add a file that was dropped on the desk, or compare a source with it, as ``gazette add`` does."""
        name = portable(Path(request.query_params.get("name", "")).name)
        if not name:
            return _wrong("文件没有名称", 400)
        more = [f"--id={id_}"] if (id_ := request.query_params.get("id")) else []
        more += ["--replace"] if request.query_params.get("replace") else []
        WORK.mkdir(exist_ok=True)
        with TemporaryDirectory(dir=WORK) as folder:
            path = Path(folder) / name
            size = 0
            with path.open("wb") as file:
                async for part in request.stream():
                    size += len(part)
                    if size > _LARGEST:
                        return _wrong("file-too-big 文件过大", 413)
                    file.write(part)
            given = ["--witness", str(path)] if request.query_params.get("witness") else [str(path)]
            return await self._run(["add", *given, *more])

    async def remove(self, request: Request) -> Response:
        """Take a source out of raw/ again; it is kept, and can be put back."""
        id_ = request.path_params["id"]
        try:
            await asyncio.to_thread(keep, id_, RAW, self.desk.kept)
        except Refused as error:
            return _wrong(error.said(id_), 404)
        except OSError as error:
            return _wrong(f"没有撤下：{error.strerror or error}（{error.filename or ''}）", 507)
        return await self._run(["remove", id_])

    async def put_back(self, request: Request) -> Response:
        """Put a source back that was taken out at the desk."""
        id_ = request.path_params["id"]
        try:
            there = await asyncio.to_thread(put_back, id_, RAW, self.desk.kept)
        except OSError as error:
            return _wrong(f"没有放回：{error.strerror or error}（{error.filename or ''}）", 507)
        self.live.changed()
        return JSONResponse({"said": f"已放回 {id_}"}) if there else _wrong("没有可以放回的", 404)

    async def publish(self, request: Request) -> Response:
        """Publish, or go back, as ``gazette publish`` does; behind a way back the pages are made anew."""
        said = await request.json()
        if said.get("back"):
            return await self._run(["publish", "--back"], ["convert"], done=_ANEW)
        more = [f"--allow={code}" for code in said.get("allow", [])]
        more += [f"--why={said.get('why', '')}"] if more else []
        return await self._run(["publish", *more])

    async def _run(self, *commands: list[str], done: str = "") -> Response:
        """One command after the other, as far as they succeed, none while the site is rebuilt; their lines
        are told as they come, and answered whole, but for those that ask for what the desk does itself."""
        lines: list[str] = []

        def tell(line: str) -> None:
            if _CONVERT not in line:
                lines.append(line)
                self.events.tell("said", command=commands[0][0], line=line)

        if self._errand.locked():
            return _wrong("另一项正在进行，请稍候", 409)
        if self.live.turn.locked():
            self.events.tell("said", command=commands[0][0], line="正在更新网站，完成后开始……")
        async with self._errand, self.live.turn:
            for arguments in commands:
                if code := await run(arguments, tell):
                    break
        if done and code == 0:
            tell(done)
        self.live.changed()
        return JSONResponse({"ok": code == 0, "lines": lines}, 200 if code == 0 else 422)

    async def heard(self, _: Request) -> Response:
        """The stream of what happens."""
        return StreamingResponse(self.events.stream(self.live.state()), media_type="text/event-stream")

    async def static(self, request: Request) -> Response:
        """A script or style of the desk."""
        return _file(STATIC, request.path_params["name"])

    async def picture(self, request: Request) -> Response:
        """A page of an original."""
        return _file(WORK / "pages" / Path(request.path_params["id"]).name, request.path_params["file"])

    async def site(self, request: Request) -> Response:
        """A file of the site, or the page that was rendered ahead of it."""
        path = request.path_params["path"] or "index.html"
        path = f"{path}index.html" if path.endswith("/") else path
        ahead, found = self.live.page(path), _inside(SITE, path)
        if ahead is not None:
            return _minding(ahead)
        if found is not None:
            return _minding(found.read_bytes()) if found.suffix == ".html" else FileResponse(found)
        missing = _inside(SITE, "404.html")
        if missing is None:
            return HTMLResponse(_NONE, 404)
        return _minding(missing.read_bytes(), 404)


def application() -> Starlette:
    """The desk as a server runs it."""
    own = Application()
    return Starlette(routes=own.routes(), lifespan=own.running)


def _minding(html: bytes, status: int = 200) -> Response:
    """A page with the script that loads it anew once what stands at its address has another mark."""
    mark = hashlib.sha256(html).hexdigest()[:16]
    script = f'<script src="/desk/static/live.js" data-mark="{mark}" defer></script></head>'
    marked = html.replace(b"</head>", script.encode(), 1)
    return HTMLResponse(marked, status, {"x-gazette-mark": mark})


def _places(request: Request) -> tuple[Any, ...]:
    return workshop.places, request.query_params.get("page", "")


def _lines(request: Request) -> tuple[Any, ...]:
    try:
        first, last = (int(request.query_params.get(name, "1")) for name in ("first", "last"))
    except ValueError as error:
        raise HTTPException(400) from error
    return workshop.lines, request.path_params["id"], first, last


def _page(name: str) -> Answer:
    async def answer(_: Request) -> Response:
        return FileResponse(STATIC / name)

    return answer


def _file(folder: Path, name: str) -> Response:
    found = _inside(folder, name)
    return FileResponse(found) if found is not None else _wrong("没有这个文件", 404)


def _inside(folder: Path, name: str) -> Path | None:
    """A file in a folder; None for what is none, or lies outside of it."""
    root = folder.resolve()
    path = (root / name).resolve()
    return path if path.is_relative_to(root) and path.is_file() else None


def _wrong(said: str, status: int) -> Response:
    return JSONResponse({"error": said}, status)
