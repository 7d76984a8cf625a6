"""Signatures with the SSH key that people have, by OpenSSH's `ssh-keygen -Y` (ssh-keygen(1), 8.1 and later).

The namespace is `privacyctl`, so that a signature of another use of the key is none of a head.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from privacyctl.anchors.armor import armored, taken_apart
from privacyctl.bounded_files import read_file
from privacyctl.errors import BadInput, Damaged, Refused, unreadable

_MARK = "SSH SIGNATURE"
_NAMESPACE = "privacyctl"
_KEYS = ("id_ed25519", "id_ecdsa", "id_rsa")
_PUBLIC = ("ssh-", "ecdsa-", "sk-ssh-", "sk-ecdsa-")
_LARGEST = 1_000_000
_PATIENCE = 120
"""Seconds, in which somebody may type the passphrase of the key."""
MADE_BY = "privacyctl audit --sign"


def own_key() -> Path:
    """The first of the keys that ssh itself takes. Raises Refused where there is none."""
    folder = Path.home() / ".ssh"
    found = next((folder / name for name in _KEYS if (folder / f"{name}.pub").exists()), None)
    if found is None:
        raise Refused(
            f"no SSH key was found in {folder}",
            "name yours with --key FILE, or make one: ssh-keygen -t ed25519",
        )
    return found


def signed(note: str, key: Path) -> str:
    """The head's lines with a signature of them. Raises Refused where ssh-keygen does not sign."""
    made = _ssh_keygen("sign", "-f", str(key), text=note)
    if made.returncode or f"BEGIN {_MARK}" not in made.stdout:
        raise Refused(
            f"ssh-keygen did not sign with {key}: {_last(made.stderr)}",
            "a key with a passphrase needs a terminal or an agent: ssh-add",
        )
    return armored(note, made.stdout)


def check(path: Path, key: Path) -> tuple[str, str]:
    """The head's lines and whose signature they bear, as ssh-keygen says it.

    `key` is a public key, or a list of allowed signers in ssh-keygen's own form. Raises
    Damaged where the signature is not good, or of nobody in the list.
    """
    note, signature = taken_apart(path, _MARK, MADE_BY)
    with tempfile.TemporaryDirectory() as folder:
        allowed, proof = Path(folder) / "allowed", Path(folder) / "sig"
        allowed.write_bytes(_signers(key))
        proof.write_text(signature, "utf-8")
        found = _ssh_keygen("find-principals", "-f", str(allowed), "-s", str(proof), text="")
        who = next(iter(found.stdout.splitlines()), "").partition(",")[0]
        if found.returncode or not who:
            raise Damaged(f"{path} is signed by nobody in {key}", "whose is it? ask whoever handed it out")
        checked = _ssh_keygen("verify", "-f", str(allowed), "-I", who, "-s", str(proof), text=note)
    if checked.returncode:
        raise Damaged(
            f"the signature in {path} is not one of its first three lines",
            "take the file as it was when it was signed",
        )
    return note, checked.stdout.strip()


def _signers(key: Path) -> bytes:
    """What ssh-keygen takes for allowed signers."""
    try:
        data = read_file(key, _LARGEST) or b""
        if not data.startswith(tuple(one.encode() for one in _PUBLIC)):
            if b"PRIVATE KEY" not in data:
                return data
            data = read_file(key.with_name(f"{key.name}.pub"), _LARGEST) or b""
    except OSError as error:
        raise unreadable(key, error, "--key names a public key, or a list of allowed signers") from error
    kind, number = [*data.decode("utf-8", "replace").split(maxsplit=2), "", ""][:2]
    if not number:
        raise BadInput(f"{key} holds no public key", "--key names a public key, or a list of allowed signers")
    return f'{_NAMESPACE} namespaces="{_NAMESPACE}" {kind} {number}\n'.encode()


def _ssh_keygen(what: str, *options: str, text: str) -> subprocess.CompletedProcess[str]:
    namespace = [] if what == "find-principals" else ["-n", _NAMESPACE]
    try:
        return subprocess.run(
            ["ssh-keygen", "-Y", what, *options, *namespace],
            input=text,
            capture_output=True,
            text=True,
            check=False,
            timeout=_PATIENCE,
        )
    except FileNotFoundError as error:
        raise Refused(
            "ssh-keygen is not there, which signs and checks", "install OpenSSH's client, 8.1 or later"
        ) from error
    except subprocess.TimeoutExpired as error:
        raise Refused(
            f"ssh-keygen said nothing for {_PATIENCE} seconds", "does the key wait for a passphrase? ssh-add"
        ) from error


def _last(said: str) -> str:
    return next((line.strip() for line in reversed(said.splitlines()) if line.strip()), "it says nothing")
