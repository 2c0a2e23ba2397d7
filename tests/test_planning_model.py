"""The plan against a brute force, an independent checker and random alternatives.

`check` below shares no code with the planner: it reads the records and the rules by itself.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations, product
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seminars.model.period import Period, parse_dates
from seminars.model.programme import (
    Costs,
    Limit,
    Meeting,
    Name,
    Offer,
    Planning,
    Programme,
    Request,
    State,
    Target,
    Term,
)
from seminars.model.record import Money, Origin, Seminar
from seminars.planning.breaches import breaches
from seminars.planning.calendar import _taken, calendar_of
from seminars.planning.choice import Choice
from seminars.planning.facts import Facts, facts_of
from seminars.planning.rules import Rules, rules_of
from seminars.planning.score import objective, score
from seminars.planning.search import best

AS_OF = date(2008, 1, 1)
NOWHERE = Origin("", 0, 0, 0, 0)
REGIONS = (Term("north", "North"), Term("south", "South"))
THEMES = (Term("contracts", "Contracts"), Term("pay", "Pay"))
LEVELS = (Term("law", "Law"), Term("consensus", "Consensus"))
CODES = ("AA", "BB", "CC", "DD")
few = settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])


def state(code: str, region: str, *, least: bool) -> State:
    listed = Name("least developed") if least else None
    return State(code, code + code[0], (Name(f"State {code}"),), region, (), listed)


def past(number: int, code: str, region: str, kind: str, day: str, theme: str) -> Seminar:
    return Seminar(
        id=f"past-{number}", title="Past", kind="national" if kind == "national" else "regional",
        region=region, country=code, status="held", dates=parse_dates(day), themes=(theme,),
        origin=NOWHERE,
    )  # fmt: skip


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    """Four states, two themes, four weeks: small enough for every plan to be looked at."""
    region = {code: draw(st.sampled_from(["north", "south"])) for code in CODES}
    states = tuple(state(code, region[code], least=draw(st.booleans())) for code in CODES)
    seminars = tuple(
        past(at, code, region[code], draw(st.sampled_from(["national", "regional"])),
             draw(st.sampled_from(["2007-10-02", "2005-03-01", "2003-06", "2002"])),
             draw(st.sampled_from(["contracts", "pay"])))
        for at, code in enumerate(draw(st.lists(st.sampled_from(CODES), max_size=3)))
    )  # fmt: skip
    windows = st.sampled_from(["2008-01-01/2008-01-13", "2008-01-14/2008-01-31", "2008-01"])
    requests = tuple(
        Request(f"r-{at}", code, draw(st.sampled_from([("pay",), ("contracts", "pay"), None])),
                parse_dates(draw(windows)), parse_dates(draw(st.sampled_from(["2006-12-01", "2007-09-01"]))))
        for at, code in enumerate(draw(st.lists(st.sampled_from(CODES), max_size=2)))
    )  # fmt: skip
    offers = tuple(
        Offer(f"o-{at}", code, None, draw(st.sampled_from(["national", "regional", None])),
              parse_dates(draw(windows)))
        for at, code in enumerate(draw(st.lists(st.sampled_from(CODES), max_size=1)))
    )  # fmt: skip
    meetings = tuple(
        Meeting(parse_dates(day), "Assembly")
        for day in draw(st.lists(st.sampled_from(["2008-01-09", "2008-01-22"]), max_size=1))
    )
    targets = tuple(
        draw(st.lists(st.sampled_from([
            Target(2, theme="pay"), Target(1, region="north"), Target(2, kind="national"), Target(1, level="consensus"),
        ]), max_size=2, unique=True))
    )  # fmt: skip
    limits = tuple(
        draw(st.lists(st.sampled_from([
            Limit(kind="regional", maximum=1), Limit(region="south", minimum=1),
            Limit(theme="pay", maximum=1), Limit(level="consensus", minimum=1),
        ]), max_size=1))
    )  # fmt: skip
    planning = Planning(
        window=Period(date(2008, 1, 1), date(2008, 2, 3), "window"),
        at_once=draw(st.sampled_from([None, 1, 2])), rest=draw(st.sampled_from([None, 0, 7])),
        notice=draw(st.sampled_from([None, 8])), seminars=draw(st.sampled_from([1, 2])),
        budget=draw(st.sampled_from([None, Money("50"), Money("90")])),
        themes_each=draw(st.sampled_from([1, 2])), regional_states=draw(st.sampled_from([1, 2])),
        costs=Costs(Money("20"), Money("35")), limits=limits,
    )  # fmt: skip
    return Programme(
        "Small", THEMES, LEVELS, REGIONS, states, (), {}, "CHF",
        Period(date(2006, 1, 1), date(2008, 12, 31), "2006/2008"), AS_OF, meetings=meetings,
        targets=targets, requests=requests, offers=offers, planning=planning, seminars=seminars,
    )  # fmt: skip


# Every plan, by brute force


def every_choice(programme: Programme) -> list[Choice]:
    """Every seminar in every week, Tuesday on, written down without the planner's calendar."""
    found = []
    for code, kind, monday in product(
        CODES, ("national", "regional"), (date(2008, 1, 7) + timedelta(weeks=w) for w in range(4))
    ):
        region = next(s.region for s in programme.states if s.code == code) or ""
        begins = monday + timedelta(days=1)
        length = 2 if kind == "national" else 3
        for size in range(1, (programme.planning.themes_each or 2) + 1):
            found += [
                Choice(
                    code,
                    "national" if kind == "national" else "regional",
                    region,
                    themes,
                    ("law",) if kind == "national" else ("law", "consensus"),
                    begins,
                    begins + timedelta(days=length - 1),
                    cost=Fraction(20 if kind == "national" else 35),
                )
                for themes in combinations(("contracts", "pay"), size)
            ]
    return found


