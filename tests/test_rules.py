"""programme.yaml: each part, what is left out when it is wrong, and what stands in for it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from seminars.model.period import Period, parse_dates
from seminars.model.programme import (
    Costs,
    Limit,
    Mandate,
    Meeting,
    Name,
    Offer,
    Planning,
    Recency,
    Request,
    StandingMandate,
    Target,
    Term,
    Weights,
)
from seminars.model.record import FIELDS, Money
from seminars.reading import reference
from seminars.reading.loader import Loaded, load, locate
from seminars.reading.rules import PARTS, RulesReader

if TYPE_CHECKING:
    from tests.conftest import Write

    from seminars.model.programme import Programme

DAY = date(2007, 8, 3)
Told = tuple[str, int, int, str, str]


def read(write: Write, rules: str) -> Loaded:
    folder = write({"seminars.yaml": "# none\n", "programme.yaml": rules})
    return load(locate(str(folder), {}, folder))


def kept(write: Write, rules: str) -> Programme:
    loaded = read(write, rules)
    assert loaded.diagnostics == ()
    return loaded.programme


def told(write: Write, rules: str) -> tuple[Programme, list[Told]]:
    loaded = read(write, rules)
    return loaded.programme, [
        (found.code, found.place.line, found.place.column, found.message, found.help)
        for found in loaded.diagnostics
    ]


def test_every_part_of_the_contract(write: Write) -> None:
    programme = kept(
        write,
        """
        title: Protection of audiovisual performances
        mandate: {decision: WO/GA/33, date: 2006-10-03, text: To hold seminars, decide: [to note]}
        period: 2007/2008
        as_of: 2007-08-03
        currency: CHF
        themes: [{id: pay, title: Pay}, {id: law, title: Law}]
        levels: [{id: local, title: Local}]
        regions: [{id: here, title: Here}]
        roll:
          - {code: KE, region: here}
        recency: {current: 12, ageing: 18, pay: {current: 6, ageing: 9}, law: {ageing: 60}}
        meetings:
          - dates: 2007-09-24/2007-10-03
            name: Assemblies
            place: Geneva
            blocks: false
            basis: sourced
            source: A/43
        mandates: [{id: m-1, decision: D, date: 2006, text: T, themes: [pay]}]
        targets:
          - {region: here, seminars: 3}
          - {theme: pay, kind: national, level: local, seminars: 0}
        requests:
          - {id: r-1, country: KE, themes: [pay], dates: 2008, received: 2007-05-02,
             provenance: illustrative}
        offers: [{id: o-1, country: KE, city: Nairobi, kind: regional, dates: 2008-Q1}]
        planning: {seminars: 6, budget: 90000, at_once: 2, rest: 7, notice: 30, themes_each: 2,
          regional_states: 12, costs: {national: 20000}, days: {}, weights: {cost: 2}, limits: [{kind: national, maximum: 4}]}
        internal: [notes, cost]
        """,
    )
    assert programme.title == "Protection of audiovisual performances"
    assert programme.mandate == Mandate(
        "WO/GA/33", "To hold seminars", parse_dates("2006-10-03"), ("to note",)
    )
    assert programme.period == Period(date(2007, 1, 1), date(2008, 12, 31), "2007/2008")
    assert (programme.as_of, programme.currency) == (DAY, "CHF")
    assert programme.themes == (Term("pay", "Pay"), Term("law", "Law"))
    assert (programme.levels, programme.regions) == (
        (Term("local", "Local"),),
        (Term("here", "Here"),),
    )
    assert list(programme.roll(DAY)) == ["KE"]
    assert programme.recency == Recency(12, 18)
    assert programme.recency_by_theme == {"pay": Recency(6, 9), "law": Recency(24, 60)}
    assert programme.meetings == (
        Meeting(
            parse_dates("2007-09-24/2007-10-03"),
            "Assemblies",
            "Geneva",
            blocks=False,
            basis="sourced",
            source="A/43",
        ),
    )
    assert programme.mandates == (StandingMandate("m-1", "D", "T", parse_dates("2006"), ("pay",)),)
    assert programme.targets == (
        Target(3, region="here"),
        Target(0, theme="pay", kind="national", level="local"),
    )
    assert programme.requests == (
        Request(
            "r-1", "KE", ("pay",), parse_dates("2008"), parse_dates("2007-05-02"), "illustrative"
        ),
    )
    assert programme.offers == (Offer("o-1", "KE", "Nairobi", "regional", parse_dates("2008-Q1")),)
    assert programme.planning == Planning(
        at_once=2, rest=7, notice=30, seminars=6, budget=Money("90000"), themes_each=2,
        regional_states=12, costs=Costs(Money("20000")), weights=Weights(cost=2.0),
        limits=(Limit(kind="national", maximum=4),),
    )  # fmt: skip
    assert programme.internal == ("notes", "cost")
    assert not programme.packaged_roll


@pytest.mark.parametrize(
    "rules", ["", "# nothing\n", "---\n", "".join(f"{name}: null\n" for name in PARTS)]
)
def test_what_is_left_out_is_as_packaged(rules: str, write: Write) -> None:
    programme = kept(write, rules)
    alone = RulesReader(None).read()[0]
    assert programme == alone
    assert programme.title == "Seminars"
    assert [term.id for term in programme.themes] == [
        "contractual-relations",
        "collective-bargaining",
        "transfer-of-rights",
        "remuneration",
    ]
    assert len(programme.roll(DAY)) == 184
    assert programme.states == reference.states()
    assert programme.packaged_roll
    assert programme.recency == Recency(24, 48)
    assert programme.internal == ("notes", "cost", "officers")
    assert (programme.period, programme.as_of, programme.mandate) == (None, None, None)
    assert programme.planning == Planning()


def test_the_roll_has_spans_names_and_least_developed_states(write: Write) -> None:
    programme = kept(
        write,
        """
        roll:
          - {code: SZ, region: africa, until: 2018-04}
          - {code: TW, region: asia-pacific, name: Elsewhere, names: [Old Elsewhere], alpha3: ELS,
             least_developed: true, since: 2007-06}
          - {code: BD, region: asia-pacific, least_developed: false}
        """,
    )
    assert list(programme.roll(date(2007, 5, 31))) == ["BD", "SZ"]
    assert list(programme.roll(date(2007, 6, 1))) == ["BD", "SZ", "TW"]
    assert list(programme.roll(date(2018, 4, 30))) == ["BD", "SZ", "TW"]
    assert list(programme.roll(date(2018, 5, 1))) == ["BD", "TW"]
    states = {state.code: state for state in programme.states}
    assert states["TW"].names == (Name("Elsewhere"),)
    assert states["TW"].alpha3 == "ELS"
    assert {"Old Elsewhere", "Taiwan, Province of China"} <= set(states["TW"].all_names)
    assert states["TW"].least_developed_on(DAY)
    assert not states["BD"].least_developed_on(DAY)
    assert states["SZ"].name_on(DAY) == "Swaziland"
    off_roll = {state.code for state in programme.territories}
    assert "KE" in off_roll
    assert not off_roll & {"SZ", "TW", "BD"}


def test_the_packaged_roll_keeps_to_the_regions_of_the_programme(write: Write) -> None:
    programme = kept(write, "regions: [{id: arab, title: Arab countries}]\n")
    roll = programme.roll(DAY)
    assert len(roll) == 21
    assert {state.region for state in roll.values()} == {"arab"}
    kenya = programme.state_on("KE", DAY)
    assert kenya is not None
    assert (kenya.name_on(DAY), kenya.region, kenya.on_roll(DAY)) == ("Kenya", None, False)


def test_empty_terms_are_none(write: Write) -> None:
    programme = kept(write, "themes: []\nlevels: []\n")
    assert (programme.themes, programme.levels) == ((), ())
    assert len(programme.regions) == 6


def test_an_empty_roll_is_empty(write: Write) -> None:
    programme = kept(write, "roll: []\n")
    assert (programme.roll(DAY), programme.packaged_roll) == ({}, False)


PLAIN = "write one plain value"


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        (
            "- title: T\n",
            ("not-a-mapping", 1, 1, "a programme file is made of fields", "begin with `title: ..`"),
        ),
        (
            "tilte: T\n",
            (
                "unknown-field",
                1,
                1,
                "`tilte` is not a part of a programme",
                "did you mean `title`?",
            ),
        ),
        (
            "qqq: T\n",
            (
                "unknown-field",
                1,
                1,
                "`qqq` is not a part of a programme",
                f"the parts are {', '.join(PARTS)}",
            ),
        ),
        ("title: [T]\n", ("bad-value", 1, 8, "`title` takes one value", PLAIN)),
        ("currency: {a: b}\n", ("bad-value", 1, 11, "`currency` takes one value", PLAIN)),
        ("period: [2007]\n", ("bad-value", 1, 9, "`period` takes one value", PLAIN)),
        (
            "as_of: 2007\n",
            ("bad-date", 1, 8, "`2007` is not a day", "write a day (2007-02-28)"),
        ),
        (
            "period: 2008/2007\n",
            (
                "bad-date",
                1,
                9,
                "`2008/2007` ends before it begins",
                "write the earlier date first (2007/2008)",
            ),
        ),
        (
            "meetings: {}\n",
            ("bad-value", 1, 11, "`meetings` takes a list", "write `meetings: [..]`"),
        ),
        ("themes: pay\n", ("bad-value", 1, 9, "`themes` takes a list", "write `themes: [..]`")),
        (
            "recency: 24\n",
            (
                "not-a-mapping",
                1,
                10,
                "`recency` takes months",
                "write `recency: {current: 24, ageing: 48}`",
            ),
        ),
        (
            "targets: [{kind: national, seminars: 2}, {seminars: 3, kind: national}]\n",
            (
                "bad-value",
                1,
                42,
                "these seminars are promised above already",
                "make one target of the two",
            ),
        ),
        (
            "recency: {current: -1}\n",
            ("bad-value", 1, 20, "`-1` is below zero", "write zero or more"),
        ),
        (
            "recency: {remuneration: 12}\n",
            (
                "unknown-field",
                1,
                11,
                "`remuneration` is not a field",
                "the fields are current, ageing",
            ),
        ),
        (
            "recency:\n  pay: {current: 6}\n",
            ("unknown-theme", 2, 3, "`pay` is not a theme of this programme", ""),
        ),
        (
            "recency: {remuneration: {current: soon}}\n",
            ("bad-value", 1, 35, "`soon` is not a whole number", "write a number such as 12"),
        ),
        (
            "mandate: a decision\n",
            ("not-a-mapping", 1, 10, "fields and values belong here", "write `field: value`"),
        ),
        (
            "mandate: {decision: D}\n",
            ("missing-field", 1, 1, "`text` is missing", "add `text: ..`"),
        ),
        (
            "planning: {limits: [a]}\n",
            (
                "not-a-mapping",
                1,
                21,
                "fields and values belong here",
                "write `field: value`",
            ),
        ),
        (
            "planning: {costs: [a]}\n",
            ("not-a-mapping", 1, 19, "fields and values belong here", "write `field: value`"),
        ),
        (
            "targets: [{seminars: 1}, {seminars: few}]\n",
            ("bad-value", 1, 37, "`few` is not a whole number", "write a number such as 12"),
        ),
        (
            "meetings:\n  - {dates: 2007, name: A}\n  - {name: B}\n",
            ("missing-field", 3, 6, "`dates` is missing", "add `dates: ..`"),
        ),
        (
            "requests:\n  - {id: r, country: KE}\n  - {id: r, country: UG}\n",
            ("duplicate-id", 3, 10, "`r` is used twice in `requests`", "give each its own id"),
        ),
        (
            "internal: [notes, [cost]]\n",
            ("bad-value", 1, 19, "`internal` is a list of fields", "write one word"),
        ),
        (
            "internal: [note]\n",
            ("unknown-field", 1, 12, "`note` is not a field of a record", "did you mean `notes`?"),
        ),
        (
            "internal: [qqq]\n",
            (
                "unknown-field",
                1,
                12,
                "`qqq` is not a field of a record",
                f"the fields are {', '.join(FIELDS)}",
            ),
        ),
        (
            "internal: notes\n",
            ("bad-value", 1, 11, "`internal` takes a list", "write `internal: [..]`"),
        ),
    ],
)
def test_a_slip_is_told_at_its_place_and_left_out(rules: str, found: Told, write: Write) -> None:
    programme, said = told(write, rules)
    assert said == [found]
    alone = RulesReader(None).read()[0]
    assert programme.title == alone.title
    assert (programme.period, programme.as_of, programme.currency) == (None, None, None)
    assert (programme.recency, programme.planning) == (alone.recency, alone.planning)
    assert programme.themes == alone.themes
    assert programme.mandate is None
    # nothing that is kept back otherwise gets out through a slip
    assert set(alone.internal) <= set(programme.internal)


def test_what_is_right_beside_a_slip_is_kept(write: Write) -> None:
    programme, said = told(
        write,
        """
        title: T
        meetings: [{dates: 2007-02-30, name: A}, {dates: 2007, name: B}]
        themes: [{id: a, title: A}, {id: b}, {id: a, title: Again}]
        internal: [outcome, nonsense]
        recency: {current: 6, pay: {current: 1}, a: {ageing: x}}
        """,
    )
    assert [code for code, *_ in said] == [
        "bad-date",
        "missing-field",
        "duplicate-id",
        "unknown-field",
        "unknown-theme",
        "bad-value",
    ]
    assert programme.title == "T"
    assert [meeting.name for meeting in programme.meetings] == ["B"]
    assert programme.themes == (Term("a", "A"),)
    assert programme.internal == ("outcome", "notes", "cost", "officers")
    assert programme.recency == Recency(6, 48)
    assert programme.recency_by_theme == {"a": Recency(6, 48)}


def test_nothing_can_be_kept_back_on_purpose(write: Write) -> None:
    assert kept(write, "internal: []\n").internal == ()


@pytest.mark.parametrize("rules", ['title: "a\\eb"\n', 'planning: {costs: {"a\\0": 1}}\n'])
def test_escapes_bring_no_control_characters_into_the_rules(rules: str, write: Write) -> None:
    programme, said = told(write, rules + "as_of: 2007\n")
    assert [code for code, *_ in said] == ["control-character"]
    assert programme.title == "Seminars"


def test_other_escapes_are_text(write: Write) -> None:
    assert kept(write, 'title: "a\\tb\\u00e9"\n').title == "a\tbé"


def test_a_folder_without_rules_has_nothing_to_report() -> None:
    with pytest.raises(AssertionError, match="nothing was read"):
        RulesReader(None)._report("bad-value", "nothing was read", "", ())  # noqa: SLF001 (no way leads there)
