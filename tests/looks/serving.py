"""The server of the cases, on 127.0.0.1: files of a folder, and what `case.toml` tells of single answers."""

from __future__ import annotations

import gzip
import threading
import zlib
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from typing import Any, Self
from urllib.parse import unquote

from looks.case_files import Case

BEFORE, NOW = "before", "now"
_TYPES = {
    ".html": "text/html; charset=utf-8", ".htm": "text/html; charset=utf-8", ".xhtml": "application/xhtml+xml",
    ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript",
    ".json": "application/json", ".webmanifest": "application/manifest+json", ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8", ".md": "text/markdown; charset=utf-8", ".csv": "text/csv",
    ".vtt": "text/vtt", ".pdf": "application/pdf", ".svg": "image/svg+xml", ".png": "image/png",
    ".jpg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".avif": "image/avif", ".bmp": "image/bmp",
    ".ico": "image/x-icon",
}  # fmt: skip
_CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": lambda data: gzip.compress(data, mtime=0),
    "deflate": zlib.compress,
    "raw deflate": lambda data: zlib.compress(data)[2:-4],
}
_NOT_FOUND = b"<!doctype html><title>Not found</title><h1>Not found</h1><p>There is nothing here.</p>"


class Server:
    """Serves one case at 127.0.0.1, or many at once, each by its host name; first as it was, then as it is.

    A context manager. Each answer is sent with its connection's end.
    """

    def __init__(self, cases: Iterable[Case]) -> None:
        self.phase = BEFORE
        self._cases = {case.host: case for case in cases}
        self._asked: dict[tuple[str, str], int] = {}
        self._http = _Http(("127.0.0.1", 0), _Handler)
        self._http.table = self
        self.port = self._http.server_port
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def origin(self, case: Case | None = None) -> str:
        """The address of the server without a path: by the case's host name, or by the number."""
        return f"http://{case.host if case else '127.0.0.1'}:{self.port}"

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        host = (handler.headers.get("Host") or "").rpartition(":")[0]
        case = self._cases.get(host) or (next(iter(self._cases.values())) if len(self._cases) == 1 else None)
        if case is None or (self.phase == BEFORE and not case.before):
            _send(handler, 503, {"Content-Type": "text/plain"}, b"nobody looks yet")
            return
        path = handler.path.partition("?")[0]
        is_fresh = "no-cache" in (handler.headers.get("Cache-Control") or "")
        told = next((one for one in case.http if self._holds(one, handler.path, is_fresh=is_fresh)), {})
        folders = case.before if self.phase == BEFORE else case.site
        data = self._body(told, path, folders, host)
        status = told.get("status", 404 if data is None else 200)
        headers = self._headers(told, path, host) if data is not None else {"Content-Type": _TYPES[".html"]}
        headers |= {
            name: value.replace("{origin}", f"http://{host}:{self.port}")
            for name, value in told.get("headers", {}).items()
        }
        body = b"" if status in (204, 304) else _NOT_FOUND if data is None else data
        body += b" " * told.get("pad", 0)
        if coding := told.get("coding"):
            body, headers["Content-Encoding"] = _CODINGS[coding](body), coding.rpartition(" ")[2]
        if told.get("early"):
            handler.wfile.write(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload; as=style\r\n\r\n")
        _send(handler, status, {n: v for n, v in headers.items() if v}, body, cut=told.get("cut", 0))

    def _holds(self, told: dict[str, Any], asked: str, *, is_fresh: bool) -> bool:
        """Whether this is told of the answer: by path (with a query, if it has one), phase and cache."""
        path = asked.partition("?")[0]
        return (
            told["path"] in (asked, path, "*")
            and told.get("when", NOW) in (self.phase, "both")
            and told.get("fresh", is_fresh) == is_fresh
        )

    def _body(self, told: dict[str, Any], path: str, folders: tuple[Path, ...], host: str) -> bytes | None:
        """The file of a path; None where the site has none. `turns` are files that take turns."""
        if told.get("missing"):
            return None
        if turns := told.get("turns"):
            count = self._asked[host, path] = self._asked.get((host, path), -1) + 1
            path = turns[count % len(turns)]
        return find(folders, told.get("file", path))

    @staticmethod
    def _headers(told: dict[str, Any], path: str, host: str) -> dict[str, str]:  # noqa: ARG004
        ending = PurePosixPath(told.get("file", path)).suffix.lower()
        return {"Content-Type": told.get("type", _TYPES.get(ending or ".html", ""))}


def find(folders: tuple[Path, ...], path: str) -> bytes | None:
    """The file that a path names in the first of these folders that has one; of a folder, its `index.html`."""
    names = [part for part in unquote(path).split("/") if part]
    if ".." in names:
        return None
    for folder in folders:
        file = folder.joinpath(*names)
        file = file / "index.html" if file.is_dir() else file
        if file.is_file():
            return file.read_bytes()
    return None


def _send(
    handler: BaseHTTPRequestHandler, status: int, headers: dict[str, str], body: bytes, *, cut: int = 0
) -> None:
    """Send an answer; `cut` bytes of the body that were announced never come."""
    lines = [f"HTTP/1.1 {status} -", *(f"{name}: {value}" for name, value in headers.items())]
    lines += [f"Content-Length: {len(body)}", "Connection: close", "", ""]
    handler.wfile.write("\r\n".join(lines).encode("utf-8"))
    if handler.command != "HEAD":
        handler.wfile.write(body[: len(body) - cut])


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    table: Server

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing where the other side hung up: that is its right."""


class _Handler(BaseHTTPRequestHandler):
    server: _Http
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.close_connection = True
        self.server.table.answer(self)

    do_HEAD = do_GET  # noqa: N815  (the name that http.server asks for)

    def log_message(self, *_: object) -> None:
        """Say nothing: the output is the score's."""
