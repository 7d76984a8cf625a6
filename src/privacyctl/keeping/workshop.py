"""The private folder in which a copy is built, and the archive that is made of it.

It lies in the record's own folder: what is plain never lies on a target. Killed, it is a leftover
that the next run deletes.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
import threading
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from privacyctl.errors import Refused, Unwritable, why
from privacyctl.keeping import age, archives, manifests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from privacyctl.keeping.manifests import Member
    from privacyctl.keeping.targets import CopyFolder
    from privacyctl.model.copies import CopyFacts

_PIECE = 1 << 20


@contextlib.contextmanager
def private_folder(beside: Path, called: str) -> Iterator[Path]:
    """A new, locked folder in mode 0700 beside a file; deleted at the end."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=".privacyctl-", suffix=f".{called}", dir=beside.parent))
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise Unwritable(
            f"{beside.parent} cannot be written: {why(error)}; nothing was changed",
            f"see: ls -ld {beside.parent}",
        ) from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


@contextlib.contextmanager
def alone(path: Path, doing: str) -> Iterator[None]:
    """Hold a lock for the length of a `with`. Raises Refused where another command holds it."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise Unwritable(
            f"{path} cannot be made: {why(error)}; nothing was changed", f"see: ls -ld {path.parent}"
        ) from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(f"another command {doing} this record just now", "wait until it is done") from None
        yield
    finally:
        os.close(handle)


@dataclass
class Workshop:
    """One archive being made."""

    folder: Path
    db: Path
    keys: Sequence[str]
    """The public keys to encrypt to."""
    tell: Callable[[str, int], None] = lambda _what, _count: None
    _files: dict[str, Path] = field(default_factory=dict)
    _made: tuple[Path, str, manifests.CopyManifest, Member] | None = None

    @property
    def record(self) -> Path:
        return self.folder / archives.RECORD

    def bring_along(self, head: int, *, with_journal: bool) -> tuple[int, int]:
        self._files = {archives.RECORD: self.record}
        last = self._journal(head) if with_journal else 0
        listed = self._beside(f"{self.db.name}.erasures", archives.ERASURES)
        self._beside("privacyctl.toml", archives.SETTINGS)
        count = 0
        if listed is not None:
            with listed.open("rb") as file:
                count = sum(1 for _ in file)
        return last, count

    @contextlib.contextmanager
    def encrypting(self, made_at: int) -> Iterator[Callable[[CopyFacts], str]]:
        """Encrypt the plain copy, in a thread, beside what is done in the `with`: examining it.

        What the `with` gives is called with the facts that were found; it waits for the archive, deletes
        what is plain, and returns the archive's name. Where it is not called, the archive is given up.
        """
        asked: Future[CopyFacts] = Future()
        given_up = threading.Event()

        def tell(size: int) -> None:
            if given_up.is_set():
                raise CancelledError
            self.tell("encrypted", size)

        def describe(members: Mapping[str, Member]) -> manifests.CopyManifest:
            return self._manifest(asked.result(), members)

        archive = self.folder / "archive"

        def work() -> tuple[manifests.CopyManifest, Member]:
            handle = os.open(archive, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "wb", buffering=0) as out:
                return archives.write(out, made_at, self._files, age.recipients(self.keys), describe, tell)

        with ThreadPoolExecutor(1) as thread:
            working = thread.submit(work)

            def finish(facts: CopyFacts) -> str:
                asked.set_result(facts)
                manifest, measured = working.result()
                name = manifests.name_of(facts.made_at, facts.seq, facts.head)
                self._made = (archive, name, manifest, measured)
                for path in self._files.values():
                    path.unlink()
                return name

            try:
                yield finish
            finally:
                given_up.set()
                asked.cancel()

    def _manifest(self, facts: CopyFacts, members: Mapping[str, Member]) -> manifests.CopyManifest:
        plain = members[archives.RECORD]
        return manifests.CopyManifest(
            version=manifests.VERSION,
            record=facts.record,
            made_at=facts.made_at,
            seq=facts.seq,
            head=facts.head.hex(),
            schema=facts.schema,
            plain_sha256=plain.sha256,
            plain_bytes=plain.bytes,
            counts=dict(facts.counts),
            journal_seq=facts.journal_seq,
            erasures=facts.erasures,
            delete_after=facts.delete_after,
            recipients=tuple(self.keys),
            members=dict(members),
        )

    def place(self, target: CopyFolder) -> None:
        if self._made is None:
            raise RuntimeError("there is no archive yet")
        archive, name, manifest, measured = self._made
        target.place(archive, manifest, measured, name)

    def _journal(self, head: int) -> int:
        """The journal beside the record, up to an entry: what was written since the copy began does not go along."""
        from_line, last = b'{"v":1,"seq":', 0
        journal = self.db.with_name(f"{self.db.name}.journal")
        try:
            with journal.open("rb") as file, (self.folder / archives.JOURNAL).open("xb") as out:
                for line in iter(lambda: file.readline(_PIECE), b""):
                    number = line.removeprefix(from_line).partition(b",")[0]
                    if not line.endswith(b"\n") or not number.isdigit() or int(number) > head:
                        break
                    out.write(line)
                    last = int(number)
        except FileNotFoundError:
            return 0
        self._files[archives.JOURNAL] = self.folder / archives.JOURNAL
        return last

    def _beside(self, name: str, member: str) -> Path | None:
        path = self.folder / member
        try:
            with self.db.with_name(name).open("rb") as file, path.open("xb") as out:
                shutil.copyfileobj(file, out, _PIECE)
        except FileNotFoundError:
            path.unlink(missing_ok=True)
            return None
        self._files[member] = path
        return path
