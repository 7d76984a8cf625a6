"""A site on this machine to look at: an ordinary page of 20 resources, and one with a drawing of 300 kB in it.

Worked out from numbers, the same every time. Everything asked to be removed is still on show, so that each
look has the same to do.
"""

from __future__ import annotations

import random
import subprocess
import threading
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bench.rows import FIRST, LAST, PRIVACYCTL

PAGES = ("/customers.html", "/drawn.html")
_WORDS = "about add an and are back box build by code day each file form help image key line list made new plan".split()  # noqa: SIM905
_QUOTE = "It took {}'s team some days to move all of the plans, and after {} weeks nobody would go back."
TASKS = 3


def files() -> dict[str, bytes]:
    """The site, by its paths."""
    luck = random.Random(5)  # noqa: S311  (the same every time)
    found: dict[str, bytes] = {"/": b"<h1>Start</h1><p>What stands on the first page of a small site.</p>"}
    head = body = ""
    for n, size in enumerate((90_000, 40_000, 15_000)):
        found[f"/a{n}.js"] = _repeated(
            luck, 'function {0}{2}(e){{return e.{1}("{0} {1}")||/\\s{0}\\d/}}', size
        )
        head += f"<script src=/a{n}.js></script>"
    for n, size in enumerate((60_000, 15_000)):
        found[f"/a{n}.css"] = _repeated(luck, ".{0}-{1}::before{{content:'\\e{2}';margin:{2}px}}", size)
        head += f"<link rel=stylesheet href=/a{n}.css>"
    for n in range(15):
        found[f"/i{n}.svg"] = f"<svg viewBox='0 0 99 99'>{_paths(luck, 6_000)}</svg>".encode()
        body += f"<img src=/i{n}.svg alt='Picture {n}'>"
    text = "".join(f"<p>{' '.join(luck.choices(_WORDS, k=60))}.</p>\n" for _ in range(60))
    said = "".join(f"<blockquote>{quote(n)}</blockquote>" for n in range(TASKS))
    for path, more in zip(
        PAGES, ("", f"<svg viewBox='0 0 99 99'>{_paths(luck, 300_000)}</svg>"), strict=True
    ):
        found[path] = f"<!doctype html><title>Customers</title>{head}{text}{said}{body}{more}".encode()
    return found


def quote(number: int) -> str:
    return _QUOTE.format(LAST[number], number + 3)


def serve(site: dict[str, bytes]) -> str:
    """Serve it until this process ends; returns its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = site.get(self.path.partition("?")[0])
            self.send_response(200 if body else 404)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            """Say nothing: the bench prints a table."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def record(db: Path, origin: str, page: str, tasks: int) -> None:
    """Make a record with so many removals from one page open, each of them seen there."""
    ask(db, "init")
    db.with_name("privacyctl.toml").write_text(f'[site]\nurl = "{origin}/"\n')
    for number in range(tasks):
        who, name = f"p{number}@example.com", f"{FIRST[number]} {LAST[number]}"
        ask(db, "add-contact", who, "--name", name)
        ask(db, "add-testimonial", who, "--quote", quote(number), "--attribution", FIRST[number], "--at", page,
            "--permission", "Yes", "--no-look")  # fmt: skip
        ask(db, "takedown", who)


def ask(db: Path, *words: str) -> None:
    told: Sequence[str] = (PRIVACYCTL, "--db", str(db), *words)
    subprocess.run(told, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _repeated(luck: random.Random, form: str, size: int) -> bytes:
    pieces: list[str] = []
    while sum(map(len, pieces)) < size:
        pieces.append(form.format(*luck.sample(_WORDS, 2), luck.randrange(100, 999)))
    return "".join(pieces).encode()


def _paths(luck: random.Random, size: int) -> str:
    def path() -> str:
        return " ".join(f"{luck.uniform(0, 99):.2f},{luck.uniform(0, 99):.2f}" for _ in range(40))

    return "".join(f"<path d='M{path()}z'/>" for _ in range(size // 480))
