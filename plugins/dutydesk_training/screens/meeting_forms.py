"""The forms of a meeting: a point, a decision, who is in the chair, and printing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dutydesk.api import Desk
from dutydesk.api.people_named import key_named, person_fault
from dutydesk.tui.widgets import Form, FormField, document_fields, document_path
from dutydesk.wording import _
from dutydesk_training.minutes import LONGEST_POINT, Minutes
from dutydesk_training.papers import Paper, paper_name


@dataclass(frozen=True, slots=True)
class NewDecision:
    """What a form says was decided; `owner` is a person's key."""

    text: str
    owner: str
    due: date


def point_form(title: str, save: Callable[[str], bool], before: str = "") -> Form:
    """Return a form for a point of the agenda, a new one or the one that read `before`."""
    field = FormField("text", _("Point"), value=before, required=True, limit=LONGEST_POINT)
    return Form(title, [field], lambda values: save(values["text"]))


def decision_form(desk: Desk, due: date, save: Callable[[NewDecision], bool]) -> Form:
    """Return a form for a decision; `due` is the day that it proposes."""

    def keep(values: dict[str, str]) -> bool:
        return save(
            NewDecision(
                text=values["text"],
                owner=key_named(desk, values["owner"]),
                due=date.fromisoformat(values["due"]),
            )
        )

    return Form(
        _("What was decided?"),
        [
            FormField("text", _("Decision"), required=True, hint=_("what is to be done")),
            _person_field(desk, "owner", _("Who sees to it"), required=True),
            FormField(
                "due",
                _("By"),
                "date",
                due.isoformat(),
                required=True,
                hint=_("such as 12-01, +3 or today"),
                today=desk.today(),
            ),
        ],
        keep,
    )


def chair_form(desk: Desk, minutes: Minutes, save: Callable[[str, str], bool]) -> Form:
    """Return a form for who is in the chair and who writes the minutes; `save` is given their keys."""
    return Form(
        _("Chair and writer"),
        [
            _person_field(desk, "chair", _("Chair"), value=minutes.chair),
            _person_field(desk, "writer", _("Minutes taken by"), value=minutes.writer),
        ],
        lambda values: save(key_named(desk, values["chair"]), key_named(desk, values["writer"])),
        about="chair",
    )


def _person_field(desk: Desk, name: str, label: str, *, value: str = "", required: bool = False) -> FormField:
    hint = _("key or name") if required else _("key or name; may be empty")
    return FormField(
        name, label, value=value, required=required, hint=hint, check=lambda text: person_fault(desk, text)
    )


def print_form(desk: Desk, stem: str, save: Callable[[Paper, Path], bool]) -> Form:
    """Return a form that asks which paper to print and where; `stem` begins the name of the file."""
    papers = tuple((each, paper_name(each)) for each in Paper)
    return Form(
        _("Print"),
        [
            FormField("paper", _("Paper"), "choice", Paper.AGENDA, papers),
            *document_fields(desk, _("{stem} and the paper").format(stem=stem)),
        ],
        lambda values: save(Paper(values["paper"]), document_path(desk, values, f"{stem}-{values['paper']}")),
        keeps_draft=False,
    )
