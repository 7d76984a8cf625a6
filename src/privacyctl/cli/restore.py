"""The command `restore`."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import current, limits, record, tell
from privacyctl.errors import BadInput, Failure, Refused, no_file
from privacyctl.model.moment import Moment
from privacyctl.output.screen import stream
from privacyctl.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from privacyctl.duties.erase_person import Gone
    from privacyctl.duties.keeping.restoring import EraseListed, Restored
    from privacyctl.erasure_list import ErasureList
    from privacyctl.keeping.manifests import CopyManifest
    from privacyctl.model.audit import Head
    from privacyctl.model.contact import Contact
    from privacyctl.model.erasure import Listing

Files = Annotated[
    list[Path] | None,
    typer.Option("--journal", metavar="FILE", help="A journal that lies elsewhere. Again for more."),
]


@dataclass(frozen=True, slots=True)
class ToRestore:
    """What was typed."""

    archive: Path | None
    identity: Path | None
    journals: Sequence[Path]
    lists: Sequence[Path]
    without_journal: bool


def restore(
    archive: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="A copy that `backup` made.", show_default=False)
    ] = None,
    identity: Annotated[
        Path | None, typer.Option("--identity", metavar="KEYFILE", help="The file with the secret key.")
    ] = None,
    replace: Annotated[
        bool,
        typer.Option(
            "--replace", help="Put it in the place of the record that stands; that one is laid aside."
        ),
    ] = False,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Practise it: do all of it in a private folder, and throw that away."),
    ] = False,
    repair: Annotated[
        bool,
        typer.Option(
            "--repair", help="Take the record that stands as the copy, and bring it up by its journal."
        ),
    ] = False,
    journals: Files = None,
    lists: Annotated[
        list[Path] | None,
        typer.Option(
            "--erasures", metavar="FILE", help="A list of erasures that lies elsewhere. Again for more."
        ),
    ] = None,
    without_journal: Annotated[
        bool, typer.Option("--without-journal", help="Restore the copy alone, and say what is lost.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Put a copy in the record's place, and forget nobody's no."""
    if repair is (archive is not None):
        raise BadInput(
            "restore wants a copy, or --repair for the record that stands",
            "privacyctl restore FILE --identity KEYFILE, or: privacyctl restore --repair",
        )
    if archive is not None and identity is None:
        raise BadInput(
            "a copy is encrypted, and no key was named", f"privacyctl restore {archive} --identity KEYFILE"
        )
    if without_journal and journals:
        raise BadInput("--without-journal uses none", "leave out --journal")
    path = current().path.absolute()
    if path.exists() and not (replace or dry_run or repair):
        raise Refused(
            f"a record stands at {path}; nothing was changed",
            "to practise it: --dry-run; to put the copy in its place, and lay this one aside: --replace",
        )
    if repair:
        with record(warns=False, believes=True):
            pass  # or it is said that there is none
    _restore(
        path,
        ToRestore(archive, identity, journals or (), lists or (), without_journal),
        dry_run=dry_run,
        as_json=as_json,
    )


def _restore(path: Path, wanted: ToRestore, *, dry_run: bool, as_json: bool) -> None:
    from privacyctl import atomic_files, residue
    from privacyctl.cli import put_in_place
    from privacyctl.keeping import archives
    from privacyctl.keeping.workshop import alone, private_folder
    from privacyctl.output import restore as words
    from privacyctl.store.file import making

    making.make_folder(path.parent)
    with alone(path.with_name(f"{path.name}.restore"), "restores"), private_folder(path, "restore") as folder:
        atomic_files.drop_leftovers(residue.folders(path), path)
        built = folder / archives.RECORD
        known = put_in_place.head(path)  # before any journal is read
        manifest = _take_out(wanted, path, folder)
        if manifest is None and not dry_run and _is_in_step(path, _journals(path, built, wanted.journals)):
            stream.answer(as_json, words.nothing_document, words.say_nothing)
            return
        listings = _listings(path, built, wanted.lists)
        ready = _prepared(path, built, wanted, listings, manifest)
        aside, is_dropped = None, False
        if not dry_run:
            aside, is_dropped = put_in_place.put(path, built, listings, known)
        elif path.exists() and manifest is not None:
            _note_drill()
    stream.answer(as_json, words.document, words.say, ready, aside, is_dropped, dry_run, manifest is not None)


