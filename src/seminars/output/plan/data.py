"""A plan as JSON: the data of `plan` and of `plan --assess`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.output.data import record
from seminars.output.plan.words import caveats
from seminars.planning.drafts import drafts
from seminars.planning.reasons import (
    conflict_message,
    conflict_relax,
    reasons,
    sensed,
    why_not,
)

if TYPE_CHECKING:
    from seminars.editing.store import Outcome
    from seminars.output.data import Json
    from seminars.planning.proposal import Assessment, Proposal
    from seminars.planning.score import Part


def written_data(outcome: Outcome | None) -> Json:
    """What was written, beside the data of `plan`; nothing without `--write`."""
    if outcome is None:
        return {}
    return {"changed": list(outcome.ids), "file": outcome.file, "diff": outcome.diff}


def plan_data(proposal: Proposal) -> Json:
    """The data of `plan`."""
    facts = proposal.facts
    return {
        "status": proposal.status,
        "objective": float(proposal.objective),
        "bound": proposal.bound,
        "gap": proposal.gap,
        "window": {"begins": facts.begins.isoformat(), "ends": facts.ends.isoformat()},
        "score": [_part(part) for part in proposal.parts],
        "proposals": _proposals(proposal),
        "runners_up": _runners_up(proposal),
        "coverage": [
            {"row": cell.row, "column": cell.column, "before": cell.before, "after": cell.after}
            for cell in proposal.coverage
        ],
        "conflicts": _conflicts(proposal),
        "breaks": [{"rule": b.rule, "message": b.message} for b in proposal.breaks],
        "sensitivity": _sensitivity(proposal),
        "changes": [
            {
                "what": move.what, "standing": move.standing,
                "country": move.choice.country if move.choice else None,
            }
            for move in proposal.moves
        ],
        "caveats": caveats(proposal),
    }  # fmt: skip


def _proposals(proposal: Proposal) -> list[Json]:
    return [
        {
            **record(seminar, proposal.facts.as_of),
            "reasons": reasons(proposal, proposed),
            "value": float(proposed.value),
            "adds": [_part(part) for part in proposed.adds],
            "alike": list(proposed.alike),
            "standing": proposed.choice.standing or proposed.choice.moves,
        }
        for proposed, seminar in zip(proposal.proposals, drafts(proposal), strict=True)
    ]


def _runners_up(proposal: Proposal) -> list[Json]:
    return [
        {
            "what": runner.kind, "id": runner.id, "country": runner.country, "kind": runner.what,
            "why_not": why_not(proposal, runner),
            "loss": None if runner.loss is None else float(runner.loss),
        }
        for runner in proposal.runners
    ]  # fmt: skip


def _conflicts(proposal: Proposal) -> list[Json]:
    return [
        {
            "rule": conflict.rule, "message": conflict_message(proposal, conflict),
            "relax": conflict_relax(proposal, conflict), "enough": conflict.enough,
        }
        for conflict in proposal.conflicts
    ]  # fmt: skip


def _sensitivity(proposal: Proposal) -> list[Json]:
    return [
        {
            "change": change.change, "status": change.status,
            "message": sensed(proposal, change),
            "gain": None if change.gain is None else float(change.gain),
        }
        for change in proposal.sensitivity
    ]  # fmt: skip


def assessment_data(assessment: Assessment) -> Json:
    """The data of `plan --assess`: of the standing proposals, with the best plan beside."""
    best = assessment.best
    return {
        **plan_data(assessment.standing),
        "best": {
            "status": best.status, "objective": float(best.objective), "bound": best.bound,
            "score": [_part(part) for part in best.parts],
        },
        "difference": float(assessment.difference),
        "changes_to_best": assessment.changes,
    }  # fmt: skip


def _part(part: Part) -> Json:
    return {
        "name": part.name,
        "weight": float(part.weight),
        "amount": float(part.amount),
        "value": float(part.value),
    }
