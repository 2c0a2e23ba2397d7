"""`plan`: what the next seminars should be, and why."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from seminars.cli import completion
from seminars.cli.afterwards import interrupts_restored, telling_of_a_change
from seminars.cli.app import app
from seminars.cli.options import Place, ShowingPlan, grouped
from seminars.cli.session import (
    chosen_format,
    open_session,
    refuse_records,
    show,
    show_diagnostics,
)
from seminars.model.diagnostics import SeminarsError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seminars.cli.session import Session
    from seminars.editing.change import Change
    from seminars.editing.store import Outcome
    from seminars.model.record import Seminar
    from seminars.planning.proposal import Proposal
    from seminars.reading.loader import Loaded

INSTALL = "pip install 'seminars[plan]'"

MOST = 2**31 - 1
"""No number on the line is larger: the solver counts in 32 bits."""


@app.command("plan", epilog="Example: seminars plan --pin 2008-eg-cairo --changes 10")
@grouped
def plan(
    place: Place,
    showing: ShowingPlan,
    *,
    assess: Annotated[
        bool,
        typer.Option("--assess", help="Score the proposals that stand in the records instead."),
    ] = False,
    pin: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", show_default=False, autocompletion=completion.ids,
                     help="Keep this standing proposal; repeatable."),
    ] = None,
    changes: Annotated[
        int | None,
        typer.Option(metavar="N", min=0, max=MOST, show_default=False,
                     help="Make at most N changes to the standing proposals."),
    ] = None,
    effort: Annotated[
        int,
        typer.Option(metavar="N", min=1, max=MOST,
                     help="The most work to spend on the proof, in nodes of the search."),
    ] = 20_000,  # EFFORT of the planner, which `--help` does not import
    write: Annotated[
        bool,
        typer.Option("--write", help="Add the proposals to the records, in place of those that an "
                     "earlier --write added."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --write: show the diff, and write nothing.")
    ] = False,
) -> None:  # fmt: skip
    """Propose the next seminars, and say why."""
    if assess and (pin or changes is not None or write):
        raise UsageError(
            "--assess looks at the records as they are, without --pin, --changes and --write",
            "leave these out, or leave --assess out",
        )
    if dry_run and not write:
        raise UsageError("--dry-run goes with --write", "add --write, or leave --dry-run out")
    session = open_session(place)
    chosen_format(showing, "table", "json", *([] if assess else ["md"]))
    refuse_records(session, showing)
    _refuse_doubtful(session)
    _need_solver()
    if assess:
        _assess(session, showing, effort)
        session.finish()
    from seminars.output.plan.annex import plan_annex
    from seminars.output.plan.data import plan_data, written_data
    from seminars.output.plan.view import plan_view
    from seminars.output.plan.written import written_view
    from seminars.output.progress import progress
    from seminars.planning import proposal

    pins = _pinned(session, pin or ())
    with progress() as tell:
        found = proposal.plan(
            session.programme, session.as_of, pins=pins, changes=changes, effort=effort, tell=tell
        )
    found = replace(found, taken=session.loaded.lost)
    with interrupts_restored():
        outcome = _written(session, found, dry_run=dry_run) if write else None
        made = outcome is not None and outcome.revision.changed and not dry_run
        with telling_of_a_change(made=made, partial=session.loaded.partial):
            show(session, showing, "plan", _shown(found), {
                "table": lambda: (
                    written_view(found, outcome, dry_run=dry_run) if outcome else plan_view(found)
                ),
                "json": lambda: plan_data(found) | written_data(outcome),
                "md": lambda: plan_annex(found),
            })  # fmt: skip
    session.finish()


def _assess(session: Session, showing: ShowingPlan, effort: int) -> None:
    from seminars.output.plan.assessment import assessment_view
    from seminars.output.plan.data import assessment_data
    from seminars.output.progress import progress
    from seminars.planning import proposal

    with progress() as tell:
        answer = proposal.assess(session.programme, session.as_of, effort=effort, tell=tell)
    show(session, showing, "plan", _shown(answer.standing), {
        "table": lambda: assessment_view(answer),
        "json": lambda: assessment_data(answer),
    })  # fmt: skip


def _shown(found: Proposal) -> tuple[Seminar, ...]:
    """The records that a plan rests on."""
    return (*found.facts.fixed, *found.facts.standing)


def _written(session: Session, found: Proposal, *, dry_run: bool) -> Outcome:
    """Put the drafts into the records. Raises `SeminarsError`; then nothing was changed."""
    from seminars.editing.change import Renewal
    from seminars.editing.store import carry_out, preview
    from seminars.planning.drafts import fields, to_write
    from seminars.planning.facts import is_own

    if found.status == "infeasible":
        raise SeminarsError(
            "no plan keeps every rule, and nothing was written",
            "`seminars plan` shows which rules clash, and what would free them",
        )
    fresh = {record.id: fields(record) for record in to_write(found)}

    def compose(loaded: Loaded) -> Change:
        if loaded.programme != session.programme:
            raise SeminarsError(
                "the records were changed meanwhile, and nothing was written",
                "plan again: the proposals may be others now",
            )
        own = {s.id: fields(s) for s in loaded.programme.seminars if is_own(s)}
        return Renewal(
            loaded.location.records[0],
            tuple(identity for identity in own if own[identity] != fresh.get(identity)),
            tuple(new for identity, new in fresh.items() if new != own.get(identity)),
        )

    act = preview if dry_run else carry_out
    return act(session.loaded.location, compose)


def _pinned(session: Session, pins: Iterable[str]) -> list[str]:
    """The ids of standing proposals. Raises `UsageError`."""
    from seminars.analysis.query import resolve_seminar
    from seminars.planning.facts import facts_of

    standing = {s.id for s in facts_of(session.programme, session.as_of).standing}
    for pin in pins:
        seminar = resolve_seminar(session.programme, pin)
        if seminar.id not in standing:
            raise UsageError(
                f"--pin: `{pin}` is not a proposal that could fall into the window",
                "pin one whose status is proposed; `seminars list --status proposed` shows them",
            )
    return list(pins)


def _refuse_doubtful(session: Session) -> None:
    """A plan made without a rule or a file that could not be read would be a wrong one."""
    error, lost = session.loaded.rules_error, session.loaded.lost_files
    if error or lost:
        show_diagnostics(session, "auto")
        file = Path(error.place.file if error else lost[0]).name
        raise SeminarsError(f"no plan is made while {file} has errors", "mend them first")


def _need_solver() -> None:
    if not all(map(find_spec, ("highspy", "hijridate"))):
        raise SeminarsError("`plan` needs a solver that is not installed", INSTALL)