def _take_out(wanted: ToRestore, path: Path, folder: Path) -> CopyManifest | None:
    """Put the plain copy into a private folder; returns its manifest, or None for the record that stands."""
    from privacyctl.keeping import age, archives, manifests
    from privacyctl.output.screen.progress import telling
    from privacyctl.store.file import connecting

    if wanted.archive is None or wanted.identity is None:
        with contextlib.closing(Store.open(path, current().clock)) as store:
            store.copy_into(folder / archives.RECORD)
        return None
    keys = age.identities(wanted.identity)
    if not wanted.archive.is_file():
        raise no_file(wanted.archive)
    with telling("bytes") as progress:
        manifest = archives.check(wanted.archive, keys, lambda size: progress("checked", size))
        if manifest.schema_version > connecting.VERSION:
            raise manifests.newer(wanted.archive.name)
        archives.take_out(wanted.archive, manifest, keys, folder, lambda size: progress("decrypted", size))
    return manifest


def _is_in_step(path: Path, journals: Sequence[Path]) -> bool:
    """Whether no journal knows more than the record that stands, wherever it lies."""
    from privacyctl.duties.keeping.journal import knows_more
    from privacyctl.store.journal import standing, tail

    if any(knows_more(one, tail.beside(path)) for one in journals):
        return False

    with contextlib.closing(Store.open(path, current().clock)) as store:
        return standing.of(store).how in (standing.Stands.IN_STEP, standing.Stands.LAGS)


def _listings(path: Path, built: Path, lists: Sequence[Path]) -> list[Listing]:
    """All erasures that any list names: the one beside the record, the copy's own, and those that were typed."""
    from privacyctl import erasure_list
    from privacyctl.output import restore as words

    beside, own = erasure_list.read(path), erasure_list.read(built)
    if beside.damaged:
        raise words.damaged_list(str(erasure_list.beside(path)), beside.damaged)
    named = [_named_list(one) for one in lists]
    if own.damaged:  # it went along as it was, and nobody can mend it there
        words.warn_of_list(own.damaged)
    found: list[Listing] = []
    for one in (beside, own, *named):
        found += [listing for listing in one.listings if listing not in found]
    if found:
        erasure_list.add(built, found)
    return found


def _named_list(file: Path) -> ErasureList:
    """A list that was typed: what is none must not be taken for one that names nobody."""
    from privacyctl import erasure_list
    from privacyctl.output import restore as words

    if not file.is_file():
        raise no_file(file)
    found = erasure_list.read_file(file)
    if found.damaged:
        raise words.damaged_list(str(file), found.damaged)
    if not found.listings:
        raise BadInput(f"{file} is no list of erasures", "it lies beside a data file: NAME.erasures")
    return found


def _prepared(
    path: Path, built: Path, wanted: ToRestore, listings: Sequence[Listing], manifest: CopyManifest | None
) -> Restored:
    from functools import partial

    from privacyctl import residue
    from privacyctl.duties.keeping import restoring
    from privacyctl.model.audit import Head
    from privacyctl.output import proofs
    from privacyctl.output.screen.progress import telling

    claimed: Head | None = None
    if manifest is not None:
        claimed = Head(manifest.seq, bytes.fromhex(manifest.head))
    reader = residue.Bytes(built, partial(telling, "bytes"), proofs.warn_of_standing)

    @contextlib.contextmanager
    def opened() -> Iterator[Store]:
        with contextlib.closing(Store.open(built, current().clock)) as store:
            yield store

    journals = [] if wanted.without_journal else _journals(path, built, wanted.journals)
    return restoring.prepare(opened, reader, journals, listings, _erase_listed(built), claimed)


def _journals(path: Path, built: Path, named: Sequence[Path]) -> list[Path]:
    """Where a journal may lie. One that was typed is the only one: it says which of two is right."""
    from privacyctl.store.journal import tail

    if named:
        missing = next((one for one in named if not one.is_file()), None)
        if missing is not None:
            raise no_file(missing)
        return [one.absolute() for one in named]
    beside, copies = tail.beside(path), []
    with contextlib.suppress(Failure):
        from privacyctl.cli.copies import backup_settings

        copies = [folder / beside.name for folder in backup_settings().journal_to]
    return [beside, tail.beside(built), *copies]


def _erase_listed(built: Path) -> EraseListed:
    from privacyctl import erasure_list
    from privacyctl.duties.cases import Asked
    from privacyctl.duties.rights import erase_request
    from privacyctl.model.consent import Via

    def erase(store: Store, contact: Contact, listing: Listing) -> Gone:
        asked = Asked(received_at=Moment(min(listing.at, store.now)), via=Via.UNSTATED)
        listed = erasure_list.read(built)
        asking = erase_request.ask(store, contact, asked, limits(), None, listed)
        foreseen = erase_request.foresee(store, contact, asked, limits(), None, tell())
        return erase_request.erase(
            store,
            contact,
            asking.standing.case.id,
            foreseen,
            None,
            tell(),
            lambda more: erasure_list.add(built, more),
        )

    return erase


def _note_drill() -> None:
    from privacyctl.duties.keeping import restoring

    with record(warns=False) as store:
        restoring.drilled(store)
