"""Coverage for people: the grid over the whole roll, the gaps, the balance, the caveats."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar

from seminars.analysis.coverage import DIVISIONS
from seminars.analysis.query import illustrative
from seminars.model.programme import UNKNOWN, fold
from seminars.output.blocks import Block, Column, Grid, Line, Span, line
from seminars.output.hints import hint
from seminars.output.text import amount, enumerated, long_day, period_title, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from seminars.analysis.coverage import Cell, Coverage, Dimension, Figures, RegionStates
    from seminars.model.programme import Programme

Total = TypeVar("Total")

MARKS = {"current": "●", "ageing": "◐", "lapsed": "○", "never": "·"}
MOST_GAPS = 8
MOST_NAMES = 3
PLACES = {"region": "regions", "country": "countries"}
SUBJECTS = {"theme", "level"}
SEVERAL = {"theme": "themes", "level": "levels", "language": "languages"}


def coverage_view(
    programme: Programme,
    answer: Coverage,
    beyond: Iterable[Block] = (),
    least: RegionStates | None = None,
) -> Iterator[Block]:
    """The answer before the detail, `beyond` it what else was asked, the next commands at hand.

    The `least` developed states have their row among those of the regions.
    """
    titles = Titles(programme, answer)
    yield line(
        Span(
            f"{programme.title} · {period_title(answer.period)} · as of {long_day(answer.as_of)}",
            "title",
        )
    )
    yield line(Span(_reading_aid(answer), "dim"))
    yield line()
    yield _grid(answer, titles)
    yield line()
    yield _legend(answer)
    yield from _theme_windows(answer, titles)
    yield line()
    yield from _never(programme, answer, titles)
    yield from _balance(answer, titles)
    yield line()
    yield _states(answer, titles, least)
    yield line()
    yield from _gaps(answer, titles)
    yield from beyond
    caveats = [caveat.message for caveat in answer.caveats if caveat.code != "illustrative"]
    if caveats:
        yield line(Span("Caveats: ", "warning"), " · ".join(caveats))
    invented = len(illustrative(answer.seminars))
    yield line(f"{plural(len(answer.seminars), 'seminar')} · {invented} illustrative")
    if answer.balance:
        yield _next(programme, answer)


class Titles:
    """The words for rows and columns."""

    def __init__(self, programme: Programme, answer: Coverage) -> None:
        self._programme = programme
        self._as_of = answer.as_of
        self._terms = {
            term.id: term.title
            for terms in (programme.themes, programme.levels, programme.regions)
            for term in terms
        }

    def __call__(self, dimension: Dimension, value: str) -> str:
        """The words for one row or column."""
        if value == UNKNOWN:
            return "not known" if dimension != "theme" else "no theme"
        if dimension == "country":
            return self._programme.country_name(value, self._as_of)
        if dimension == "language":
            return self._programme.languages.get(value, value)
        return self._terms.get(value, value)


def _reading_aid(answer: Coverage) -> str:
    by_status = "status" in answer.by
    figure = "seminars by their status" if by_status else "held+scheduled (proposed)"
    words = SEVERAL | (PLACES if answer.at == "reached" else {})
    several = [words[dimension] for dimension in answer.by if dimension in words]
    if answer.count == "share":
        several = ["a seminar counts one, divided among its cells"]
    elif several:
        several = [f"a seminar with two {several[0]} counts in each"]
    where = []
    if not {"region", "country"}.isdisjoint(answer.by):
        where = ["by the states that took part" if answer.at == "reached" else "by host"]
    return "; ".join([figure, *several, *where])


def _grid(answer: Coverage, titles: Titles) -> Grid:
    by_cell = {(cell.row, cell.column): cell for cell in answer.cells}
    figure = _count if "status" in answer.by else _figures
    rows = named(answer.by[0], answer.rows, answer.row_totals, titles)
    columns = named(answer.by[1], answer.columns, answer.column_totals, titles)
    body = [
        [
            name,
            *(
                _cell(by_cell[row, column], figure(by_cell[row, column].figures))
                for column, _, _ in columns
            ),
            figure(total),
        ]
        for row, name, total in rows
    ]
    totals = [figure(total) for _, _, total in columns]
    body.append(["Seminars", *totals, figure(answer.total)])
    heads = [Column(name, kept=True) for _, name, _ in columns]

    def style(row: int, column: int) -> str:
        if row == len(rows) or column == len(columns) + 1:
            return "title"
        if column:
            return by_cell[rows[row][0], columns[column - 1][0]].recency
        return ""

    return Grid([Column(""), *heads, Column("Seminars", kept=True)], body, style)


def named(
    dimension: Dimension, values: Iterable[str], totals: Iterable[Total], titles: Titles
) -> list[tuple[str, str, Total]]:
    """Rows or columns with their names and totals; countries by name, not by code."""
    found = [
        (value, titles(dimension, value), total)
        for value, total in zip(values, totals, strict=True)
    ]
    if dimension == "country":
        found.sort(key=lambda part: (part[0] == UNKNOWN, fold(part[1])))
    return found


def _cell(cell: Cell, figure: str) -> str:
    mark = MARKS[cell.recency]
    return mark if figure == "·" else f"{mark} {figure}"


def _figures(figures: Figures) -> str:
    """Figures in a cell: `2`, `2+1`, `0+1`, `2+2 (1)`, `(1)`, `·`."""
    held, scheduled, proposed = figures.held, figures.scheduled, figures.proposed
    text = ""
    if scheduled:
        text = f"{amount(held)}+{amount(scheduled)}"
    elif held:
        text = amount(held)
    if proposed:
        text = f"{text} ({amount(proposed)})".strip()
    return text or "·"


def _count(figures: Figures) -> str:
    return amount(figures.count) if figures.count else "·"


def _legend(answer: Coverage) -> tuple[Span | str, ...]:
    window = answer.window
    words = {
        "current": f"current, up to {plural(window.current, 'month')}",
        "ageing": f"ageing, up to {window.ageing}",
        "lapsed": "lapsed",
        "never": "never",
    }
    spans: list[Span | str] = []
    for recency, word in words.items():
        spans += [Span(f"{MARKS[recency]} {word}", recency), "   "]
    return ("Last held: ", *spans[:-1])


def _theme_windows(answer: Coverage, titles: Titles) -> Iterator[Block]:
    """The themes that are out of date sooner or later than the others, where themes are a side."""
    if "theme" not in answer.by:
        return
    for theme, window in answer.windows_by_theme.items():
        if window != answer.window:
            yield line(
                f"  {titles('theme', theme)}: current up to {plural(window.current, 'month')}, "
                f"ageing up to {window.ageing}"
            )


def _states(answer: Coverage, titles: Titles, least: RegionStates | None) -> Grid:
    """Each region's roll: who hosted, who was reached, who never was; its share of the seminars."""
    shares = {part.region: part.ratio for part in answer.balance}
    rows = [
        [titles("region", part.region), *_counts([part]), _share(shares[part.region])]
        for part in answer.regions
    ]
    rows.append(["All states on the roll", *_counts(answer.regions), ""])
    if least is not None and least.roll:
        rows.append(["The least developed among them", *_counts([least]), ""])
    heads = [Column(title, kept=True, right=True) for title in ("Hosted", "Reached", "Never")]

    def style(row: int, column: int) -> str:
        if row >= len(answer.regions):
            return "title"
        return "never" if column == len(heads) and rows[row][column] != "0" else ""

    share = Column("Seminars for its size (1.0 even)", kept=True, right=True)
    return Grid([Column("States"), *heads, share], rows, style)


