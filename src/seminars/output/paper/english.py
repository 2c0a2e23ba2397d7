"""Every fixed sentence and label of the paper, in English; another language has the same names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGE = "en"

ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
TENS = ("–", "–", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
ORDINALS = ("first", "second", "third", "fourth")

LABELS: Mapping[str, str] = {
    # the first page
    "original": "Original: English",
    "date": "Date: {day}",
    "prepared": "Prepared from the records of the programme as they stand on {day}",
    "public": "Public edition",
    "internal": "Internal edition: not to be circulated",
    # headings
    "background": "Background and mandate",
    "since": "Seminars since the last decision",
    "since-paper": "Seminars since the last paper",
    "since-start": "Seminars to date",
    "coming": "The coming year",
    "decision": "Decision",
    "annex": "Annex {number}. {title}",
    "seminars": "Seminars",
    "grid": "Regions and practical areas",
    "states": "States hosting, reached and never reached",
    "targets": "Planned and delivered",
    "changes": "What changed",
    "mandates": "Mandates and requests",
    "caveats": "What the figures do not say",
    "office": "For the office only",
    # the lists
    "held": "Taken place",
    "scheduled": "Scheduled before the end of {year}",
    "intended": "Intended",
    "postponed": "Postponed",
    "cancelled": "Cancelled",
    "earlier": "In earlier papers",
    # columns
    "number": "No.",
    "dates": "Dates",
    "place": "Place",
    "seminar": "Seminar",
    "kind": "Kind",
    "themes": "Practical areas",
    "levels": "Levels",
    "took-part": "States",
    "participants": "Participants",
    "remarks": "Remarks",
    "region": "Region",
    "all-seminars": "Seminars",
    "no-theme": "None recorded",
    "roll": "Member States",
    "hosted": "Hosting",
    "reached": "Reached",
    "reached-only": "Taking part",
    "never": "Never reached",
    "every-state": "All Member States",
    "least-developed": "of which least developed",
    "subject": "Subject",
    "planned": "Planned",
    "held-column": "Held",
    "scheduled-column": "Scheduled",
    "proposed-column": "Proposed",
    "missing": "Still missing",
    "every-seminar": "All seminars",
    "change": "Change",
    "before": "Before",
    "now": "Now",
    "reason": "Reason",
    "first-announced": "First announced",
    "figure": "Figure",
    "mandate": "Mandate",
    "request": "Request",
    "wished": "Wished for",
    "received": "Received",
    "answer": "Answer",
    "staff": "Officers",
    "speakers": "Speakers",
    "cost": "Cost",
    "notes": "Notes",
    # words in cells and below tables
    "and-more": "and {n} more",
    "national": "national",
    "regional": "regional",
    "no-dates": "no date",
    "nothing": "–",
    "overdue": "to have ended by {day}; outcome not recorded",
    "moved": "first announced for {dates}",
    "follows": "follows {id}",
    "met": "met",
    "arranged": "arranged",
    "proposed": "proposed",
    "open": "open",
    "status": "Status",
    "status-held": "held",
    "status-scheduled": "scheduled",
    "status-proposed": "proposed",
    "status-postponed": "postponed",
    "status-cancelled": "cancelled",
    # DOCX
    "page-number": "page",
    "note-rows": "{annex}, Nos. {rows}",
    "note-calls": "{n} records, listed by: {commands}",
    "annex-alone": "Annex {number}",
    "annex-follows": "[Annex follows]",
    "annexes-follow": "[Annexes follow]",
    "end": "[End of document]",
    # the page
    "skip": "Skip to the paper",
    "contents": "Contents",
    "paper": "The paper",
    "map": "Map",
    "timeline": "Timeline",
    "map-text": (
        "World map. States that hosted a seminar: {hosted}; reached only as participants: "
        "{reached}; never reached: {never}. The names are in the table of states."
    ),
    "map-boundaries": (
        "The outlines are those of Natural Earth, simplified. They imply no opinion on the legal "
        "status of any country or territory, or on its boundaries; areas in dispute that the "
        "source or this project marks are neutral. States too small for an outline are dots at "
        "their capital."
    ),
    "map-missing": "Not drawn, since no outline and no capital is known: {names}.",
    "map-hosted": "hosted a seminar (solid)",
    "map-reached": "took part only (lines)",
    "map-before": "reached before the time of this paper (grid)",
    "map-never": "never reached (dots)",
    "map-neutral": "not on the roll, or disputed (plain)",
    "timeline-text": "Seminars by region from {first} to {last}; the line stands at {day}.",
    "timeline-key-held": "taken place",
    "timeline-key-scheduled": "scheduled",
    "timeline-key-intended": "intended",
    "timeline-key-meeting": "meeting",
    "timeline-key-today": "the day of the paper",
    "timeline-vague": (
        "A thin bar is a seminar whose days are not known. The numbers are those of the table of "
        "seminars; M stands for a meeting."
    ),
    "timeline-picture": "Timeline by region",
    "timeline-list": "Every bar of the timeline, with its dates and place",
    "meetings": "Meetings",
    "meeting-number": "M{number}",
    "list": "List",
    "filter-words": "Words",
    "filter-list": "List",
    "filter-region": "Region",
    "filter-all": "all",
    "filter-clear": "Show all",
    "filter-told": "{n} of {all} seminars",
    "people": "People",
    "short-scheduled": "Scheduled",
    "left-out": "[left out]",
    "remarks-left-out": (
        "The longest remarks ({n}) are left out of this page, marked [left out]: with them it "
        "would be larger than 400 KB. The paper in Markdown, DOCX or JSON has them all."
    ),
    "needs-script": (
        "This table is long, and only a script can show it here. The paper in Markdown, DOCX or "
        "JSON has it, too."
    ),
    "unpacking-failed": (
        "This browser could not unpack the table. The paper in Markdown, DOCX or JSON has it, too."
    ),
    "made-of": "Underlined numbers lead to the seminars behind them.",
    "caption-states": "Member States by region, in figures",
    "caption-state-names": "Member States by region, by name",
    "caption-then-and-now": "Figures then and now",
    "caption-brief-hosted": "Seminars hosted",
    "caption-brief-attended": "Seminars attended elsewhere",
    "caption-brief-invited": "Invitations",
    "caption-brief-coming": "Seminars to come in the country",
    "caption-brief-near": "Seminars to come in the region",
    "caption-brief-requests": "Requests",
    # the audit
    "audit": "{figures} figures of the paper as of {day}",
    "audit-value": "Value",
    "audit-rule": "Rule",
    "audit-records": "Records",
    "audit-command": "Command",
    "audit-less": "without",
    "audit-none": "no record",
    # what changed
    "change-new": "new",
    "change-gone": "no longer recorded",
    "change-held": "has taken place",
    "change-scheduled": "is scheduled",
    "change-proposed": "is proposed",
    "change-postponed": "postponed",
    "change-cancelled": "cancelled",
    "change-moved": "moved",
    "joined": "on the roll",
    "left": "no longer on the roll",
    "renamed": "name",
    "change-region": "region",
    "scheduled-figure": "Scheduled before the end of the year",
    "hosted-figure": "States hosting",
    "reached-figure": "States reached",
    "never-figure": "States never reached",
}

# In a sentence, {name:one|many} gives a figure with its noun; {name} a figure or a text alone.
SENTENCES: Mapping[str, str] = {
    "about": "This paper reports on the programme “{title}” as of {day}.",
    "decided": "{text} ({decision}.)",
    "held-since": "Since {since}, {held:seminar has|seminars have} taken place",
    "held-ever": "Up to {day}, {held:seminar has|seminars have} taken place",
    "kinds": ": {regional} regional and {national} national.",
    "one-kind": ", a {kind} one.",
    "both-kind": ", both of them {kind}.",
    "all-kind": ", all of them {kind}.",
    "stop": ".",
    "held-in": "{they} held in {names}.",
    "held-in-many": "{they} held in {hosts:state|states}, listed in the annexes.",
    "be": "is|are",
    "they-earlier": "it is|they are",
    "they-held": "It was|They were",
    "they-scheduled": "It is to be|They are to be",
    "they-intended": "It would be|They would be",
    "participants": (
        "{participants:person|people} took part in {counted:seminar|seminars} for which a number "
        "is recorded."
    ),
    "participants-about": (
        "About {participants:person|people} took part in {counted:seminar|seminars} for which a "
        "number is recorded."
    ),
    "reached": (
        "Of the {roll:Member State|Member States}, {hosted} hosted a seminar and {reached} took "
        "part in one or hosted it; {never:has|have} never been reached."
    ),
    "least-developed": (
        "Of the {roll:least developed among them|least developed among them}, {reached:has|have} "
        "been reached and {never:has|have} not."
    ),
    "scheduled": "{scheduled:seminar is|seminars are} scheduled before the end of {year}",
    "scheduled-others": "{scheduled:other is|others are} scheduled before the end of {year}",
    "overdue": (
        "{overdue:of these was|of these were} to have ended before {day}, and the outcome is not "
        "yet recorded."
    ),
    "postponed": "{postponed:seminar was|seminars were} postponed.",
    "cancelled": "{cancelled:seminar was|seminars were} cancelled.",
    "changed": (
        "{postponed:seminar was|seminars were} postponed and {cancelled:was|were} cancelled."
    ),
    "unchanged": "No seminar was postponed or cancelled.",
    "areas": (
        "The practical areas addressed were the following, a seminar on several areas being "
        "counted in each:"
    ),
    "levels": "The seminars were to promote developments at these levels:",
    "area": (
        "{title}: {held:seminar|seminars} held, {scheduled} scheduled before the end of {year}."
    ),
    "intended-none": "No seminar is recorded as intended for the coming year.",
    "intended": "{intended:further seminar is|further seminars are} intended",
    "intended-parts": ": {parts}.",
    "intended-this-year": "{n} still in {year}",
    "intended-next-year": "{n} in {next}",
    "intended-later": "{n} after {next}",
    "intended-undated": "{n} for which no date is set",
    "intended-all-this-year": " still in {year}.",
    "intended-all-next-year": " in {next}.",
    "intended-all-later": " after {next}.",
    "intended-all-undated": ", and no date is set.",
    "going-on": "By practical area and level:",
    "intended-area": "{title}: {intended:seminar|seminars}.",
    "invited": "The Assembly is invited:",
    "decide": "{text};",
    "decide-and": "{text}; and",
    "decide-last": "{text}.",
    "listed": "Each seminar stands in one list only. The figures behind a number are its records.",
    "none-listed": "None.",
    "grid-reading": (
        "Seminars held, + scheduled before the end of {year}, (intended). A seminar on several "
        "areas is counted in each, and once in the totals."
    ),
    "states-reading": (
        "A state is reached when it hosted a seminar or took part in one since the last decision "
        "or paper; never, when no record of any time says so."
    ),
    "states-off-roll": "Off the roll, and not counted: {names}.",
    "never-least": "Least developed and never reached: {names}.",
    "targets-reading": (
        "Over the period {period}. What is proposed does not count as delivered or scheduled."
    ),
    "changes-reading": (
        "As the records tell. No figures of an earlier paper were given, so what is new since then "
        "is not known."
    ),
    "changes-since": "Since the paper of {day}{symbol}.",
    "changes-none": "Nothing changed for any seminar since the paper of {day}{symbol}.",
    "mandate": "{decision}: {text}",
    "requests": "{requests:request was|requests were} received",
    "requests-parts": ": {parts}.",
    "requests-met": "{n} met",
    "requests-arranged": "{n} to be met by a scheduled seminar",
    "requests-proposed": "{n} answered by a proposal",
    "requests-open": "{n} still open",
    "mandate-answered": (
        "{held:seminar held answers|seminars held answer} it, {scheduled} scheduled and "
        "{proposed} proposed."
    ),
    # caveats
    "caution": "{n:record|records} of {records} {be} illustrative; no figure here is a fact.",
    "caution-all": "All of the {n:record|records} {be} illustrative; no figure here is a fact.",
    "caveat-no-participants": (
        "{n:seminar held has|seminars held have} no number of participants recorded."
    ),
    "caveat-no-states": (
        "{n:seminar held has|seminars held have} no list of the states that took part; there, "
        "“never reached” means “not recorded”."
    ),
    "caveat-no-themes": "{n:seminar has|seminars have} no practical area recorded.",
    "caveat-undated": "{n:seminar has|seminars have} no date.",
    "caveat-overdue": (
        "{n:seminar|seminars} should have ended, and {be} still counted as scheduled."
    ),
    "caveat-off-roll": (
        "In {n:seminar|seminars}, states took part that are not on the roll; they are not counted."
    ),
    "caveat-earlier": (
        "{n:seminar was|seminars were} held before the time of this paper; {be} not counted in it, "
        "but for the states never reached."
    ),
    "caveat-illustrative": "{n:record is|records are} illustrative, out of {records} in all.",
    "caveat-regions": (
        "The allocation of states to regions is that of the packaged roll; it is not sourced."
    ),
    "caveat-lost": "{number} in error could not be read, and {be} in no figure.",
    "lost-record": "{n} record|{n} records",
    # a brief
    "brief": "Brief for the delegation of {name}",
    "brief-place": "{name} belongs to the region “{region}”{least}.",
    "brief-off-roll": "{name} is not on the roll of Member States.",
    "brief-least": " and is among the least developed countries",
    "brief-hosted": "It hosted {n:seminar|seminars}.",
    "brief-attended": "It took part in {n:seminar|seminars} elsewhere.",
    "brief-invited": (
        "It is or was invited to {n:seminar|seminars} in which it is not recorded as taking part."
    ),
    "brief-coming": "{n:seminar is|seminars are} to come in the country.",
    "brief-requests": "It made {n:request|requests}.",
    "brief-offer": "It offered to host a seminar in {place}: {dates}.",
    "brief-caveat": (
        "This page says what is recorded; a list of states is not kept for every seminar."
    ),
    "brief-near": "In its region, {n:other seminar is|other seminars are} scheduled or proposed.",
}

RULES: Mapping[str, str] = {
    "records": "every record that could be read",
    "held": "held as of the day, and its last possible day after the last decision or paper",
    "scheduled": "scheduled as of the day, and may begin before the end of the year",
    "intended": "proposed, or scheduled for after the end of the year",
    "postponed": "postponed",
    "cancelled": "cancelled",
    "earlier": "held, and its last possible day not after the last decision or paper",
    "overdue": "scheduled, and its last possible day before the day of the paper",
    "hosts": "states that host one of these seminars, each once",
    "this-year": "intended, and may begin before the end of the year",
    "next-year": "intended, and begins in the coming year",
    "later": "intended, and begins after the coming year",
    "undated": "no date is recorded",
    "participants": "sum of the participants of the seminars that give a number",
    "counted": "taken place, with a number of participants",
    "roll": "states on the roll on the day",
    "hosted": "states on the roll that hosted a seminar that has taken place",
    "reached": "states on the roll that hosted such a seminar or took part in one",
    "never": "states on the roll that no seminar held at any time has as host or participant",
    "target": "seminars of the programme's period, by status",
    "target-missing": "planned, less those held and scheduled; never below zero",
    "mandate": "seminars that answer the mandate, by status",
    "requests": "requests received by the day",
    "requests.met": "requests that a seminar held answers",
    "requests.arranged": "other requests that a scheduled seminar answers",
    "requests.proposed": "other requests that a proposed seminar answers",
    "requests.open": "requests that no seminar held, scheduled or proposed answers",
    "no-participants": "taken place, and no number of participants",
    "no-states": "taken place, and no list of states",
    "no-themes": "taken place, scheduled or intended, and no practical area",
    "off-roll": "taken place, with a state that is not on the roll",
    "illustrative": "the record is marked as illustrative",
    "changes": "seminars that differ from the frozen paper of --since",
    "brief": "what the records say of this state",
}
