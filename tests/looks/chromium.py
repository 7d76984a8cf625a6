"""What a browser shows of a case, asked over its pipe: https://chromedevtools.github.io/devtools-protocol/.

No driver is needed. The network is shut: every name but those below `localhost` is unknown to the browser.
"""

from __future__ import annotations

import base64
import fcntl
import hashlib
import io
import json
import os
import re
import select
import shutil
import subprocess
import time
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Self, cast

from PIL import Image

from looks.case_files import HERE, SHARED, Case
from looks.serving import NOW, Server

PROGRAM = "chromium-headless-shell"
_SETTLED = 0.4
"""Seconds after a page was loaded in which its scripts may still write."""
_LONGEST = 30
_COLOURS = ((0x10, 0x2A, 0x43), (0xC0, 0x39, 0x2B), (0x27, 0x75, 0x4A), (0x8E, 0x44, 0xAD))
"""The colours of the logos that are sought; no other picture of the table has all four."""
_NEAR, _FEWEST = 24, 40
"""How far a painted dot may lie from a colour in each channel, and how many dots make a part of a logo."""


class Browser:
    """A browser that is started once and shows one page after another. A context manager."""

    def __init__(self, profile: Path) -> None:
        commands, answers = os.pipe(), os.pipe()
        # Away from 3 and 4, which the browser reads and writes.
        read, write = (fcntl.fcntl(one, fcntl.F_DUPFD, 10) for one in (commands[0], answers[1]))

        def hand_over() -> None:
            os.dup2(read, 3)
            os.dup2(write, 4)

        self._process = subprocess.Popen(
            [shutil.which(PROGRAM) or PROGRAM, "--remote-debugging-pipe", "--no-sandbox", "--disable-dev-shm-usage",
             "--disable-gpu", "--no-first-run", f"--user-data-dir={profile}", "--window-size=1000,1600",
             "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost", "about:blank"],
            preexec_fn=hand_over, close_fds=False, stdin=subprocess.DEVNULL,  # noqa: PLW1509  (no thread yet)
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        for one in (commands[0], answers[1], read, write):
            os.close(one)
        self._commands, self._answers = commands[1], answers[0]
        self._unread = b""
        self._number = 0
        self._events: list[dict[str, Any]] = []
        self.version: str = self.ask("Browser.getVersion")["product"]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._commands)
        self._process.wait(_LONGEST)
        os.close(self._answers)

    def ask(self, method: str, session: str | None = None, **told: Any) -> dict[str, Any]:
        """Send one command and wait for its answer; what happens meanwhile is kept in mind."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": told}
        if session:
            message["sessionId"] = session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        for said in self._said(time.monotonic() + _LONGEST):
            if said.get("id") == self._number:
                result: dict[str, Any] = said.get("result", {})
                return result
            self._events.append(said)
        raise TimeoutError(method)

    def events(self, method: str, *, wait: float = 0) -> list[dict[str, Any]]:
        """All events of this name so far; waits for the first, or for as long as is said."""
        end = time.monotonic() + wait
        for said in self._said(end):
            self._events.append(said)
            if said.get("method") == method and wait == _LONGEST:
                break
        return [one["params"] for one in self._events if one.get("method") == method]

    def _said(self, end: float) -> Iterator[dict[str, Any]]:
        while True:
            message, mark, rest = self._unread.partition(b"\0")
            if mark:
                self._unread = rest
                yield json.loads(message)
                continue
            ready, _, _ = select.select([self._answers], [], [], max(0, end - time.monotonic()))
            if not ready:
                return
            self._unread += os.read(self._answers, 1 << 20)

    def saw(self, case: Case, server: Server) -> list[str]:
        """By which questions what is sought is seen on the page: text, layout, print, picture, painted."""
        self._events.clear()
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network"):
            self.ask(f"{domain}.enable", session)
        self.ask("Page.navigate", session, url=server.origin(case) + case.path)
        self.events("Page.loadEventFired", wait=_LONGEST)
        self.events("", wait=_SETTLED)
        questions = {"picture": self._pictures, "painted": self._painted}
        if case.sought.file is None:
            questions = {"text": self._text, "layout": self._layout, "print": self._print}
        found = [name for name, asks in questions.items() if asks(session, case)]
        self.ask("Target.closeTarget", targetId=target)
        return found

    def _text(self, session: str, case: Case) -> bool:
        told = self.ask(
            "Runtime.evaluate", session, expression="document.body ? document.body.innerText : ''"
        )
        return _says(case, told.get("result", {}).get("value", ""))

    def _layout(self, session: str, case: Case) -> bool:
        told = self.ask("DOMSnapshot.captureSnapshot", session, computedStyles=[])
        strings: Sequence[str] = told.get("strings", [])
        return any(
            _says(case, " ".join(strings[number] for number in document["layout"]["text"] if number >= 0))
            for document in told.get("documents", [])
        )

    def _print(self, session: str, case: Case) -> bool:
        from pypdf import PdfReader

        data = self.ask("Page.printToPDF", session, printBackground=True).get("data", "")
        pages = PdfReader(io.BytesIO(base64.b64decode(data))).pages if data else []
        return _says(case, "".join(page.extract_text() for page in pages))

    def _pictures(self, session: str, case: Case) -> bool:  # noqa: ARG002
        """Whether the very bytes of the logo were loaded as a picture."""
        for one in self.events("Network.responseReceived"):
            if one["type"] == "Image":
                told = self.ask("Network.getResponseBody", session, requestId=one["requestId"])
                body: str = told.get("body", "")
                data = base64.b64decode(body) if told.get("base64Encoded") else body.encode()
                if hashlib.sha256(data).digest() in _own():
                    return True
        return False

    def _painted(self, session: str, case: Case) -> bool:  # noqa: ARG002
        """Whether the page's picture has all the colours of the logo."""
        told = self.ask("Page.captureScreenshot", session, captureBeyondViewport=True)
        if "data" not in told:
            return False
        dots = Image.open(io.BytesIO(base64.b64decode(told["data"]))).convert("RGB")
        counts = cast("list[tuple[int, tuple[int, ...]]]", dots.getcolors(dots.width * dots.height))
        return all(
            sum(count for count, dot in counts if _is_near(dot, colour)) >= _FEWEST for colour in _COLOURS
        )


def _is_near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))


def look(cases: Sequence[Case], profile: Path) -> dict[str, Any]:
    """What a browser sees of all these cases as they are now, and which browser it was. Takes a second a case."""
    with Server(cases) as server, Browser(profile) as browser:
        server.phase = NOW
        return {
            "version": browser.version,
            "saw": {case.name: browser.saw(case, server) for case in cases if not case.is_folder},
        }


def _own() -> set[bytes]:
    files = [*(HERE / "sought").iterdir(), *(SHARED / "img").glob("acme-x1.*")]
    return {hashlib.sha256(file.read_bytes()).digest() for file in files}


def _says(case: Case, text: str) -> bool:
    """Whether a text holds what is sought, but for white space, marks, capitals and forms of letters."""
    words = [re.escape(_plain(word)) for word in re.findall(r"\w+", case.sought.words)]
    if case.sought.kind == "name":  # a short one may be a part of another word
        return re.search(r"\b" + r"[\W_]*".join(words) + r"\b", _plain(text)) is not None
    return "".join(words) in re.sub(r"[\W_]+", "", _plain(text))


def _plain(text: str) -> str:
    kept = unicodedata.normalize("NFKD", text).casefold()
    return "".join(one for one in kept if unicodedata.category(one) not in ("Mn", "Cf"))