def check(programme: Programme, choices: tuple[Choice, ...]) -> list[str]:  # noqa: C901 (one rule after the other, as a person reads them)
    """Every hard rule, by a reading of its own."""
    rules = programme.planning
    broken = []
    if rules.seminars is not None and len(choices) != rules.seminars:
        broken.append("number")
    if rules.budget and sum(20 if c.kind == "national" else 35 for c in choices) > int(
        rules.budget.text
    ):
        broken.append("budget")
    if len({c.country for c in choices}) < len(choices):
        broken.append("country")
    days = [(c.begins or AS_OF, c.ends or AS_OF) for c in choices]
    for begins, ends in days:
        if begins < AS_OF + timedelta(days=(rules.notice or 0) + 1) or ends > date(2008, 2, 3):
            broken.append("notice")
        monday = begins - timedelta(days=begins.weekday())
        broken += [
            "meeting"
            for meeting in programme.meetings
            if meeting.dates.begins <= monday + timedelta(days=6) and monday <= meeting.dates.ends
        ]
    weeks = [begins.isocalendar().week for begins, _ in days]
    if rules.at_once is not None and any(weeks.count(week) > rules.at_once for week in weeks):
        broken.append("at_once")
    for (_, one), (other, _) in product(days, days):
        if one < other and one.isocalendar().week != other.isocalendar().week:
            friday = one + timedelta(days=4 - one.weekday())
            monday = other - timedelta(days=other.weekday())
            if (monday - friday).days - 1 < (rules.rest or 0):
                broken.append("rest")
    for limit in rules.limits:
        number = sum(
            limit.kind in {None, c.kind} and limit.region in {None, c.region}
            and (limit.theme is None or limit.theme in c.themes)
            and (limit.level is None or limit.level in c.levels)
            for c in choices
        )  # fmt: skip
        if number < (limit.minimum or 0) or number > (
            9 if limit.maximum is None else limit.maximum
        ):
            broken.append("limit")
    if any(len(c.themes) > (rules.themes_each or 2) for c in choices):
        broken.append("themes")
    return broken


def feasible(programme: Programme) -> list[tuple[Choice, ...]]:
    every = every_choice(programme)
    number = programme.planning.seminars or 0
    return [plan for plan in combinations(every, number) if not check(programme, plan)]


