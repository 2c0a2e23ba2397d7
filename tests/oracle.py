"""A small world for the planner, and docs/planning.md read a second time: every plan by brute force.

Nothing here comes from `seminars.planning`. A world is a plain dictionary; `programme_of` turns it
into what the program reads.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations, product
from typing import TYPE_CHECKING, Any, NamedTuple

from seminars.model.period import Period, parse_dates
from seminars.model.programme import (
    Costs,
    Days,
    KindCosts,
    KindLevels,
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
    Weights,
)
from seminars.model.record import Money, Origin, Seminar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

World = dict[str, Any]
Subject = tuple[str | None, str | None, str | None, str | None]

AS_OF = date(2008, 9, 10)
RAMADAN = date(2008, 9, 1), date(2008, 9, 30)
REGIONS = ("north", "south")
THEMES = ("contracts", "pay")
LEVELS = ("law", "consensus")
KINDS = ("national", "regional")
EITHER, MOSTLY, SELDOM = (True, False), (True, True, False), (True, False, False)
WEIGHTS = {
    "region_themes": 10, "state_themes": 1, "states": 4, "requests": 8, "offers": 3,
    "balance": 6, "targets": 5, "spread": 2, "cost": 1,
}  # fmt: skip
DAY = timedelta(days=1)


# Drawing a world: `pick` takes one of the values that it is given


def world(pick: Callable[..., Any], *, tight: bool = False) -> World:
    """Three or four states, two regions, two themes, two to four weeks."""
    deep = tight or pick(*EITHER)
    codes = "AA BB CC".split() if deep else "AA BB CC DD".split()
    region = {code: pick(*REGIONS) for code in codes}
    weeks = pick(2, 3) if deep else pick(3, 4)
    each = pick(1, 1, 2) if weeks == 2 or not deep else 1
    here = [f"2008-{day}" for day in "09-15 09-17 09-23 09-29 10-02 10-07".split()]
    ahead = [
        "2008-09-15/2008-09-16", "2008-09-18/2008-09-22", "2008-09-23/2008-09-25", "2008-09-29/2008-10-07",
        "2008-09-12", "2008-09-17/", "2008-09-25/", "2008-09", "2008-10", "2008-Q4", None,
    ]  # fmt: skip
    records = []
    for at in range(pick(0, 1, 2, 3)):
        code = pick(*codes)
        held = pick(*MOSTLY)
        records.append({
            "id": f"f{at}", "kind": pick(*KINDS), "country": code, "region": region[code],
            "status": "held" if held else "scheduled",
            "dates": pick("2008-09-01/2008-09-09", "2007-10-02", "2006", "2005-03-01", "2003-06", "2002", None) if held
            else pick(*ahead, "2008-11-05", "2008-12"),
            "themes": pick(("pay",), ("contracts",), ("contracts", "pay"), None),
            "levels": pick(None, ("law",), ("consensus",)),
            "invited": pick(None, None, tuple(codes[:2])), "countries": pick(None, None, tuple(codes[1:3])),
            "answers": pick(None, None, ("r0",)), "cost": None,
        })  # fmt: skip
    for at in range(pick(0, 1, 1, 2)):
        code = pick(*codes[:2])
        records.append({
            "id": f"p{at}", "kind": pick(*KINDS), "country": code,
            "region": pick(region[code], region[code], *REGIONS), "status": "proposed",
            "dates": pick(*(a for a in ahead if a != "2008-Q4")),
            "themes": pick(("pay",), ("contracts",), ("contracts", "pay"), None),
            "levels": pick(None, None, ("consensus",)), "invited": None, "countries": None,
            "answers": None, "cost": pick(None, None, "12.50", "30.01"),
        })  # fmt: skip
    proposals = [r["id"] for r in records if r["status"] == "proposed"]
    subjects: list[Subject] = [
        ("national", None, None, None), ("regional", None, None, None), (None, "north", None, None),
        (None, "south", None, None), (None, None, "pay", None), (None, None, None, "consensus"),
        ("national", None, "contracts", None), (None, "north", "pay", None),
    ]  # fmt: skip
    limits: dict[Subject, tuple[int | None, int | None]] = {}
    for _ in range(pick(0, 1, 2) if tight else pick(0, 0, 1)):
        limits[pick(*subjects)] = pick((1, None), (2, None), (None, 0), (None, 1), (1, 1))
    seminars = pick(2, 2, 3, 1, None) if tight else pick(1, 2, 2, None if deep else 1)
    return {
        "states": {code: (region[code], pick(*EITHER)) for code in codes},
        "window": (pick(date(2008, 9, 1), date(2008, 9, 13)), date(2008, 9, 14) + 7 * weeks * DAY - pick(0, 2) * DAY),
        "records": records,
        "requests": [
            {"id": f"r{at}", "country": pick(*codes), "themes": pick(("pay",), ("contracts", "pay"), None),
             "dates": pick(None, "2008-09", "2008-10-01/", "2008-09-22/2008-10-03", "2008-09-15/2008-09-16"),
             "received": pick(None, "2008-09-11", "2006-12-01", "2007-09-20", "2007-06")}
            for at in range(pick(0, 1, 2))
        ],
        "offers": [
            {"id": f"o{at}", "country": pick(*codes), "kind": pick(None, *KINDS),
             "dates": pick(None, "2008-09", "2008-09-24/", "2008-10-05/2008-10-11")}
            for at in range(pick(0, 1))
        ],
        "meetings": [
            (day, f"Meeting {at}", pick(*MOSTLY))
            for at, day in enumerate(pick([], [pick(*here)], [pick(*here), pick(*here, "2008-09", "2008-09-14/2008-09-16")]))
        ],
        "targets": [(pick(1, 2, 4), subject) for subject in dict.fromkeys(pick(*subjects) for _ in range(pick(0, 1, 2)))],
        "least": seminars, "budget": pick(None, "45.01", "30", "19.99", "62.50") if tight else pick(None, None, "45.01", "62.50"),
        "at_once": pick(None, 1, 1, 2) if tight else pick(None, 1, 2),
        "rest": pick(None, 3, 9, 10) if tight else pick(None, 0, 3, 9),
        "notice": pick(None, 6, 13, 20) if tight else pick(None, 8),
        "holidays": frozenset(
            (pick(*codes), date(2008, 9, 15) + pick(*range(12)) * DAY) for _ in range(pick(3, 8))
        ) if pick(*SELDOM) else None,
        "ramadan": pick((), (), ("north",), ("AA",), ("south", "BB")),
        "limits": [(subject, *figures) for subject, figures in limits.items()],
        "pins": pick([], proposals, proposals[:1]), "changes": pick(None, None, 0, 1, 2, 3) if proposals or tight else None,
        "themes_each": each, "places": pick(1, 2, 3),
        "costs": pick({}, {"national": "20", "regional": "35"}, {"national": "15.01", "regional": "22.51"}, {"regional": "30"}),
        "regions": pick({}, {"south": {"national": "25.5"}}),
        "days": pick((2, 3), (2, 3), (1, 5), (4, 2)),
        "levels": pick((None, None), (None, None), (("consensus",), ("law",)), ((), None)),
        "weights": {name: pick(weight, weight, weight, 0, weight / 2) for name, weight in WEIGHTS.items()},
    }  # fmt: skip


def programme_of(w: World, order: Callable[[list[Any]], list[Any]] = list) -> Programme:
    """The world as the program reads it, every list in some order."""

    def dated(text: str | None) -> Any:
        return None if text is None else parse_dates(text)

    seminars = [
        Seminar(
            id=r["id"], title="One", kind=r["kind"], region=r["region"], country=r["country"],
            status=r["status"], dates=dated(r["dates"]), themes=r["themes"], levels=r["levels"],
            invited=r["invited"], countries=r["countries"], answers=r["answers"],
            cost=Money(r["cost"]) if r["cost"] else None, origin=Origin("", 0, 0, 0, 0),
        )
        for r in w["records"]
    ]  # fmt: skip
    limits = [
        Limit(subject[0], subject[1], subject[2], subject[3], low, high)
        for subject, low, high in w["limits"]
    ]
    money = {kind: Money(text) for kind, text in w["costs"].items()}
    regions = {
        region: KindCosts(**{kind: Money(text) for kind, text in own.items()})
        for region, own in w["regions"].items()
    }
    states = [
        State(code, code + "A", (Name(code),), region, (), Name("least") if least else None)
        for code, (region, least) in w["states"].items()
    ]
    targets = [
        Target(n, kind=kind, region=region, theme=theme, level=level)
        for n, (kind, region, theme, level) in w["targets"]
    ]
    planning = Planning(
        window=Period(w["window"][0], w["window"][1], "window"), at_once=w["at_once"], rest=w["rest"], notice=w["notice"],
        seminars=w["least"], budget=Money(w["budget"]) if w["budget"] else None,
        themes_each=w["themes_each"], regional_states=w["places"], holidays=w["holidays"] is not None,
        ramadan=w["ramadan"], costs=Costs(**money, regions=regions), days=Days(*w["days"]),
        levels=KindLevels(*w["levels"]), weights=Weights(**w["weights"]), limits=tuple(order(limits)),
    )  # fmt: skip
    return Programme(
        "Small", tuple(Term(t, t) for t in THEMES), tuple(Term(t, t) for t in LEVELS),
        tuple(Term(t, t) for t in REGIONS), tuple(order(states)), (), {}, "CHF",
        Period(date(2006, 1, 1), date(2008, 12, 31), "2006/2008"), AS_OF,
        meetings=tuple(order([Meeting(parse_dates(d), name, blocks=b) for d, name, b in w["meetings"]])),
        targets=tuple(order(targets)),
        requests=tuple(order([
            Request(r["id"], r["country"], r["themes"], dated(r["dates"]), dated(r["received"])) for r in w["requests"]
        ])),
        offers=tuple(order([Offer(o["id"], o["country"], None, o["kind"], dated(o["dates"])) for o in w["offers"]])),
        planning=planning, seminars=tuple(order(seminars)),
    )  # fmt: skip


# Dates


def span(text: str | None) -> tuple[date, date, bool] | None:
    """First and last possible day, and whether the day it begins on is known."""
    if text is None:
        return None
    first, solidus, last = text.partition("/")
    if solidus:
        return date.fromisoformat(first), date.fromisoformat(last or first), True
    year = int(text[:4])
    if len(text) == 10:
        return date.fromisoformat(text), date.fromisoformat(text), True
    if text[5:] == "Q4":
        return date(year, 10, 1), date(year, 12, 31), False
    low, high = (int(text[5:]),) * 2 if len(text) == 7 else (1, 12)
    return date(year, low, 1), date(year, high, monthrange(year, high)[1]), False


def asked(text: str | None) -> tuple[date, date]:
    """The first and last day of a window that is asked or offered."""
    begins, ends, _ = span(text) or (date.min, date.max, False)
    return begins, date.max if text and text.endswith("/") else ends


def monday_of(day: date) -> date:
    return day - day.weekday() * DAY


def mondays(w: World) -> list[date]:
    begins, ends = max(w["window"][0], AS_OF + DAY), w["window"][1]
    every = (date(2008, 9, 1) + 7 * at * DAY for at in range(8))
    return [m for m in every if begins <= m and m + 4 * DAY <= ends]


# Every seminar that can be planned


class Way(NamedTuple):
    country: str
    kind: str
    region: str
    themes: tuple[str, ...]
    levels: tuple[str, ...]
    begins: date
    ends: date
    cost: Fraction | None
    kept: str | None
    moved: str | None

    def counts(self, subject: Subject) -> bool:
        kind, region, theme, level = subject
        return (
            kind in {None, self.kind} and region in {None, self.region}
            and (theme is None or theme in self.themes) and (level is None or level in self.levels)
        )  # fmt: skip


def fixed(w: World) -> list[dict[str, Any]]:
    return [r for r in w["records"] if r["status"] in {"held", "scheduled"}]


def in_window(w: World, r: Mapping[str, Any]) -> bool:
    begins, ends = max(w["window"][0], AS_OF + DAY), w["window"][1]
    dates = span(r["dates"])
    return dates is not None and dates[0] <= ends and begins <= dates[1]


def standing(w: World) -> list[dict[str, Any]]:
    """The proposals that can fall into the window."""
    return [
        r for r in w["records"]
        if r["status"] == "proposed" and (r["dates"] is None or in_window(w, r))
    ]  # fmt: skip


def own_days(w: World, r: Mapping[str, Any]) -> tuple[date, date] | None:
    dates = span(r["dates"])
    if dates is None or not dates[2]:
        return None
    length = w["days"][KINDS.index(r["kind"])]
    return dates[0], dates[0] + (length - 1) * DAY if r["dates"].endswith("/") else dates[1]


def closed(w: World, rules: Mapping[str, Any], code: str, day: date) -> bool:
    observes = {code, w["states"][code][0]} & set(w["ramadan"])
    return bool(
        ("holidays" in rules and (code, day) in w["holidays"])
        or ("ramadan" in rules and observes and RAMADAN[0] <= day <= RAMADAN[1])
    )


def days_in(start: date, end: date) -> list[date]:
    return [start + at * DAY for at in range((end - start).days + 1)]


def ways(w: World, rules: Mapping[str, Any]) -> Iterator[Way]:
    """Every seminar that stands on working days that its host has free, in a week of the window."""
    busy = {r["country"] for r in fixed(w) if in_window(w, r)}
    known = [t for size in range(1, w["themes_each"] + 1) for t in combinations(THEMES, size)]
    for code, kind in product(sorted(w["states"].keys() - busy), KINDS):
        length = w["days"][KINDS.index(kind)]
        free = []
        for monday in mondays(w):
            for start in (1, 0, 2, 3, 4):
                days = [monday + (start + at) * DAY for at in range(length)]
                if start + length <= 5 and not any(closed(w, rules, code, day) for day in days):
                    free.append((days[0], days[-1]))
                    break
        proposals = [p for p in standing(w) if (p["country"], p["kind"]) == (code, kind)]
        for p in proposals or (None,):
            yield from _ways_of(w, rules, (code, kind, p), free, known)


def _ways_of(
    w: World, rules: Mapping[str, Any], what: tuple[str, str, Any],
    free: list[tuple[date, date]], known: list[tuple[str, ...]],
) -> Iterator[Way]:  # fmt: skip
    code, kind, p = what
    region = p["region"] if p else w["states"][code][0]
    levels = w["levels"][KINDS.index(kind)]
    if levels is None:
        levels = LEVELS[:1] if kind == "national" else LEVELS
    price = w["regions"].get(region, {}).get(kind) or w["costs"].get(kind)
    if p:
        levels = levels if p["levels"] is None else p["levels"]
        price = p["cost"] or price
    cost = None if price is None else Fraction(price)
    own = own_days(w, p) if p else None
    pinned = p and p["id"] in w["pins"]
    places = set(free)
    if own and (
        pinned
        or (
            monday_of(own[0]) in mondays(w) and own[1] <= monday_of(own[0]) + 4 * DAY
            and not any(closed(w, rules, code, day) for day in days_in(*own))
        )
    ):  # fmt: skip
        places.add(own)
    written = (p["themes"] or None) if p else None
    for begins, ends in sorted(places):
        within = p and (
            (begins, ends) == own if own else asked(p["dates"])[0] <= begins and ends <= asked(p["dates"])[1]
        )  # fmt: skip
        for themes in dict.fromkeys([*known, *([written] if written else [])]):
            keeps = bool(within and (written is None or themes == written))
            if (not keeps and themes not in known) or (
                pinned and (begins, ends) == own and not keeps
            ):
                continue
            yield Way(
                code, kind, region, themes, levels, begins, ends, cost,
                p["id"] if keeps else None, p["id"] if p and not keeps else None,
            )  # fmt: skip


# The rules


def rules_in(w: World) -> dict[str, Any]:
    """The rules by the names that a clash gives them, with their figures."""
    found = {
        "seminars-least": w["least"], "seminars-most": w["least"],
        "budget": w["budget"] and Fraction(w["budget"]), "notice": w["notice"] or None,
        "meetings": True, "at_once": w["at_once"], "rest": w["rest"] or None,
        "holidays": w["holidays"] is not None or None, "ramadan": bool(w["ramadan"]) or None,
    }  # fmt: skip
    for side, at in (("minimum", 1), ("maximum", 2)):
        for limit in w["limits"]:
            found[f"{subject_name(limit[0])} {side}"] = limit[at]
    found |= {f"pin {pin}": True for pin in sorted(w["pins"])}
    return {name: value for name, value in (found | {"changes": w["changes"]}).items() if value is not None}  # fmt: skip


def subject_name(subject: Subject) -> str:
    words = zip(("kind", "region", "theme", "level"), subject, strict=True)
    return ", ".join(f"{what} {word}" for what, word in words if word)


def broken(w: World, rules: Mapping[str, Any], plan: Iterable[Way]) -> dict[str, Fraction]:  # noqa: C901, PLR0912 (one rule after the other)
    """The rules that a plan breaks, each with the share of its figure."""
    plan = tuple(plan)
    short: dict[str, Fraction] = {}

    def over(name: str, amount: Fraction | int) -> None:
        if amount > 0:
            short[name] = amount / max(Fraction(1), Fraction(rules[name]))

    if "seminars-least" in rules:
        over("seminars-least", rules["seminars-least"] - len(plan))
    if "seminars-most" in rules:
        over("seminars-most", len(plan) - rules["seminars-most"])
    if "budget" in rules:
        over("budget", sum((c.cost or Fraction(0) for c in plan), Fraction(0)) - rules["budget"])
    for subject, _, _ in w["limits"]:
        name, number = subject_name(subject), sum(c.counts(subject) for c in plan)
        if f"{name} minimum" in rules:
            over(f"{name} minimum", rules[f"{name} minimum"] - number)
        if f"{name} maximum" in rules:
            over(f"{name} maximum", number - rules[f"{name} maximum"])
    kept = {c.kept for c in plan}
    for name in rules:
        if name.startswith("pin ") and name[4:] not in kept:
            short[name] = Fraction(1)
    if "changes" in rules:
        added = sum(not c.kept and not c.moved for c in plan)
        over("changes", sum(p["id"] not in kept for p in standing(w)) + added - rules["changes"])
    taken = _taken(w, rules)
    leave = [p["id"] for p in standing(w) if p["id"] in w["pins"] and own_days(w, p)]
    weeks = [monday_of(c.begins) for c in plan if c.kept not in leave]
    for monday in weeks:
        sunday = monday + 6 * DAY
        if "notice" in rules and (monday - AS_OF).days < rules["notice"]:
            short["notice"] = Fraction(1)
        if "meetings" in rules and any(_blocks(m, monday) for m in w["meetings"]):
            short["meetings"] = Fraction(1)
        beside = [(b, e) for b, e in taken if b <= sunday and monday <= e]
        if "at_once" in rules and weeks.count(monday) + len(beside) > rules["at_once"]:
            short["at_once"] = Fraction(1)
        if "rest" in rules:
            near = [(m, m + 4 * DAY) for m in weeks if m != monday]
            near += [days for days in taken if days not in beside]
            gaps = [(monday - e if e < monday else b - monday - 4 * DAY).days - 1 for b, e in near]
            if any(gap < rules["rest"] for gap in gaps):
                short["rest"] = Fraction(1)
    return short


def _blocks(meeting: tuple[str, str, bool], monday: date) -> bool:
    dates, _, blocks = meeting
    begins, ends, exact = span(dates) or (date.max, date.min, False)
    return blocks and exact and begins <= monday + 6 * DAY and monday <= ends


def _taken(w: World, rules: Mapping[str, Any]) -> list[tuple[date, date]]:
    """The days of the seminars that are fixed, and of the pinned ones."""
    found = [dates[:2] for r in fixed(w) if (dates := span(r["dates"])) and dates[2]]
    pinned = [own_days(w, p) for p in standing(w) if f"pin {p['id']}" in rules]
    return found + [days for days in pinned if days]


CALENDAR = {"notice", "meetings", "at_once", "rest"}


def plans(w: World, rules: Mapping[str, Any]) -> Iterator[tuple[Way, ...]]:
    """Every plan, one seminar a country at most; ways that break the calendar alone left out."""
    each: dict[str, list[Way | None]] = {code: [None] for code in w["states"]}
    alone = {name: figure for name, figure in rules.items() if name in CALENDAR or name.startswith("pin ")}  # fmt: skip
    for way in ways(w, rules):
        if not CALENDAR & broken(w, alone, [way]).keys():
            each[way.country].append(way)
    most = rules.get("seminars-most", 9)
    yield from _some(list(each.values()), (), most + (most == 9))


def _some(left: list[list[Way | None]], so_far: tuple[Way, ...], most: int) -> Iterator[tuple[Way, ...]]:  # fmt: skip
    if not left or len(so_far) == most:
        yield so_far
        return
    for way in left[0]:
        yield from _some(left[1:], so_far if way is None else (*so_far, way), most)


# The score


class Score:
    """What a plan is worth, straight from the page; facts of the world are read once."""

    def __init__(self, w: World) -> None:
        self.w = w
        self.known: dict[Any, Fraction] = {}
        self.reached: set[str] = set()
        last: dict[tuple[str, str], date | None] = {}
        coming: set[tuple[str, str]] = set()
        for r in fixed(w):
            who = {r["country"], *(r["countries"] or ())}
            if r["status"] == "scheduled":
                who |= set(r["invited"] or ())
            self.reached |= who
            for cell in product(who | {r["region"]}, r["themes"] or ()):
                dates = span(r["dates"])
                if r["status"] == "scheduled":
                    coming.add(cell)
                elif dates:
                    last[cell] = max(last.get(cell) or date.min, dates[1])
        self.urgency = {
            cell: Fraction(0) if cell in coming else _urgency(last.get(cell))
            for cell in product((*REGIONS, *w["states"]), THEMES)
        }
        begins, ends = date(2006, 1, 1), date(2008, 12, 31)
        self.period = [
            r for r in fixed(w) if (d := span(r["dates"])) and d[0] <= ends and begins <= d[1]
        ]
        self.months: Counter[tuple[int, int]] = Counter()
        for r in fixed(w):
            dates = span(r["dates"])
            if dates and dates[2]:
                dates = (monday_of(dates[0]),) * 2 + (True,)
            if dates and (dates[0].year, dates[0].month) == (dates[1].year, dates[1].month):
                self.months[dates[0].year, dates[0].month] += 1
        self.requests = [
            r for r in w["requests"]
            if not any(r["id"] in (s["answers"] or ()) for s in fixed(w))
            and (r["received"] is None or asked(r["received"])[0] <= AS_OF)
        ]  # fmt: skip
        self.offers = [o for o in w["offers"] if not any(_closes(s, o) for s in fixed(w))]

    def of(self, plan: tuple[Way, ...]) -> Fraction:
        """The sum of the parts; plans that differ in nothing that counts are added up once."""
        key = tuple(
            (c.country, c.kind, c.region, c.themes, c.levels, c.cost, monday_of(c.begins).month, *self.wishes(c))
            for c in plan
        )  # fmt: skip
        if key not in self.known:
            parts = self.parts(plan)
            self.known[key] = sum(
                (Fraction(str(self.w["weights"][name])) * parts[name] for name in WEIGHTS),
                Fraction(0),
            )
        return self.known[key]

    def wishes(self, c: Way) -> tuple[str, ...]:
        """The requests and offers that a seminar meets."""
        found = []
        for r in self.requests:
            begins, ends = asked(r["dates"])
            themes = set(r["themes"] or ())
            if (
                (c.kind, c.country) == ("national", r["country"]) and begins <= c.begins and c.ends <= ends
                and len(themes & set(c.themes)) >= min(len(themes), self.w["themes_each"])
            ):  # fmt: skip
                found.append(r["id"])
        for o in self.offers:
            begins, ends = asked(o["dates"])
            if c.country == o["country"] and o["kind"] in {None, c.kind} and begins <= c.begins and c.ends <= ends:  # fmt: skip
                found.append(o["id"])
        return tuple(found)

    def parts(self, plan: tuple[Way, ...]) -> dict[str, Fraction]:
        w, zero = self.w, Fraction(0)
        amount = dict.fromkeys(WEIGHTS, zero)
        met = {wish for c in plan for wish in self.wishes(c)}
        for theme in THEMES:
            treating = [c for c in plan if theme in c.themes]
            covered = {c.region for c in treating}
            amount["region_themes"] += sum((self.urgency[r, theme] for r in covered), zero)
            worth = {code: self.urgency[code, theme] for code in w["states"]}
            amount["state_themes"] += self._filled(worth, treating, treating)
        first = {
            code: Fraction(0 if code in self.reached else 2 if least else 1)
            for code, (_, least) in w["states"].items()
        }
        amount["states"] = self._filled(first, list(plan), list(plan))
        for r in self.requests:
            months = _months(asked(r["received"])[0]) if r["received"] else 0
            amount["requests"] += (1 + Fraction(months, 12)) if r["id"] in met else 0
        amount["offers"] = Fraction(sum(o["id"] in met for o in self.offers))
        everything = len(self.period) + (w["least"] or max(1, len(self.period)))
        for region in REGIONS:
            roll = [code for code, (own, _) in w["states"].items() if own == region]
            share = Fraction(everything * len(roll), len(w["states"]))
            number = sum(r["region"] == region for r in self.period)
            for c in plan:
                if c.region == region and share:
                    amount["balance"] += max(zero, 1 - number / share)
                    number += 1
        for promised, subject in w["targets"]:
            kind, region, theme, level = subject
            have = sum(
                kind in {None, r["kind"]} and region in {None, r["region"]}
                and (theme is None or theme in (r["themes"] or ())) and (level is None or level in (r["levels"] or ()))
                for r in self.period
            )  # fmt: skip
            brings = sum(c.counts(subject) for c in plan)
            amount["targets"] += Fraction(min(brings, max(0, promised - have)), promised)
        months_used = Counter(self.months)
        for c in plan:
            monday = monday_of(c.begins)
            months_used[monday.year, monday.month] += 1
            amount["spread"] += Fraction(1, months_used[monday.year, monday.month])
        unit = Fraction(w["costs"].get("national") or w["costs"].get("regional") or 0)
        if unit:
            amount["cost"] = -sum((c.cost or zero for c in plan), zero) / unit
        return amount

    def _filled(self, worth: dict[str, Fraction], hosting: list[Way], plan: list[Way]) -> Fraction:
        """What the hosts are worth, and the best states for the places of the regional seminars."""
        hosts = {c.country for c in hosting}
        total = sum((worth[code] for code in hosts), Fraction(0))
        for region in REGIONS:
            places = (self.w["places"] - 1) * sum((c.kind, c.region) == ("regional", region) for c in plan)  # fmt: skip
            left = [worth[code] for code, (own, _) in self.w["states"].items() if own == region and code not in hosts]  # fmt: skip
            total += sum(sorted(left, reverse=True)[:places], Fraction(0))
        return total


def _closes(s: Mapping[str, Any], offer: Mapping[str, Any]) -> bool:
    if s["country"] != offer["country"] or offer["kind"] not in {None, s["kind"]}:
        return False
    dates, (begins, ends) = span(s["dates"]), asked(offer["dates"])
    if offer["dates"] is None or dates is None:
        return bool(s["status"] == "scheduled")
    return dates[0] <= ends and begins <= dates[1]


def _months(day: date) -> int:
    return (AS_OF.year - day.year) * 12 + AS_OF.month - day.month - (day.day > AS_OF.day)


def _urgency(last: date | None) -> Fraction:
    if last is None:
        return Fraction(1)
    months = _months(last)
    return Fraction(0) if months <= 24 else Fraction(1, 2) if months <= 48 else Fraction(3, 4)
