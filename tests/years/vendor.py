"""What the vendor does: a step for each command, as people do it, and how often.

A step types one line or a few, and tells the account what was accepted. It takes whom and what
from the machine's own luck, which each step has for itself, so that steps can be left out.
"""

from __future__ import annotations

from collections.abc import Callable

from years import asking, buying, keeping, showing, slips
from years.machine import Machine

Step = Callable[[Machine], object]

STEPS: dict[str, tuple[Step, int]] = {
    "add-contact": (buying.add_contact, 10),
    "add-purchase": (buying.add_purchase, 8),
    "import-orders": (buying.import_orders, 6),
    "optout": (buying.optout, 9),
    "optout a company": (buying.optout_company, 2),
    "optout a list": (buying.optout_list, 2),
    "optin": (buying.optin, 5),
    "audience": (buying.audience, 2),
    "gate": (buying.gate, 2),
    "add-testimonial": (showing.add_testimonial, 9),
    "add-customer": (showing.add_customer, 4),
    "publish": (showing.publish, 5),
    "an old branch is deployed": (showing.deploy_old_branch, 1),
    "takedown": (showing.takedown, 8),
    "takedown of a company": (showing.takedown_company, 2),
    "removed": (showing.removed, 6),
    "verify": (showing.verify, 8),
    "attest": (showing.attest, 5),
    "close": (asking.close, 3),
    "access": (asking.access, 3),
    "object": (asking.object_to_a_use, 1),
    "restrict": (asking.restrict, 1),
    "question": (asking.question, 1),
    "confirm": (asking.confirm, 3),
    "correct": (asking.correct, 3),
    "erase": (asking.erase, 2),
    "erase, and no": (asking.erase_unsure, 1),
    "receipt": (asking.receipt, 4),
    "follow-up": (asking.follow_up, 2),
    "asked": (asking.asked, 2),
    "disclose": (asking.disclose, 2),
    "export-for": (asking.export_for, 1),
    "announce": (asking.announce, 1),
    "purge": (asking.purge, 3),
    "policy --adopt": (asking.adopt, 1),
    "doctor --clock-is-right": (asking.clock_is_right, 1),
    "init": (asking.again, 1),
    "backup": (keeping.backup, 2),
    "drill": (keeping.drill, 1),
    "restore": (keeping.restore, 1),
    "journal": (keeping.journal, 1),
    "slip": (slips.slip, 8),
    "typed wrong": (slips.typed_wrong, 2),
}
"""What the vendor does, and how often."""
ONCE: dict[str, Step] = {"demo": asking.demo}
"""What is done once in a life: it takes longer than all of a day's work."""