@few
@given(programmes())
def test_no_plan_of_a_brute_force_is_worth_more(programme: Programme) -> None:
    facts = facts_of(programme, AS_OF)
    found = best(facts, rules_of(programme.planning))
    plans = feasible(programme)
    if not plans:
        assert found.status == "infeasible"
        return
    assert found.status == "optimal"
    assert check(programme, found.choices) == []
    assert found.bound == pytest.approx(float(found.objective or 0), abs=1e-5)
    worth = max(naive(facts, plan) for plan in plans)
    assert found.objective is not None
    assert float(found.objective) == pytest.approx(float(worth), abs=1e-5)


def naive(facts: Facts, plan: tuple[Choice, ...]) -> Fraction:  # noqa: C901, PLR0912 (one part after the other, as the page has them)
    """The score again, straight from docs/planning.md: slow, and another way round."""
    programme, weights = facts.programme, facts.programme.planning.weights
    urgency = {
        "never": Fraction(1),
        "lapsed": Fraction(3, 4),
        "ageing": Fraction(1, 2),
        "current": Fraction(0),
    }
    total = Fraction(0)
    for region, theme in product(("north", "south"), ("contracts", "pay")):
        if any(c.region == region and theme in c.themes for c in plan):
            total += (
                Fraction(str(weights.region_themes))
                * urgency[_word(programme, theme, region=region)]
            )
    held_in = {s.country for s in programme.seminars}
    places = programme.planning.regional_states or 1
    for region in ("north", "south"):
        own = [s for s in programme.states if s.region == region]
        regionals = [c for c in plan if c.kind == "regional" and c.region == region]
        hosts = [c.country for c in plan]
        worths = {s.code: 0 if s.code in held_in else 2 if s.least_developed else 1 for s in own}
        total += Fraction(str(weights.states)) * (
            sum(worths[code] for code in hosts if code in worths)
            + _top(
                [w for code, w in worths.items() if code not in hosts],
                (places - 1) * len(regionals),
            )
        )
        for theme in ("contracts", "pay"):
            cells = {s.code: urgency[_word(programme, theme, state=s.code)] for s in own}
            own_theme = [c.country for c in plan if theme in c.themes]
            number = (places - 1) * sum(theme in c.themes for c in regionals)
            total += Fraction(str(weights.state_themes)) * (
                sum(cells[code] for code in own_theme if code in cells)
                + _top([u for code, u in cells.items() if code not in own_theme], number)
            )
    for request in programme.requests:
        wanted = set(request.themes or ())
        for c in plan:
            dates, received = request.dates, request.received
            assert dates
            assert received
            enough = min(len(wanted), programme.planning.themes_each or 2)
            if (
                (c.kind, c.country) == ("national", request.country)
                and len(wanted & set(c.themes)) >= enough
                and dates.begins <= (c.begins or AS_OF)
                and (c.ends or AS_OF) <= dates.ends
            ):
                months = {"2006-12-01": 13, "2007-09-01": 4}[received.text]
                total += Fraction(str(weights.requests)) * (1 + Fraction(months, 12))
    for offer in programme.offers:
        assert offer.dates
        held = any(
            s.country == offer.country
            and offer.kind in {None, s.kind}
            and s.dates
            and s.dates.overlaps(offer.dates)
            for s in programme.seminars
        )
        if not held and any(
            c.country == offer.country
            and offer.kind in {None, c.kind}
            and offer.dates.begins <= (c.begins or AS_OF)
            and (c.ends or AS_OF) <= offer.dates.ends
            for c in plan
        ):
            total += Fraction(str(weights.offers))
    in_period = [s for s in programme.seminars if s.dates and s.dates.ends >= date(2006, 1, 1)]
    everything = len(in_period) + (programme.planning.seminars or 0)
    for region in ("north", "south"):
        roll = sum(s.region == region for s in programme.states)
        number = sum(s.region == region for s in in_period)
        for _ in [c for c in plan if c.region == region]:
            total += Fraction(str(weights.balance)) * max(
                Fraction(0), 1 - number / Fraction(everything * roll, 4)
            )
            number += 1
    for target in programme.targets:
        have = sum(
            target.kind in {None, s.kind} and target.region in {None, s.region} and (target.theme is None or target.theme in (s.themes or ()))
            and target.level is None for s in in_period
        )  # fmt: skip
        adds = sum(c.is_of(target.kind, target.region, target.theme, target.level) for c in plan)
        total += Fraction(str(weights.targets)) * Fraction(
            min(adds, max(0, target.seminars - have)), target.seminars
        )
    months_used: dict[Any, int] = {}
    for c in plan:
        monday = (c.begins or AS_OF) - timedelta(days=(c.begins or AS_OF).weekday())
        months_used[monday.month] = months_used.get(monday.month, 0) + 1
        total += Fraction(str(weights.spread)) / months_used[monday.month]
    price = sum(Fraction(20 if c.kind == "national" else 35) for c in plan)
    return total - Fraction(str(weights.cost)) * price / 20


