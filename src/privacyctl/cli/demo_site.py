"""The demo's own web site, served from its folder to this machine alone."""

from __future__ import annotations

import contextlib
import shlex
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILES = ("build.py", "data/testimonials.json", "data/customers.json")
_SETTINGS = """\
[site]
source = "site"
built = "site/public"
url = "{url}"
deploy = {deploy}

[[site.data]]
file = "data/testimonials.json"
holds = "testimonials"

[[site.data]]
file = "data/customers.json"
holds = "customers"
"""


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing: the screen belongs to the story."""


@contextlib.contextmanager
def served(place: Path, samples: str) -> Iterator[str]:
    """Lay out and build a small site in `place`, and serve it while the story goes on; yields its address."""
    site = place / "site"
    (site / "data").mkdir(parents=True)
    for name in _FILES:
        text = resources.files(samples).joinpath("site", *name.split("/")).read_text(encoding="utf-8")
        (site / name).write_text(text, encoding="utf-8")
    (site / "logo.svg").write_bytes((place / "logo.svg").read_bytes())
    subprocess.run([sys.executable, str(site / "build.py")], check=True)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(site / "public"))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def configure(path: Path, url: str) -> None:
    """Put the site into the settings that `init` wrote, as a person would."""
    import json

    deploy = json.dumps(f"{shlex.quote(sys.executable)} build.py")
    text = path.read_text(encoding="utf-8")
    made = text.replace("# [site]\n", _SETTINGS.format(url=url, deploy=deploy), 1)
    path.write_text(made, encoding="utf-8")
