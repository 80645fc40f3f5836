"""The forms of the board's activities: what one is to be, what became of it, a weak point found at it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from dutydesk.api import DataProblem, Desk
from dutydesk.api.participants_named import participants_named
from dutydesk.api.people_named import key_named
from dutydesk.domain import RoughCount, TaskKind, count_fault, parse_count, task_kind_name
from dutydesk.tui.widgets import Form, FormField, day_name, kept_lines, one_line
from dutydesk.wording import _, pgettext, phrases
from dutydesk_safetyweek.board import BoardEntry, EntryState
from dutydesk_safetyweek.entry_draft import EntryDraft, Outcome
from dutydesk_safetyweek.screens.typed_values import (
    check_end,
    check_number,
    clock_of,
    clock_text,
    day_of,
    number_of,
    number_text,
    owner_field,
    participants_shown,
)
from dutydesk_safetyweek.words import kind_names

HELD, NOT_HELD = "held", "not-held"
_NOTE_LIMIT = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class WeakPoint:
    """A weak point as a form gives it; `owner` is the key of who mends it, or nothing."""

    title: str
    place: str
    owner: str
    due: date | None
    is_hazard: bool


def entry_form(
    desk: Desk,
    day: date,
    save: Callable[[EntryDraft], bool],
    entry: BoardEntry | None = None,
) -> Form:
    """Return the form of `entry`, or of a new activity on `day`."""
    draft = EntryDraft(title="", kind="", day=day) if entry is None else EntryDraft.of(entry)

    def keep(values: dict[str, str]) -> bool:
        try:
            participants = participants_named(desk, (values["people"],))
        except DataProblem as problem:
            form.fail("people", str(problem))
            return False
        if bool(values["start"]) != bool(values["end"]):
            form.fail(
                "end" if values["start"] else "start", _("Type both times, or neither for all of the day.")
            )
            return False
        return save(
            replace(
                draft,
                title=values["title"],
                kind=values["kind"],
                day=date.fromisoformat(values["day"]),
                start=clock_of(values["start"]),
                end=clock_of(values["end"]),
                owner=key_named(desk, values["owner"]),
                audience=values["audience"],
                classes=number_of(values["classes"]),
                heads=number_of(values["heads"]),
                place=values["place"],
                materials=values["materials"],
                participants=participants,
                excuses_duty=values["excuses"] == "yes",
                note=kept_lines(values["note"], draft.note),
            )
        )

    title = (
        _("New activity, {day}").format(day=day_name(day))
        if entry is None
        else _("Change {what}").format(what=entry_name(entry))
    )
    form = Form(title, _entry_fields(desk, draft), keep, about="" if entry is None else entry.id)
    return form


def _entry_fields(desk: Desk, draft: EntryDraft) -> list[FormField]:
    kinds = tuple(kind_names().items())
    return [
        FormField("title", _("Title"), value=draft.title, required=True, limit=100),
        FormField("kind", _("Kind"), "choice", draft.kind or kinds[0][0], kinds),
        FormField("day", _("Day"), "date", draft.day.isoformat(), required=True, today=desk.today()),
        FormField("start", _("From"), "time", clock_text(draft.start), hint=_("empty: all of the day")),
        FormField("end", _("To"), "time", clock_text(draft.end), check=check_end),
        owner_field(desk, draft.owner),
        FormField("audience", _("For whom"), value=draft.audience, hint=_("such as Grade 7, parents")),
        FormField("classes", _("Classes"), value=number_text(draft.classes), check=check_number),
        FormField("heads", _("Heads"), value=number_text(draft.heads), check=check_number),
        FormField("place", _("Place"), value=draft.place),
        FormField("materials", _("Needed"), value=draft.materials, hint=_("such as 300 leaflets, a screen")),
        FormField(
            "people",
            _("Taking part"),
            value=", ".join(participants_shown(desk, draft.participants)),
            hint=_("@all, @squad:1, @rank:leader, names"),
            limit=_NOTE_LIMIT,
        ),
        FormField(
            "excuses",
            _("On duty"),
            "choice",
            "yes" if draft.excuses_duty else "no",
            (("no", _("everyone must come")), ("yes", _("those on duty need not come"))),
        ),
        FormField("note", _("Note"), value=one_line(draft.note), limit=_NOTE_LIMIT),
    ]


def outcome_form(entry: BoardEntry, hold: Callable[[Outcome], bool], take_back: Callable[[], bool]) -> Form:
    """Return the form that marks `entry` held with its counts, or takes the mark back."""
    detail, is_held = entry.detail, entry.state is EntryState.HELD

    def keep(values: dict[str, str]) -> bool:
        if values.get("state", HELD) == NOT_HELD:
            return take_back()
        return hold(
            Outcome(
                reached=_count_of(values["reached"]),
                leaflets=_count_of(values["leaflets"]),
                classes_held=number_of(values["classes"]),
                text=kept_lines(values["outcome"], detail.outcome),
            )
        )

    states = ((HELD, _("it was held")), (NOT_HELD, _("not held after all: take the mark back")))
    return Form(
        _("Done: {what}").format(what=entry_name(entry)),
        [
            *([FormField("state", _("State"), "choice", HELD, states)] if is_held else []),
            FormField(
                "reached",
                _("People reached"),
                value=_count_text(detail.people_reached),
                check=count_fault,
                hint=_("such as 640, over 1000 or about 300"),
            ),
            FormField(
                "leaflets",
                _("Leaflets"),
                value=_count_text(detail.leaflets_given),
                check=count_fault,
            ),
            FormField("classes", _("Classes"), value=number_text(detail.classes_held), check=check_number),
            FormField("outcome", _("How it went"), value=one_line(detail.outcome), limit=_NOTE_LIMIT),
        ],
        keep,
        about=f"done {entry.id}",
    )


def weak_point_form(desk: Desk, entry: BoardEntry, save: Callable[[WeakPoint], bool]) -> Form:
    """Return the form of a weak point found at `entry`."""

    def keep(values: dict[str, str]) -> bool:
        return save(
            WeakPoint(
                title=values["title"],
                place=values["place"],
                owner=key_named(desk, values["owner"]),
                due=day_of(values["due"]),
                is_hazard=values["kind"] == TaskKind.HAZARD,
            )
        )

    kinds = tuple((kind.value, task_kind_name(kind)) for kind in (TaskKind.FINDING, TaskKind.HAZARD))
    return Form(
        _("Weak point found at {what}").format(what=entry_name(entry)),
        [
            FormField("title", _("What"), required=True),
            FormField("place", pgettext("place", "Where"), value=entry.activity.place),
            FormField("kind", _("Kind"), "choice", TaskKind.FINDING, kinds),
            owner_field(desk, "", _("Who mends it")),
            FormField("due", _("By"), "date", hint=_("such as 04-15 or +7"), today=desk.today()),
        ],
        keep,
    )


def _count_text(count: RoughCount | None) -> str:
    return "" if count is None else str(count)


def _count_of(text: str) -> RoughCount | None:
    return parse_count(text) if text else None


def entry_name(entry: BoardEntry) -> str:
    """Return what questions and messages call an activity."""
    return phrases((entry.title, day_name(entry.day)))
