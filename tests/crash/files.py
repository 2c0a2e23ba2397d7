"""Records files of every style that a person might write, and the values to put into them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from random import Random  # noqa: TC003 (what makes the files is given in)

TEXTS = (
    "Seminar on Contracts",
    "2007",
    "10:30",
    "NO",
    "null",
    "~",
    "0x1F",
    "1e3",
    "2007-11-12",
    ".5",
    "- dash",
    "key: value",
    "ends in:",
    "a # b",
    "# hash",
    "[red]x[/x]",
    "{a: b}, c",
    "'single' \"double\" `back`",
    "host's elections",
    "host's: elections",
    "back\\slash \\n",
    "*alias & !tag",
    "%directive",
    "@at",
    "---",
    "...",
    "? q",
    "why? because",
    "| literal",
    "=cmd",
    "<<",
    "émoji 🎭 東京",
    "no\u00a0break",
    "a\tb",
    "yes, no, [on]",
    "<<<<<<< HEAD",
    "=======",
    "word " * 60 + "end",
)
LONG_TEXTS = (
    "one line\nand another",
    "first\n\nthird, after an empty one",
    "  indented\nthen not\n    deeper # no comment",
    "- a\n- b",
    "key: value\n# not a comment\n---\n...",
    "=======\n<<<<<<< HEAD",
    "tab\there\nand\n\n\nmany\n",
)
DATES = ("2007-11-12/2007-11-14", "2007-11-12", "2007-11", "2007-Q4", "2007-H2", "2007", "2008-02/")
THEMES = ("contractual-relations", "collective-bargaining", "transfer-of-rights", "remuneration")
COUNTRIES = ("NO", "KE", "FR", "CI", "BR", "SN")
CODES = ("no-states", "no-themes", "overdue", "public-holiday")
STATUSES = ("proposed", "postponed", "cancelled")
SIMPLE = frozenset("id kind region country dates status participants cost follows".split())


@dataclass(frozen=True)
class Style:
    """How one file is laid out."""

    line_break: str
    mark: bool
    markers: bool
    final: bool
    margin: str
    gap: str
    apart: int
    layout: str  # block | braces | mixed | brackets
    comments: bool
    ordered: bool


def random_style(random: Random) -> Style:
    layout = random.choice(("block", "block", "block", "mixed", "braces", "brackets"))
    return Style(
        line_break=random.choice(("\n", "\n", "\r\n", "\r")),
        mark=random.random() < 0.2,
        markers=random.random() < 0.2,
        final=random.random() < 0.8,
        margin=random.choice(("", "", "  ")),
        gap=random.choice((" ", " ", "   ", "\n")),
        apart=random.choice((0, 1, 1, 2)),
        layout=layout,
        comments=random.random() < 0.7,
        ordered=random.random() < 0.7,
    )


class Writer:
    """Writes one file; each comment has a number of its own."""

    def __init__(self, random: Random, style: Style) -> None:
        self._random = random
        self._style = style
        self._count = 0

    def file(self, records: list[dict[str, object]]) -> bytes:
        style = self._style
        lines: list[str] = ["---"] if style.markers else []
        if style.comments:
            lines += [self._comment(""), self._comment("# "), ""]
        if style.layout == "brackets":
            lines += self._brackets(records)
        for record in records if style.layout != "brackets" else ():
            in_braces = style.layout == "braces" or (
                style.layout == "mixed" and self._random.random() < 0.5
            )
            lines += self._braces(record) if in_braces else self._block(record)
            lines += [""] * style.apart
            lines += [self._comment(style.margin)] * self._maybe(0.2)
        if style.markers and self._random.random() < 0.5:
            lines += ["..."]
        text = "\n".join(lines)
        text = text.rstrip("\n") + "\n" * style.final if records else text + "\n"
        if "|+" in text and not style.final:
            text += "\n"  # its last line break belongs to the value
        data = text.replace("\n", style.line_break).encode()
        return b"\xef\xbb\xbf" * style.mark + data

    def _maybe(self, chance: float) -> bool:
        return self._style.comments and self._random.random() < chance

    def _comment(self, margin: str) -> str:
        self._count += 1
        return f"{margin}# c{self._count}."

    def _tail(self) -> str:
        return self._comment("   ") if self._maybe(0.2) else ""

    def _brackets(self, records: list[dict[str, object]]) -> list[str]:
        inside = [self._braces(record)[0].lstrip("- \n") for record in records]
        if not inside:
            return ["[]"]
        if self._random.random() < 0.3:
            return ["[" + ", ".join(inside) + "]"]
        return ["[", *(f"  {each}," for each in inside[:-1]), f"  {inside[-1]}", "]"]

    def _braces(self, record: dict[str, object]) -> list[str]:
        pairs = [f"{name}: {self._flow(name, value)}" for name, value in self._fields(record)]
        text = "{" + ", ".join(pairs) + self._random.choice(("}", "}", ", }", " }"))
        return [f"{self._style.margin}- {text}"]

    def _fields(self, record: dict[str, object]) -> list[tuple[str, object]]:
        fields = list(record.items())
        if not self._style.ordered:
            self._random.shuffle(fields)
        return fields

    def _block(self, record: dict[str, object]) -> list[str]:
        style = self._style
        indent = style.margin + " " * (1 + len(style.gap))
        lines: list[str] = []
        for name, value in self._fields(record):
            lines += [self._comment(indent)] * (bool(lines) and self._maybe(0.1))
            lines += self._field(name, value, indent)
        if style.gap == "\n":
            lines.insert(0, f"{style.margin}-{self._tail()}")
        else:
            lines[0] = f"{style.margin}-{style.gap}{lines[0].lstrip(' ')}"
        lines += [self._comment(indent)] * self._maybe(0.2)
        return lines

    def _field(self, name: str, value: object, indent: str) -> list[str]:
        if isinstance(value, list) and value and self._random.random() < 0.4:
            inner = indent + self._random.choice(("", "  "))
            entries = [f"{inner}- {self._quoted(entry)}{self._tail()}" for entry in value]
            return [f"{indent}{name}:{self._tail()}", *entries]
        if isinstance(value, list) and len(value) > 1 and self._random.random() < 0.2:
            entries = [f"{indent}  {self._quoted(entry)}," for entry in value]
            return [f"{indent}{name}: [", *entries, f"{indent}]{self._tail()}"]
        if isinstance(value, dict) and self._random.random() < 0.5:
            pairs = [f"{indent}  {key}: {self._quoted(text)}" for key, text in value.items()]
            return [f"{indent}{name}:", *pairs]
        if isinstance(value, str) and ("\n" in value or self._random.random() < 0.1):
            block = self._literal(name, value, indent)
            if block:
                return block
        if value is None:
            return [f"{indent}{name}:{self._random.choice(('', ' ', ' ~', ' null'))}{self._tail()}"]
        return [f"{indent}{name}: {self._inline(name, value)}{self._tail()}"]

    def _literal(self, name: str, value: str, indent: str) -> list[str]:
        if name in SIMPLE or value.strip() != value or "\t" in value:
            return []
        header = self._random.choice(("|", "|-", "|", ">-", "|+"))
        if header == ">-" and ("\n" in value or len(value) > 80):
            header = "|-"
        inner = indent + " " * self._random.choice((1, 2, 4))
        body = [inner + line if line else "" for line in value.split("\n")]
        blank = [""] * self._random.choice((0, 0, 1))
        return [f"{indent}{name}: {header}{self._tail()}", *body, *blank]

    def _inline(self, name: str, value: object) -> str:
        if isinstance(value, list | dict):
            return self._flow(name, value)
        return str(value) if name in SIMPLE - {"country"} else self._quoted(value)

    def _flow(self, name: str, value: object) -> str:
        if isinstance(value, list):
            inside = self._random.choice((", ", ",", " , ")).join(map(self._quoted, value))
            return self._random.choice(("[{}]", "[ {} ]")).format(inside) if value else "[]"
        if isinstance(value, dict):
            return (
                "{" + ", ".join(f"{key}: {self._quoted(text)}" for key, text in value.items()) + "}"
            )
        if value is None:
            return "null"
        return str(value) if name in SIMPLE - {"country"} else self._quoted(value)

    def _quoted(self, value: object) -> str:
        text = str(value)
        plain = text.replace(" ", "").replace("-", "").isalpha() and text.isascii()
        if plain and text.strip("- ") == text and len(text) > 4 and self._random.random() < 0.5:
            return text
        if "\n" in text or "\t" in text or self._random.random() < 0.5:
            return json.dumps(text, ensure_ascii=False)
        return "'" + text.replace("'", "''") + "'"


def random_record(random: Random, number: int) -> dict[str, object]:
    """A record that the schema takes, with some of its fields."""
    record: dict[str, object] = {"id": f"r{number}", "title": random_text(random)}
    record["kind"] = random.choice(("national", "regional"))
    record["region"] = "africa"
    record["country"] = random.choice(COUNTRIES)
    record["dates"] = random.choice(DATES[:-1])
    record["status"] = random.choice(STATUSES)
    for name in OPTIONAL:
        if random.random() < 0.3:
            record[name] = random_value(random, name)
    return {name: record[name] for name in ORDER if name in record}


OPTIONAL = tuple(
    "city planned reason themes countries languages participants partners speakers cost follows "
    "outcome sources notes waive".split()
)
ORDER = tuple(
    "id title kind region country city dates status planned reason themes levels invited countries "
    "languages participants partners speakers officers cost answers follows outcome sources "
    "provenance notes waive".split()
)


def random_text(random: Random) -> str:
    return random.choice(TEXTS)


def random_value(random: Random, name: str) -> object:
    """A value that the schema takes for a field; None at times, for one that is not known."""
    if random.random() < 0.1 and name not in {"title", "country", "dates", "status"}:
        return None
    choices = {
        "themes": THEMES, "countries": COUNTRIES, "languages": ("en", "no", "fr"),
        "partners": TEXTS, "speakers": TEXTS, "sources": TEXTS,
    }  # fmt: skip
    if name in choices:
        known = choices[name]
        return random.sample(known, random.choice((0, 1, 1, 2, 3)))
    if name == "waive":
        codes = random.sample(CODES, random.choice((1, 2)))
        return {code: random_text(random) for code in codes}
    fixed = {
        "dates": DATES[:-1], "planned": DATES[:-1], "status": STATUSES, "country": COUNTRIES,
        "participants": ("60", "~60"), "cost": ("42000", "42000.50"), "follows": ("r1", "r2"),
    }  # fmt: skip
    if name in fixed:
        return random.choice(fixed[name])
    if name in {"notes", "outcome", "reason"} and random.random() < 0.4:
        return random.choice(LONG_TEXTS).strip()
    return random_text(random)
