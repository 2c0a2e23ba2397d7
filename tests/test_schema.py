"""Records: what each field becomes, and the rules that hold between the fields of one record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seminars.model.diagnostics import WARNINGS
from seminars.model.period import parse_dates
from seminars.model.record import FIELDS, Money, Participants
from seminars.reading.loader import Loaded, load, locate

if TYPE_CHECKING:
    from tests.conftest import Write

    from seminars.model.record import Seminar


def read(write: Write, records: str, rules: str = "") -> Loaded:
    folder = write({"seminars.yaml": records, "programme.yaml": rules})
    return load(locate(str(folder), {}, folder))


def kept(write: Write, records: str, rules: str = "") -> Seminar:
    loaded = read(write, records, rules)
    assert loaded.diagnostics == ()
    (seminar,) = loaded.programme.seminars
    return seminar


def told(write: Write, records: str, rules: str = "") -> list[tuple[str, int, str, str]]:
    loaded = read(write, records, rules)
    assert loaded.programme.seminars == ()
    return [(f.code, f.place.line, f.message, f.help) for f in loaded.diagnostics]


WHOLE = """
    - id: 2007-ke-nairobi
      title: National Seminar on Performers' Contracts
      kind: national
      region: africa
      country: KE
      city: Nairobi
      dates: 2007-11-12/2007-11-14
      status: scheduled
      planned: 2007-09
      reason: host's elections
      themes: [contractual-relations, collective-bargaining]
      levels: [national-legislation]
      invited: [KE]
      countries: []
      languages: [en]
      participants: ~60
      partners: [Kenya Copyright Board]
      speakers: [A. B.]
      officers: [Officer 1]
      cost: 42000.50
      answers: [r-2007-03]
      follows: 2006-ke-nairobi
      outcome: >-
        one or
        two sentences
      sources: [WO/GA/34/7]
      provenance: illustrative
      notes: " padded "
      waive: {no-participants: list not kept by the host}
