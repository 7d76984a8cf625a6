"""The settings file that `init` writes: every setting, and its meaning."""

from __future__ import annotations


def template(vendor: str | None, support: str | None) -> str:
    """The text of the file; `vendor` and `support` are filled in where they are known."""
    return f"""\
# Settings of privacyctl. It lies beside the data file and is read anew by each command.

# Who you are, as your policy and your answers name you.
{_setting("vendor", vendor, "Example Software")}

# Where people reach you: your support form or address.
{_setting("support", support, "https://example.com/support")}

# Who gets product news: "buyers" (the published policy: whoever bought and has not said
# no), or "everyone" (those who only wrote as well).
audience = "buyers"

# [mail]
# The name of your own mail server, as it stands after "by" in the Received: lines of your
# mail. The 24 hours start when this server took the request in. Without it the topmost
# Received: line counts, which is right where you save mail from your own mailbox.
# server = "mx.example.com"
# What else is yours, beside `support` and the domain of the server: addresses and domains of your
# staff and of your mailing lists. Nobody asks from there.
# ours = ["example.org", "me@mail.example.net"]

# Your mailboxes: `inbox` reads what is new in them and changes nothing there. Write this block
# once for each, with one of maildir, mbox, spool, imap and pop.
# [[inbox]]
# name = "support"                    # as messages call it
# imap = "imap.example.com"           # or maildir = "/home/you/Maildir", mbox = "/var/mail/you",
#                                     # spool = "/home/you/requests", pop = "pop.example.com"
# user = "support@example.com"        # who logs in, by IMAP and POP; TLS always
# password_command = "secret-tool lookup mail support"  # prints the password; or token_command, for XOAUTH2
# folders = ["INBOX"]                 # of a Maildir too
# since = 2026-11-01                  # nothing that was received before; else the day of the first run
# ca_file = "mail-ca.pem"             # where the server's certificate is of a CA of your own
# sender = "reply-to"                 # every mail in it is a form's, and Reply-To says who wrote
# requests = true                     # every mail in it is a request, and a case at once

# By when you answer those who ask to see, correct or erase their data, who object to a use of
# it or want it restricted.
# [requests]
# "gdpr": one month, on to the next working day where it ends on none. "ccpa": 45 days.
# rule = "gdpr"

# Your public holidays, which are no working days.
# holidays = [2026-12-25, 2027-01-01]

# How long you have until a question is answered: "48h", "7d".
# question = "7d"

# By which ways `remind` tells you what is due. Write this block once for each, with one of smtp,
# sendmail and command, and try it: privacyctl remind --test.
# [[remind]]
# name = "office"                     # as messages call it: small letters, digits and hyphens
# smtp = "smtp.example.com:465"       # or sendmail = "/usr/sbin/sendmail", or command = "...", which
#                                     # gets the text on its standard input
# mail = ["you@example.com"]          # whom it tells; not with command
# user = "you@example.com"            # who logs in; TLS always
# password_command = "secret-tool lookup mail you"  # prints the password; or token_command, for XOAUTH2
# ca_file = "mail-ca.pem"             # where the server's certificate is of a CA of your own
# tls = false                         # for a server at 127.0.0.1 or ::1 alone
# after = "20h"                       # of removals alone, from so long after their receipt on
# quiet = "22:00-07:00"               # what has days waits; what has hours never does
# digest = "08:00"                    # when what has days is told, once a day

# A monitor that notices when nothing is heard from here any more: it gets counts alone.
# [heartbeat]
# url = "https://hc-ping.com/YOUR-CHECK"

# Your web site, so that `publish` can take out what must not be shown any more, `scan` can
# look for what is left, and `verify` can prove that it is gone. Paths start at this file's
# folder.
# [site]
# The folder with the site's source. Nothing outside it is ever written.
# source = "/home/you/site"

# The folder that the site is built into and deployed from.
# built = "/home/you/site/public"

# Where the public sees it. `verify` fetches the pages there.
# url = "https://www.example.com/"

# Pages to look at for every removal, beside those that the register names.
# pages = ["/", "/about/press.html"]

# The command that rebuilds and deploys the site, run by sh in the source folder.
# deploy = "make deploy"

# How many minutes it may take.
# deploy_minutes = 15

# Where you have your CDN forget a page: an address, or a word for yourself.
# cdn = "https://cdn.example.com/purge"

# Each file or folder that holds testimonials or customers: JSON, YAML, TOML, CSV, or
# Markdown front matter; a list, a map of entries, or a folder with one file an entry.
# `under` is the way to the entries where they are not the whole file; `keys` says what the
# site calls our name, company, quote and logo where the usual names do not fit.
# [[site.data]]
# file = "data/testimonials.yaml"
# holds = "testimonials"
# under = "items"
# keys = {{ name = "author.name", quote = "text" }}

# Encrypted copies of the record: privacyctl backup, once a day by cron. Paths start at this file's folder.
# [backup]
# Folders on another disk or machine, each of which gets every copy.
# targets = ["/mnt/usb/privacyctl", "/srv/backup/privacyctl"]

# Who can open them: public keys of age. Make one: privacyctl backup --new-key.
# recipients = []

# How long a copy stays at most. Whoever was erased is gone from all of them by then.
# keep = "35d"

# How often you make one. A copy that is older than twice that is said.
# every = "1d"

# Folders that get the journal, which lies beside the record, after each change.
# journal_to = ["/mnt/usb/privacyctl"]

# Who else may be given what. Without any of these it is whoever sells for you: BMT Micro,
# for orders. With one of them, nobody but those that are named here gets anything.
# [recipients.bmt-micro]
# name = "BMT Micro, Inc."              # as your policy names them
# ask_at = "https://www.bmtmicro.com/"  # where you tell them of a correction or an erasure
# purposes = ["order"]
# fields = ["email", "name", "company", "order", "product", "quantity", "amount", "currency", "ordered_at"]

# [recipients.our-mailer]
# purposes = ["updates"]
# fields = ["email", "name"]

# What you use data for beside the four purposes that the published policy names: order,
# updates, testimonial and customer-list. A new one is shut until you told people of it
# (privacyctl announce NAME) and their time to opt out is over; the same if you change `for`,
# `basis` or `choice`. How long its data is kept and which fields it uses you may change at
# any time; so you may for the four, under their own names.
# [purposes.surveys]
# for = "to ask buyers what to build next"
# basis = "legitimate-interests"    # or "consent", "contract", "legal-obligation"
# choice = "opt-out"                # or "opt-in"
# retention = "24 months"           # or "10y", "90d"
# fields = ["email", "name", "product"]
"""


def _setting(key: str, value: str | None, example: str) -> str:
    # A basic TOML string has JSON's escapes, except that TOML wants U+007F escaped too.
    import json  # noqa: PLC0415  (only `init` writes this file)

    quoted = json.dumps(value if value is not None else example, ensure_ascii=False).replace(
        "\x7f", "\\u007f"
    )
    return f"{'' if value is not None else '# '}{key} = {quoted}"
