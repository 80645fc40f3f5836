"""The lines of the People area, made from records."""

from collections.abc import Iterable

from dutydesk.api import JournalEntry
from dutydesk.domain import Absence, AbsenceState, Person, Zone
from dutydesk.tui.widgets.table import TableColumn, TableRow
from dutydesk.wording import _, phrases

PEOPLE_COLUMNS = (
    TableColumn("key", _("Key"), 8),
    TableColumn("name", _("Name"), 16),
    TableColumn("latin", _("Latin name")),
    TableColumn("rank", _("Rank"), 8),
    TableColumn("squad", _("Squad"), 6),
    TableColumn("qualifications", _("Qualified for")),
)
DETAIL_COLUMNS = (
    TableColumn("when", _("When"), 24),
    TableColumn("what", _("What"), 22),
    TableColumn("more", _("More")),
)


def rank_name(rank: str) -> str:
    """Return what people call a rank; one that is not known is shown as it stands."""
    names = {"leader": _("leader"), "deputy": _("deputy"), "guard": _("guard"), "staff": _("staff")}
    return names.get(rank, rank)


def absence_kind_name(kind: str) -> str:
    """Return what people call a kind of absence."""
    names = {
        "sick": _("sick"),
        "annual": _("annual leave"),
        "personal": _("personal leave"),
        "course": _("on a course"),
        "other": _("away"),
    }
    return names.get(kind, kind)


def absence_state_name(state: AbsenceState) -> str:
    """Return what people call the state of a request, with a sign where something must be decided."""
    return {
        AbsenceState.ASKED: _("? asked"),
        AbsenceState.APPROVED: _("approved"),
        AbsenceState.DECLINED: _("declined"),
        AbsenceState.WITHDRAWN: _("withdrawn"),
    }[state]


def person_row(person: Person) -> TableRow:
    """Return the line of a person."""
    return TableRow(
        person.id,
        (
            person.id,
            person.name,
            person.latin,
            rank_name(person.rank),
            person.squad,
            ", ".join(person.qualifications),
        ),
        search=f"{person.phone} {person.email} {person.note}",
    )


def absence_rows(absences: Iterable[Absence]) -> list[TableRow]:
    """Return the lines of absences, the newest first."""
    styles = {AbsenceState.ASKED: "warning", AbsenceState.APPROVED: ""}
    return [
        TableRow(
            absence.id,
            (
                f"{absence.first} - {absence.last}" if absence.last != absence.first else f"{absence.first}",
                phrases((absence_kind_name(absence.kind), absence_state_name(absence.state))),
                " / ".join(filter(None, (absence.note, absence.answer))),
            ),
            styles.get(absence.state, "muted"),
        )
        for absence in sorted(absences, key=lambda absence: absence.first, reverse=True)
    ]


def history_rows(entries: Iterable[JournalEntry], zone: Zone) -> list[TableRow]:
    """Return the lines of a history, the newest first."""
    return [
        TableRow(
            str(entry.number),
            (f"{zone.wall(entry.at):%Y-%m-%d %H:%M}", entry.who, entry.why),
        )
        for entry in entries
    ]
