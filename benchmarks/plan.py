"""The planner on the shipped programme and on a large one, beside CP-SAT and a greedy choice.

Every row is measured in this run, in processor time; CP-SAT solves the very columns and rows that
HiGHS was given, scaled to whole numbers. `ortools` comes with the dependency group `bench`.
"""

from __future__ import annotations

import math
import random
import resource
import time
from dataclasses import replace
from datetime import date, timedelta
from heapq import heapify, heappop, heappush
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import SEMINARS, run_once
from seminars.model.period import Period, parse_dates
from seminars.model.programme import Costs, Limit, Meeting, Offer, Planning, Request
from seminars.model.record import KINDS, Money, Origin, Seminar
from seminars.planning.breaches import breaches
from seminars.planning.calendar import calendar_of
from seminars.planning.choice import Choice
from seminars.planning.facts import facts_of
from seminars.planning.rules import LEAST, rules_of
from seminars.planning.score import objective
from seminars.planning.search import best, model_of
from seminars.reading.loader import load, locate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from seminars.model.record import Kind
    from seminars.planning.calendar import Calendar
    from seminars.planning.facts import Facts
    from seminars.planning.rules import Rules

DATA = Path(__file__).parent.parent / "data"
SEED = 20070803
SCALE = 100_000
REGIONAL_SHARE = 0.3
CP_SAT_SECONDS = 60.0  # without the bound it would not end on the large one


def shipped() -> tuple[str, Facts, Rules]:
    """The shipped programme: 12 seminars in one year."""
    programme = load(locate(str(DATA), {}, DATA)).programme
    as_of = programme.as_of or date(2007, 8, 3)
    return "data/", facts_of(programme, as_of), rules_of(programme.planning)


def large() -> tuple[str, Facts, Rules]:
    """184 states, 4 themes, 104 weeks, 40 seminars, 300 past records; from a fixed seed."""
    programme = load(locate(str(DATA), {}, DATA)).programme
    chance = random.Random(SEED)  # noqa: S311 (not for secrets)
    states = sorted(programme.states, key=lambda state: state.code)
    themes = [term.id for term in programme.themes]
    origin = Origin("", 0, 0, 0, 0)
    past = []
    for number in range(300):
        state = chance.choice(states[:150])
        day = date(2003, 1, 6) + timedelta(days=chance.randrange(0, 1750))
        region = [s.code for s in states if s.region == state.region]
        regional = chance.random() < REGIONAL_SHARE
        past.append(
            Seminar(
                id=f"past-{number:03}", title="Past", kind="regional" if regional else "national",
                region=state.region or "", country=state.code, status="held",
                dates=parse_dates(str(day)), themes=tuple(chance.sample(themes, 2)),
                countries=tuple(chance.sample(region, 5)) if regional else (state.code,),
                origin=origin,
            )
        )  # fmt: skip
    halves = ("2008-H1", "2008-H2", "2009-H1", "2009-H2")
    requests = tuple(
        Request(f"r-{at:02}", state.code, (chance.choice(themes),),
                parse_dates(chance.choice(halves)),
                parse_dates(f"2007-{chance.randint(1, 9):02}-15"))
        for at, state in enumerate(chance.sample(states, 30))
    )  # fmt: skip
    offers = tuple(
        Offer(f"o-{at:02}", state.code, None, "regional", parse_dates(chance.choice(halves)))
        for at, state in enumerate(chance.sample(states, 12))
    )
    meetings = tuple(
        Meeting(parse_dates(f"{monday}/{monday + timedelta(days=4)}"), f"Meeting {monday}")
        for monday in (date(2008, 1, 21) + timedelta(weeks=7 * at) for at in range(14))
    )
    planning = Planning(
        window=Period(date(2008, 1, 1), date(2009, 12, 31), "2008..2009"),
        at_once=2, rest=7, notice=60, seminars=40, budget=Money("2000000"), themes_each=2,
        regional_states=10, holidays=True, ramadan=("arab",),
        costs=Costs(Money("32000"), Money("85000")),
        limits=(
            Limit(kind="regional", minimum=8, maximum=16), Limit(region="arab", minimum=4),
            Limit(region="developed", maximum=5), Limit(level="international-consensus", minimum=8),
        ),
    )  # fmt: skip
    programme = replace(
        programme, seminars=tuple(past), requests=requests, offers=offers, meetings=meetings,
        planning=planning, period=Period(date(2008, 1, 1), date(2009, 12, 31), "2008/2009"),
    )  # fmt: skip
    return "large", facts_of(programme, date(2007, 10, 1)), rules_of(planning)


def with_highs(facts: Facts, rules: Rules) -> tuple[float, float, str]:
    """What `seminars plan` does: objective, bound, status."""
    found = best(facts, rules)
    return float(found.objective or 0), found.bound or 0.0, found.status


