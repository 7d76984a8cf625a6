"""What a duty is handed: the site, files and callables that a duty works with and never makes.

A duty knows the store and the model. Whatever reads a page, a reseller's file or the bytes of
the data file lies in a reader's folder, and the command line hands it over as an argument.
Each protocol names what is handed over in a real run; a test may hand over something simpler.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from email.message import EmailMessage
    from pathlib import Path

    from privacyctl.duties.cases import Asked
    from privacyctl.duties.due import Due
    from privacyctl.model.access_document import Document
    from privacyctl.model.contact import Contact
    from privacyctl.model.copies import CopyFacts, FoundCopy
    from privacyctl.model.disclosure import RecipientToTell
    from privacyctl.model.erasure import Listing
    from privacyctl.model.finding_kind import PlacedText, RowId
    from privacyctl.model.ids import CaseId, ContactId, PublicationId
    from privacyctl.model.look import Assignment, Look
    from privacyctl.model.made import MadeFile, StandingFile
    from privacyctl.model.purchase import BadRow, OrderLine
    from privacyctl.model.reminder import Reminder
    from privacyctl.model.residue import Mention, Searched, Sought, Value
    from privacyctl.model.site import SiteEntry
    from privacyctl.model.target import KnownFiles, NamedContact, Seen, Target
    from privacyctl.model.way import Way
    from privacyctl.store import Store, Transaction


class Progress(Protocol):
    """Told how far long work is. In a run: what `privacyctl.output.screen.progress.telling` yields."""

    def __call__(self, what: str, count: int, /) -> None:
        """`what` is being worked through (a file's name, say), and `count` of it is done so far."""


class OpenRecord(Protocol):
    """Opens the record for the length of a `with`. In a run: `privacyctl.cli.session.record`.

    A duty that searches the bytes of the data file must have it closed meanwhile: closing any
    file drops the locks that SQLite holds on it. So such a duty opens the record itself.
    """

    def __call__(self) -> AbstractContextManager[Store]: ...


class OrderFile(Protocol):
    """A reseller's file, opened. In a run: `privacyctl.orders.order_file.Orders`.

    It is iterated once, in batches of rows; the counts are whole at the end of that.
    """

    format: str
    sender: str | None
    """The recipient whom such a file comes from, where the format tells."""
    fields: tuple[str, ...]
    """What its rows tell, as fields of an order."""
    left_behind: tuple[str, ...]
    """The columns that are not imported."""
    redacted: int
    """How many card numbers were taken out of its texts."""
    totals_rows: int
    """How many rows at the end are sums and no orders."""
    unread_answers: int
    """How many answers to the news question cannot be read, and so count as no."""
    passed_over: Counter[str]
    """Rows that are no orders, by reason."""
    comments_left: list[int]
    """The lines with a buyer's comment in rows that are bad or no orders."""

    def __iter__(self) -> Iterator[list[OrderLine | BadRow]]: ...


class TakeComment(Protocol):
    """Takes what a buyer's comment turned out to ask for. In a run: `privacyctl.cli.close.Taking`."""

    def __call__(self, tx: Transaction, contact: Contact, asked: Asked, /) -> CaseId | None:
        """Open the case, and return it; None where what was asked for is done at once, and leaves none."""


class GivenList(Protocol):
    """A list of addresses that somebody made elsewhere, opened. In a run: `privacyctl.address_lists.AddressList`."""

    def lines(self) -> Iterator[tuple[str, str | None]]:
        """Each row once, as (its text as it stands, the address in it or None)."""

    def told_fields(self) -> tuple[str, ...]:
        """What the rows tell, as fields of a contract; known once they were read. Raises Refused."""


class SiteSource(Protocol):
    """The site's source, as publishing needs it. In a run: `privacyctl.site.site_files.SiteFiles`.

    Nothing is written before `write`.
    """

    def entries(self) -> Sequence[SiteEntry]:
        """Every entry of the configured data files."""

    def cut(self, entries: Sequence[SiteEntry]) -> Sequence[str]:
        """Work out the files without these entries; returns the difference, a line each."""

    def write(self) -> None:
        """Write what was worked out, each file whole or not at all."""

    def deploy(self) -> bool:
        """Rebuild and deploy; False where no command is configured. Raises DeployFailed."""


class Checker(Protocol):
    """Looks at pages and folders. In a run: `privacyctl.site.checker.SiteChecker`."""

    def look(
        self, assignments: Sequence[Assignment], permitted: Sequence[Target]
    ) -> Sequence[Sequence[Look]]:
        """The looks at each assignment, in their order; none where there is nowhere to look.

        What is permitted may stand there too, and explains what looks like it.
        """


class Scanner(Protocol):
    """Goes through folders, files and the public site. In a run: `privacyctl.site.scanner.SiteScanner`."""

    files: int
    """How many files and pages were read, or known from before."""
    skipped: int
    """How many were too large or no text, or could not be read."""
    read: list[str]
    """The whole paths and the addresses of the files and pages that were read, or known from before."""
    not_read: set[str]
    """Those that were met and not read, for whatever reason."""

    has_all_entries: bool
    """Whether `entries` read every data file that lies in these places, and none in part."""

    sightings: list[tuple[PublicationId, Look]]
    """What the public site surely shows at its places, where that was not known."""

    def look(
        self,
        target: Sequence[Target],
        people: Sequence[NamedContact],
        known: KnownFiles,
        is_wrong: Callable[[Seen], bool],
        assigned: Callable[[Target], Assignment],
        /,
    ) -> Iterator[tuple[str, Seen]]:
        """Every file and page that shows something or names somebody, as (path or address, what it shows).

        `assigned` tells the places of a publication, and where it was seen before.
        """

    def entries(self) -> Sequence[SiteEntry]:
        """The entries of the data files in these places."""

    def whole(self, where: str, /) -> str:
        """A path or an address as it is the same from wherever the scan is run."""

    def scanned(self) -> Sequence[str]:
        """The folders, files and sites that are gone through, each as `whole` has it."""


class HandOut(Protocol):
    """Writes the files of one answer. In a run: `privacyctl.output.access_files.AccessFiles`."""

    def __call__(self, document: Document, /) -> HandedOut:
        """Write them; files of an answer that was cut short are known again. Raises Refused and BadInput."""


class HandedOut(Protocol):
    """The files of one answer, written. In a run: `privacyctl.output.access_files.AccessFiles`."""

    @property
    def files(self) -> tuple[Path, ...]: ...

    def take_back(self) -> None:
        """Remove those that were made just now."""


class TellRecipients(Protocol):
    """Has everybody who holds data of a person be told of a change.

    In a run: `privacyctl.duties.lists.disclosures.tell_recipients`, with the contracts of the settings.
    """

    def __call__(
        self,
        tx: Transaction,
        case: CaseId,
        contact: ContactId,
        fields: Sequence[str],
        order: str | None = None,
        /,
    ) -> Sequence[RecipientToTell]:
        """Make a follow-up of the case for each recipient who has one of these fields of them, or of one order."""


class ErasedList(Protocol):
    """The list of erasures beside the data file, as it was read. In a run: `privacyctl.erasure_list.ErasureList`."""

    @property
    def listings(self) -> Sequence[Listing]: ...
    @property
    def unread(self) -> int:
        """How many lines say nothing: torn ones, or a later version's."""

    def lists(self, wanted: Listing) -> bool:
        """Whether a listing covers this one."""

    def naming(self, address: bytes) -> Sequence[ContactId]:
        """The contacts that were erased under an address, by its fingerprint; the latest first."""


class KeepErasures(Protocol):
    """Writes into the list of erasures, before anything is deleted. In a run: `privacyctl.erasure_list.add`."""

    def __call__(self, listings: Sequence[Listing], /) -> object:
        """List these for good; what is listed already is left as it is. Raises Unwritable."""


class ByteReader(Protocol):
    """Reads the bytes of the files of a record. In a run: `privacyctl.residue.Bytes`."""

    def search(self, values: Iterable[Value], sought: Sought | None = None) -> Searched:
        """Look for each value in every file; no connection to the data file may be open.

        With `sought` files of the user's own are read for a mention of them too.
        """

    def among(self, values: Iterable[Value], texts: Iterable[str]) -> set[Value]:
        """Those of the values that stand in one of these texts."""

    def placed(self, values: Iterable[Value], texts: Iterable[PlacedText]) -> dict[Value, set[RowId]]:
        """Those of the values that stand in one of these rows, and in which: the first few of each."""

    def mentioned(self, sought: Sought, texts: Iterator[PlacedText]) -> list[Mention]:
        """Those of the rows that mention somebody."""

    def standing(
        self, made: Iterable[MadeFile], people: Sequence[ContactId], sought: Sought, values: Iterable[Value]
    ) -> list[StandingFile]:
        """Those of the files that still stand, and are of these people or hold something of them; said at once."""

    def drop_leftovers(self, written: Iterable[Path]) -> list[Path]:
        """Delete what killed commands left, here and in these folders; returns what could not be deleted."""

    def drop_copies(self) -> int:
        """Delete the copies that upgrades laid aside, which hold whoever was erased; returns how many."""

    def is_ours(self, file: Path) -> bool:
        """Whether a file is the data file, or one that privacyctl made beside it."""

    def is_record(self, file: Path) -> bool:
        """Whether a file is the data file itself, or one in which SQLite keeps a part of it."""


class CopyTarget(Protocol):
    """A folder that holds copies of this record. In a run: `privacyctl.keeping.targets.CopyFolder`."""

    @property
    def folder(self) -> Path: ...

    def copies(self) -> Sequence[FoundCopy]:
        """The copies of this record that lie there, the oldest first. Raises Unwritable where it is out of reach."""

    def delete(self, name: str, /) -> None:
        """Delete one. Raises Unwritable where it is still there."""

    def reads_back(self, name: str, /) -> bool:
        """Whether it still is what it was when it was made."""


class CopyWorkshop(Protocol):
    """Makes archives, in a private folder of its own. In a run: `privacyctl.keeping.workshop.Workshop`."""

    @property
    def folder(self) -> Path:
        """Where the plain copy is built; it is deleted with the workshop."""

    @property
    def record(self) -> Path:
        """Where the plain copy goes."""

    def bring_along(self, head: int, /, *, with_journal: bool) -> tuple[int, int]:
        """Put the journal up to that entry, the list of erasures and the settings beside the plain copy.

        Returns the journal's last entry, 0 where it stays away, and the number of erasures.
        """

    def encrypting(self, made_at: int, /) -> AbstractContextManager[Callable[[CopyFacts], str]]:
        """Make the archive of the plain copy beside what is done in the `with`.

        What it gives is called with what was found out of the copy; it waits for the archive and returns its
        name. Where it is not called, there is no archive.
        """

    def place(self, target: Any, /) -> None:
        """Place the archive in a folder and read it back there. Raises Unwritable or Untrusted."""


class ComposeReminder(Protocol):
    """Puts a reminder into words. In a run: `privacyctl.output.reminders.mail`, with the settings' own address."""

    def __call__(self, reminder: Reminder, found: Due, /) -> EmailMessage:
        """The whole mail, the same each time that it is tried; `found` is all that is due."""


class MailRefusals(Protocol):
    """What became of a mail that was taken. In a run: `privacyctl.ways.sending.MailTaken`."""

    @property
    def refused(self) -> int:
        """To how many of its addresses it is not passed on."""


class Deliver(Protocol):
    """Sends a mail by a way. In a run: `privacyctl.ways.sending.deliver`. Raises NotTaken."""

    def __call__(self, mail: EmailMessage, way: Way, /) -> MailRefusals: ...
