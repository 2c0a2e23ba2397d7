"""A mixed-integer programme as columns and rows, solved by HiGHS. The only door to `highspy`."""

from __future__ import annotations

import signal
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from seminars.editing.swap import MASKED

_before = signal.pthread_sigmask(signal.SIG_BLOCK, MASKED)
import highspy  # noqa: E402 (the threads that it starts take no signal: Ctrl-C is for the main one)

signal.pthread_sigmask(signal.SIG_SETMASK, _before)

if TYPE_CHECKING:
    from collections.abc import Sequence

INFINITY = highspy.kHighsInf

Terms = list[tuple[int, float]]


@dataclass
class Linear:
    """Columns and rows as they are collected, and the gain of each column."""

    gains: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[tuple[Terms, float, float]] = field(default_factory=list)

    def column(self, upper: float, *, gain: float = 0.0, whole: bool = True) -> int:
        """A new column from 0 to `upper`; its number."""
        self.gains.append(gain)
        self.lower.append(0.0)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.gains) - 1

    def row(self, terms: Terms, lower: float = -INFINITY, upper: float = INFINITY) -> None:
        """A new row; a column may stand in it more than once."""
        summed: dict[int, float] = {}
        for column, factor in terms:
            summed[column] = summed.get(column, 0.0) + factor
        self.rows.append((sorted(summed.items()), lower, upper))


@dataclass(frozen=True, slots=True)
class Solution:
    """What the solver found: `status` is optimal, feasible or infeasible; a value a column."""

    status: str
    objective: float
    bound: float
    values: Sequence[float]

    def count(self, column: int) -> int:
        """The value of a whole column."""
        return round(self.values[column])


class _Quiet(highspy.Highs):
    """HiGHS without callbacks: starting them prints a banner on standard output."""

    def __init__(self) -> None:
        super(highspy.Highs, self).__init__()


def solve(
    linear: Linear, nodes: int, gains: list[float] | None = None,
    start: Sequence[float] | None = None,
) -> Solution:  # fmt: skip
    """The columns that gain most. The work is bounded by `nodes`, never by time.

    `start` are values that keep every row, to begin the search with. The same model always gets
    the same answer: one thread, a fixed seed.
    """
    highs = _Quiet()
    options: dict[str, bool | int | float | str] = {
        "output_flag": False, "threads": 1, "parallel": "off", "random_seed": 0,
        "mip_rel_gap": 0.0, "mip_abs_gap": 1e-7, "mip_max_nodes": nodes,
        # presolve of HiGHS 1.16 lost whole points of some answers, and takes longer than it saves
        "presolve": "off",
        "mip_heuristic_run_feasibility_jump": False,  # what it finds, the other heuristics find too
    }  # fmt: skip
    for name, value in options.items():
        if highs.setOptionValue(name, value) != highspy.HighsStatus.kOk:
            raise AssertionError(f"the solver knows no option {name} = {value}")
    highs.passModel(_program(linear, linear.gains if gains is None else gains))
    if start is not None:
        known = highspy.HighsSolution()
        known.col_value = list(start)
        highs.setSolution(known)
    highs.run()
    return _solution(highs)


def _solution(highs: highspy.Highs) -> Solution:
    status, info = highs.getModelStatus(), highs.getInfo()
    if status == highspy.HighsModelStatus.kOptimal:
        word = "optimal"
    elif info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        word = "feasible"
    elif status == highspy.HighsModelStatus.kInfeasible:
        word = "infeasible"
    else:
        word = "unknown"
    values = list(highs.getSolution().col_value)
    return Solution(word, info.objective_function_value, info.mip_dual_bound, values)


def _program(linear: Linear, gains: list[float]) -> highspy.HighsLp:
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(linear.gains), len(linear.rows)
    program.sense_ = highspy.ObjSense.kMaximize
    program.col_cost_ = gains
    program.col_lower_, program.col_upper_ = linear.lower, linear.upper
    program.integrality_ = [
        highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
        for whole in linear.whole
    ]
    program.row_lower_ = [lower for _, lower, _ in linear.rows]
    program.row_upper_ = [upper for _, _, upper in linear.rows]
    starts, index, value = [0], [], []
    for terms, _, _ in linear.rows:
        index += [column for column, _ in terms]
        value += [factor for _, factor in terms]
        starts.append(len(index))
    matrix = program.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.num_col_, matrix.num_row_ = program.num_col_, program.num_row_
    matrix.start_, matrix.index_, matrix.value_ = starts, index, value
    return program
