"""A head that was handed out: whether it is still in the chain, and who or what vouches for it."""

from __future__ import annotations

import base64
import json
import quopri
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from helpers.terminal import CommandLine

WITH_SSH = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not there")
WITH_OPENSSL = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not there")


@pytest.fixture
def head(run: CommandLine, on_record: None) -> str:
    """The head of a chain that goes on: `SEQ:HASH`, whole."""
    document = run.ok("audit --verify --json").json
    run.ok("optout ann@acme.example")
    return f"{document['entries']}:{document['head']}"


def test_a_head_that_was_handed_out_is_in_the_chain(run: CommandLine, head: str) -> None:
    seq, digest = head.split(":")

    for typed in (head, f"{seq}:{digest[:8]}", f"{seq}:{digest[:11].upper()}"):
        answer = run.ok(f"audit --verify --head {typed}")
        assert f"entry {seq} is in the chain, 1 entry ago" in answer.out


def test_the_three_ways_not_to_hold_are_told_apart(run: CommandLine, head: str) -> None:
    seq, digest = head.split(":")
    other = f"{seq}:{'0' if digest[0] != '0' else '1'}{digest[1:]}"

    beyond = run(f"audit --verify --head 99:{digest} --json")
    another = run(f"audit --verify --head {other} --json")
    no_head = run("audit --verify --head 3")

    assert (beyond.status, another.status, no_head.status) == (3, 3, 2)
    assert beyond.json["heads"][0]["standing"] == "beyond-the-end"
    assert another.json["heads"][0]["standing"] == "another-hash"
    assert "the chain ends before entry 99" in beyond.err
    assert f"entry {seq} of the chain is another one" in another.err


def test_a_record_without_an_entry_has_a_head_too(tmp_path: Path, run: CommandLine) -> None:
    assert run.ok(f"audit --verify --head 0:{'0' * 64}").status == 0
    assert run(f"audit --verify --head 0:{'1' * 64}").status == 3


def test_an_older_copy_and_a_chain_that_ends_early_are_noticed_by_a_receipt(
    run: CommandLine, on_record: None, tmp_path: Path
) -> None:
    copy = run.db.read_bytes()
    run.ok("takedown ann@acme.example --note 'Take me off.'")
    (tmp_path / "receipt.txt").write_text(run.ok("receipt 1").out)
    assert run.ok(f"audit --verify --receipt {tmp_path}/receipt.txt").status == 0

    run.db.write_bytes(copy)

    assert run(f"audit --verify --receipt {tmp_path}/receipt.txt").status == 3


HEAD = "14 " + "096b9b15" * 8
RECEIPT = f"Their SHA-256 and the head of our log of everything done:\n  evidence  {'ab' * 32}\n  log       {HEAD}\n"


def as_mail(body: bytes, coding: str, kind: str = "text/plain") -> bytes:
    return (
        f"From: help@v.example\nContent-Type: {kind}; charset=utf-8\nContent-Transfer-Encoding: {coding}\n\n".encode()
        + body
    )


