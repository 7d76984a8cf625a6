"""A setting of the web site, as it was found, and what can be wrong with one."""

from __future__ import annotations

from typing import NamedTuple

from privacyctl.model.check import CheckVerdict, Fault

FOLDER_MISSING = Fault(
    word="site-folder-missing",
    verdict=CheckVerdict.WARNING,
    means="The settings name a folder of the web site that is not there.",
    how="`source` and `built` under `[site]` are looked for.",
    mend="mend it in privacyctl.toml",
)
DATA_UNREADABLE = Fault(
    word="site-data-unreadable",
    verdict=CheckVerdict.WARNING,
    is_hinted=False,
    means="A data file of the web site cannot be read, so `publish` can take nothing out of it.",
    how="Each of `[[site.data]]` is read as `publish` reads it.",
    mend="what the check says of it: a path, a format, or the keys in privacyctl.toml",
)
NO_PROGRAM = Fault(
    word="site-deploy-no-program",
    verdict=CheckVerdict.WARNING,
    means="The deploy command begins with a word that is no program here, so `publish` could not deploy.",
    how="The first word of `deploy` under `[site]` is looked for on the PATH; the command is not run.",
    mend="try it by hand",
)
FAULTS = (FOLDER_MISSING, DATA_UNREADABLE, NO_PROGRAM)


class SiteSetting(NamedTuple):
    """One setting of the site, as it was found."""

    name: str
    detail: str
    fault: Fault | None = None
    """What is wrong with it; None where it fits the site that is there."""
    hint: str | None = None
    """What to do about it, where that is another thing than the fault says."""
