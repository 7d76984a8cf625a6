"""A sign of life to a monitor: only a 2xx of the very POST is one."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from privacyctl.ways import heartbeat

pytestmark = pytest.mark.usefixtures("loopback")


class Monitor(ThreadingHTTPServer):
    daemon_threads = True
    answers: list[int]
    got: list[tuple[str, bytes]]


class Handler(BaseHTTPRequestHandler):
    server: Monitor

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.server.got.append((self.path, self.rfile.read(length)))
        self.send_response(
            self.server.answers.pop(0) if len(self.server.answers) > 1 else self.server.answers[0]
        )
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def monitor(*answers: int) -> Iterator[tuple[str, Monitor]]:
    with Monitor(("127.0.0.1", 0), Handler) as server:
        server.answers, server.got = list(answers), []
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/ping/1", server
        server.shutdown()


def test_the_counts_are_posted_and_below_fail_where_something_is_not_well() -> None:
    with monitor(200) as (url, server):
        assert heartbeat.beat(url, "1 open", is_well=True)
        assert heartbeat.beat(f"{url}/", "1 open, 1 overdue", is_well=False)

    assert server.got == [("/ping/1", b"1 open"), ("/ping/1/fail", b"1 open, 1 overdue")]


@pytest.mark.parametrize(
    ("answers", "is_taken", "posts"), [([500, 204], True, 2), ([302], False, 3), ([404], False, 3)]
)
def test_what_is_no_2xx_is_tried_again_and_is_no_success(
    answers: list[int], is_taken: bool, posts: int
) -> None:
    with monitor(*answers) as (url, server):
        assert heartbeat.beat(url, "1 open", is_well=True) is is_taken

    assert [path for path, _ in server.got] == ["/ping/1"] * posts


def test_a_monitor_that_is_not_there_is_no_error() -> None:
    assert not heartbeat.beat("http://127.0.0.1:9/", "1 open", is_well=True)
