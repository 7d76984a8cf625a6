"""A folder in memory for the tests' files: a command syncs its files a dozen times, and a disk makes each wait.

Nothing is lost with it: what a sync is for is power that fails, which no test can see. That the
syncs are asked for, and what is said where one fails, is held at the calls (tests/hardship/test_syncs.py).
"""

from __future__ import annotations

import os
from pathlib import Path

_MEMORY = Path("/dev/shm")
_ROOM = 2**30


def memory() -> str | None:
    """A folder in memory in which programs may be run, with a gigabyte to spare; None: the usual place.

    A container's has 64 MB, and runs nothing.
    """
    if not os.access(_MEMORY, os.W_OK | os.X_OK):
        return None
    found = os.statvfs(_MEMORY)
    has_room = found.f_bavail * found.f_frsize >= _ROOM
    return str(_MEMORY) if has_room and not found.f_flag & os.ST_NOEXEC else None
