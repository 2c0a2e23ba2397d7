"""A plan in words, with figures: why this seminar, why not that one, which rules clash.

Sentences without a capital or a full stop, so that a table, a paper and a note can use them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seminars.planning.facts import LEAST_DEVELOPED
from seminars.planning.rules import LEAST, MOST
from seminars.planning.search import NEARLY
from seminars.planning.words import (
    figure,
    joined,
    lower,
    money,
    month,
    name,
    plural,
    region_title,
    some_names,
    theme_title,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from seminars.model.programme import Target
    from seminars.planning.alternatives import RunnerUp, Sensitivity
    from seminars.planning.choice import Choice
    from seminars.planning.conflicts import Conflict
    from seminars.planning.facts import Facts
    from seminars.planning.proposal import Proposal, Proposed

MOST_REASONS = 3

PART_TITLES = {
    "region_themes": "gaps of regions",
    "state_themes": "gaps of states",
    "states": "states reached",
    "requests": "requests",
    "offers": "offers",
    "balance": "balance",
    "targets": "targets",
    "spread": "spread of dates",
    "cost": "cost",
}
"""The parts of the score, as people call them."""


def reasons(proposal: Proposal, proposed: Proposed) -> list[str]:
    """The two or three facts that earned a seminar its place, the weightiest first."""
    facts = proposal.facts
    weighed = sorted(
        ((part.value, part.name) for part in proposed.adds if part.value > 0),
        key=lambda part: -part[0],
    )
    found = [
        sentence
        for _, name in weighed
        if name in _REASONS and (sentence := _REASONS[name](facts, proposed))
    ][:MOST_REASONS]
    if proposed.alike:
        names = some_names(facts, proposed.alike)
        found.append(f"nothing in the records tells the host from {names}: any would do as well")
    return found or ["it fills the number of seminars asked for"]


def _gaps_of_region(facts: Facts, proposed: Proposed) -> str:
    region = proposed.choice.region
    title = region_title(facts, region)
    gaps = [(theme, facts.region_gaps[region, theme]) for theme in proposed.alone]
    never = [theme_title(facts, theme) for theme, gap in gaps if gap.word == "never"]
    told = [f"no seminar on {joined(never, 'or')} in {title} so far"] if never else []
    told += [
        f"none on {theme_title(facts, theme)} in {title} since {month(gap.last)}"
        for theme, gap in gaps
        if gap.last is not None and gap.urgency
    ]
    return "; ".join(told)


def _states(facts: Facts, proposed: Proposed) -> str:
    choice = proposed.choice
    if choice.kind == "national":
        least = facts.worth.get(choice.country) == LEAST_DEVELOPED
        developed = ", least developed," if least else ""
        return f"{name(facts, choice.country)}{developed} was neither reached nor invited"
    region = [code for code, own in facts.region_of.items() if own == choice.region]
    never = [code for code in region if facts.worth[code]]
    least_developed = sum(facts.worth[code] == LEAST_DEVELOPED for code in never)
    coming = len({*never} & {*proposed.invited})
    of_them = f", {least_developed} of them least developed" if least_developed else ""
    title = region_title(facts, choice.region)
    return (
        f"{len(never)} of {len(region)} states of {title} neither reached nor invited"
        f"{of_them}; {coming} of these expected"
    )


def _gaps_of_states(facts: Facts, proposed: Proposed) -> str:
    choice = proposed.choice
    if choice.kind == "regional":
        return ""
    never = [
        theme_title(facts, theme)
        for theme in choice.themes
        if (choice.country, theme) in facts.state_gaps
        and facts.state_gaps[choice.country, theme].word == "never"
    ]
    return (
        f"nothing on {joined(never, 'or')} in {name(facts, choice.country)} so far" if never else ""
    )


def _requests(facts: Facts, proposed: Proposed) -> str:
    return "; ".join(
        f"request of {name(facts, request.request.country)} ({request.request.id})"
        + (f" of {request.request.received.text}" if request.request.received else "")
        + (f", for {request.request.dates.text}" if request.request.dates else "")
        for request in proposed.requests
    )


def _offers(facts: Facts, proposed: Proposed) -> str:
    return "; ".join(
        f"offer of {name(facts, offer.country)} ({offer.id})"
        + (f", {offer.city}" if offer.city else "")
        + (f", for {offer.dates.text}" if offer.dates else "")
        for offer in proposed.offers
    )


def _balance(facts: Facts, proposed: Proposed) -> str:
    region = proposed.choice.region
    already, everywhere = facts.in_period.get(region, 0), sum(facts.in_period.values())
    if not everywhere:
        return "no other seminar of the period is held or scheduled"
    even = f"{float(facts.fair[region]):.1f} would be even with the roll"
    return (
        f"{already} of {plural(everywhere, 'seminar')} of the period, held or scheduled, in "
        f"{region_title(facts, region)}; {even}"
    )


def _targets(facts: Facts, proposed: Proposed) -> str:
    """The smallest first: a seminar counts one over the target."""
    short = [s for s in facts.shortfalls if s.missing and s.counts(proposed.choice)]
    told = [
        (
            s.target.seminars,
            f"{s.missing} of {s.target.seminars} promised {_promised(facts, s.target)}",
        )
        for s in short
    ]
    return "; ".join(f"{text} missing" for _, text in sorted(told)[:2])


def _promised(facts: Facts, target: Target) -> str:
    return _subject(facts, target.subject)


_REASONS: dict[str, Callable[[Facts, Proposed], str]] = {
    "region_themes": _gaps_of_region,
    "state_themes": _gaps_of_states,
    "states": _states,
    "requests": _requests,
    "offers": _offers,
    "balance": _balance,
    "targets": _targets,
}


def why_not(proposal: Proposal, runner: RunnerUp) -> str:
    """Why a seminar that somebody asks after is not in the plan."""
    if runner.closed:
        return f"no week of its window is open: {joined(list(runner.closed))}"
    if runner.loss is None:
        return "the rules leave no room for it"
    if abs(runner.loss) <= NEARLY:
        return "with it a plan is worth as much; the order of ties decided"
    facts = proposal.facts
    places = [f"{name(facts, choice.country)} ({choice.kind})" for choice in runner.instead]
    instead = f" in the place of {joined(places)}" if places else ""
    return f"with it{instead} the plan is worth {figure(runner.loss)} less"


def asked_for(proposal: Proposal, runner: RunnerUp) -> str:
    """What a runner-up is, in a few words."""
    return f"{name(proposal.facts, runner.country)}: {runner.kind} {runner.id}"


def sensed(proposal: Proposal, change: Sensitivity) -> str:
    """What one change to the rules would bring."""
    planning = proposal.facts.programme.planning
    if change.change == "seminars":
        head = f"{(planning.seminars or 0) + 1} seminars"
    else:
        head = "10 % more budget"
    if change.gain is None:
        return f"{head}: not possible under the other rules"
    comes = _named(proposal, change.comes)
    goes = _named(proposal, change.goes)
    told = [f"comes {comes}"] if comes else []
    told += [f"goes {goes}"] if goes else []
    if abs(change.gain) <= NEARLY:
        return f"{head}: nothing"
    sign = "−" if change.gain < 0 else "+"
    return f"{head}: {sign}{figure(abs(change.gain))}" + (f" ({'; '.join(told)})" if told else "")


def _named(proposal: Proposal, choices: Iterable[Choice]) -> str:
    return joined([f"{name(proposal.facts, c.country)} ({c.kind})" for c in choices])


# Clashes


def conflict_message(proposal: Proposal, conflict: Conflict) -> str:
    """What a rule of a clash asks."""
    facts, rules, rule, asks = proposal.facts, proposal.rules, conflict.rule, conflict.asks
    seminars = f"{asks} seminar" if asks == 1 else f"{asks} seminars"
    free = plural(conflict.weeks, "week") + " free"
    told = {
        LEAST: f"{seminars} asked at least",
        MOST: f"{seminars} at most",
        "budget": f"a budget of {money(facts, asks or 0)}",
        "rest": f"{free} with rest of {asks} days",
        "notice": f"{free} with notice of {asks} days",
        "at_once": f"{asks} at once, in {free}",
        "changes": f"{asks} changes from the standing proposals at most",
        "meetings": f"blocking meetings in the window: {asks}",
        "holidays": "public holidays of the hosts kept free",
        "ramadan": "Ramadan kept free",
    }
    if rule in told:
        return told[rule]
    if rule.startswith("pin "):
        return f"`{rule.removeprefix('pin ')}` is pinned"
    limit = dict((*rules.minima, *rules.maxima))[rule]
    side = "at least" if rule.endswith("minimum") else "at most"
    said = _subject(facts, limit.subject)
    return f"{side} {asks} {said.replace('seminars', 'seminar', 1) if asks == 1 else said}"


def conflict_relax(proposal: Proposal, conflict: Conflict) -> str:
    """The figure that would free a clash, the other rules of it kept."""
    rule = conflict.rule
    enough = "" if conflict.enough else " for this clash"
    if conflict.meetings:
        return f"without {joined(list(conflict.meetings))}{enough}"
    if rule.startswith("pin "):
        return f"without `--pin {rule.removeprefix('pin ')}`"
    if conflict.figure is None:
        return "only without the rule"
    figure_in_words = {
        "budget": money(proposal.facts, conflict.figure),
        "rest": f"{conflict.figure} days",
        "notice": f"{conflict.figure} days",
    }
    return f"{figure_in_words.get(rule, conflict.figure)} would do{enough}"


def _subject(facts: Facts, subject: Sequence[str | None]) -> str:
    kind, region, theme, level = subject
    words = [f"{kind} seminars" if kind else "seminars"]
    if region:
        words.append(f"in {region_title(facts, region)}")
    if theme:
        words.append(f"on {theme_title(facts, theme)}")
    if level:
        titles = {term.id: term.title for term in facts.programme.levels}
        words.append(f"at the level of {lower(titles[level])}")
    return " ".join(words)
