"""``gazette serve``: the desk and the site on this machine, until it is stopped from the keyboard."""

from __future__ import annotations

import secrets
import socket

import click
import uvicorn

from build_tools.command_line import stop, stopping
from build_tools.desk.app import application
from build_tools.desk.door import Door
from build_tools.project import CONFIG, RAW

_ENDS = 3  # seconds that open streams may hold up the end


@stopping()
def serve(port: int) -> None:
    """Serve until interrupted. The address that opens it holds a token of this run."""
    if not CONFIG.is_file() or not RAW.is_dir():
        stop(f"not-an-archive 这里没有 {CONFIG} 和 {RAW}/；请在项目文件夹里运行，或先运行 gazette init。")
    listener = _listener(port)
    own = listener.getsockname()[1]
    token = secrets.token_urlsafe(24)
    click.echo(f"校勘台：http://127.0.0.1:{own}/desk/?token={token}")
    click.echo(f"网站：　http://127.0.0.1:{own}/?token={token}")
    click.echo("只有本机能打开；按 Ctrl+C 结束。")
    config = uvicorn.Config(
        Door(application(), token, own),
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=_ENDS,
        lifespan="on",
        server_header=False,
    )
    uvicorn.Server(config).run(sockets=[listener])


def _listener(port: int) -> socket.socket:
    """A socket of this machine only, at this port; 0 takes any that is free."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen()  # from now on browsers wait: the address is told before the server has started
    except OSError:
        listener.close()
        stop(
            f"port-taken 端口 {port} 已被占用：结束占用它的程序，或另选一个：gazette serve --port {port + 1}",
            "",
        )
    return listener
