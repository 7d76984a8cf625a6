"""The reads and writes of an import: a batch at a time, one statement for each table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.model import acts
from privacyctl.model.consent import Via
from privacyctl.model.correction import Corrected
from privacyctl.model.ids import ContactId
from privacyctl.model.moment import DAY
from privacyctl.store import disclosures, former_names
from privacyctl.store.contacts import spelling_kept
from privacyctl.store.store import placeholders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.model.consent import Decision, Purpose
    from privacyctl.model.moment import Moment
    from privacyctl.model.purchase import OrderLine
    from privacyctl.store import Store, Transaction

SOURCE = "order"
_COMPANIES_REMEMBERED = 20_000


@dataclass(slots=True)
class KnownContact:
    """The fields of a contact by which an import decides whether a row has anything new."""

    id: ContactId
    name: str | None
    name_at: Moment | None
    name_is_typed: int
    company: int | None
    company_at: Moment | None
    company_is_typed: int

    def takes_name(self, told_at: Moment | None) -> bool:
        """Whether a name from an order of that time replaces this one."""
        return not self.name_is_typed and (self.name is None or _is_newer(told_at, self.name_at))

    def takes_company(self, told_at: Moment | None) -> bool:
        return not self.company_is_typed and (self.company is None or _is_newer(told_at, self.company_at))


@dataclass(slots=True)
class KnownLine:
    """An order line on record."""

    id: int
    contact: ContactId
    item: str
    product: str
    quantity: int
    amount: int | None
    currency: str | None
    ordered_at: Moment | None
    entry: int
    right: frozenset[Corrected] = frozenset()
    """The fields that were put right: no import changes them."""

    def says(self, line: OrderLine) -> bool:
        """Whether the row has nothing new: an empty field of it is no difference, nor is one that was put right."""
        right = self.right
        return (
            (self.product == line.product or Corrected.PRODUCT in right)
            and (line.quantity in (None, self.quantity) or Corrected.QUANTITY in right)
            and (
                line.amount is None
                or (self.amount, self.currency) == (line.amount, line.currency)
                or Corrected.AMOUNT in right
            )
            and (
                line.ordered_at is None
                or _is_same_time(line.ordered_at, self.ordered_at)
                or Corrected.ORDERED_AT in right
            )
        )

    def learn(self, line: OrderLine) -> None:
        right = self.right
        if Corrected.PRODUCT not in right:
            self.product = line.product
        if line.quantity is not None and Corrected.QUANTITY not in right:
            self.quantity = line.quantity
        if line.amount is not None and Corrected.AMOUNT not in right:
            self.amount, self.currency = line.amount, line.currency
        if Corrected.ORDERED_AT in right or line.ordered_at is None:
            return
        if not _is_same_time(line.ordered_at, self.ordered_at):
            self.ordered_at = line.ordered_at


def known_contacts(store: Store, keys: Sequence[str]) -> dict[str, KnownContact]:
    """The contacts that these addresses belong to."""
    rows = store.stream(
        f"""SELECT match_key, contact.id, name, name_at, name_is_typed, company_id, company_at, company_is_typed
              FROM address JOIN contact ON contact.id = contact_id WHERE match_key IN ({placeholders(keys)})""",
        keys,
    )
    # Two addresses of one contact lead to one object, so that a change is seen under both.
    by_id: dict[int, KnownContact] = {}
    return {row[0]: by_id.setdefault(row[1], KnownContact(*row[1:])) for row in rows}


def known_contact(store: Store, contact_id: ContactId) -> KnownContact:
    """One contact by its number."""
    row = store.row(
        """SELECT id, name, name_at, name_is_typed, company_id, company_at, company_is_typed
             FROM contact WHERE id = ?""",
        (contact_id,),
    )
    if row is None:
        raise LookupError("a corrected address is nobody's")
    return KnownContact(*row)


def known_lines(store: Store, order_refs: Sequence[str]) -> dict[str, list[KnownLine]]:
    """Order → its lines on record."""
    rows = store.stream(
        f"""SELECT order_ref, id, contact_id, item, product, quantity, amount, currency, ordered_at, entry
              FROM purchase WHERE order_ref IN ({placeholders(order_refs)}) ORDER BY id""",
        order_refs,
    )
    found: dict[str, list[KnownLine]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(KnownLine(*row[1:]))
    return found


class Writer:
    """Collects the rows of a batch and writes them with one statement for each table."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._companies: dict[str, int] = {}
        self._next_contact = 1 + tx.value("SELECT coalesce(max(id), 0) FROM contact")
        self._first_answer = tx.next_number("consent_event")
        self._next_purchase = 1 + tx.value("SELECT coalesce(max(id), 0) FROM purchase")
        tx.begin_bulk(
            {
                "contact": f"id >= {self._next_contact:d}",
                "address": f"contact_id >= {self._next_contact:d}",
                "purchase": f"id >= {self._next_purchase:d}",
                "consent_event": f"id >= {self._first_answer:d}",
            }
        )
        self.new_contacts_with_no: set[ContactId] = set()
        """The contacts for whom this import recorded a no without a date."""
        self.begin_file(None, ())
        self._clear()

    def _clear(self) -> None:
        self._contacts: list[tuple[object, ...]] = []
        self._addresses: list[tuple[object, ...]] = []
        self._purchases: list[tuple[object, ...]] = []
        self._changed: list[tuple[object, ...]] = []
        self._names: list[tuple[str | None, Moment | None, int]] = []
        self._company_moves: list[tuple[object, ...]] = []
        self._answers: list[tuple[object, ...]] = []

    def begin_file(self, sender: str | None, fields: Sequence[str]) -> None:
        """Set the recipient and the fields of the file whose rows follow."""
        self._sender, self._fields = sender, fields
        self.delivery: int | None = None
        """The number of this file's delivery; None until one of its rows is new."""

    def add_contact(self, line: OrderLine, company: int | None) -> KnownContact:
        tx, told_at = self._tx, line.ordered_at
        made = KnownContact(ContactId(self._next_contact), line.name, told_at, 0, company, told_at, 0)
        self._next_contact += 1
        self._contacts.append(
            (
                made.id,
                line.name,
                told_at,
                company,
                told_at,
                SOURCE,
                tx.now if told_at is None else told_at,
                tx.entry,
            )
        )
        self._addresses.append((line.email_key, made.id, spelling_kept(line.email, line.email_key), tx.entry))
        return made

    def add_purchase(self, contact: ContactId, line: OrderLine, item: str) -> KnownLine:
        quantity = 1 if line.quantity is None else line.quantity
        if self.delivery is None and self._sender is not None:
            self.delivery = disclosures.add_delivery(self._tx, self._sender, self._fields)
        told = (item, line.product, quantity, line.amount, line.currency, line.ordered_at, self._tx.entry)
        made = KnownLine(self._next_purchase, contact, *told)
        self._next_purchase += 1
        self._purchases.append((made.id, contact, line.order, *told, self.delivery))
        return made

    def change_purchase(self, line: KnownLine) -> None:
        self._changed.append(
            (line.product, line.quantity, line.amount, line.currency, line.ordered_at, line.id)
        )

    def set_name(self, contact: KnownContact) -> None:
        self._names.append((contact.name, contact.name_at, contact.id))

    def set_company(self, contact: KnownContact) -> None:
        self._company_moves.append((contact.company, contact.company_at, contact.id))

    def add_answer(
        self, contact: ContactId, purpose: Purpose, decision: Decision, at: Moment, via: Via
    ) -> None:
        self._answers.append(
            (contact, purpose.value, decision.value, at, self._tx.now, via.value, self._tx.entry)
        )

    def company(self, key: str, name: str) -> int:
        """The number of a company; added where there is none."""
        found = self._companies.get(key)
        if found is None:
            found = self._tx.value("SELECT id FROM company WHERE match_key = ?", (key,))
            if found is None:
                made = (name, key, self._tx.entry)
                self._tx.write("INSERT INTO company (name, match_key, entry) VALUES (?, ?, ?)", made)
                found = self._tx.value("SELECT last_insert_rowid()")
            if len(self._companies) >= _COMPANIES_REMEMBERED:
                self._companies.clear()
            self._companies[key] = found
        return int(found)

    def end(self) -> None:
        """Put the answers that were written into the audit entry, as one act."""
        self._tx.end_bulk()
        after = self._tx.next_number("consent_event")
        if after > self._first_answer:
            self._tx.do(acts.decisions.AnswersImported(self._first_answer, after - 1))

    def _replaced(self) -> list[tuple[int, str]]:
        """The names that the batch replaces, each with its contact."""
        new = {(contact, name) for name, _, contact in self._names}
        ids = sorted({contact for contact, _ in new})
        rows = self._tx.rows(
            f"SELECT id, name FROM contact WHERE name IS NOT NULL AND id IN ({placeholders(ids)})", ids
        )
        standing = {row[0]: row[1] for row in rows}
        changed = {contact for contact, name in new if standing.get(contact, name) != name}
        return [(contact, standing[contact]) for contact in sorted(changed)]

    def flush(self) -> int:
        """Write the batch; returns how many answers were new."""
        many = self._tx.write_many
        many(
            """INSERT INTO contact (id, name, name_at, company_id, company_at, source, received_at, entry)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
            self._contacts,
        )
        many(
            "INSERT INTO address (match_key, contact_id, given, is_main, entry) VALUES (?, ?, ?, 1, ?)",
            self._addresses,
        )
        many(
            """INSERT INTO purchase (id, contact_id, order_ref, item, product, quantity, amount, currency,
                                     ordered_at, entry, delivery_id)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            self._purchases,
        )
        many(
            """UPDATE purchase SET product = ?, quantity = ?, amount = ?, currency = ?, ordered_at = ?
                WHERE id = ?""",
            self._changed,
        )
        former_names.remember(self._tx, self._replaced())
        many("UPDATE contact SET name = ?, name_at = ? WHERE id = ?", self._names)
        many("UPDATE contact SET company_id = ?, company_at = ? WHERE id = ?", self._company_moves)
        answers = many(
            """INSERT INTO consent_event (contact_id, purpose, decision, at, recorded_at, via, entry, is_dated)
               VALUES (?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT DO NOTHING""",
            self._answers,
        )
        self._clear()
        return max(answers, 0)


def _is_same_time(told: int, known: int | None) -> bool:
    """Whether a row's time is no news: a date alone is read as its midnight, and matches any time of that day."""
    return told == known or (known is not None and told % DAY == 0 and told == known - known % DAY)


def _is_newer(told_at: Moment | None, than: int | None) -> bool:
    return told_at is not None and (than is None or told_at > than)