"""


def test_every_field_of_the_contract(write: Write) -> None:
    seminar = kept(write, WHOLE)
    assert {name: getattr(seminar, name) for name in FIELDS} == {
        "id": "2007-ke-nairobi",
        "title": "National Seminar on Performers' Contracts",
        "kind": "national",
        "region": "africa",
        "country": "KE",
        "city": "Nairobi",
        "dates": parse_dates("2007-11-12/2007-11-14"),
        "status": "scheduled",
        "planned": parse_dates("2007-09"),
        "reason": "host's elections",
        "themes": ("contractual-relations", "collective-bargaining"),
        "levels": ("national-legislation",),
        "invited": ("KE",),
        "countries": (),
        "languages": ("en",),
        "participants": Participants(60, about=True),
        "partners": ("Kenya Copyright Board",),
        "speakers": ("A. B.",),
        "officers": ("Officer 1",),
        "cost": Money("42000.50"),
        "answers": ("r-2007-03",),
        "follows": "2006-ke-nairobi",
        "outcome": "one or two sentences",
        "sources": ("WO/GA/34/7",),
        "provenance": "illustrative",
        "notes": "padded",
        "waive": {"no-participants": "list not kept by the host"},
    }
    assert (seminar.origin.line, seminar.origin.column) == (1, 3)


SHORT = "- {id: x, title: T, kind: national, country: KE, status: proposed}"


def test_what_is_absent_or_null_is_not_known(write: Write) -> None:
    names = sorted(set(FIELDS) - {"id", "title", "kind", "country", "status", "region"})
    nulls = f"{SHORT[:-1]}, {', '.join(f'{name}: null' for name in names)}, region: ~}}"
    for text in (SHORT, nulls):
        seminar = kept(write, text)
        assert {getattr(seminar, name) for name in names} == {None}
        assert seminar.region == "africa"


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ("country: NO", "country", "NO"),
        ("country: NO", "region", "developed"),
        ("title: 2007", "title", "2007"),
        ("title: 10:30", "title", "10:30"),
        ("title: on", "title", "on"),
        ("city: yes", "city", "yes"),
        ("title: 'null'", "title", "null"),
        ("partners: [no, 1.0, 0x1F]", "partners", ("no", "1.0", "0x1F")),
        ("languages: ['no', no]", "languages", ("no", "no")),
        ("id: 2007", "id", "2007"),
        ("cost: 0", "cost", Money("0")),
        ("participants: 0", "participants", Participants(0)),
        ("dates: '2007'", "dates", parse_dates("2007")),
    ],
)
def test_plain_text_is_typed_by_its_field(
    fields: str, name: str, value: object, write: Write
) -> None:
    base = {"id": "x", "title": "T", "country": "KE"}
    given = {key: f"{key}: {word}" for key, word in base.items()}
    given[fields.partition(":")[0]] = fields
    text = f"- {{kind: national, status: proposed, {', '.join(given.values())}}}"
    assert getattr(kept(write, text), name) == value


def test_the_region_of_a_national_seminar_follows_from_its_country(write: Write) -> None:
    rules = "regions: [{id: here, title: Here}]\nroll: [{code: KE, region: here}]\n"
    assert kept(write, SHORT, rules).region == "here"
    text = SHORT.replace("KE", "UG")
    assert told(write, text, rules) == [
        (
            "missing-field",
            1,
            "no region follows from `UG`, which is off the roll",
            "add `region: ..`",
        )
    ]
    assert kept(write, text.replace("}", ", region: here}"), rules).region == "here"
    assert (
        kept(write, text.replace("UG", "TW").replace("}", ", region: here}"), rules).country == "TW"
    )


def test_a_regional_seminar_keeps_its_own_region(write: Write) -> None:
    text = "- {id: x, title: T, kind: regional, region: arab, country: KE, status: proposed}"
    assert kept(write, text).region == "arab"
    assert kept(write, text.replace("country: KE, ", "")).country is None


NO_DATES = "add `dates: ..`, as exact as they are known (2007, 2007-Q4, 2007-11)"


def test_what_is_required_is_told_where_it_is_asked_for(write: Write) -> None:
    text = """
        - id: a
          kind: national
          status: held
        - title: T
          kind: regional
          status: scheduled
        - {}
    """
    assert told(write, text) == [
        ("missing-field", 1, "`title` is missing", "add `title: ..`"),
        ("missing-field", 2, "a national seminar needs its `country`", "add `country: ..`"),
        ("missing-field", 3, "a seminar that is held needs its `dates`", NO_DATES),
        ("missing-field", 4, "`id` is missing", "add `id: ..`"),
        ("missing-field", 5, "a regional seminar needs its `region`", "add `region: ..`"),
        ("missing-field", 6, "a seminar that is scheduled needs its `dates`", NO_DATES),
        ("missing-field", 7, "`id` is missing", "add `id: ..`"),
        ("missing-field", 7, "`title` is missing", "add `title: ..`"),
        ("missing-field", 7, "`kind` is missing", "add `kind: ..`"),
        ("missing-field", 7, "`status` is missing", "add `status: ..`"),
    ]


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ("kind: nationl, country: KE", ["bad-value"]),
        ("kind: [national], country: KE", ["bad-value"]),
        ("kind: national, country: Kenya", ["unknown-country"]),
        ("kind: national, country: [KE]", ["bad-value"]),
        ("kind: regional, region: [africa]", ["bad-value"]),
        ("country: KE", ["missing-field"]),
    ],
)
def test_what_follows_from_a_slip_is_not_told_again(
    fields: str, codes: list[str], write: Write
) -> None:
    found = told(write, f"- {{id: x, title: T, status: proposed, {fields}}}")
    assert [code for code, *_ in found] == codes


@pytest.mark.parametrize("status", ["proposed", "postponed", "cancelled"])
def test_dates_may_be_unknown_before_there_are_any(status: str, write: Write) -> None:
    assert kept(write, SHORT.replace("proposed", status)).dates is None


@pytest.mark.parametrize(
    ("entry", "line"), [("just text", 1), ("[a]", 1), ("", 1), ("~", 1), ("''", 1)]
)
def test_an_entry_that_is_no_record(entry: str, line: int, write: Write) -> None:
    assert told(write, f"- {entry}\n") == [
        ("not-a-mapping", line, "fields and values belong here", "write `field: value`")
    ]


def test_only_warnings_can_be_waived(write: Write) -> None:
    text = SHORT.replace("}", ", waive: {overdu: x, bad-date: y, qqq: z, no-states: w}}")
    assert told(write, text) == [
        (
            "unknown-code",
            1,
            "`overdu` is not a warning that can be waived",
            "did you mean `overdue`?",
        ),
        (
            "unknown-code",
            1,
            "`bad-date` is not a warning that can be waived",
            f"the warnings are {', '.join(WARNINGS)}",
        ),
        (
            "unknown-code",
            1,
            "`qqq` is not a warning that can be waived",
            f"the warnings are {', '.join(WARNINGS)}",
        ),
    ]


def test_escapes_bring_in_no_control_characters(write: Write) -> None:
    text = """
        - id: x
          title: "a\\tb\\u00e9"
          kind: national
          country: KE
          status: proposed
          city: ~
          notes: "a\\eb"
          partners: [A, "\\u202e"]
          waive: {"no-states\\0": x, no-themes: "\\a"}
    """
    found = [found for found in told(write, text) if found[0] == "control-character"]
    assert [(line, message.split("for ")[1]) for _, line, message, _ in found] == [
        (7, "U+001B, which no editor shows"),
        (8, "U+202E, which no editor shows"),
        (9, "U+0000, which no editor shows"),
        (9, "U+0007, which no editor shows"),
    ]
    good = '- {id: x, title: "a\\tb\\u00e9", kind: national, country: KE, status: proposed}'
    assert kept(write, good).title == "a\tbé"
