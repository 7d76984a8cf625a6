"""Real mail servers on this machine: Dovecot, where it is installed, and pymap."""

from __future__ import annotations

import contextlib
import grp
import http.server
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from helpers.mail_servers import CERTIFICATE

NOBODY = 65534
_AS_NOBODY = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
MISSING = "no Dovecot here, so no real IMAP, POP and XOAUTH2: apt-get install dovecot-imapd dovecot-pop3d"
_CONF = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
protocols = imap pop3
listen = 127.0.0.1
ssl = required
ssl_cert = <{home}/cert.pem
ssl_key = <{home}/cert.pem
mail_location = maildir:{home}/mail/%u
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
first_valid_uid = 0
first_valid_gid = 0
auth_failure_delay = 0
mail_max_userip_connections = 50
auth_mechanisms = plain login xoauth2
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {home}/oauth2.conf
}}
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={home}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service pop3-login {{
  chroot =
  inet_listener pop3 {{
    port = {pop}
  }}
  inet_listener pop3s {{
    port = {pops}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
"""
_OAUTH = """
introspection_url = http://127.0.0.1:{port}/?token=
introspection_mode = get
username_attribute = username
active_attribute = active
active_value = true
"""


class _Tokens(http.server.BaseHTTPRequestHandler):
    """An identity provider: "good-USER" is the token of that user."""

    def do_GET(self) -> None:
        asked = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
        token = asked.get("token", [""])[0]
        is_good = token.startswith("good-")
        body = json.dumps({"active": is_good} | ({"username": token[5:]} if is_good else {})).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@dataclass(frozen=True)
class Dovecot:
    """A running one. Every user has the password "secret"."""

    home: Path
    imap: int
    imaps: int
    pop: int
    pops: int
    as_user: tuple[str, ...]
    """What a command begins with to be run as whoever the mail belongs to."""

    def maildir(self, user: str) -> Path:
        return self.home / "mail" / user

    def put(self, user: str, name: str, raw: bytes, folder: str = "new") -> None:
        """A new mail in a user's mailbox."""
        box = self.maildir(user)
        for part in ("cur", "new", "tmp"):
            (box / part).mkdir(parents=True, exist_ok=True)
        (box / folder / name).write_bytes(raw)
        if self.as_user:
            for path in (box.parent, box, *box.rglob("*")):
                os.chown(path, NOBODY, NOBODY)

    def state(self, user: str, *, of_flags: bool = True) -> object:
        """What the server says of all mails, and what lies on the disk of them."""
        fields = "uid guid flags modseq text" if of_flags else "uid guid text"
        said = subprocess.run(
            [*self.as_user, *f"doveadm -c {self.home}/dovecot.conf fetch -u".split(), user, fields, "mailbox", "INBOX"],
            capture_output=True, check=True,
        ).stdout  # fmt: skip
        files = [path for path in self.maildir(user).rglob("*") if path.parent.name in {"cur", "new"}]
        return said, sorted((p.name if of_flags else p.name.partition(":")[0], p.read_bytes()) for p in files)

    def count_anew(self, user: str) -> None:
        """Have the server forget its numbers, as a restored one does."""
        for path in self.maildir(user).glob("dovecot*"):
            path.unlink()
        time.sleep(1.01 - time.time() % 1)  # it counts from the second, which may be the same one


@contextlib.contextmanager
def dovecot(*, as_nobody: bool) -> Iterator[Dovecot]:
    """Dovecot as whoever runs the tests, or as an ordinary user, which root alone can make of it."""
    home = Path(tempfile.mkdtemp(prefix="dc", dir="/tmp"))  # short: the names of sockets have 107 characters
    tokens = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Tokens)
    threading.Thread(target=tokens.serve_forever, args=(0.05,), daemon=True).start()
    ports = dict(zip(("imap", "imaps", "pop", "pops"), _free(4), strict=True))
    uid = NOBODY if as_nobody or os.getuid() == 0 else os.getuid()
    person = pwd.getpwuid(uid)
    names = {"user": person.pw_name, "group": grp.getgrgid(person.pw_gid).gr_name}
    conf = home / "dovecot.conf"
    conf.write_text(_CONF.format(home=home, **names, **ports))
    (home / "oauth2.conf").write_text(_OAUTH.format(port=tokens.server_port))
    shutil.copy(CERTIFICATE, home / "cert.pem")
    (home / "mail").mkdir()
    of_nobody = [home, *home.iterdir()] if as_nobody else [home / "mail"]
    for path in (home, *home.iterdir()):
        path.chmod(0o755 if path.is_dir() else 0o644)
        if os.getuid() == 0 and path in of_nobody:
            os.chown(path, NOBODY, NOBODY)
    start = [*(_AS_NOBODY if as_nobody else ()), "dovecot", "-c", str(conf)]
    subprocess.run(
        start, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )  # it keeps a pipe open
    try:
        _wait_for(ports["imaps"])
        yield Dovecot(home, **ports, as_user=_AS_NOBODY if os.getuid() == 0 else ())
    finally:
        os.kill(int((home / "run" / "master.pid").read_text()), signal.SIGTERM)  # `stop` waits for seconds
        tokens.shutdown()
        tokens.server_close()
        shutil.rmtree(home, ignore_errors=True)


@contextlib.contextmanager
def pymap() -> Iterator[int]:
    """pymap with its demonstration mailbox, and its port: STARTTLS, demouser, demopass, mails 101 to 104."""
    (port,) = _free(1)
    program = Path(sys.executable).with_name("pymap")
    running = subprocess.Popen(
        f"{program} --host 127.0.0.1 --port {port} --cert {CERTIFICATE} --key {CERTIFICATE} dict --demo-data".split(),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait_for(port)
        yield port
    finally:
        running.terminate()
        running.wait()


def _free(count: int) -> list[int]:
    holding = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in holding]
    for one in holding:
        one.close()
    return ports


def _wait_for(port: int, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        line = socket.socket()
        with line, contextlib.suppress(ConnectionError):
            _CONNECT(line, ("127.0.0.1", port))
            return
        time.sleep(0.02)
    raise AssertionError(f"nothing answers on port {port}")


_CONNECT = socket.socket.connect
