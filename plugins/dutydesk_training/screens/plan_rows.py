"""What the plan of the term shows at one moment: how topics stand, and sessions kept or proposed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from dutydesk.api import Desk
from dutydesk.api.holding import HELD, occurrence_state_name, wall_now
from dutydesk.api.people_named import names_by_key
from dutydesk.domain import Occurrence, short_day
from dutydesk.tui.widgets import TableColumn, TableRow, month_name
from dutydesk.wording import _, clauses, listed, ngettext, pgettext, phrases
from dutydesk_training.planning.problem import TopicProblem
from dutydesk_training.planning.proposal import PlanProposal, ProposedSession, SessionState, state_name
from dutydesk_training.planning.words import names_text
from dutydesk_training.topic_session import TopicSession
from dutydesk_training.topic_standing import TopicStanding, standings
from dutydesk_training.topic_words import lacking_text, meter_bar, meter_text

TOPIC_COLUMNS = (
    TableColumn("topic", _("Topic")),
    TableColumn("hours", pgettext("training", "Hours"), 5),
    TableColumn("meter", _("# had + planned"), 15),
    TableColumn("had", _("Had it"), 8),
    TableColumn("planned", _("Planned"), 8),
    TableColumn("open", pgettext("sessions", "Open"), 5),
)
SESSION_COLUMNS = (
    TableColumn("day", _("Date"), 9),
    TableColumn("time", _("Time"), 5),
    TableColumn("topic", _("Topic")),
    TableColumn("group", _("Group"), 5),
    TableColumn("part", pgettext("lecture", "Part"), 5),
    TableColumn("people", _("People"), 8),
    TableColumn("state", _("State"), 10),
)

_PROPOSED = "proposed-"
FIRST_PROPOSED = f"{_PROPOSED}0"


@dataclass(frozen=True, slots=True)
class PlanView:
    """What the screen shows: the topics, the sessions, and by the key of a row what is told of it."""

    topics: tuple[TableRow, ...]
    sessions: tuple[TableRow, ...]
    details: Mapping[str, str]
    summary: str
    nearest: str = ""


def kept_view(desk: Desk) -> PlanView:
    """Return how topics stand, and the sessions that are kept."""
    found = standings(desk)
    names = names_by_key(desk)
    listed = sorted(
        ((session, each) for each in found for session in each.sessions),
        key=lambda each: (each[0].start, each[0].key),
    )
    expected = desk.participants([session for session, _standing in listed])
    details = {f"topic-{each.topic.code}": _topic_detail(each, names) for each in found}
    rows: list[TableRow] = []
    now, month, nearest = wall_now(desk), "", ""
    for session, standing in listed:
        if month != month_name(session.start.date()):
            month = month_name(session.start.date())
            rows.append(TableRow(f"month-{month}", (month,), heading=True))
        placed = standing.placed.get(session.key)
        style = "good" if session.state == HELD else "warning" if session.end <= now else ""
        rows.append(
            TableRow(
                session.key,
                (
                    *_when(session.start),
                    *_what(session, standing, placed),
                    _count(len(expected[session.key]), placed),
                    occurrence_state_name(session, now),
                ),
                style=style,
            )
        )
        details[session.key] = _session_detail(expected[session.key], placed, names)
        if not nearest and session.end > now:
            nearest = session.key
    return PlanView(tuple(_topic_row(each) for each in found), tuple(rows), details, _summary(found), nearest)


def proposed_rows(proposal: PlanProposal) -> tuple[tuple[TableRow, ...], Mapping[str, str]]:
    """Return the sessions of a proposal, what found no time on top, and what is told of each line."""
    rows: list[TableRow] = []
    details: dict[str, str] = {}
    notes = [(text, "error") for text in proposal.unplaced] + [(text, "muted") for text in proposal.remarks]
    if notes:
        rows.append(TableRow("notes", (_("To know"),), heading=True))
    for index, (text, style) in enumerate(notes):
        sign = "!" if style == "error" else "-"
        rows.append(TableRow(f"note-{index}", (sign, "", text, "", "", "", ""), style=style))
        details[f"note-{index}"] = text
    month = ""
    for index, each in enumerate(proposal.sessions):
        day = each.placed.start.date()
        if month != month_name(day):
            month = month_name(day)
            rows.append(TableRow(f"month-{month}", (month,), heading=True))
        topic = proposal.problem.topic(each.placed.topic)
        rows.append(_proposed_row(f"{_PROPOSED}{index}", each, topic))
        details[f"{_PROPOSED}{index}"] = _proposed_detail(each, proposal)
    return tuple(rows), details


def proposal_summary(proposal: PlanProposal) -> str:
    """Return in a line what a proposal comes to."""
    count, missed = len(proposal.sessions), proposal.solution.missed
    parts = [ngettext("{count} session", "{count} sessions", count).format(count=count)]
    if missed:
        parts.append(
            ngettext(
                "{missed} time someone cannot come", "{missed} times someone cannot come", missed
            ).format(missed=missed)
        )
    else:
        parts.append(_("everyone can come"))
    if proposal.unplaced:
        parts.append(_("some found no time"))
    return _("Proposal: {what}").format(what=phrases(parts))


def _topic_row(standing: TopicStanding) -> TableRow:
    topic = standing.topic
    style = "warning" if standing.unplanned else "" if standing.lacking else "good"
    whole, done, open_ = len(standing.people), standing.done, len(standing.unplanned)
    return TableRow(
        f"topic-{topic.code}",
        (
            topic.title,
            f"{topic.hours:g}",
            meter_bar(standing),
            _("{count} of {whole}").format(count=done, whole=whole),
            str(whole - done - open_),
            str(open_),
        ),
        style=style,
    )


def _topic_detail(standing: TopicStanding, names: Mapping[str, str]) -> str:
    topic = standing.topic
    parts = [
        meter_text(standing),
        _("Teaches: {points}").format(points=clauses(topic.syllabus)) if topic.syllabus else "",
        lacking_text(standing, names),
        _("In charge: {name}").format(name=names.get(topic.owner, topic.owner)) if topic.owner else "",
    ]
    return " - ".join(part for part in parts if part) or topic.title


def _session_detail(expected: tuple[str, ...], placed: TopicSession | None, names: Mapping[str, str]) -> str:
    parts = [
        placed.reason if placed is not None else "",
        _("People: {names}").format(names=listed(names.get(key, key) for key in expected)),
    ]
    missing = [key for key in placed.members if key not in expected] if placed is not None else []
    if missing:
        parts.append(_("Cannot come: {names}").format(names=names_text(missing, names)))
    return " - ".join(part for part in parts if part)


def _proposed_detail(session: ProposedSession, proposal: PlanProposal) -> str:
    names = proposal.problem.name_of
    people = listed(names.get(key, key) for key in session.placed.people)
    return " - ".join((session.reason, _("People: {names}").format(names=people)))


def _proposed_row(key: str, session: ProposedSession, topic: TopicProblem) -> TableRow:
    placed = session.placed
    whole = len(placed.people) + len(placed.missing)
    people = (
        _("{count} of {whole}").format(count=len(placed.people), whole=whole)
        if placed.missing
        else str(whole)
    )
    return TableRow(
        key,
        (
            *_when(placed.start),
            topic.title,
            str(placed.group) if topic.groups > 1 else "",
            f"{placed.part}/{topic.parts}",
            people,
            state_name(session.state),
        ),
        style="warning" if placed.missing else "muted" if session.state is SessionState.SAME else "",
    )


def _when(start: datetime) -> Iterator[str]:
    yield short_day(start.date())
    yield f"{start:%H:%M}"


def _what(session: Occurrence, standing: TopicStanding, placed: TopicSession | None) -> Iterator[str]:
    """Yield the topic, group and part; of a session that no plan has placed, its title alone."""
    topic = standing.topic
    yield topic.title if placed is not None else session.activity.title
    yield str(placed.group) if placed is not None and topic.groups > 1 else ""
    yield f"{placed.part}/{topic.parts}" if placed is not None else ""


def _count(expected: int, placed: TopicSession | None) -> str:
    whole = len(placed.members) if placed is not None else expected
    return str(expected) if expected >= whole else _("{count} of {whole}").format(count=expected, whole=whole)


def _summary(found: tuple[TopicStanding, ...]) -> str:
    if not found:
        return ""
    stretch = found[0].stretch
    open_ = sum(bool(each.unplanned) for each in found)
    text = (
        ngettext(
            "{count} topic is not planned for all", "{count} topics are not planned for all", open_
        ).format(count=open_)
        if open_
        else _("every topic is planned")
    )
    return _("{term} to {last}: {text}").format(term=stretch.name, last=stretch.last, text=text)