FORMS = {
    "text": RECEIPT.encode(),
    "with the line ends of mails": RECEIPT.replace("\n", "\r\n").encode(),
    "quoted": "".join(f"> {line}\n" for line in RECEIPT.splitlines()).encode(),
    "quoted twice": "".join(f">> | {line}\n" for line in RECEIPT.splitlines()).encode(),
    "wrapped before the hash": RECEIPT.replace("log       14 ", "log\n  14\n> ").encode(),
    "wrapped within the hash": RECEIPT.replace("096b9b15\n", "096b\n9b15\n").encode(),
    "the last line of a letter": b"Hello,\n\nLighthouse\n\nrecord 14 096b9b15\n",
    "a letter before a signature": b"record 14 096b9b15\nadd me\n",
    "a mail": as_mail(RECEIPT.encode(), "7bit"),
    "a mail in base64": as_mail(base64.encodebytes(RECEIPT.encode()), "base64"),
    "a mail in quoted-printable": as_mail(quopri.encodestring(RECEIPT.encode()), "quoted-printable"),
    "a mail in markup": as_mail(f"<p>log <b>{HEAD}</b></p>".encode(), "8bit", "text/html"),
    "a manifest": json.dumps({"list": {"audit_seq": 14, "audit_head": "096b9b15" * 8}}).encode(),
    "a JSON answer": json.dumps({"letter": f"Hello,\n\nrecord {HEAD}\n"}).encode(),
    "of a verified chain": json.dumps({"entries": 14, "head": "096b9b15" * 8}).encode(),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("option", ["--receipt", "--manifest"])
def test_a_head_is_found_however_a_receipt_was_kept(
    run: CommandLine, tmp_path: Path, form: str, option: str
) -> None:
    (tmp_path / "kept").write_bytes(FORMS[form])

    heads = run(f"audit --verify {option} {tmp_path}/kept --json").json["heads"]

    assert {one["seq"] for one in heads} == {14}
    assert all(("096b9b15" * 8).startswith(one["hash"]) for one in heads)


@pytest.mark.parametrize(
    "kind",
    [b"=?", b'"', b"text/plain; charset=\xff\xfe", b"text/" + b"(" * 2000, b";;*0*=", b"text"],
    ids=["coded", "quote", "charset", "remarks", "parts", "half"],
)
def test_a_mail_whose_headers_are_spoilt_is_read_by_its_words(
    run: CommandLine, tmp_path: Path, kind: bytes
) -> None:
    words = base64.encodebytes(RECEIPT.encode())
    (tmp_path / "kept").write_bytes(
        b"From: x\nX-Kind: "
        + kind
        + b"\nContent-Disposition: "
        + kind
        + b"\nContent-Transfer-Encoding: base64\n\n"
        + words
    )

    heads = run(f"audit --verify --receipt {tmp_path}/kept --json").json["heads"]

    assert {one["seq"] for one in heads} == {14}


@pytest.mark.parametrize(
    "data", [b"", b"log in 14 times", b"{", b"\xff" * 1000, b"[" * 100_000, b"From: x\n"]
)
def test_a_file_without_a_head_is_refused(run: CommandLine, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "kept").write_bytes(data)

    answer = run(f"audit --verify --receipt {tmp_path}/kept")

    assert answer.status == 2
    assert "no head of a record stands in" in answer.err


def test_every_letter_ends_with_a_head_that_holds(run: CommandLine, on_record: None, tmp_path: Path) -> None:
    for line in (
        "question ann@acme.example --note 'Where is it?'",
        "restrict bo@acme.example --note 'Leave it.'",
        "access ann@acme.example --code",
        "access ann@acme.example --confirmed voice --out " + str(tmp_path / "out"),
        "correct bo@acme.example --name 'Bo Berger' --confirmed voice",
        "erase ann@acme.example --confirmed voice",
    ):
        (tmp_path / "answer.json").write_text(run.ok(f"{line} --json").out)
        checked = run.ok(f"audit --verify --receipt {tmp_path}/answer.json --json").json
        assert [one["standing"] for one in checked["heads"]] == ["in-the-chain"], line
        assert checked["heads"][0]["ago"] == 0, line


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "id"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)], check=True)
    return path


@WITH_SSH
def test_a_head_is_signed_with_the_key_that_people_have(
    run: CommandLine, head: str, key: Path, tmp_path: Path
) -> None:
    signed = tmp_path / "signed.txt"
    signed.write_text(run.ok(f"audit --sign --key {key}").out)
    (tmp_path / "allowed").write_text(
        f'ann@v.example namespaces="privacyctl" {key.with_name("id.pub").read_text()}'
    )

    for by in (key, key.with_name("id.pub"), tmp_path / "allowed"):
        answer = run.ok(f"audit --verify --check-signed {signed} --key {by}")
        assert "is in the chain, its last; Good" in answer.out
    # Another program takes it apart: three lines, an empty one, and OpenSSH's own signature.
    note, _, proof = signed.read_text().partition("\n\n")
    (tmp_path / "sig").write_text(proof)
    subprocess.run(
        ["ssh-keygen", "-Y", "verify", "-f", tmp_path / "allowed", "-I", "ann@v.example", "-n", "privacyctl",
         "-s", tmp_path / "sig"], input=f"{note}\n", text=True, check=True, capture_output=True,
    )  # fmt: skip


@WITH_SSH
def test_what_was_altered_or_signed_by_somebody_else_is_not_taken(
    run: CommandLine, head: str, key: Path, tmp_path: Path
) -> None:
    signed = run.ok(f"audit --sign --key {key}").out
    note, _, proof = signed.partition("\n\n")
    forged = {
        "another number": signed.replace(f"\n{note.splitlines()[1]}\n", "\n999\n"),
        "another hash": signed.replace(note.splitlines()[2], base64.b64encode(bytes(32)).decode()),
        "another vendor": signed.replace("privacyctl/", "privacyctl/Other "),
        "a line more": signed.replace("privacyctl/", "more\nprivacyctl/"),
        "no proof": f"{note}\n",
        "half a proof": f"{note}\n\n{proof[: len(proof) // 2]}",
        "a broken proof": signed.replace("SSH SIGNATURE-----\n", "SSH SIGNATURE-----\nAAAA", 1),
    }
    for what, text in forged.items():
        (tmp_path / "signed.txt").write_text(text)
        answer = run(f"audit --check-signed {tmp_path}/signed.txt --key {key}")
        assert answer.status in (2, 3), what
    other = key.with_name("other")
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(other)], check=True)
    (tmp_path / "signed.txt").write_text(signed)
    assert run(f"audit --check-signed {tmp_path}/signed.txt --key {other}").status == 3