def _top(amounts: list[Any], number: int) -> Any:
    return sum(sorted(amounts)[::-1][:number])


def _word(programme: Programme, theme: str, *, region: str = "", state: str = "") -> str:
    """How long ago the theme was treated in the region or the state, on 1 January 2008."""
    ends = [
        s.dates.ends for s in programme.seminars
        if s.dates and theme in (s.themes or ()) and (s.region == region or s.country == state)
    ]  # fmt: skip
    if not ends:
        return "never"
    last = max(ends)
    months = (2008 - last.year) * 12 + 1 - last.month - (last.day > 1)
    return "current" if months <= 24 else "ageing" if months <= 48 else "lapsed"


@few
@given(programmes())
def test_what_the_planner_calls_a_breach_the_checker_does_too(programme: Programme) -> None:
    facts = facts_of(programme, AS_OF)
    rules = rules_of(programme.planning)
    every = every_choice(programme)
    for plan in list(combinations(every, programme.planning.seminars or 0))[
        :: max(1, len(every) // 8)
    ][:40]:
        assert bool(breaches(facts, rules, plan)) == bool(check(programme, plan))
        if len({choice.country for choice in plan}) == len(plan):
            assert objective(facts, plan) == naive(facts, plan)
        assert objective(facts, plan) == sum(part.value for part in score(facts, plan))


@few
@given(programmes(), st.lists(st.tuples(st.sampled_from(CODES), st.integers(0, 27)), max_size=30))
def test_public_holidays_are_kept_and_cost_no_more_than_they_must(
    programme: Programme, taken: list[tuple[str, int]]
) -> None:
    closed = {(code, date(2008, 1, 7) + timedelta(days=day)) for code, day in taken}

    def holidays_of(code: str, _: int) -> dict[date, str]:
        return {day: "Holiday" for host, day in closed if host == code}

    programme = replace(programme, planning=replace(programme.planning, holidays=True))
    facts, rules = facts_of(programme, AS_OF), rules_of(programme.planning)
    _taken.cache_clear()
    with patch("seminars.planning.calendar.public_holidays", holidays_of):
        found = best(facts, rules)
    _taken.cache_clear()
    every = [moved for choice in every_choice(programme) if (moved := shifted(choice, closed))]
    number = programme.planning.seminars or 0
    plans = [plan for plan in combinations(every, number) if not check(programme, plan)]
    assert (found.status == "infeasible") == (not plans)
    if plans:
        worth = max(naive(facts, plan) for plan in plans)
        assert float(found.objective or 0) == pytest.approx(float(worth), abs=1e-5)
        assert check(programme, found.choices) == []
        assert all(shifted(choice, closed) == choice for choice in found.choices)


def shifted(choice: Choice, closed: set[tuple[str, date]]) -> Choice | None:
    """The choice on the first of Tuesday, Monday, Wednesday, … from which its days are free."""
    assert choice.begins
    assert choice.ends
    monday = choice.begins - timedelta(days=choice.begins.weekday())
    length = (choice.ends - choice.begins).days + 1
    for start in (1, 0, 2, 3, 4):
        days = [monday + timedelta(days=start + day) for day in range(length)]
        if days[-1].weekday() < 5 and not any((choice.country, day) in closed for day in days):
            return replace(choice, begins=days[0], ends=days[-1])
    return None


def test_every_open_week_is_a_week_of_the_calendar() -> None:
    programme = Programme(
        "Empty",
        THEMES,
        LEVELS,
        REGIONS,
        (),
        (),
        {},
        planning=Planning(window=Period(date(2008, 1, 1), date(2008, 1, 3), "short")),
    )
    assert calendar_of(facts_of(programme, AS_OF), Rules()).weeks == ()
