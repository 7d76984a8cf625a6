"""Files that others write, opened without a trace: regular ones alone, and their times of reading stay as they were."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from pathlib import Path

# Nothing waits at a pipe; and mutt and others tell by the time of reading whether a mail is new.
_QUIETLY = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC


def opened(path: Path, *, follows: bool) -> BinaryIO:
    """A regular file. `follows` is whether it may be a link: where the vendor named it. Raises OSError."""
    how = _QUIETLY | (0 if follows else os.O_NOFOLLOW)
    try:
        handle = os.open(path, how | getattr(os, "O_NOATIME", 0))
    except PermissionError:  # another's file may be read, and leaves a trace
        handle = os.open(path, how)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "it is no regular file", str(path))
    return os.fdopen(handle, "rb")
