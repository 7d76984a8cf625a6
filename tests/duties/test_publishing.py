"""Which entries of the site's data go, which stay, and which a person must look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from helpers.terminal import CommandLine
from privacyctl.duties.site import publishing
from privacyctl.errors import DeployFailed
from privacyctl.model.site import Field, Holds, SiteEntry
from privacyctl.model.takedown import TakedownState
from privacyctl.store import Store, takedowns

PAGE = "https://vendor.example/customers.html"
LONG = "Saved us weeks of work, every single month."


def said(quote: str, name: str = "", company: str = "", line: int = 1) -> SiteEntry:
    given = {Field.QUOTE: quote, Field.NAME: name, Field.COMPANY: company}
    fields = {key: value for key, value in given.items() if value}
    return SiteEntry(Path("testimonials.yaml"), line, Holds.TESTIMONIALS, str(line), fields)


def customer(company: str = "", logo: str = "", line: int = 1) -> SiteEntry:
    given = {Field.COMPANY: company, Field.LOGO: logo}
    fields = {key: value for key, value in given.items() if value}
    return SiteEntry(Path("customers.json"), line, Holds.CUSTOMERS, str(line), fields)


@dataclass
class Bench:
    """A workshop without files: it notes what it was asked to do."""

    listed: Sequence[SiteEntry]
    fails: bool = False
    has_command: bool = True
    did: list[str] = field(default_factory=list)

    def entries(self) -> Sequence[SiteEntry]:
        return self.listed

    def cut(self, entries: Sequence[SiteEntry]) -> Sequence[str]:
        self.did.append(f"cut {len(entries)}")
        return [f"-{entry.label}" for entry in entries]

    def write(self) -> None:
        self.did.append("write")

    def deploy(self) -> bool:
        self.did.append("deploy")
        if self.fails:
            raise DeployFailed("the deploy command failed with status 2", "mend it", ("no such target",))
        return self.has_command


@pytest.fixture
def shown(run: CommandLine, tmp_path: Path) -> CommandLine:
    """Ann's long and short quotes (1, 2), Bo's (3), Acme's name and logo (4, 5), Target's name (6)."""
    logo = tmp_path / "acme.svg"
    logo.write_text("<svg/>")
    more = f"--at {PAGE} --permission 'Yes, quote me.' --received '60d ago'"
    run.once(
        *(
            "add-contact ann.lee@acme.example --name 'Ann Lee' --company 'Acme GmbH'",
            "add-contact bo@smith.example --name 'Bo Smith'",
            f"add-testimonial ann.lee@acme.example --quote '{LONG}' --attribution 'Ann L., Acme GmbH' {more}",
            f"add-testimonial ann.lee@acme.example --quote 'Great.' --attribution 'Ann L., Acme GmbH' {more}",
            f"add-testimonial bo@smith.example --quote 'It just works.' --attribution 'B. S.' {more}",
            f"add-customer 'Acme GmbH' --contact ann.lee@acme.example --logo '{logo}' --at {PAGE}",
            f"add-customer Target --at {PAGE}",
        )
    )
    return run


def planned(store: Store, *entries: SiteEntry) -> tuple[list[SiteEntry], list[SiteEntry], int]:
    """What would go, what nobody can explain, and how many stay."""
    made = publishing.plan(store, entries)
    return [one.entry for one in made.removals], [one.entry for one in made.unexplained], made.kept


@pytest.mark.usefixtures("shown")
def test_what_may_be_shown_stays(store: Store) -> None:
    entries = said(LONG, "Ann L.", "Acme GmbH"), said("It just works.", "B. S."), customer("ACME GmbH")

    assert planned(store, *entries) == ([], [], 3)


@pytest.mark.parametrize(
    "entry",
    [
        said(LONG, "Ann L.", "Acme GmbH"),
        said(f"  {LONG.upper()} ", "Ann L."),
        said("Saved us weeks of work, every single month!", "A. L."),
        said(f"{LONG} And support is quick.", "Ann L."),
        said("Saved us weeks of work", "Ann L."),
        said("Saved us weeks of work every month.", ""),
        said("Great.", "Ann L.", "Acme GmbH"),
        said("Great.", "Ann L., Acme GmbH"),
        said("great", "Lee, Ann"),
    ],
)
def test_a_barred_testimonial_goes_however_it_stands_there(
    shown: CommandLine, store: Store, entry: SiteEntry
) -> None:
    shown.ok("takedown ann.lee@acme.example --what testimonial")

    assert planned(store, entry) == ([entry], [], 0)


@pytest.mark.parametrize(
    "entry",
    [
        said("Great.", "Zoe K."),
        said("Great.", ""),
        said("We use it every day and like it a lot.", "Ann K."),
        said("Weeks of work, saved.", "Cy D."),
        said(LONG, "Kim P."),
        said(f"{LONG} So says my team.", "Kim P."),
        said(f"{LONG} So says my team.", ""),
    ],
)
def test_what_somebody_else_said_is_not_touched(shown: CommandLine, store: Store, entry: SiteEntry) -> None:
    shown.ok("takedown ann.lee@acme.example --what testimonial")

    assert planned(store, entry) == ([], [entry], 0)


def test_other_words_of_the_same_person_are_for_a_person_to_decide(shown: CommandLine, store: Store) -> None:
    shown.ok("takedown ann.lee@acme.example --what testimonial")
    entry = said("Wholly different words that nobody put on record.", "Ann Lee")

    (unexplained,) = publishing.plan(store, [entry]).unexplained

    assert (unexplained.near, unexplained.is_asked_for) == ((1, 2), True)


@pytest.mark.parametrize(
    "entry", [customer("Acme"), customer("ACME GMBH", "/img/a.png"), customer("", "/l/acme.svg")]
)
def test_a_barred_company_goes(shown: CommandLine, store: Store, entry: SiteEntry) -> None:
    shown.ok("takedown 'Acme GmbH'")

    assert planned(store, entry) == ([entry], [], 0)


@pytest.mark.parametrize("entry", [customer("Acme Research Ltd"), customer("Acmesoft"), customer("Box")])
def test_another_company_is_not_touched(shown: CommandLine, store: Store, entry: SiteEntry) -> None:
    shown.ok("takedown 'Acme GmbH'")

    assert planned(store, entry) == ([], [entry], 0)


def test_an_entry_goes_whole_and_it_is_said_what_went_along(shown: CommandLine, store: Store) -> None:
    shown.ok("takedown 'Acme GmbH' --what logo")

    (removal,) = publishing.plan(store, [customer("Acme GmbH", "/logos/acme.svg")]).removals

    assert (removal.publications, removal.takes_along) == ((5,), (4,))


def test_a_name_stays_where_only_the_logo_was_asked_for(shown: CommandLine, store: Store) -> None:
    shown.ok("takedown 'Acme GmbH' --what logo")

    assert planned(store, customer("Acme GmbH")) == ([], [], 1)


def test_what_was_permitted_anew_stays(shown: CommandLine, store: Store) -> None:
    shown.ok("takedown 'Acme GmbH' --what name --received '3d ago'")
    shown.ok("verify 1 --attest 'Looked: gone.'")
    shown.ok(
        f"add-customer 'Acme GmbH' --at {PAGE} --permission 'You may list us again.' --received '1h ago'"
    )

    assert planned(store, customer("Acme GmbH")) == ([], [], 1)


def test_who_asked_and_is_in_no_register_is_reported_and_not_touched(
    shown: CommandLine, store: Store
) -> None:
    shown.ok("takedown 'Initech Ltd'")

    (unexplained,) = publishing.plan(store, [customer("Initech")]).unexplained

    assert unexplained.is_asked_for


def test_of_two_who_said_the_same_only_the_one_who_asked_goes(shown: CommandLine, store: Store) -> None:
    shown.ok("add-contact cy@other.example --name 'Cy Dow'")
    shown.ok(
        f"add-testimonial cy@other.example --quote '{LONG}' --attribution 'C. D.' --at {PAGE} --permission Yes."
    )
    shown.ok("takedown ann.lee@acme.example --what testimonial")
    ann, cy, nobody = said(LONG, "Ann L.", "Acme GmbH", 1), said(LONG, "C. D.", line=2), said(LONG, line=3)

    assert planned(store, ann, cy, nobody) == ([ann], [nobody], 1)


def test_of_two_firms_with_nearly_the_same_name_only_the_one_that_asked_goes(
    shown: CommandLine, store: Store
) -> None:
    shown.ok(f"add-customer 'Target Corporation' --at {PAGE}")
    shown.ok("takedown 'Target Corporation'")

    entries = customer("Target Corporation"), customer("Target")

    assert planned(store, *entries) == ([entries[0]], [], 1)


def open_tasks(store: Store) -> list[TakedownState]:
    return [task.state for task in takedowns.waiting(store)]


def test_publishing_cuts_writes_deploys_and_marks(shown: CommandLine, store: Store) -> None:
    shown.ok("takedown ann.lee@acme.example --what testimonial")
    bench = Bench([said(LONG, line=1), said("It just works.", "B. S.", line=9)])

    result = publishing.publish(store, bench, is_dry_run=False)

    assert bench.did == ["cut 1", "write", "deploy"]
    assert (result.deployed, result.tasks, result.plan.kept) == (True, (1,), 1)
    assert open_tasks(store) == [
        TakedownState.REMOVED,
        TakedownState.OPEN,
    ]  # the short quote was in no data file


def test_a_dry_run_writes_nothing(shown: CommandLine, store: Store) -> None:
    shown.ok("takedown ann.lee@acme.example --what testimonial")
    before, bench = store.path.read_bytes(), Bench([said(LONG)])

    result = publishing.publish(store, bench, is_dry_run=True)

    assert (bench.did, result.diff, result.deployed) == (["cut 1"], ("-1",), False)
    assert store.path.read_bytes() == before


def test_a_deploy_that_fails_leaves_the_task_open(shown: CommandLine, store: Store) -> None:
    shown.ok("takedown bo@smith.example")

    bench = Bench([said("It just works.", "B. S.")], fails=True)

    result = publishing.publish(store, bench, is_dry_run=False)

    assert (result.deployed, result.tasks, len(result.plan.removals)) == (False, (), 1)
    assert result.failure is not None
    assert open_tasks(store) == [TakedownState.OPEN]


def test_after_a_deploy_that_failed_the_next_run_deploys_again(shown: CommandLine, store: Store) -> None:
    """The entry is out of the file already: without an open task nothing would seem left to do."""
    shown.ok("takedown bo@smith.example")
    bench = Bench([])

    assert publishing.publish(store, bench, is_dry_run=False).deployed
    assert "deploy" in bench.did


@pytest.mark.usefixtures("shown")
def test_where_nothing_was_asked_for_nothing_is_deployed(store: Store) -> None:
    bench = Bench([said("It just works.", "B. S.")])

    assert not publishing.publish(store, bench, is_dry_run=False).deployed
    assert "deploy" not in bench.did


def test_without_a_deploy_command_nothing_is_taken_for_removed(shown: CommandLine, store: Store) -> None:
    shown.ok("takedown bo@smith.example")
    bench = Bench([said("It just works.", "B. S.")], has_command=False)

    result = publishing.publish(store, bench, is_dry_run=False)

    assert (result.deployed, result.tasks) == (False, ())
    assert open_tasks(store) == [TakedownState.OPEN]