def _counts(parts: Sequence[RegionStates]) -> list[str]:
    hosted, reached, never, roll = (
        sum(len(getattr(part, name)) for part in parts)
        for name in ("hosted", "reached", "never", "roll")
    )
    return [str(hosted), f"{reached} of {roll}", str(never)]


def _share(ratio: float | None) -> str:
    return "–" if ratio is None else f"{ratio:.1f}"


def _gaps(answer: Coverage, titles: Titles) -> Iterator[Block]:
    if not answer.gaps:
        yield line(Span("No gaps: nothing lapsed, nothing never held", "current"))
        yield line()
        return
    if any(dimension in DIVISIONS for dimension in answer.by):
        return  # that nothing was held in a month that is past is no gap to close
    rows: list[tuple[str, str, str]] = []
    for recency in ("never", "lapsed"):
        grouped: dict[str, list[str]] = {}
        for gap in _by_name(answer, titles):
            if gap.recency == recency:
                last = f" ({long_day(gap.last)})" if gap.last else ""
                grouped.setdefault(gap.row, []).append(titles(answer.by[1], gap.column) + last)
        rows += [
            (recency, titles(answer.by[0], row), ", ".join(columns))
            for row, columns in grouped.items()
        ]
    yield line(Span(plural(len(answer.gaps), "gap"), "title"), ", most urgent first")
    yield Grid(
        (Column("", kept=True), Column("", kept=True), Column("")),
        rows[:MOST_GAPS],
        lambda row, column: rows[row][0] if column == 0 else "",
        indent=2,
    )
    if len(rows) > MOST_GAPS:
        left = len(rows) - MOST_GAPS
        yield line(Span(f"  … and {plural(left, 'row')} more, all with --format json", "dim"))
    yield line()


