"""The command `doctor`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from privacyctl.cli import options
from privacyctl.cli.session import current, record, settings, site_settings
from privacyctl.errors import Failure
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from privacyctl.config import Config


def doctor(as_json: options.Json = False) -> None:
    """Examine the data file; status 3 where it cannot be trusted."""
    from privacyctl import config, erasure_list
    from privacyctl.duties.promises import erasure_list_check, health
    from privacyctl.output import start
    from privacyctl.output.screen.progress import telling
    from privacyctl.site import examining

    path = current().path
    named, wrong = _settings()
    with record(warns=False) as store, telling("texts") as tell:
        findings = health.examine(
            store, config.path_beside(path), tell, named.contracts if named is not None else None
        )
        findings += erasure_list_check.examine(store, erasure_list.read(path))
        if named is not None:
            findings += health.examine_purposes(store, named.purposes)
    if wrong is not None:
        findings.append(health.Check("settings", health.CheckResult.WARNING, wrong.sentence, wrong.hint))
    else:
        site = site_settings()
        findings.append(health.Check("settings", health.CheckResult.OK, str(config.path_beside(path))))
        findings += [
            health.Check(
                one.setting,
                health.CheckResult.OK if one.fits else health.CheckResult.WARNING,
                one.detail,
                one.hint,
            )
            for one in examining.examine(site)
        ]
    if as_json:
        stream.say_json(start.findings_document(findings))
    else:
        start.say_findings(findings)
    if any(finding.verdict is health.CheckResult.FAILED for finding in findings):
        raise typer.Exit(3)


def _settings() -> tuple[Config | None, Failure | None]:
    """The settings, or what is wrong with them."""
    try:
        return settings(), None
    except Failure as wrong:
        return None, wrong
