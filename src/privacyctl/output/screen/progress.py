"""Progress of long work, on standard error and on a terminal alone."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

from privacyctl.output.screen.visible import visible

Tell = Callable[[str, int], None]


@contextlib.contextmanager
def telling(unit: str) -> Iterator[Tell]:
    """Yields a function to be told (what, how many so far); silent where nobody watches."""
    if not sys.stderr.isatty():
        yield lambda _what, _count: None
        return
    from rich.console import Console  # noqa: PLC0415  (a terminal alone pays for it)
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("")

        def tell(what: str, count: int) -> None:
            progress.update(task, description=f"{visible(what)}: {count:,} {unit}")

        yield tell
