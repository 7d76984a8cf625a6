"""Why a look saw what it saw: a line a reason, with its word, what it says, and the way out of it."""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import Self

from privacyctl.model.finding_kind import FindingKind

_ATTEST = "privacyctl verify {task} --attest 'what you saw'"


class WayOut(Enum):
    """What is to be done after a look, in words. {task} stands for the number of the task."""

    NOTHING = "nothing: where each of its places says so, it is gone"
    DEPLOY = "take it out and deploy, then: privacyctl verify {task}"
    CACHE = (
        "the site no longer shows it, a cache on the way does: have your CDN forget the page, "
        "then: privacyctl verify {task}"
    )
    NAME = (
        "find it by hand or with `privacyctl scan`, and name it: privacyctl takedown --entry FILE:LINE "
        f"--case {{case}}; what you removed by hand: {_ATTEST}"
    )
    ATTEST = f"look yourself, then: {_ATTEST}"
    ADDRESS = (
        "see whether the address is right, and where it is shown: privacyctl scan; what you saw yourself: "
        f"{_ATTEST}"
    )
    LATER = (
        "an answer like this proves nothing; look again later: privacyctl verify {task} --wait; "
        f"where it stays so, look yourself, then: {_ATTEST}"
    )
    SETTINGS = (
        "set site.url or site.built in privacyctl.toml where it is a path of your site; else look yourself, "
        f"then: {_ATTEST}"
    )


class LookReason(StrEnum):
    """Why a look saw what it saw. Known words only: the audit chain may hold them."""

    says: str
    """The words that `verify` prints."""
    means: str
    way_out: WayOut

    # The defaults are for mypy alone, which takes `LookReason(word)` for the making of a member.
    def __new__(cls, word: str, says: str = "", means: str = "", way_out: WayOut = WayOut.LATER) -> Self:
        """Make the word a member, which says the rest of itself."""
        one = str.__new__(cls, word)
        one._value_ = word
        one.says, one.means, one.way_out = says, means, way_out
        return one

    NOT_FOUND = (
        "not-found",
        "the page is not there any more",
        "The server says 404 or 410 of the page, and the site itself answers.",
        WayOut.NOTHING,
    )
    NOT_SHOWN = (
        "not-shown",
        "read to the end, not found on it",
        "The page was read whole and does not show it.",
        WayOut.NOTHING,
    )
    SHOWN = (
        "shown",
        "it is shown",
        "The page shows it.",
        WayOut.DEPLOY,
    )
    DOUBTFUL = (
        "doubtful",
        "something there may be it",
        "Something stands there that may be it: a person must look.",
        WayOut.ATTEST,
    )
    SITE_DOWN = (
        "site-down",
        "not found, but the site's front page does not answer either",
        "The page is not found, and neither is the site: what is down is not gone.",
        WayOut.LATER,
    )
    NO_ANSWER = (
        "no-answer",
        "no answer, or one that broke off",
        "No such host, no connection, or the answer broke off.",
        WayOut.LATER,
    )
    TOO_SLOW = (
        "too-slow",
        "too slow",
        "The answer took longer than a look waits.",
        WayOut.LATER,
    )
    TOO_LARGE = (
        "too-large",
        "too large to read",
        "The page, or a file that could show it, is larger than a look reads.",
        WayOut.ATTEST,
    )
    TLS = (
        "tls",
        "the certificate is not valid",
        "The certificate is not valid: who answers is not known.",
        WayOut.LATER,
    )
    HTTP_ERROR = (
        "http-error",
        "an error of the server",
        "The server answers with an error.",
        WayOut.LATER,
    )
    REDIRECTED_AWAY = (
        "redirected-away",
        "it leads to another site",
        "The address redirects to another site.",
        WayOut.ATTEST,
    )
    REDIRECT_LOOP = (
        "redirect-loop",
        "it leads in a circle",
        "The address redirects in a circle, or too often.",
        WayOut.LATER,
    )
    LOGIN = (
        "login",
        "it asks for a login",
        "The page asks who one is before it shows anything.",
        WayOut.ATTEST,
    )
    ROBOT_WALL = (
        "robot-wall",
        "it lets no program in",
        "The page asks for a proof that one is no program.",
        WayOut.LATER,
    )
    EMPTY = (
        "empty",
        "an empty page",
        "The page, or the folder, holds nothing that could be read.",
        WayOut.LATER,
    )
    GOES_ON = (
        "goes-on",
        "it is little but a frame that was not read",
        "The page shows next to nothing but what is in a frame that no look reads.",
        WayOut.ATTEST,
    )
    SCRIPT_ONLY = (
        "script-only",
        "only scripts, and we run none",
        "The page shows nothing until its scripts have run, and a look runs none.",
        WayOut.ATTEST,
    )
    NOT_TEXT = (
        "not-text",
        "no text that can be read here",
        "A sound, a video, a picture that is none: nothing that can be read here.",
        WayOut.ATTEST,
    )
    UNREAD = (
        "unread",
        "a part of it could not be read",
        "The page does not show it, but a part that could show it was not read; the look names the part.",
        WayOut.ATTEST,
    )
    OTHER_PAGE = (
        "other-page",
        "another page than the one that showed it",
        "The address answers with a page wholly other than when it was seen there: a wall, a notice, or one made anew.",
        WayOut.ATTEST,
    )
    MOVED = (
        "moved",
        "it leads to another path than before",
        "The address redirects to another path than when it was seen there.",
        WayOut.ATTEST,
    )
    NEVER_SEEN = (
        "never-seen",
        "never seen there",
        "It is not shown there, but no earlier look saw it there: the address may be wrong.",
        WayOut.ADDRESS,
    )
    TOO_BARE = (
        "too-bare",
        "too few words of its own to be known again",
        "The page that showed it had next to no words but those, and those of every page of the site.",
        WayOut.ATTEST,
    )
    NO_PAGE = (
        "no-page",
        "no program can fetch this place",
        "The place is no address of a page and no file of the site.",
        WayOut.SETTINGS,
    )

    @property
    def is_absence(self) -> bool:
        """Whether a page answered that does not show it; without more that is no proof that it is gone."""
        return self in _ABSENCE

    @property
    def kind(self) -> FindingKind:
        """The reason as a kind of finding, for the page of them all."""
        return FindingKind(
            word=self.value,
            means=self.means,
            how="A look at one place, as a browser gets it, past the caches, or in the built folder.",
            mend=self.way_out.value,
        )


_ABSENCE = frozenset(
    (
        LookReason.NOT_FOUND,
        LookReason.NOT_SHOWN,
        LookReason.NEVER_SEEN,
        LookReason.OTHER_PAGE,
        LookReason.MOVED,
        LookReason.TOO_BARE,
    )
)
