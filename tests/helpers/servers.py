"""Real web servers on this machine: an origin that does what a test scripts, and a caching edge in front of it.

They are reached where the fixture `loopback` allows it.
"""

from __future__ import annotations

import gzip
import http.client
import mimetypes
import re
import socket
import sys
import threading
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self

import brotli  # type: ignore[import-untyped]

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    import ssl
    from email.message import Message
    from pathlib import Path

    import pytest

HTML = "text/html; charset=utf-8"
WORDS = "<h1>Customers</h1><p>Some of those who work with us every day, and what they say of it.</p>"
"""A page that shows nobody's words or names."""
CODINGS: dict[str | None, Callable[[bytes], bytes]] = {
    None: bytes,
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": partial(brotli.compress, quality=4),
    "zstd": zstd.compress,
}


_CONNECT = socket.socket.connect


def reach_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let connections go to this machine, and nowhere else."""

    def connect(line: socket.socket, address: tuple[Any, ...]) -> None:
        if address[0] not in {"127.0.0.1", "::1"}:
            raise AssertionError("a test tried to reach the network")
        _CONNECT(line, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


def knowing_no_name(look_up: Callable[..., Any]) -> Callable[..., Any]:
    """A look-up that knows this machine and addresses in digits, and answers at once that there is no other name."""

    def getaddrinfo(host: str | None, *how: Any, **more: Any) -> Any:
        if host and not re.fullmatch(r"(?:.*\.)?localhost|[\d.]+|[\da-fA-F:.]*:[\da-fA-F:.]*", host):
            raise socket.gaierror(socket.EAI_NONAME, "name or service not known")
        return look_up(host, *how, **more)

    return getaddrinfo


@dataclass(frozen=True)
class Asked:
    """One request that came in."""

    path: str
    """With its query."""
    headers: Message

    @property
    def page(self) -> str:
        return self.path.partition("?")[0]


@dataclass(frozen=True)
class Wire:
    """The open connection to whoever asked; a script writes on it what it will, the status line first."""

    asked: Asked
    send: Callable[[bytes], object]
    pause: Callable[[float], bool]
    """Waits so many seconds, or until the server ends: then it is true."""

    def answer(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        """Send a whole answer. No length is added: a script may lie about it."""
        lines = [f"HTTP/1.1 {status} -", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
        self.send("\r\n".join(lines).encode("utf-8", "surrogateescape") + body)

    def drip(self, what: bytes, every: float = 0.02) -> None:
        """Send a byte now and then, over and over, until nobody listens."""
        while not self.pause(every):
            for byte in what:
                self.send(bytes([byte]))


class Server:
    """A web server that runs in threads of its own while it is used as a context."""

    def __init__(self, *, tls: ssl.SSLContext | None = None) -> None:
        self.asked: list[Asked] = []
        self._over = threading.Event()
        self._faults: list[BaseException] = []
        self._http = _Http(("127.0.0.1", 0), _Handler)
        self._http.site = self
        if tls is not None:
            self._http.socket = tls.wrap_socket(self._http.socket, server_side=True)
        self._scheme = "https" if tls else "http"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def port(self) -> int:
        return self._http.server_port

    @property
    def url(self) -> str:
        """Of the front page."""
        return self.at("127.0.0.1")

    def at(self, host: str) -> str:
        """The same front page by another name of this machine."""
        return f"{self._scheme}://{host}:{self.port}/"

    @property
    def paths(self) -> list[str]:
        """What was asked for, in this order."""
        return [asked.path for asked in self.asked]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()
        if self._faults:
            raise self._faults[0]

    def take(self, asked: Asked, send: Callable[[bytes], object]) -> None:
        self.asked.append(asked)
        self.answer(Wire(asked, send, self._over.wait))

    def fault(self, error: BaseException) -> None:
        """Keep what went wrong in a thread, unless it is that the other side hung up."""
        if not isinstance(error, OSError):
            self._faults.append(error)

    def answer(self, wire: Wire) -> None:
        raise NotImplementedError


class Origin(Server):
    """The vendor's own web server: a folder of files, and paths that a test scripts."""

    def __init__(self, folder: Path | None = None, *, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(tls=tls)
        self.folder = folder
        self._scripts: dict[str, Callable[[Wire], object]] = {}

    def script(self, path: str, script: Callable[[Wire], object]) -> None:
        """Answer a path, whatever its query, with what the script sends."""
        self._scripts[path] = script

    def page(
        self,
        path: str,
        body: str | bytes,
        *,
        status: int = 200,
        kind: str | None = HTML,
        coding: str | None = None,
        **headers: str,
    ) -> None:
        """Serve a page; `headers` are further ones, with `_` for `-`."""
        data = CODINGS[coding](body.encode() if isinstance(body, str) else body)
        stated = {"Content-Length": str(len(data)), "Content-Type": kind, "Content-Encoding": coding}
        sent = {name: value for name, value in stated.items() if value is not None}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        self.script(path, lambda wire: wire.answer(status, sent, data))

    def redirect(self, path: str, to: str, status: int = 302) -> None:
        headers = {"Location": to, "Content-Length": "0"}
        self.script(path, lambda wire: wire.answer(status, headers))

    def remove(self, path: str) -> None:
        """Take a scripted page away: from now on it is not found."""
        del self._scripts[path]

    def answer(self, wire: Wire) -> None:
        script = self._scripts.get(wire.asked.page)
        if script is not None:
            script(wire)
        elif (file := self._file(wire.asked.page)) is not None:
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            data = file.read_bytes()
            wire.answer(200, {"Content-Type": kind, "Content-Length": str(len(data))}, data)
        else:
            wire.answer(404, {"Content-Type": HTML}, b"<h1>Not found</h1>")

    def _file(self, page: str) -> Path | None:
        if self.folder is None or ".." in page:
            return None
        file = self.folder / page.lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        return file if file.is_file() else None


class Edge(Server):
    """A cache in front of an origin: what it has fetched once it serves on, until it is purged."""

    def __init__(self, origin: Origin, *, heeds_no_cache: bool = True) -> None:
        super().__init__()
        self._origin = origin
        self._heeds_no_cache = heeds_no_cache
        self._kept: dict[str, tuple[int, dict[str, str], bytes]] = {}

    def purge(self) -> None:
        self._kept.clear()

    def answer(self, wire: Wire) -> None:
        asked = wire.asked
        wants_new = self._heeds_no_cache and "no-cache" in asked.headers.get("Cache-Control", "")
        if wants_new or asked.path not in self._kept:
            fetched = self._fetch(asked)
            self._kept.setdefault(asked.path, fetched)
            wire.answer(*fetched)
        else:
            wire.answer(*self._kept[asked.path])

    def _fetch(self, asked: Asked) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self._origin.port)
        try:
            connection.request("GET", asked.path, headers={"Accept-Encoding": "gzip"})
            response = connection.getresponse()
            return response.status, dict(response.getheaders()), response.read()
        finally:
            connection.close()


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    site: Server

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002
        error = sys.exception()
        if error is not None:
            self.site.fault(error)


class _Handler(BaseHTTPRequestHandler):
    server: _Http

    def do_GET(self) -> None:
        self.server.site.take(Asked(self.path, self.headers), self.wfile.write)

    def log_message(self, *_: object) -> None:
        """Say nothing: a test's output is its own."""
