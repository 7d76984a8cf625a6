"""Encrypting to public keys and decrypting with a secret one, in the format of age (age-encryption.org/v1).

`age` itself opens what is written here: a copy can be opened without privacyctl. pyrage has no
types of its own, so what of it is used is named here.
"""

from __future__ import annotations

import contextlib
import re
from codecs import BOM_UTF8
from typing import TYPE_CHECKING, Protocol, cast

from privacyctl.bounded_files import read_file
from privacyctl.errors import BadInput, Untrusted, Unwritable, unreadable, why

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import Any

_LARGEST_KEY_FILE = 100_000
_NUMBERED = re.compile(r"^\s*\d{1,2}[.:)]?\s+")
"""How a line of the sheet of paper begins."""
SECRET = "AGE-SECRET-KEY-1"  # noqa: S105  (how every secret key of age begins)


class ByteSource(Protocol):
    """What bytes are read from."""

    def read(self, size: int = -1, /) -> bytes: ...


class ByteSink(Protocol):
    """What bytes are written to. `write` returns how many it took: more than it was given aborts the process."""

    def write(self, data: bytes, /) -> int: ...

    def flush(self) -> None: ...


class _Pyrage(Protocol):
    x25519: Any
    EncryptError: type[Exception]
    DecryptError: type[Exception]
    RecipientError: type[Exception]
    IdentityError: type[Exception]

    def encrypt_io(self, source: ByteSource, sink: ByteSink, recipients: Sequence[object], /) -> None: ...

    def decrypt_io(self, source: ByteSource, sink: ByteSink, identities: Sequence[object], /) -> None: ...


def _pyrage() -> _Pyrage:
    import pyrage  # noqa: PLC0415  (what makes or opens a copy alone)

    return cast("_Pyrage", pyrage)


def new_identity() -> tuple[str, str]:
    """A new secret key and its public key, as age writes them."""
    identity = _pyrage().x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def recipients(keys: Sequence[str]) -> list[object]:
    """The public keys to encrypt to. Raises BadInput for one that is none, and repeats no secret key."""
    library = _pyrage()
    found: list[object] = []
    for number, key in enumerate(keys, start=1):
        if key.strip().upper().startswith(SECRET):
            raise BadInput(
                f"[backup] recipients: key {number} is a secret key, which has no place in a settings file",
                "put its public key there, which begins with age1, and make a new pair: privacyctl backup --new-key",
            )
        try:
            found.append(library.x25519.Recipient.from_str(key.strip()))
        except library.RecipientError:
            raise BadInput(
                f"[backup] recipients: key {number} is no public key of age",
                "it begins with age1; make one: privacyctl backup --new-key",
            ) from None
    return found


def identities(path: Path) -> list[object]:
    """The secret keys in a file, as `age-keygen` writes it or as it was put on paper. Raises BadInput without one."""
    library = _pyrage()
    try:
        data = read_file(path, _LARGEST_KEY_FILE)
        text = "" if data is None else data.removeprefix(BOM_UTF8).decode("ascii")
    except OSError as error:
        raise unreadable(path, error) from None
    except UnicodeDecodeError:
        text = ""
    found: list[object] = []
    for key in _keys([line for line in text.splitlines() if not line.lstrip().startswith("#")]):
        try:
            found.append(library.x25519.Identity.from_str(key))
        except library.IdentityError:
            found.clear()
            break
    if not found:
        raise BadInput(
            f"{path} holds no secret key of age",
            f"it is one line that begins with {SECRET}; lines that begin with # are passed over",
        )
    return found


def _keys(lines: Sequence[str]) -> list[str]:
    """A key a line; or all lines are one key, in groups, as it stands on the sheet of paper."""
    whole = ["".join(line.split()).upper() for line in lines]
    if any(one.startswith(SECRET) for one in whole):
        return [one for one in whole if one]
    return ["".join(_NUMBERED.sub("", line) for line in lines).replace(" ", "").upper()]


def encrypt(source: ByteSource, sink: ByteSink, keys: Sequence[object]) -> None:
    """Encrypt to all of these keys. Raises Unwritable where the sink takes no more."""
    library = _pyrage()
    try:
        library.encrypt_io(source, sink, keys)
        sink.flush()
    except (OSError, library.EncryptError) as error:
        raise Unwritable(
            f"the copy could not be encrypted: {_said(error)}", "make room, then: privacyctl backup"
        ) from None


@contextlib.contextmanager
def _plain_words(path: Path) -> Iterator[None]:
    library = _pyrage()
    try:
        yield
    except library.DecryptError as error:
        said = str(error)
        if "No matching keys" in said:
            raise Untrusted(
                f"{path.name} is not for this key, or its head is damaged",
                "try the other key that it was made for; the manifest beside it names them",
            ) from None
        if "No space left" in said:
            raise Unwritable(
                "there is no room for what the copy holds; nothing was changed",
                "free some space and run the command again",
            ) from None
        raise Untrusted(
            f"{path.name} is no copy that age made, or it is cut short",
            "take another copy, or the same from another place",
        ) from None
    except OSError as error:
        if error.errno is None:  # how pyrage says that a piece is not as it was encrypted
            raise Untrusted(
                f"{path.name} is damaged, or cut short; nothing was changed",
                "take another copy, or the same from another place",
            ) from None
        raise Untrusted(
            f"{path.name} could not be decrypted: {why(error)}", "see the disk, and run it again"
        ) from None


def decrypt(path: Path, sink: ByteSink, keys: Sequence[object]) -> None:
    """Decrypt a file into a sink, piece by piece; an armored one too.

    What was written is not to be believed before this returns. Raises Untrusted for a wrong key, and
    for a file that is damaged or torn.
    """
    with _plain_words(path), path.open("rb") as file:
        _pyrage().decrypt_io(file, sink, keys)


def _said(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno is not None:
        return why(error)
    return str(error).partition(" (os error")[0].lower()
