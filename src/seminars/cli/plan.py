"""`plan`: what the next seminars should be, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from seminars.cli import completion
from seminars.cli.app import app
from seminars.cli.options import Place, Showing, grouped
from seminars.cli.session import open_session, show
from seminars.model.diagnostics import SeminarsError, Severity, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seminars.cli.session import Session

INSTALL = "pip install 'seminars[plan]'"


@app.command(epilog="Example: seminars plan --pin 2008-eg-cairo --changes 4")
@grouped
def plan(
    place: Place,
    showing: Showing,
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
        typer.Option(metavar="N", min=0, show_default=False,
                     help="Make at most N changes to the standing proposals."),
    ] = None,
    effort: Annotated[
        int,
        typer.Option(metavar="N", min=1,
                     help="The most work to spend on the proof, in nodes of the search."),
    ] = 20_000,
) -> None:  # fmt: skip
    """Propose the next seminars, with reasons, runners-up and what other rules would bring."""
    if assess and (pin or changes is not None):
        raise UsageError(
            "--assess looks at the records as they are, without --pin and --changes",
            "leave these out, or leave --assess out",
        )
    session = open_session(place)
    _refuse_doubtful_rules(session)
    _need_solver()
    from seminars.output import plan as output
    from seminars.planning import proposal

    if assess:
        answer = proposal.assess(session.programme, session.as_of, effort=effort)
        show(session, showing, "plan", answer.standing.facts.standing, {
            "table": lambda: output.assessment_view(answer),
            "json": lambda: output.assessment_data(answer),
        })  # fmt: skip
        session.finish()
    found = proposal.plan(
        session.programme, session.as_of, pins=_pinned(session, pin or ()), changes=changes,
        effort=effort,
    )  # fmt: skip
    show(session, showing, "plan", (), {
        "table": lambda: output.plan_view(found),
        "json": lambda: output.plan_data(found),
        "md": lambda: output.plan_annex(found),
    })  # fmt: skip
    session.finish()


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


def _refuse_doubtful_rules(session: Session) -> None:
    """A plan made without a rule that could not be read would be a wrong one."""
    rules = session.loaded.location.rules
    for found in session.loaded.diagnostics:
        source = session.loaded.sources.get(found.place.file)
        of_rules = source is None or source.path == rules
        if found.severity is Severity.ERROR and of_rules:
            from seminars.cli.session import show_diagnostics

            show_diagnostics(session, "auto")
            raise SeminarsError(
                "no plan is made while programme.yaml has errors", "mend them first"
            )


def _need_solver() -> None:
    try:
        import highspy  # noqa: F401 (whether it is there)
        import hijridate  # noqa: F401 (whether it is there)
    except ImportError:
        raise SeminarsError("`plan` needs a solver that is not installed", INSTALL) from None
