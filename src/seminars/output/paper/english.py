"""Every fixed word of the paper, in English, and how English writes numbers, dates and lists.

Another language has the same names.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from seminars.model.programme import fold

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from seminars.model.period import Dates, Period

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
COMMA, AND, OR, STOP = ", ", " and ", " or ", "."
NO, NONE = "no", "none"
ENDS = (".", "!", "?", "…", ".”", ".)", '."', '!"', '?"', "!”", "?”")
"""What closes a sentence."""
WITH_ARTICLE = frozenset({
    "Bahamas", "Central African Republic", "Comoros", "Congo", "Czech Republic",
    "Democratic People's Republic of Korea", "Democratic Republic of the Congo",
    "Dominican Republic", "Gambia", "Islamic Republic of Iran",
    "Lao People's Democratic Republic", "Libyan Arab Jamahiriya", "Maldives", "Marshall Islands",
    "Netherlands", "Niger", "Philippines", "Republic of Korea", "Republic of Moldova",
    "Russian Federation", "Seychelles", "Solomon Islands", "Sudan", "Syrian Arab Republic",
    "former Yugoslav Republic of Macedonia", "United Arab Emirates", "United Kingdom",
    "United Republic of Tanzania", "United States of America", "Cook Islands", "Holy See",
})  # fmt: skip
"""Names that bear the article in a sentence; in a table they stand without it."""
_THOUSAND, _HUNDRED, _LARGEST_SPELLED = 1000, 100, 999_999


def spelled(number: int) -> str:
    """A number in words: `thirty-four`; in digits from a million on."""
    if number > _LARGEST_SPELLED:
        return digits(number)
    if number >= _THOUSAND:
        rest = number % _THOUSAND
        joint = AND if 0 < rest < _HUNDRED else " "
        return f"{spelled(number // _THOUSAND)} thousand" + (joint + spelled(rest) if rest else "")
    if number >= _HUNDRED:
        rest = number % _HUNDRED
        return f"{ONES[number // _HUNDRED]} hundred" + (AND + spelled(rest) if rest else "")
    if number < len(ONES):
        return ONES[number]
    tens, ones = divmod(number, 10)
    return TENS[tens] + (f"-{ONES[ones]}" if ones else "")


def digits(number: int) -> str:
    """A number in digits: `1,234`."""
    return f"{number:,}"


def amount(money: str) -> str:
    """An amount of money, given in digits, as it is written: `1,234.50`."""
    whole, point, cents = money.partition(".")
    return f"{int(whole):,}{point}{cents}"


def form(number: int, forms: str) -> str:
    """The form for a number of `one|many`, or of `one|many|none`; none goes with one otherwise."""
    one, many, *none = forms.split("|")
    if number == 0 and none:
        return none[0]
    return many if number > 1 else one


def day(when: date) -> str:
    """A day: `August 3, 2007`."""
    return f"{MONTHS[when.month - 1]} {when.day}, {when.year}"


@lru_cache(maxsize=4096)
def dates(when: Dates | None) -> str:
    """Dates as far as they are known: `September 24 to October 3, 2007`, `first half of 2008`."""
    if when is None:
        return LABELS["no-dates"]
    first, last = when.begins, when.ends
    if when.precision == "open":
        return f"from {day(first)}"
    if when.precision == "day":
        return _span(first, last)
    if "/" in when.text:
        return f"between {day(first)} and {day(last)}"
    part = {
        "month": f"{MONTHS[first.month - 1]} ",
        "quarter": f"{ORDINALS[(first.month - 1) // 3]} quarter of ",
        "half": f"{ORDINALS[(first.month - 1) // 6]} half of ",
    }.get(when.precision, "")
    return f"{part}{first.year}"


def since(when: Dates) -> str:
    """What follows `since`: a day, or the end of what is not known to the day."""
    if when.first_day_known:
        return day(when.ends)
    if "/" in when.text:
        return day(when.ends)
    article = "" if when.precision in {"month", "year"} else "the "
    return f"the end of {article}{dates(when)}"


def period(over: Period) -> str:
    """A period: whole years as `2007–2008`, else its first and last day as far as it has them."""
    first, last = over.begins, over.ends
    if first is None or last is None:
        known = f"from {day(first)}" if first else f"to {day(last)}" if last else ""
        return known or over.text
    if (first.month, first.day, last.month, last.day) != (1, 1, 12, 31):
        return f"{day(first)} to {day(last)}"
    return f"{first.year}–{last.year}" if first.year != last.year else f"{first.year}"


def in_sentence(name: str) -> str:
    """The name of a state as it stands in a sentence, with its article."""
    return f"the {name}" if fold(name) in _FOLDED else name


_FOLDED = frozenset(map(fold, WITH_ARTICLE))


def _span(first: date, last: date) -> str:
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{day(first)} to {day(last)}"
    month = "" if first.month == last.month else f"{MONTHS[last.month - 1]} "
    return f"{MONTHS[first.month - 1]} {first.day} to {month}{last.day}, {last.year}"


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
    "request": "Request",
    "id": "Identifier",
    "state": "State",
    "past-paper": "In the paper of {day}",
    "this-paper": "In this paper",
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
    "past": "its proposed dates are past",
    "illustrative": "illustrative",
    "documented": "documented",
    "probable": "probable: not confirmed by a document",
    "met": "met",
    "arranged": "to be met",
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
    "shades": "The darker a cell, the more seminars it counts in all.",
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
    "caption-brief-absent": "Invitations to seminars held",
    "caption-brief-withdrawn": "Invitations to seminars cancelled",
    "caption-brief-passed": "Seminars in the country whose dates have passed",
    "caption-brief-postponed": "Seminars postponed in the country",
    "caption-brief-cancelled": "Seminars cancelled in the country",
    "caption-brief-near": "Other seminars to come near it",
    "caption-brief-region": "Other seminars to come in the region",
    "caption-brief-requests": "Requests",
    # the audit
    "audit": "{figures} figures of the paper as of {day}",
    "audit-less": "without",
    "audit-none": "no record",
    "counted-states": "states",
    "counted-requests": "requests",
    "counted-seminars": "states",
    # what changed
    "change-new": "new",
    "change-gone": "no longer recorded",
    "change-unread": "not read: in error",
    "change-title": "title",
    "change-kind": "kind",
    "change-country": "host country",
    "change-city": "city",
    "change-region": "region",
    "change-themes": "practical areas",
    "change-held": "has taken place",
    "change-scheduled": "is scheduled",
    "change-proposed": "is proposed",
    "change-postponed": "postponed",
    "change-cancelled": "cancelled",
    "change-moved": "moved",
    "roll-joined": "joined",
    "roll-left": "left",
    "roll-renamed": "renamed",
    "roll-region": "changed region",
    "roll-listed": "joined the least developed countries",
    "roll-unlisted": "left the least developed countries",
    "scheduled-figure": "Scheduled before the end of the year",
    "hosted-figure": "States hosting",
    "reached-figure": "States taking part, hosts included",
    "never-figure": "States not recorded in any seminar",
    "brief-no-hosted": "seminars hosted",
    "brief-no-attended": "seminars attended elsewhere",
    "brief-no-invited": "open invitations",
    "brief-no-coming": "seminars to come in the country",
    "brief-no-postponed": "seminars postponed",
    "brief-no-cancelled": "seminars cancelled",
    "brief-no-near": "others to come near it",
    "brief-no-region": "others to come in its region",
    "brief-no-requests": "requests",
}

# In a sentence, {name:one|many} gives a figure with its noun, {name:one|many|none} has words of its
# own for none; {name} is a figure or a text alone.
SENTENCES: Mapping[str, str] = {
    "about": "This paper reports on the programme “{title}” as of {day}.",
    "decided": "{text} ({decision}).",
    "held-since": "Since {since}, {held:seminar has|seminars have} taken place",
    "held-ever": "Up to {day}, {held:seminar has|seminars have} taken place",
    "kinds": ": {regional} regional and {national} national.",
    "one-kind": ", a {kind} one.",
    "both-kind": ", both of them {kind}.",
    "all-kind": ", all of them {kind}.",
    "stop": ".",
    "held-in": "{they} held in {names}.",
    "held-in-many": "{they} held in {hosts:state|states}, listed in the annexes.",
    "held-in-known": "As far as the host is recorded, {they} held in {names}.",
    "held-in-many-known": (
        "As far as the host is recorded, {they} held in {hosts:state|states}, listed in the "
        "annexes."
    ),
    "be": "is|are",
    "they-earlier": "it is|they are",
    "they-held": "it was|they were",
    "they-scheduled": "it is to be|they are to be",
    "they-overdue": "it was to be|they were to be",
    "they-mixed": "it is or was to be|they are or were to be",
    "they-intended": "it would be|they would be",
    "participants": (
        "In {counted:seminar|seminars} for which a number is recorded, "
        "{participants:person|people} took part."
    ),
    "participants-about": (
        "In {counted:seminar|seminars} for which a number is recorded, some {people} people took "
        "part."
    ),
    "reached": (
        "Of the {roll:Member State|Member States}, {hosted} hosted a seminar; {reached}, hosts "
        "included, took part in at least one"
    ),
    "reached-guests": (
        "Of the {roll:Member State|Member States}, {hosted} hosted a seminar; {reached} took part "
        "in at least one"
    ),
    "reached-none": (
        "Of the {roll:Member State|Member States}, {reached} hosted a seminar or took part in one"
    ),
    "never-some": "; {never:is|are} not recorded in any, at any time.",
    "never-none": "; all are recorded in one, at some time.",
    "no-lists": "For {n} of the seminars held, no list of states is recorded.",
    "least-developed": (
        "Of the {roll:least developed country|least developed countries} among them, "
        "{reached:was|were|none was} reached {span}"
    ),
    "span-since": "since {day}",
    "span-to": "up to {day}",
    "scheduled": "{scheduled:seminar is|seminars are} scheduled before the end of {year}",
    "scheduled-others": "{scheduled:other is|others are} scheduled before the end of {year}",
    "overdue": (
        "{overdue:of these is recorded as scheduled although its dates have passed|of these are "
        "recorded as scheduled although their dates have passed}."
    ),
    "scheduled-overdue": (
        "{overdue:seminar is recorded as scheduled although its dates have passed|seminars are "
        "recorded as scheduled although their dates have passed}; no other is scheduled before the "
        "end of {year}."
    ),
    "postponed": "{postponed:seminar is|seminars are} recorded as postponed.",
    "cancelled": "{cancelled:seminar is|seminars are} recorded as cancelled.",
    "changed": (
        "{postponed:seminar is|seminars are} recorded as postponed and {cancelled} as cancelled."
    ),
    "newly": (
        "Since the paper of {day}, {postponed:seminar was|seminars were} postponed and "
        "{cancelled:was|were|none was} cancelled."
    ),
    "newly-none": "Since the paper of {day}, no seminar was postponed or cancelled.",
    "still": "{still:seminar remains|seminars remain} postponed from before.",
    "unchanged": "No seminar is recorded as postponed or cancelled.",
    "areas": (
        "The practical areas addressed were the following, a seminar on several areas being "
        "counted in each:"
    ),
    "levels": "The seminars were to promote developments at these levels:",
    "area": (
        "{title}: {held:seminar|seminars} held, {scheduled} scheduled before the end of {year}."
    ),
    "area-overdue": "{title}: {held:seminar|seminars} held, {scheduled} recorded as scheduled.",
    "intended-none": "No seminar is recorded as intended for the coming year.",
    "intended": "{intended:further seminar is|further seminars are} intended",
    "intended-parts": ": {parts}.",
    "intended-past": "{n} for dates that are past",
    "intended-this-year": "{n} later in {year}",
    "intended-next-year": "{n} in {next}",
    "intended-later": "{n} after {next}",
    "intended-undated": "{n} for which no date is set",
    "intended-all-past": " for dates that are past.",
    "intended-all-this-year": " later in {year}.",
    "intended-all-next-year": " in {next}.",
    "intended-all-later": " after {next}.",
    "intended-all-undated": ", and no date is set.",
    "going-on-theme": "By practical area:",
    "going-on-level": "By level:",
    "intended-area": "{title}: {intended:seminar|seminars}.",
    "invited": "The Assembly is invited:",
    "invited-one": "The Assembly is invited {text}.",
    "decide": "{text};",
    "decide-and": "{text}; and",
    "decide-last": "{text}.",
    "listed": (
        "Each seminar stands in one list only. The notes give the identifiers of the records "
        "behind "
        "each figure."
    ),
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
        "Over the period {period}, and therefore not the same counts as since the last decision or "
        "paper. What is proposed does not count as held or scheduled. “Still missing” is what is "
        "planned, less the seminars held and scheduled; its note gives these seminars."
    ),
    "changes-reading": (
        "According to the records. No figures of an earlier paper were given, so what is new since "
        "then is not known."
    ),
    "changes-since": "Since the paper of {day}{symbol}.",
    "changes-none": "Nothing changed for any seminar since the paper of {day}{symbol}.",
    "records-same": "The records are those of that paper: their files have not changed.",
    "roll-reading": "The roll of Member States changed.",
    "spans": (
        "Each paper counts what took place and who took part in its own time: that of {day} "
        "{span}, "
        "this one since {day}. States not recorded in any seminar are counted over all time."
    ),
    "mandate": "{decision}: {text}",
    "requests": "In all, {requests:request was|requests were} received",
    "requests-parts": ": {parts}.",
    "requests-met": "{n} met",
    "requests-arranged": "{n} to be met by a scheduled seminar",
    "requests-proposed": "{n} answered by a proposal",
    "requests-open": "{n} still open",
    "mandate-answered": (
        "It is answered by {held:seminar|seminars|no seminar} held, {scheduled} scheduled and "
        "{proposed} proposed."
    ),
    # caveats
    "caution": (
        "{n} of the {records:record|records} {be} illustrative; figures that rest on them are not "
        "facts."
    ),
    "caution-all": (
        "{n:record is shown here, and it is|records are shown here, all of them} illustrative; no "
        "figure is a fact."
    ),
    "caution-unread": (
        "Not everything could be read, and what could not is in no figure: the annex “{annex}” "
        "says what."
    ),
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
        "{n:seminar is recorded as scheduled although its dates have passed, and is|seminars are "
        "recorded as scheduled although their dates have passed, and are} counted as scheduled."
    ),
    "caveat-past": (
        "{n:proposal was|proposals were} thought of for dates that are past; no other is recorded."
    ),
    "caveat-off-roll": (
        "In {n:seminar|seminars}, countries or territories took part that are not on the roll; "
        "they "
        "are not counted."
    ),
    "caveat-earlier": (
        "{n:seminar was|seminars were} held before the time of this paper; {be} not counted in it, "
        "but for the states not recorded in any. Whether an earlier paper told of each is not "
        "known "
        "without its frozen figures: one recorded late would be in no paper."
    ),
    "caveat-earlier-told": (
        "{n:seminar is|seminars are} in earlier papers as held; {be} not counted in this one, but "
        "for the states not recorded in any."
    ),
    "caveat-illustrative": "{n:record is|records are} illustrative, out of {records} in all.",
    "caveat-regions": (
        "The roll of Member States is the packaged one, of September 2007; its allocation of "
        "states to regions is not sourced."
    ),
    "caveat-lost": "{number} in error could not be read, and {be} in no figure.",
    "caveat-files": "{number} of records could not be read; what stands there is in no figure.",
    "caveat-rules": (
        "The programme file has errors: its mandate, terms, roll, targets or requests may be "
        "missing "
        "from this paper."
    ),
    "lost-record": "{n} record|{n} records",
    "lost-file": "{n} file|{n} files",
    # a brief
    "brief": "Brief for the delegation of {name}",
    "brief-place": "{name} belongs to the region “{region}”{least}.",
    "brief-off-roll": "{name} is not on the roll of Member States.",
    "brief-least": " and is among the least developed countries",
    "brief-hosted": "It hosted {n:seminar|seminars}.",
    "brief-attended": "It took part in {n:seminar|seminars} elsewhere.",
    "brief-absent": (
        "It was invited to {n:seminar|seminars} held elsewhere, and is not recorded as taking part."
    ),
    "brief-invited": "It is invited to {n:seminar|seminars} elsewhere, not recorded as held.",
    "brief-withdrawn": (
        "{n:seminar elsewhere, to which it was invited, is|seminars elsewhere, to which it was "
        "invited, are} cancelled."
    ),
    "brief-passed": (
        "For {n:seminar|seminars} recorded as scheduled or proposed in the country, the dates have "
        "passed."
    ),
    "brief-postponed": "{n:seminar in the country is|seminars in the country are} postponed.",
    "brief-cancelled": "{n:seminar in the country was|seminars in the country were} cancelled.",
    "brief-nothing": "The records show no {parts}.",
    "brief-coming": "{n:seminar is|seminars are} scheduled or proposed in the country.",
    "brief-requests": "It made {n:request|requests}.",
    "brief-offer": "It offered to host a seminar in {place}: {dates}.",
    "brief-caveat": (
        "This page says what is recorded; a list of states is not recorded for every seminar."
    ),
    "brief-near": (
        "Of the others scheduled or proposed elsewhere, {n:seminar is|seminars are} the nearest, "
        "by the distance between capitals."
    ),
    "brief-region": (
        "In its region, {n:further seminar is|further seminars are} scheduled or proposed."
    ),
}

RULES: Mapping[str, str] = {
    "records": "every record that could be read",
    "held": (
        "held as of the day, and its last possible day after the last decision or paper; with a "
        "frozen paper, not told of in it as held"
    ),
    "scheduled": "scheduled as of the day, and may begin before the end of the year",
    "intended": "proposed, or scheduled for after the end of the year",
    "postponed": "postponed",
    "cancelled": "cancelled",
    "earlier": (
        "held, and its last possible day not after the last decision or paper; with a frozen "
        "paper, "
        "told of in it as held"
    ),
    "overdue": "scheduled, and its last possible day before the day of the paper",
    "hosts": "states that host one of these seminars, each once",
    "past": "proposed, and its last possible day before the day of the paper",
    "this-year": "intended, not past, and may begin before the end of the year",
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
    "postponed.since": "postponed, and not so in the frozen paper of --since",
    "postponed.still": "postponed, and so in the frozen paper of --since",
    "cancelled.since": "cancelled, and not so in the frozen paper of --since",
    "changes": "seminars that differ from the frozen paper of --since",
    "brief": "what the records say of this state",
}
