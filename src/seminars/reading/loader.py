"""Files to a Programme: finds the folder, reads every file, collects every problem."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from seminars.model.diagnostics import Diagnostic, SeminarsError, Severity
from seminars.reading import parser
from seminars.reading.rules import RulesReader
from seminars.reading.schema import RecordReader
from seminars.reading.source import FileRefusedError, Source, decode, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from seminars.model.programme import Programme
    from seminars.model.record import Origin, Seminar
    from seminars.reading.vocabulary import Vocabulary

RECORDS = "seminars.yaml"
RULES = "programme.yaml"
_TAIL = re.compile(r"\S(?: #| +#\S)")
_LOST = re.compile(r" #| +#\S")
_LOST_WHOLE = re.compile(r" *#\S")
_FREE_TEXT = frozenset(
    {"title", "city", "reason", "outcome", "notes", "partners", "speakers", "officers", "sources"}
)


@dataclass(frozen=True, slots=True)
class Location:
    """Where a programme stands: its records files, in order, and its programme.yaml, if any."""

    folder: Path
    records: tuple[Path, ...]
    rules: Path | None


@dataclass(frozen=True)
class Loaded:
    """What was read: the programme without what is in error, every finding, and the texts.

    `lost` are the ids of records left out for errors, as far as they have one; `lost_files` the
    files of which nothing could be kept.
    """

    location: Location
    programme: Programme
    vocabulary: Vocabulary
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    lost_files: tuple[str, ...] = ()
    waived: tuple[tuple[str, str], ...] = ()

    @cached_property
    def partial(self) -> bool:
        """Whether something was lost to an error."""
        return any(finding.severity is Severity.ERROR for finding in self.diagnostics)

    @cached_property
    def rules_error(self) -> Diagnostic | None:
        """The first error in programme.yaml, whose rules are then not all known."""
        rules = self.location.rules and shown(self.location.rules)
        errors = (found for found in self.diagnostics if found.severity is Severity.ERROR)
        return next((found for found in errors if found.place.file == rules), None)


def locate(given: str | None, environment: Mapping[str, str], here: Path) -> Location:
    """The programme meant by `--data`, else by SEMINARS_DATA, else the nearest one above.

    Raises `SeminarsError` when there is none.
    """
    named = given or environment.get("SEMINARS_DATA")
    if named:
        return _named(Path(named))
    for folder in (here, *here.parents):
        for candidate in (folder, folder / "data"):
            if _exists(candidate / RECORDS):
                return _folder(candidate)
    raise SeminarsError(
        f"no programme here: neither `{RECORDS}` nor `data/{RECORDS}`, nor in a folder above",
        "name one with `--data PATH`, or start one with `seminars init`",
    )


def vocabulary_near(given: str | None, environment: Mapping[str, str], here: Path) -> Vocabulary:
    """The words of the programme that is meant; the packaged ones where there is none.

    Raises `SeminarsError` when one was named and cannot be read.
    """
    try:
        location = locate(given, environment, here)
    except SeminarsError:
        if given or environment.get("SEMINARS_DATA"):
            raise
        return RulesReader(None).read()[1]
    return _read_rules(location, _Collected())[1]


def load(location: Location) -> Loaded:
    """Read a programme. Raises `SeminarsError` only for a file that cannot be read at all."""
    collected = _Collected()
    programme, vocabulary = _read_rules(location, collected)
    reader = RecordReader(vocabulary)
    for path in location.records:
        _read_records(path, reader, collected)
    return Loaded(
        location,
        replace(programme, seminars=tuple(collected.seminars.values())),
        vocabulary,
        tuple(collected.diagnostics),
        collected.sources,
        tuple(collected.lost),
        tuple(collected.lost_files),
        tuple(collected.waived),
    )


@dataclass
class _Collected:
    diagnostics: list[Diagnostic] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    seminars: dict[str, Seminar] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    lost_files: list[str] = field(default_factory=list)
    waived: list[tuple[str, str]] = field(default_factory=list)


def read_source(path: Path) -> Source:
    """The text of a file. Raises `SeminarsError` or `FileRefusedError`."""
    return decode(shown(path), path, read_bytes(path))


def read_records(
    source: Source, reader: RecordReader, report: list[Diagnostic]
) -> Iterator[tuple[Seminar | None, Origin, str | None]]:
    """Each entry of a records file: the record or None, its span, and the id as it was written.

    Problems go to `report`. Raises `FileRefusedError` where the file cannot be read on.
    """
    escapes = "\\" in source.text
    problems = _Placed(source, report)
    for value, origin in parser.items(source):
        problems.begin(origin)
        seminar = reader.read(value, origin, problems, escapes=escapes)
        written = value.get("id") if isinstance(value, dict) else None
        yield seminar, origin, written if isinstance(written, str) else None


class _Placed:
    """Turns the problems of the record that was begun last into findings with a place."""

    def __init__(self, source: Source, report: list[Diagnostic]) -> None:
        self._source = source
        self._report = report

    def begin(self, origin: Origin) -> None:
        """From here on problems are those of the record with this span."""
        self._origin = origin
        self._nodes: parser.Nodes | None = None

    def __call__(
        self,
        code: str,
        message: str,
        remedy: str,
        path: parser.Path,
        key: bool = False,  # noqa: FBT001, FBT002 (a `Report`)
    ) -> None:
        if self._nodes is None:
            self._nodes = parser.Nodes(self._source, self._origin)
        place = self._nodes.place(*path, key=key)
        self._report.append(self._source.diagnostic(code, message, remedy, place))


def _read_rules(location: Location, collected: _Collected) -> tuple[Programme, Vocabulary]:
    source = None
    if location.rules is not None:
        try:
            source = read_source(location.rules)
            reader = RulesReader(source)
            read = reader.read()
        except FileRefusedError as error:
            collected.diagnostics.append(error.diagnostic)
            collected.lost_files.append(error.diagnostic.place.file)
            programme, packaged = RulesReader(None).read()
            # its own terms cannot be known: no term of a record is held against it
            return programme, replace(packaged, themes={}, levels={}, regions={})
        collected.sources[source.file] = source
        collected.diagnostics += sorted(reader.diagnostics, key=_by_place)
        return read
    return RulesReader(None).read()


def _read_records(path: Path, reader: RecordReader, collected: _Collected) -> None:
    found: list[Diagnostic] = []
    try:
        source = read_source(path)
        collected.sources[source.file] = source
        if not source.data:
            found.append(_empty_file(source))
        before: dict[str, Seminar] = {}
        lost: list[str] = []
        for seminar, origin, written in read_records(source, reader, found):
            if seminar is None:
                lost.append(written or "")
            elif first := before.get(seminar.id) or collected.seminars.get(seminar.id):
                found.append(_duplicate_id(source, origin, seminar, first))
                lost.append(seminar.id)
            else:
                before[seminar.id] = seminar
        collected.seminars |= before
        collected.lost += lost
        for seminar, tail in _lost_tails(source, before.values()):
            if tail.code in (seminar.waive or {}):
                collected.waived.append((seminar.id, tail.code))
            else:
                found.append(tail)
    except FileRefusedError as error:
        found = [error.diagnostic]
        collected.lost_files.append(error.diagnostic.place.file)
    collected.diagnostics += sorted(found, key=_by_place)


def _empty_file(source: Source) -> Diagnostic:
    return source.diagnostic(
        "empty-file",
        "the file is empty: zero bytes",
        "if it held records, take it back (git checkout); `seminars add` starts it anew",
        source.place(0, 0),
    )


def _duplicate_id(source: Source, origin: Origin, again: Seminar, first: Seminar) -> Diagnostic:
    at = f"{first.origin.file}:{first.origin.line}"
    return source.diagnostic(
        "duplicate-id",
        f"`{again.id}` is used already, at {at}",
        "give this record another id, or remove one of the two",
        parser.Nodes(source, origin).place("id"),
    )


def _lost_tails(
    source: Source, seminars: Iterable[Seminar]
) -> Iterator[tuple[Seminar, Diagnostic]]:
    """Plain text that ends at ` #`, where what follows does not look like a comment.

    A comment is taken as meant when two spaces and `# ` introduce it.
    """
    if "#" not in source.text or " #" not in source.text:  # one character is found faster
        return
    for seminar in seminars:
        origin = seminar.origin
        if not _TAIL.search(source.text, origin.start, origin.end):
            continue
        nodes = parser.Nodes(source, origin)
        for path, node in nodes.values.items():
            tail = source.text[node.end : node.end + 80]
            # where nothing stands before it, `# ` begins a comment and `#5` is a value lost whole
            lost = _LOST if node.end > node.start else _LOST_WHOLE
            if node.style == "plain" and path[0] in _FREE_TEXT and lost.match(tail):
                yield (
                    seminar,
                    source.diagnostic(
                        "lost-tail",
                        f"`{path[0]}` ends here: ` #` begins a comment",
                        "put the value in quotes, or two spaces before `# ` for a comment",
                        nodes.place(*path),
                        seminar.id,
                    ),
                )


def _by_place(finding: Diagnostic) -> tuple[int, int, str]:
    return finding.place.line, finding.place.column, finding.code


def _named(path: Path) -> Location:
    if os.path.isdir(path):  # noqa: PTH112 (is_dir() raises for a name that is too long)
        if not _exists(path / RECORDS):
            raise SeminarsError(
                f"`{path}` holds no `{RECORDS}`", f"start a programme with `seminars init {path}`"
            )
        return _folder(path)
    if not _exists(path):
        raise SeminarsError(
            f"`{path}` does not exist",
            "name a programme folder or a records file, or start one with `seminars init`",
        )
    rules = path.parent / RULES
    return Location(path.parent, (path,), rules if _exists(rules) else None)


def _folder(folder: Path) -> Location:
    more = sorted(folder.glob("seminars-*.yaml"))
    rules = folder / RULES
    return Location(folder, (folder / RECORDS, *more), rules if _exists(rules) else None)


def _exists(path: Path) -> bool:
    return os.path.lexists(path)


def shown(path: Path) -> str:
    """The path as people call it: from here when it lies below, else as it was given."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 (resolve() would follow links)
    here = Path.cwd()
    return str(absolute.relative_to(here)) if absolute.is_relative_to(here) else str(path)
