"""Who asks by a mail: one table of rules, of which the first that says something holds.

Nobody is named by a form's, a list's, a forwarder's, a robot's or the vendor's own address. Where a mail does
not say for certain who asks, it says among whom a person must choose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from privacyctl.mail import envelope
from privacyctl.mail.forms import Form
from privacyctl.mail.forwards import Inline
from privacyctl.mail.kinds import Signs
from privacyctl.model.address import Address
from privacyctl.model.letter import Carrier, MailKind, WhoAsks
from privacyctl.model.robots import is_robot

_MOST = 5
_RECIPIENT = re.compile(
    r"^(?:original|final)-recipient\s*:\s*(?:rfc822\s*;\s*)?<?([^\s<>]+@[^\s<>]+)",
    re.IGNORECASE | re.MULTILINE,
)
_VIA = re.compile(r"\S\s+(via|über|par|vía|tramite|przez|через)\s+\S|\S\s*（?経由", re.IGNORECASE)
_SAYS_FORM = re.compile(
    r"(?<![^\W\d_])(web|contact|kontakt|support|e)?[-_ ]?form(s|ular\w*|ulaire|ulario|ulier|spree|mailer)?(?![^\W\d_])|"
    r"\bsubmission\b|\bmodulo\b|wordpress|フォーム|お問い?合わ?せ|表单|表單|留言",
    re.IGNORECASE,
)
_SERVICES = frozenset(
    """formspree netlify formsubmit getform formcarry usebasin formkeep web3forms staticforms jotform typeform wufoo
    cognitoforms paperform 123formbuilder formstack formsite gravityforms wpforms ninjaforms fluentforms hsforms
    zohoforms formbold splitforms fabform kwes elformo squarespace wix weebly webflow shopify jimdo formcrafts
    surveymonkey tally formaloo forminit formester snapforms limesurvey typeform formdesk""".split()  # noqa: SIM905
)
_DESKS = frozenset(
    """zendesk helpscout helpscoutapp freshdesk freshservice intercom intercom-mail frontapp gorgias groovehq kayako
    happyfox zohodesk osticket otrs zammad freescout liveagent ladesk crisp reamaze jitbit uvdesk chatwoot tawk
    helpspot desk hubspot deskpro""".split()  # noqa: SIM905
)
_DESK_HEADERS = (
    "x-freescout",
    "x-helpscout",
    "x-zammad",
    "x-otrs",
    "x-osticket",
    "x-uvdesk",
    "x-helpspot",
    "x-zendesk",
)


@dataclass(frozen=True, slots=True)
class Traces:
    """All of a mail that may say who asks by it."""

    signs: Signs
    kind: MailKind
    reply_to: tuple[Address, ...]
    name: str
    """The display name of the From line."""
    subject: str
    text: str
    form: Form | None
    inner: tuple[WhoAsks, ...] = ()
    """Who asks by each mail that is attached, where one of ours forwarded it."""
    inline: Inline | None = None

    @property
    def sender(self) -> Address | None:
        return self.signs.senders[0] if len(self.signs.senders) == 1 else None

    def people(self, addresses: Iterable[Address]) -> tuple[Address, ...]:
        """Those at which a person may be: neither ours nor a robot's, each once."""
        found = {
            one.key: one for one in addresses if not self.signs.ours.has(one.key) and not is_robot(one.key)
        }
        return tuple(found.values())

    def named_in_text(self) -> tuple[Address, ...]:
        """The first few addresses of people in the words, to be offered."""
        return self.people(envelope.addresses(self.text[:20_000]))[:_MOST]