def _by_name(answer: Coverage, titles: Titles) -> Sequence[Cell]:
    """The gaps, and of countries that are as urgent those first whose names are."""
    if answer.by[0] != "country":
        return answer.gaps
    return sorted(
        answer.gaps, key=lambda gap: (gap.last or date.min, fold(titles("country", gap.row)))
    )


def _never(programme: Programme, answer: Coverage, titles: Titles) -> Iterator[Block]:
    """In one sentence: what was never held where, and how many states were never reached."""
    never = [code for part in answer.regions for code in part.never]
    roll = programme.roll(answer.as_of)
    least = sum(roll[code].least_developed_on(answer.as_of) for code in never)
    parts = _never_held(answer, titles)
    head = "Never: " if parts and never else "Never held: " if parts else "Never reached: "
    if never:
        of_all = " of the whole roll" if answer.narrowed else ""
        developed = f", {least} of them least developed" if least else ""
        parts.append(f"{plural(len(never), 'state')}{of_all}{developed}")
    if parts:
        yield line(Span(head, "never"), "; ".join(parts))
    if answer.off_roll:
        names = [programme.country_name(code, answer.as_of) for code in answer.off_roll]
        yield line("Off the roll, and not counted: ", enumerated(names))


def _never_held(answer: Coverage, titles: Titles) -> list[str]:
    """`3 themes in Developed countries`, `Remuneration in Africa and Asia`: the most first."""
    place, subject = answer.by
    if place not in PLACES or subject not in SUBJECTS:
        return []
    missing: dict[str, list[str]] = {}
    for gap in _by_name(answer, titles):
        if gap.recency == "never":
            missing.setdefault(gap.row, []).append(gap.column)
    where: dict[tuple[int, str], list[str]] = {}
    for row, columns in missing.items():
        one = titles(subject, columns[0])
        what = one if len(columns) == 1 else plural(len(columns), subject)
        where.setdefault((-len(columns), what), []).append(titles(place, row))
    return [f"{what} in {_places(place, rows)}" for (_, what), rows in sorted(where.items())]


def _places(place: Dimension, names: list[str]) -> str:
    if len(names) <= MOST_NAMES:
        return enumerated(names)
    return plural(len(names), place, PLACES[place])


def _balance(answer: Coverage, titles: Titles) -> Iterator[Block]:
    worst = answer.balance[0] if answer.balance else None
    if answer.narrowed or worst is None or worst.ratio is None:
        return
    if worst.ratio < 1:
        share = "none" if worst.ratio == 0 else f"{worst.ratio:.1f}"
        yield line(
            "Worst served for its size: ",
            f"{titles('region', worst.region)} ({share} of its share)",
        )


def _next(programme: Programme, answer: Coverage) -> Line:
    worst = _worst_region(programme, answer)
    return hint(
        f"seminars list --region {worst}",
        f"seminars coverage --by country,theme --region {worst}",
        "seminars check",
    )


def _worst_region(programme: Programme, answer: Coverage) -> str:
    """The region that is worst served; where regions do not compare, that of the first gap."""
    worst = answer.balance[0]
    if answer.gaps and (worst.ratio is None or answer.narrowed):
        place = answer.gaps[0].row
        if answer.by[0] == "region":
            return place
        state = programme.roll(answer.as_of).get(place) if answer.by[0] == "country" else None
        if state is not None and state.region is not None:
            return state.region
    return worst.region
