"""A sign of life to a monitor, as healthchecks and others take it: what is noticed is that it stays away."""

from __future__ import annotations

import http.client
import urllib.request

SECONDS = 5
TRIES = 3


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect turns a POST into a GET of something else: that is no answer of the monitor's."""

    def redirect_request(self, *_: object, **__: object) -> None:
        return None


def beat(url: str, counts: str, *, is_well: bool) -> bool:
    """POST the counts to the monitor, to `/fail` below it where something is not well; whether it took them.

    The address is a secret of a kind: whoever has it can say that all is well. It is never repeated.
    """
    request = urllib.request.Request(  # noqa: S310  (the settings take http and https alone)
        url if is_well else f"{url.rstrip('/')}/fail",
        data=counts.encode(),
        headers={"Content-Type": "text/plain; charset=utf-8", "User-Agent": "privacyctl"},
        method="POST",
    )
    opener = urllib.request.build_opener(_NoRedirect)
    for _ in range(TRIES):
        try:
            with opener.open(request, timeout=SECONDS) as answer:
                if 200 <= answer.status < 300:
                    return True
        except (OSError, ValueError, http.client.HTTPException):  # an HTTPError is an OSError
            continue
    return False