def is_carried(traces: Traces, *, at_top: bool) -> bool:
    """Whether a form or a help desk carried the mail: by the address, by what it says of itself, or by its layout.

    `at_top` says that the layout begins the text: below a person's words it is a signature.
    """
    if is_desk(traces) or is_service(traces):
        return True
    sender = traces.sender
    if sender is None:
        return False
    is_nobodys = traces.signs.ours.has(sender.key) or is_robot(sender.key)
    if traces.form is None:
        said = f"{traces.name} {traces.subject} {sender.key}"
        return is_nobodys and bool(traces.people(traces.reply_to)) and _SAYS_FORM.search(said) is not None
    others = [one for one in traces.form.emails if one.key != sender.key]
    return is_nobodys or (at_top and bool(others))


def is_service(traces: Traces) -> bool:
    """Whether the mail is from where forms are offered to everybody."""
    return any(
        not _SERVICES.isdisjoint(one.key.rpartition("@")[2].split(".")) or "forms-receipts" in one.key
        for one in traces.signs.senders
    )


def is_desk(traces: Traces) -> bool:
    """Whether a help desk says in the mail that somebody wrote to it."""
    if any(not _DESKS.isdisjoint(one.key.rpartition("@")[2].split(".")) for one in traces.signs.senders):
        return True
    has_header = any(name.startswith(_DESK_HEADERS) for name in traces.signs.headers)
    return has_header and (traces.signs.is_from_us or _VIA.search(traces.name) is not None)


def who_asks(traces: Traces) -> WhoAsks:
    """By the first rule of the table that says something."""
    return next(found for rule in RULES if (found := rule(traces)) is not None)


def _by_a_machine(traces: Traces) -> WhoAsks | None:
    if not traces.kind.is_machine:
        return None
    named = [match[1] for match in _RECIPIENT.finditer(traces.text[:100_000])]
    return WhoAsks(
        Carrier.MACHINE,
        None,
        traces.people([*envelope.addresses(" ".join(named)), *traces.reply_to, *traces.signs.senders])[
            :_MOST
        ],
    )


def _attached(traces: Traces) -> WhoAsks | None:
    if not (traces.signs.is_from_us and traces.inner):
        return None
    found = {one.address.key: one for one in traces.inner if one.address}
    others = [
        address
        for one in traces.inner
        for address in ((one.address,) if one.address else one.candidates)
        if address
    ]
    if len(found) == 1 and len(traces.inner) == 1:
        one = next(iter(found.values()))
        return WhoAsks(Carrier.FORWARDED, one.address, one.candidates, one.name)
    return WhoAsks(Carrier.FORWARDED, None, traces.people(others)[:_MOST])


def _inline(traces: Traces) -> WhoAsks | None:
    if not (traces.signs.is_from_us and traces.inline) or (traces.form and traces.form.emails):
        return None
    found = (
        [traces.inline.address] if traces.inline.address else envelope.addresses(traces.inline.words[:20_000])
    )
    return WhoAsks(Carrier.FORWARDED_INLINE, None, traces.people(found)[:_MOST])


def _redirected(traces: Traces) -> WhoAsks | None:
    by = envelope.addresses(" ".join(traces.signs.headers.get("resent-from", ())))
    if traces.kind is MailKind.FORM or not any(traces.signs.ours.has(one.key) for one in by):
        return None
    sender = traces.people(traces.signs.senders)
    return WhoAsks(Carrier.REDIRECTED, sender[0], (), traces.name or None) if len(sender) == 1 else None


def _filled_in(traces: Traces) -> WhoAsks | None:
    """As the form says: the one address in Reply-To and in its fields."""
    if traces.kind is not MailKind.FORM:
        return None
    said = traces.people([*_outside(traces), *(traces.form.emails if traces.form else ())])
    # A person may fill in a form within a mail of their own: then two addresses ask.
    wrote = () if is_desk(traces) or is_service(traces) else traces.people(traces.signs.senders)
    if len(said) == 1 and (not wrote or _outside(traces) or wrote[0].key == said[0].key):
        return WhoAsks(Carrier.FORM, said[0], (), traces.form.name if traces.form else None)
    return WhoAsks(Carrier.FORM, None, (traces.people([*wrote, *said]) or traces.named_in_text())[:_MOST])


