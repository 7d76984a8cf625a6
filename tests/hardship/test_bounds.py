"""Whatever is read, 512 MB of memory and 20 s of processor time are enough: beyond them there is a sentence."""

from __future__ import annotations

import os
import resource
import shlex
import struct
import subprocess
import sys
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from helpers.terminal import CommandLine

pytestmark = pytest.mark.slow

MEGA = 1_000_000
MAIL = "From: ann@acme.example\nDate: Sun, 22 Nov 2026 09:10:00 +0000\n"
MAP = "--map Email=email --map Id=order --map Product=product --from bmt-micro"


def png(side: int) -> bytes:
    """A picture of one colour: small as a file, and large once it is unpacked."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj()
    rows = b"".join(packer.compress(bytes(side * 3 + 1)) for _ in range(side)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


LISTS = {
    "empty lines": ("optout -", b"\n" * 11 * MEGA, 0),
    "one line": ("optout -", b"ann@example.com\n", 300 * MEGA),
    "bad lines": ("optout -", b"a@@b\n" * 30_000, 0),
    "rows of nothing": ("gate - --purpose updates", b"ann@example.com\n" + b"\n" * MEGA, 0),
    "one row": ("gate - --purpose updates", b"ann@example.com\n", 300 * MEGA),
}
FILES: dict[str, tuple[str, bytes, int]] = {
    "mail.eml": ("optout --message {}", MAIL.encode(), 300 * MEGA),
    "digits.eml": ("optout --message {}", f"{MAIL}\n{('4-' * 35 + chr(10)) * 2_000}".encode(), 0),
    "tags.eml": ("optout --message {}", f"{MAIL}Content-Type: text/html\n\n{'<b>' * 200_000}".encode(), 0),
    "row.csv": (f"import-orders {{}} {MAP}", b"Email,Id,Product,Date\n", 300 * MEGA),
    "quote.csv": (f"import-orders {{}} {MAP}", b'Email,Id,Product,Date\n"' + b"x\n" * 5 * MEGA, 0),
    "deep.xml": ("import-orders {}", b"<request>" + b"<a>" * 5 * MEGA, 0),
    "long.xml": ("import-orders {}", b"<request>", 300 * MEGA),
    "list.csv": ("gate {} --purpose updates", b"email,name\n", 300 * MEGA),
    "manifest.json": ("gate --check {}", b"[" * MEGA, 300 * MEGA),
    "words.txt": ("add-testimonial ann@acme.example --quote @{}", b"", 300 * MEGA),
    "privacyctl.toml": ("policy", b"x=" + b"[" * 900_000, 0),
    "large/privacyctl.toml": ("policy", b"", 300 * MEGA),
}
SITE = {
    "tags.html": b"<b>" * 800_000,
    "accents.html": "e\u0301".encode() * 600_000,
    "page.html": b"",  # which is 300 MB of nothing
}
DATA = {
    "deep.json": b"[" * MEGA,
    "many.json": b"[" + b"[]," * MEGA,
    "bomb.yaml": b"- &a [lol]\n"
    + b"".join(b"- &%c [%s]\n" % (97 + n, b"*%c," % (96 + n) * 9) for n in range(1, 26)),
    "dots.toml": b"a." * MEGA + b"a=1",
}


@pytest.fixture
def bounded(db: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a command line as a process that has 512 MB and 20 s, and say what it said."""

    def less() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
        with suppress(ValueError, OSError):  # macOS has no such limit
            resource.setrlimit(resource.RLIMIT_AS, (512 << 20, 512 << 20))

    def run(line: str, given: Path | None = None) -> str:
        said = db.with_name("said")
        with open(given or os.devnull, "rb") as stdin, said.open("wb") as out:  # noqa: PTH123
            words = [sys.executable, "-m", "privacyctl", "--db", str(db), *shlex.split(line)]
            process = subprocess.Popen(words, stdin=stdin, stdout=out, stderr=out, preexec_fn=less)  # noqa: PLW1509
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        answer = said.read_text("utf-8")
        print(f"{line}: {used.ru_maxrss:,} of memory, {used.ru_utime + used.ru_stime:.1f} s")  # noqa: T201
        assert process.returncode in (0, 1, 2), answer
        assert "Traceback" not in answer
        assert "bug" not in answer
        assert process.returncode == 0 or "privacyctl: error: " in answer
        return answer

    return run


def write(path: Path, head: bytes, further: int) -> None:
    """A file of a head and so many zero bytes, which take no room on the disk."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(head)
    os.truncate(path, len(head) + further)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_on_stdin(name: str, bounded: Callable[..., str], tmp_path: Path) -> None:
    command, head, further = LISTS[name]
    write(tmp_path / "list", head, further)
    bounded(command, tmp_path / "list")


@pytest.mark.parametrize("name", FILES)
def test_a_file(name: str, bounded: Callable[..., str], db: Path, run: CommandLine) -> None:
    run.ok("add-contact ann@acme.example")
    command, head, further = FILES[name]
    path = db.parent / name.removeprefix("large/")
    write(path, head, further)

    bounded(command.format(shlex.quote(str(path))))


@pytest.mark.parametrize("name", DATA)
def test_a_data_file_of_the_site(name: str, bounded: Callable[..., str], db: Path) -> None:
    write(db.parent / name, DATA[name], 0)
    db.with_name("privacyctl.toml").write_text(
        f'[site]\nsource = "."\n[[site.data]]\nfile = "{name}"\nholds = "testimonials"\n'
    )

    bounded("publish --dry-run")


def test_pages_and_pictures(bounded: Callable[..., str], run: CommandLine, tmp_path: Path) -> None:
    site, logo = tmp_path / "site", tmp_path / "logo.png"
    logo.write_bytes(png(64))
    run.ok("add-contact ann@acme.example --name 'Ann Lee' --company Acme")
    run.ok(
        f"add-customer Acme --contact ann@acme.example --logo {shlex.quote(str(logo))} --at /x --permission y"
    )
    for name, data in SITE.items():
        write(site / name, data, 0 if data else 300 * MEGA)
    (site / "huge.png").write_bytes(png(4_000))

    assert "3 files read" in bounded(f"scan {shlex.quote(str(site))}")