@WITH_SSH
def test_a_signature_of_another_use_of_the_key_is_none_of_a_head(
    run: CommandLine, head: str, key: Path, tmp_path: Path
) -> None:
    note, _, _ = run.ok(f"audit --sign --key {key}").out.partition("\n\n")
    signed = subprocess.run(
        ["ssh-keygen", "-Y", "sign", "-f", str(key), "-n", "git"], input=f"{note}\n", text=True,
        capture_output=True, check=True,
    )  # fmt: skip
    (tmp_path / "signed.txt").write_text(f"{note}\n\n{signed.stdout}")

    assert run(f"audit --check-signed {tmp_path}/signed.txt --key {key}").status == 3


@WITH_SSH
@pytest.mark.parametrize(
    "text", ["", "ssh-ed25519", "ssh-ed25519\n", "-----BEGIN OPENSSH PRIVATE KEY-----\n"]
)
def test_a_file_that_is_no_key_is_said_to_be_none(
    run: CommandLine, head: str, key: Path, tmp_path: Path, text: str
) -> None:
    (tmp_path / "signed.txt").write_text(run.ok(f"audit --sign --key {key}").out)
    (tmp_path / "no.key").write_text(text)

    answer = run(f"audit --check-signed {tmp_path}/signed.txt --key {tmp_path}/no.key")

    assert answer.status in (2, 3)
    assert answer.err.startswith("privacyctl: error: ")


@WITH_SSH
def test_without_a_key_it_says_how_to_name_one(
    run: CommandLine, head: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))

    assert "--key FILE" in run("audit --sign").err
    assert run(f"audit --sign --key {tmp_path}/none").status == 1


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A time-stamp authority on this machine: OpenSSL's, behind a web server. Its address and its folder."""
    folder = tmp_path_factory.mktemp("tsa")
    (folder / "ext").write_text(
        "basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n"
    )
    (folder / "serial").write_text("01\n")
    (folder / "tsa.cnf").write_text(
        "[t]\nserial=serial\nsigner_cert=tsa.pem\nsigner_key=tsa.key\nsigner_digest=sha256\n"
        "default_policy=1.2.3.4.1\ndigests=sha256,sha384,sha512\nordering=yes\ntsa_name=yes\n"
    )
    for line in (
        "req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 30 -subj /CN=Root",
        "req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj /CN=TSA",
        "x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -set_serial 2 -days 30 -extfile ext -out tsa.pem",
        "req -x509 -newkey rsa:2048 -nodes -keyout other.key -out other.pem -days 30 -subj /CN=Other",
    ):
        subprocess.run(["openssl", *line.split()], cwd=folder, check=True, capture_output=True)

    class Authority(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            (folder / "q").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            made = subprocess.run(
                ["openssl", "ts", "-reply", "-config", "tsa.cnf", "-section", "t", "-queryfile", "q"],
                cwd=folder, check=False, capture_output=True,
            )  # fmt: skip
            self.send_response(200 if self.path == "/" else 404)
            self.end_headers()
            self.wfile.write(made.stdout)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Authority)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", folder
    server.shutdown()
    server.server_close()


@WITH_OPENSSL
@pytest.mark.slow
def test_an_authority_says_when_a_head_was_there(
    run: CommandLine, head: str, authority: tuple[str, Path], loopback: None, tmp_path: Path
) -> None:
    url, folder = authority
    stamped = tmp_path / "stamped.txt"
    stamped.write_text(run.ok(f"audit --stamp {url}").out)
    by = f"--certificate {folder}/tsa.pem --certificate {folder}/ca.pem"

    answer = run.ok(f"audit --verify --check-stamped {stamped} {by}")

    assert "is in the chain, its last; stamped " in answer.out
    # OpenSSL takes it too.
    note, _, proof = stamped.read_text().partition("\n\n")
    (tmp_path / "head").write_text(f"{note}\n")
    (tmp_path / "tsr").write_bytes(base64.b64decode("".join(proof.splitlines()[1:-1])))
    subprocess.run(
        ["openssl", "ts", "-verify", "-data", tmp_path / "head", "-in", tmp_path / "tsr", "-CAfile", folder / "ca.pem",
         "-untrusted", folder / "tsa.pem"], check=True, capture_output=True,
    )  # fmt: skip
    # Neither altered, nor of another authority, nor of one that is no authority.
    stamped.write_text(stamped.read_text().replace("privacyctl/", "privacyctl/x"))
    assert run(f"audit --check-stamped {stamped} {by}").status == 3
    stamped.write_text(f"{note}\n\n{proof}")
    assert run(f"audit --check-stamped {stamped} --certificate {folder}/other.pem").status == 3
    assert run(f"audit --check-stamped {stamped} --certificate {folder}/tsa.key").status == 2
    assert run(f"audit --check-stamped {stamped}").status == 2
    assert "gives no time stamp" in run(f"audit --stamp {url}nowhere").err
    assert "does not answer" in run("audit --stamp http://127.0.0.1:9/").err