def _outside(traces: Traces) -> tuple[Address, ...]:
    """Where an answer is to go, if that is not the help desk or the mail's own sender."""
    domains = {one.key.rpartition("@")[2] for one in traces.signs.senders} if is_desk(traces) else set()
    keys = {one.key for one in traces.signs.senders}
    return tuple(
        one
        for one in traces.people(traces.reply_to)
        if one.key not in keys
        and one.key.rpartition("@")[2] not in domains
        and _DESKS.isdisjoint(one.key.rpartition("@")[2].split("."))
    )


def _on_a_list(traces: Traces) -> WhoAsks | None:
    is_via = _VIA.search(traces.name) is not None
    if traces.kind is not MailKind.LIST and not is_via:
        return None
    mine, lists = traces.signs.ours, _list_addresses(traces)
    sender = traces.sender
    is_the_lists = sender is None or is_via or sender.key in lists
    is_ours = any(mine.has(key) for key in lists) or (is_via and traces.signs.is_from_us)
    wrote = traces.people(traces.signs.senders) if not is_the_lists else ()
    original = envelope.addresses(
        " ".join(
            one
            for name in ("x-original-from", "x-original-sender")
            for one in traces.signs.headers.get(name, ())
        )
    )
    named = (
        traces.people(original)
        or wrote
        or (traces.people(traces.reply_to) if len(traces.reply_to) == 1 else ())
    )
    named = tuple(one for one in named if one.key not in lists)
    if is_ours and len(named) == 1:
        return WhoAsks(Carrier.LIST, named[0], (), None)
    others = tuple(one for one in traces.people([*named, *wrote, *traces.reply_to]) if one.key not in lists)
    return WhoAsks(Carrier.LIST, None, (others or traces.named_in_text())[:_MOST])


def _list_addresses(traces: Traces) -> set[str]:
    """The list's own addresses, as its lines and the addresses of the mail say."""
    headers = traces.signs.headers
    found = {
        one.key for one in envelope.addresses(" ".join(headers.get("list-post", ())).replace("mailto:", " "))
    }
    ids = " ".join(headers.get("list-id", ())).lower()
    for one in (*traces.signs.senders, *traces.reply_to, *traces.signs.to):
        local, _, domain = one.key.rpartition("@")
        if f"{local}.{domain}" in ids or f"<{one.key}>" in ids:
            found.add(one.key)
    if _VIA.search(traces.name):
        found |= {one.key for one in traces.signs.senders}
    return found


def _unsaid(traces: Traces) -> WhoAsks | None:
    if traces.sender is not None:
        return None
    if traces.signs.senders:
        return WhoAsks(Carrier.SEVERAL, None, traces.people(traces.signs.senders)[:_MOST])
    return WhoAsks(Carrier.NONE, None, traces.people(traces.reply_to)[:_MOST])


def _from_us(traces: Traces) -> WhoAsks | None:
    if not traces.signs.is_from_us:
        return None
    return WhoAsks(Carrier.OURS, None, (traces.people(traces.reply_to) or traces.named_in_text())[:_MOST])


def _from_a_robot(traces: Traces) -> WhoAsks | None:
    if traces.sender is None or not is_robot(traces.sender.key):
        return None
    return WhoAsks(Carrier.ROBOT, None, (traces.people(traces.reply_to) or traces.named_in_text())[:_MOST])


def _from_the_sender(traces: Traces) -> WhoAsks:
    others = [one for one in traces.people(traces.reply_to) if traces.sender and one.key != traces.sender.key]
    return WhoAsks(Carrier.SENDER, traces.sender, tuple(others)[:_MOST], traces.name or None)


RULES: tuple[Callable[[Traces], WhoAsks | None], ...] = (
    _by_a_machine,
    _attached,
    _redirected,
    _filled_in,
    _inline,
    _on_a_list,
    _unsaid,
    _from_us,
    _from_a_robot,
    _from_the_sender,
)