def with_greedy(facts: Facts, rules: Rules) -> tuple[float, float, str]:
    """The choice that adds most first, as long as no rule is broken.

    Lazily (Minoux 1978): a choice that added little before is looked at again only when those
    above it have come to add less.
    """
    rising = rules.only(name for name in rules.names() if name != LEAST and "minimum" not in name)
    calendar = calendar_of(facts, rules)
    chosen: list[Choice] = []
    worth = objective(facts, chosen)
    heap = [(float("-inf"), at, *way) for at, way in enumerate(_ways(facts))]
    heapify(heap)
    looked: dict[int, int] = {}
    while heap and (rules.most is None or len(chosen) < rules.most):
        _, at, code, kind, themes = heappop(heap)
        way = _choice(facts, calendar, code, kind, themes, chosen)
        if way is None or breaches(facts, rising, [*chosen, way]):
            continue
        if looked.get(at) == len(chosen):
            chosen.append(way)
            worth = objective(facts, chosen)
            continue
        looked[at] = len(chosen)
        heappush(heap, (float(worth - objective(facts, [*chosen, way])), at, code, kind, themes))
    broken = {breach.rule for breach in breaches(facts, rules, chosen)}
    status = f"breaks {', '.join(sorted(broken))}" if broken else "keeps the rules"
    return float(worth), float("nan"), status


def _ways(facts: Facts) -> Iterator[tuple[str, Kind, tuple[str, ...]]]:
    """Each host, kind and pair of themes."""
    for code in facts.hosts:
        for kind in KINDS:
            for themes in combinations(facts.themes, facts.themes_each):
                yield code, kind, themes


def _choice(
    facts: Facts, calendar: Calendar, code: str, kind: Kind, themes: tuple[str, ...],
    chosen: list[Choice],
) -> Choice | None:  # fmt: skip
    """The seminar in the first week that is free for its host; None without any."""
    if any(choice.country == code for choice in chosen):
        return None
    weeks = [calendar.week_of(choice.begins or facts.begins) for choice in chosen]
    used = {week.number for week in weeks if week is not None}
    region = facts.region_of[code]
    for week, days in calendar.open_to(code, kind):
        if all(abs(week.number - other) >= calendar.apart for other in used):
            return Choice(code, kind, region, themes, facts.levels(kind), *days,
                          cost=facts.cost(kind, region))  # fmt: skip
    return None


def with_cp_sat(facts: Facts, rules: Rules) -> tuple[float, float, str]:
    """The same columns and rows, in whole numbers, by CP-SAT on one worker."""
    if find_spec("ortools") is None:
        return float("nan"), float("nan"), "ortools is not installed"
    from ortools.sat.python import cp_model  # noqa: PLC0415 (development only)

    linear = model_of(facts, calendar_of(facts, rules), frozenset()).linear
    model = cp_model.CpModel()
    columns = [
        model.new_int_var(0, int(min(upper, 10_000)), f"x{at}")
        for at, upper in enumerate(linear.upper)
    ]
    for terms, lower, upper in linear.rows:
        total = sum(round(factor) * columns[at] for at, factor in terms)
        model.add_linear_constraint(total, _whole(lower, -1), _whole(upper, 1))
    model.maximize(
        sum(
            round(gain * SCALE) * column for gain, column in zip(linear.gains, columns, strict=True)
        )
    )
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = CP_SAT_SECONDS
    status = solver.solve(model)
    return (
        solver.objective_value / SCALE,
        solver.best_objective_bound / SCALE,
        solver.status_name(status).lower(),
    )


def _whole(side: float, sign: int) -> int:
    return round(side) if abs(side) < 1e15 else sign * 10**15  # noqa: PLR2004 (as good as no side)


WAYS: dict[str, Callable[[Facts, Rules], tuple[float, float, str]]] = {
    "HiGHS": with_highs, "CP-SAT": with_cp_sat, "greedy": with_greedy,
}  # fmt: skip


def run() -> None:
    """Print one row for each programme and each way; then the whole command on `data/`."""
    print("| programme | by | objective | bound | gap | processor s | limit s | status |")
    print("|---|---|--:|--:|--:|--:|--:|---|")
    for (name, facts, rules), limit in ((shipped(), 3), (large(), 30)):
        for way, solve in WAYS.items():
            started = time.process_time()
            worth, bound, status = solve(facts, rules)
            spent = time.process_time() - started
            gap = "–" if math.isnan(bound) else f"{max(0.0, bound - worth) / worth:.2%}"
            row = (name, way, _figure(worth), _figure(bound), gap, f"{spent:.1f}", limit, status)
            print(f"| {' | '.join(map(str, row))} |", flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nmost memory: {peak:,.0f} MiB of 1,024, CP-SAT's included")
    whole = min(run_once([*SEMINARS, "plan", "--data", str(DATA)]).seconds for _ in range(3))
    print(
        f"`seminars plan` on data/, with five runners-up and two other rules, best of three: "
        f"{whole:.1f} s"
    )


def _figure(amount: float) -> str:
    return "–" if math.isnan(amount) else f"{amount:.3f}"


if __name__ == "__main__":
    run()
