"""Order lines as an import takes them: who they are of, what is new in them, and what they answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from privacyctl.duties import names_on_show, suppressions
from privacyctl.model.consent import Decision, Purpose, Via, latest
from privacyctl.model.deadline import of_comment
from privacyctl.model.moment import DAY, Moment
from privacyctl.model.purchase import BadRow, OrderLine
from privacyctl.model.text import match_key
from privacyctl.store import clocks, comments, consent, corrections, erasures, orders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.model.ids import CaseId, ContactId
    from privacyctl.store import Transaction
    from privacyctl.store.orders import KnownContact, KnownLine

ANOTHER_CONTACT = "this order is on record for another contact"
IN_THE_FUTURE = "the time of the order is in the future"


@dataclass
class Importing:
    """The record as one import sees it, batch after batch."""

    tx: Transaction
    counts: Counter[str] = field(default_factory=Counter)
    comments: list[CaseId] = field(default_factory=list)
    erased: int = 0
    """Rows of the file at hand that were passed over, since their orders were erased."""
    comments_left: list[int] = field(default_factory=list)
    """The lines of the file at hand with a comment that has no case, in rows that were not imported."""

    def __post_init__(self) -> None:
        self._writer = orders.Writer(self.tx)
        self._barred = erasures.barred_orders(self.tx)
        self._former = corrections.former(self.tx)
        self._right = corrections.order_fields(self.tx)
        self._product_marks = corrections.product_marks(self.tx)
        self._authors = names_on_show.authors(self.tx)
        self.renamed: set[ContactId] = set()
        """Who has a testimonial, and another name or company since this import."""

    def begin_file(self, sender: str | None, fields: Sequence[str]) -> None:
        self._writer.begin_file(sender, fields)

    @property
    def delivery(self) -> int | None:
        return self._writer.delivery

    def take(self, lines: list[OrderLine]) -> list[BadRow]:
        """Import a batch; returns the rows that are refused."""
        if self._barred:
            lines = self._not_erased(lines)
        contacts = orders.known_contacts(self.tx, [line.email_key for line in lines])
        known = self._known_lines(lines)
        refused: list[BadRow] = []
        commented: list[tuple[OrderLine, KnownLine]] = []
        for line in lines:
            # A day, since a time without an offset may be of any zone.
            if line.ordered_at is not None and line.ordered_at > self.tx.now + DAY:
                refused.append(BadRow(line.row, IN_THE_FUTURE))
                self._leave_comment(line)
                continue
            same_order = known.setdefault(line.order, [])
            contact = contacts.get(line.email_key)
            is_former = False
            if self._former and (theirs := self._corrected(line, same_order, contacts)) is not None:
                contact, is_former = theirs, line.email_key not in contacts
            if same_order and (contact is None or any(k.contact != contact.id for k in same_order)):
                refused.append(BadRow(line.row, ANOTHER_CONTACT))
                self._leave_comment(line)
                continue
            if contact is None:
                contact = contacts[line.email_key] = self._new_contact(line)
            else:
                self._learn(contact, line)
            was_known = any(one.entry != self.tx.entry for one in same_order)
            self._purchase(contact, line, same_order)
            if line.opt_in is not None:
                self._answer(contact, line, was_known=was_known, is_former=is_former)
            if line.comment is not None:
                commented.append((line, same_order[0]))
        self.counts["answers"] += self._writer.flush()
        for line, purchase in commented:
            self._comment(line, purchase)
        return refused

    def end(self) -> None:
        """Note in the audit entry what buyers answered, and what their noes outrank; once, at the end."""
        self._writer.end()
        if self.counts["answers"]:
            for contact, purpose, at in consent.outrank_by_import(self.tx):
                suppressions.close_contact(self.tx, contact, purpose, at)

    def _known_lines(self, lines: list[OrderLine]) -> dict[str, list[KnownLine]]:
        known = orders.known_lines(self.tx, [line.order for line in lines])
        if self._right:
            for one in (one for same in known.values() for one in same):
                one.right = self._right.get(one.id, one.right)
        return known

    def _not_erased(self, lines: list[OrderLine]) -> list[OrderLine]:
        """The lines of orders that were not erased; the others come back with no import."""
        fingerprint = self.tx.fingerprints.order
        wanted = []
        for line in lines:
            if fingerprint(line.order) not in self._barred:
                wanted.append(line)
            else:
                self.erased += 1
                self._leave_comment(line)
        return wanted

    def _corrected(
        self, line: OrderLine, same_order: list[KnownLine], contacts: dict[str, KnownContact]
    ) -> KnownContact | None:
        """Whose a line under a corrected address is: theirs, where the order is, or was before the correction.

        A later order may be of whoever has the address now, and makes a new contact.
        """
        former = self._former.get(self.tx.fingerprints.address(line.email_key))
        if former is None:
            return None
        is_theirs = any(known.contact == former.contact for known in same_order)
        is_older = not same_order and line.ordered_at is not None and line.ordered_at < former.at
        if not (is_theirs or is_older):
            return None
        known = (one for one in contacts.values() if one.id == former.contact)
        return next(known, None) or orders.known_contact(self.tx, former.contact)

    def _new_contact(self, line: OrderLine) -> KnownContact:
        self.counts["contacts"] += 1
        company = self._company(line.company)
        return self._writer.add_contact(line, company)

    def _learn(self, contact: KnownContact, line: OrderLine) -> None:
        """Take over a name or company that is missing, or newer than one from an older order."""
        told_at = line.ordered_at
        if line.name and line.name != contact.name and contact.takes_name(told_at):
            contact.name, contact.name_at = line.name, told_at
            self._writer.set_name(contact)
            self._note_renamed(contact)
        if line.company and contact.takes_company(told_at):
            company = self._company(line.company)
            if company != contact.company:
                contact.company, contact.company_at = company, told_at
                self._writer.set_company(contact)
                self._note_renamed(contact)

    def _note_renamed(self, contact: KnownContact) -> None:
        if contact.id in self._authors:
            self.renamed.add(contact.id)

    def _company(self, name: str | None) -> int | None:
        return self._writer.company(match_key(name), name) if name else None

    def _purchase(self, contact: KnownContact, line: OrderLine, same_order: list[KnownLine]) -> None:
        same = _same_line(line, same_order, self.tx.entry) or self._renamed_line(line, same_order)
        if same is None:
            item = line.item if line.item is not None else _next_item(same_order)
            same_order.append(self._writer.add_purchase(contact.id, line, item))
            self.counts["created"] += 1
        elif same.says(line):
            self.counts["unchanged"] += 1
        else:
            same.learn(line)
            self._writer.change_purchase(same)
            self.counts["changed"] += 1

    def _renamed_line(self, line: OrderLine, same_order: Sequence[KnownLine]) -> KnownLine | None:
        """The line whose product was called so before it was put right, where the file has no item numbers."""
        if line.item is not None or not self._product_marks:
            return None
        mark = self.tx.fingerprints.product(line.product)
        return next((one for one in same_order if (one.id, mark) in self._product_marks), None)

    def _answer(self, contact: KnownContact, line: OrderLine, *, was_known: bool, is_former: bool) -> None:
        """Record the answer with its own time.

        Without a time a yes outranks nothing and is not recorded, and a no counts from now
        unless one stands already.
        """
        if is_former:
            self._close_former(contact, line)
        decision = Decision.GIVEN if line.opt_in else Decision.REFUSED
        at = line.ordered_at
        if at is None:
            if line.opt_in or contact.id in self._writer.new_contacts_with_no:
                return
            stands = latest(consent.events(self.tx, contact.id, Purpose.UPDATES))
            if stands is not None and not stands.decision.is_yes:
                return
            self._writer.new_contacts_with_no.add(contact.id)
            at = self.tx.now
        elif at > self.tx.now:
            # Nobody answered later than now: left as it is, it would outrank the opt-outs until then.
            stands = latest(consent.events(self.tx, contact.id, Purpose.UPDATES))
            if stands is not None and stands.decision is decision:
                return
            at = self.tx.now
        elif was_known and at > self.tx.now - DAY and self._was_taken_early(contact.id, decision, at):
            return
        self._writer.add_answer(contact.id, Purpose.UPDATES, decision, at, Via.IMPORT)

    def _close_former(self, contact: KnownContact, line: OrderLine) -> None:
        """A no under an address that a correction took off them closes that address too: it is of nobody now."""
        at = self.tx.now if line.ordered_at is None else Moment(min(line.ordered_at, self.tx.now))
        known = consent.events(self.tx, contact.id, Purpose.UPDATES)
        if not line.opt_in and not any(e.decision is Decision.REFUSED and e.at == at for e in known):
            suppressions.close_unknown(self.tx, line.email_key, Purpose.UPDATES, at)

    def _was_taken_early(self, contact: ContactId, decision: Decision, at: Moment) -> bool:
        """Whether this order's answer was recorded before its own time came, and so counts from then.

        Recorded once more it would outrank what was decided in between.
        """
        known = consent.events(self.tx, contact, Purpose.UPDATES)
        return any(
            e.decision is decision and e.via is Via.IMPORT and e.at == e.recorded_at and at - DAY <= e.at < at
            for e in known
        )

    def _comment(self, line: OrderLine, purchase: KnownLine) -> None:
        """Each text that a buyer wrote with an order becomes a case: it may be a request, and waits as one."""
        opened = comments.take(self.tx, purchase.id, purchase.contact, line)
        if opened is not None:
            clocks.add(self.tx, opened.case, *of_comment(opened.written_at, self.tx.now))
            self.comments.append(opened.case)

    def _leave_comment(self, line: OrderLine) -> None:
        """Remember the line of a row that is not imported, where a comment stands in it that has no case."""
        if line.comment is not None and not comments.is_known(self.tx, line):
            self.comments_left.append(line.row)


def _same_line(line: OrderLine, same_order: Sequence[KnownLine], entry: int) -> KnownLine | None:
    """The line on record that a row repeats or changes.

    With an item number that decides. Without one it is the line that says the same; else
    the only one of the same product, unless this very import wrote it: then a file that
    has no item numbers holds two lines of that product.
    """
    if not same_order:  # as for nearly every row
        return None
    if line.item is not None:
        return next((known for known in same_order if known.item == line.item), None)
    alike = [known for known in same_order if known.product == line.product]
    exact = next((known for known in alike if known.says(line)), None)
    if exact is not None:
        return exact
    return alike[0] if len(alike) == 1 and alike[0].entry != entry else None


def _next_item(same_order: Sequence[KnownLine]) -> str:
    if not same_order:
        return "1"
    taken = {known.item for known in same_order}
    number = len(taken) + 1
    while str(number) in taken:
        number += 1
    return str(number)
