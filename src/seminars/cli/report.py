"""`report`: the paper for the assembly, the page, the brief for a delegation."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from seminars.cli.app import app
from seminars.cli.options import ColourOption, OutputOption, Place, grouped
from seminars.cli.session import (
    chosen,
    open_session,
    put,
    put_bytes,
    refuse_part_of_a_programme,
    show_diagnostics,
    write_blocks,
)
from seminars.model.diagnostics import SeminarsError, UsageError, did_you_mean

if TYPE_CHECKING:
    from datetime import date

    from seminars.analysis.paper.brief import Brief
    from seminars.analysis.paper.changes import Baseline
    from seminars.analysis.paper.lists import Unread
    from seminars.analysis.paper.paper import Front, Paper
    from seminars.cli.session import Session
    from seminars.model.programme import State
    from seminars.output.data import Json
    from seminars.output.paper.document import Document

FORMATS = ("md", "html", "docx", "json")
AUDIT_FORMATS = ("md", "txt", "json")
ENDINGS = {"markdown": "md", "htm": "html", "": "md"}


@dataclass(frozen=True)
class Paperwork:
    """How the paper is called, what it covers, and where it goes."""

    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DATE|FILE",
            show_default=False,
            help="The last paper: its date, or the file that --freeze wrote "
            "[default: the last decision].",
        ),
    ] = None
    session: Annotated[
        str | None,
        typer.Option("--session", metavar="TEXT", show_default=False, help="For which session."),
    ] = None
    symbol: Annotated[
        str | None,
        typer.Option(
            "--symbol", metavar="TEXT", show_default=False, help="The symbol of the document."
        ),
    ] = None
    edition: Annotated[
        str,
        typer.Option(
            "--edition",
            metavar="internal|public",
            help="public leaves out notes, speakers, costs and what programme.yaml marks internal.",
        ),
    ] = "internal"
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            show_default=False,
            help="md, html, docx or json; with --audit md, txt or json [default: md, or the "
            "ending of --output].",
        ),
    ] = None
    output: OutputOption = None
    color: ColourOption = "auto"


@app.command("report", epilog="Example: seminars report --symbol WO/GA/34/7 -o paper.md")
@grouped
def report(
    *,
    place: Place,
    paperwork: Paperwork,
    brief: Annotated[
        str | None,
        typer.Option(
            "--brief",
            metavar="COUNTRY",
            show_default=False,
            help="One page for the delegation of this country instead.",
        ),
    ] = None,
    audit: Annotated[
        bool,
        typer.Option("--audit", help="Print every figure with its rule, records and command."),
    ] = False,
    freeze: Annotated[
        bool,
        typer.Option("--freeze", help="Store the figures beside the paper, for a later --since."),
    ] = False,
) -> None:
    """Write the paper for the assembly.

    Every figure carries the records behind it: footnotes in md and docx, links in html, keys in
    json; --audit names the command that finds them again.
    """
    word = _audit_format(paperwork) if audit else _format(paperwork)
    _refuse_together(paperwork, brief=brief, audit=audit, freeze=freeze)
    if not audit:
        _refuse_terminal(word, paperwork.output)
    session = open_session(place)
    if freeze and session.loaded.partial:
        raise SeminarsError(
            "a paper is not frozen while the records have errors",
            "mend them first: `seminars check` says where",
        )
    paper = _paper(session, paperwork)
    _show_diagnostics(session, paper, paperwork)
    if audit:
        _audit(session, paper, word, paperwork)
    elif brief is not None:
        _brief(session, paper, brief, word, paperwork)
    else:
        _write(session, paper, word, paperwork, freeze=freeze)
    session.finish()


def _format(paperwork: Paperwork) -> str:
    word = _by_ending(paperwork) if paperwork.format is None else paperwork.format
    if word not in FORMATS:
        raise UsageError(
            f"`{word}` is not a format of this command",
            did_you_mean(word, FORMATS, f"write {', '.join(FORMATS)}"),
        )
    return word


def _audit_format(paperwork: Paperwork) -> str:
    """How the audit is written: as text, or as JSON when asked to or for a file called so."""
    word = paperwork.format or _by_ending(paperwork)
    if word not in AUDIT_FORMATS:
        raise UsageError(
            f"--audit is not written as `{word}`",
            did_you_mean(word, AUDIT_FORMATS, f"write {', '.join(AUDIT_FORMATS)}"),
        )
    return word


def _by_ending(paperwork: Paperwork) -> str:
    ending = Path(paperwork.output or "").suffix.removeprefix(".").lower()
    return ENDINGS.get(ending, ending)


def _refuse_together(paperwork: Paperwork, *, brief: str | None, audit: bool, freeze: bool) -> None:
    if audit and (brief is not None or freeze):
        raise UsageError("--audit goes with neither --brief nor --freeze", "run it by itself")
    if brief is not None and freeze:
        raise UsageError("--freeze stores a whole paper, not a brief", "leave one of them out")
    if freeze and paperwork.output is None:
        raise UsageError("--freeze needs a place for its file", "add `-o FILE`")
    _refuse_place(paperwork, freeze=freeze)


def _refuse_place(paperwork: Paperwork, *, freeze: bool) -> None:
    """What cannot be a file, and the frozen paper that this one is held against."""
    if paperwork.output is None:
        return
    if paperwork.output.endswith("/"):
        raise UsageError(
            f"-o: `{paperwork.output}` is a folder, not a file", "name a file in it: paper.md"
        )
    output = Path(paperwork.output)
    written = [output, frozen_path(output)] if freeze else [output]
    if paperwork.since and any(_same(path, Path(paperwork.since)) for path in written):
        raise UsageError(
            f"-o: the frozen paper `{paperwork.since}` would be overwritten", "choose another name"
        )


def _same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def _show_diagnostics(session: Session, paper: Paper, paperwork: Paperwork) -> None:
    """What reading found, to stderr; for a public edition without what the records say."""
    if paper.front.edition != "public":
        show_diagnostics(session, paperwork.color)
        return
    from seminars.output.diagnostics import places_view

    write_blocks(places_view(session.loaded.diagnostics), sys.stderr, paperwork.color)


def _refuse_terminal(word: str, output: str | None) -> None:
    """A terminal can show no archive; a pipe may carry one."""
    if word == "docx" and output is None and sys.stdout.isatty():
        raise UsageError("a DOCX file is not for a terminal to show", "add `-o FILE`")


def _paper(session: Session, paperwork: Paperwork) -> Paper:
    from seminars.analysis.paper.paper import Front, paper

    (edition,) = chosen("--edition", [paperwork.edition], ["internal", "public"])
    if edition == "public":
        _refuse_doubtful(session)
    for option, text in (("--symbol", paperwork.symbol), ("--session", paperwork.session)):
        if text is not None and not text.isprintable():
            raise UsageError(f"{option}: an invisible character stands in it", "delete it")
    since, baseline = _since(paperwork.since, session.programme.title)
    front: Front = Front(
        paperwork.symbol, paperwork.session, "public" if edition == "public" else "internal"
    )
    return paper(
        session.programme, session.as_of, front, since=since, baseline=baseline,
        unread=_unread(session), records=_digest(session),
    )  # fmt: skip


def _unread(session: Session) -> Unread:
    """What of the programme could not be read."""
    from seminars.analysis.paper.lists import Unread
    from seminars.reading.loader import RULES

    loaded = session.loaded
    files = sum(Path(file).name != RULES for file in loaded.lost_files)
    return Unread(loaded.lost, files, loaded.rules_error is not None)


def _digest(session: Session) -> str:
    """The digest of the files of the programme, whatever their names."""
    sources = session.loaded.sources.values()
    digests = sorted(hashlib.sha256(source.data).hexdigest() for source in sources)
    return hashlib.sha256("".join(digests).encode()).hexdigest()


def _refuse_doubtful(session: Session) -> None:
    """Nothing is published without a file of records, nor where what is internal is not sure."""
    if lost := session.loaded.lost_files:
        raise SeminarsError(
            f"a public edition without the records of {lost[0]} would be wrong",
            "mend the file first: `seminars check` says where",
        )
    if found := session.loaded.rules_error:
        raise SeminarsError(
            f"what is internal is not sure: {found.place.file}:{found.place.line}: {found.message}",
            "mend it before a public edition is written",
        )


def _since(text: str | None, title: str) -> tuple[date | None, Baseline | None]:
    """The day of the last paper, or the frozen paper itself."""
    if text is None:
        return None, None
    from seminars.analysis.paper.baseline import thaw
    from seminars.model.period import BadDateError, parse_day
    from seminars.reading.source import read_bytes

    try:
        return parse_day(text), None
    except BadDateError as error:
        path = Path(text)
        if not text.strip() or (not os.path.lexists(path) and not path.suffix):
            raise UsageError(
                f"--since: {error.message}, nor a file", "write a day (2007-02-28) or a file"
            ) from None
    if os.path.lexists(path) and not os.path.isfile(path):  # noqa: PTH113 (is_file() raises for a name that is too long)
        raise SeminarsError(f"`{text}` is not a frozen paper", "give the file, or a day")
    frozen = read_bytes(path).decode("utf-8", errors="replace")
    return None, thaw(frozen, title, text)


def _audit(session: Session, paper: Paper, word: str, paperwork: Paperwork) -> None:
    from seminars.output.paper.audit import audit_view, figure_data
    from seminars.output.plain import plain

    if word == "json":
        figures = {key: figure_data(paper, figure) for key, figure in paper.figures.items()}
        answer: Json = {"figures": figures}
        put(_json(session, paper, paperwork, answer), paperwork.output)
        return
    blocks = audit_view(paper, paper.figures.values())
    if paperwork.output is None:
        write_blocks(blocks, sys.stdout, paperwork.color)
    else:
        put("".join(f"{text}\n" for text in plain(blocks)), paperwork.output)


def _brief(session: Session, paper: Paper, country: str, word: str, paperwork: Paperwork) -> None:
    from seminars.analysis.paper.brief import brief
    from seminars.analysis.query import resolve_country
    from seminars.output.paper.brief import brief_document

    code = resolve_country(session.programme, country)
    # what resolves to a code is known
    state = cast("State", session.programme.state_on(code, session.as_of))
    found: Brief = brief(paper, state)
    document = brief_document(found)
    if word == "json":
        from seminars.output.paper.data import brief_data

        answer = brief_data(paper, document, dict(found.figures))
        illustrative = found.figures["brief.illustrative"].value
        put(_json(session, paper, paperwork, answer, illustrative), paperwork.output)
    elif word == "html":
        from seminars.output.page.page import brief_page

        put(brief_page(found, document), paperwork.output)
    else:
        _put(_document(document, word), paperwork.output)


def _write(
    session: Session, paper: Paper, word: str, paperwork: Paperwork, *, freeze: bool
) -> None:
    if word == "html":
        from seminars.output.page.page import page

        content = page(paper).encode()
    else:
        from seminars.output.paper.paper import document

        written = document(paper)
        if word == "json":
            from seminars.output.paper.data import paper_data

            content = _json(session, paper, paperwork, paper_data(paper, written)).encode()
        else:
            content = _document(written, word)
    if freeze and paperwork.output is not None:
        _put_both(content, paper, paperwork.output)
    else:
        _put(content, paperwork.output)


def _put(content: bytes, output: str | None) -> None:
    """Text in UTF-8, or a DOCX, to where it is sent; never over a file of a programme."""
    refuse_part_of_a_programme(output)
    put_bytes(content, output)


def _put_both(content: bytes, paper: Paper, output: str) -> None:
    """The paper and its figures: both, or as far as can be known beforehand neither."""
    from seminars.analysis.paper.baseline import freeze

    figures, beside = freeze(paper).encode(), frozen_path(Path(output))
    for path in (output, str(beside)):
        refuse_part_of_a_programme(path)
    _refuse_another_day(beside, paper)
    before = beside.read_bytes() if beside.is_file() else None
    put_bytes(figures, str(beside))
    try:
        put_bytes(content, output)
    except SeminarsError:
        beside.unlink() if before is None else put_bytes(before, str(beside))
        raise


def _refuse_another_day(beside: Path, paper: Paper) -> None:
    """The figures of another day are not written over: a paper of theirs may rest on them."""
    from seminars.analysis.paper.baseline import frozen_day

    day = frozen_day(beside.read_text(errors="replace")) if beside.is_file() else None
    if day not in {None, paper.as_of.isoformat()}:
        raise SeminarsError(
            f"`{beside}` holds the figures of the paper of {day}",
            "give this paper another name, so that both stay",
        )


def _document(document: Document, word: str) -> bytes:
    if word == "docx":
        return _docx()(document)
    from seminars.output.paper.markdown import markdown

    return markdown(document).encode()


def _docx() -> Callable[[Document], bytes]:
    try:
        from seminars.output.paper.docx import docx
    except ImportError:
        raise SeminarsError(
            "DOCX needs the library `python-docx`, which is not installed",
            "pip install 'seminars[docx]'",
        ) from None
    return docx


def _json(
    session: Session, paper: Paper, paperwork: Paperwork, answer: Json,
    illustrative: int | None = None,
) -> str:  # fmt: skip
    """The envelope; a public edition quotes no record in its diagnostics."""
    from seminars.output import data

    public = paper.front.edition == "public"
    to_people = paperwork.output is None and sys.stdout.isatty()
    if illustrative is None:
        illustrative = paper.figures["caveat.illustrative"].value
    return data.envelope(
        "report", answer, as_of=session.as_of, partial=session.loaded.partial,
        illustrative=illustrative,
        diagnostics=() if public else session.loaded.diagnostics,
        indent=2 if to_people else None,
    )  # fmt: skip


def frozen_path(output: Path) -> Path:
    """Where the figures of a paper are stored: beside it."""
    return output.with_name(f"{output.name}.figures.json")
