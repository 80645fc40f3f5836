"""The forms of what comes after a drill: review, weak points, proof, the report, signing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dutydesk.api import Desk
from dutydesk.api.people_named import person_fault
from dutydesk.domain import Task
from dutydesk.tui.widgets import (
    Form,
    FormField,
    document_fields,
    document_path,
    one_line,
    source_field,
)
from dutydesk.wording import _, pgettext
from dutydesk_drills.after.drill_report import DrillReport
from dutydesk_drills.screens.typed_values import heads_field, reason_field
from dutydesk_drills.settings import DrillsFile

_MOST_TEXT = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingDraft:
    """A weak point as it was typed."""

    text: str
    owner: str
    due: date
    building: str


def review_form(report: DrillReport, save: Callable[[dict[str, str]], bool]) -> Form:
    """Return a form for what is said of a drill."""
    review = report.review
    return Form(
        _("Review"),
        (
            FormField("went_well", _("Went well"), value=one_line(review.went_well), limit=_MOST_TEXT),
            FormField("to_improve", _("To be better"), value=one_line(review.to_improve), limit=_MOST_TEXT),
            FormField("weather", _("Weather"), value=review.weather),
            heads_field("took_part", _("Took part"), review.took_part, _("how many; empty: as counted")),
        ),
        save,
        about="review",
    )


def finding_form(
    desk: Desk, today: date, save: Callable[[FindingDraft], bool], before: Task | None = None
) -> Form:
    """Return a form for a weak point, or for changing the one that was `before`."""
    buildings = desk.settings(DrillsFile).building
    place = "" if before is None else before.place

    def keep(values: dict[str, str]) -> bool:
        return save(
            FindingDraft(
                text=values["text"],
                owner=values["owner"],
                due=date.fromisoformat(values["due"]),
                building=values["building"],
            )
        )

    return Form(
        _("Weak point"),
        (
            FormField("text", _("What"), value="" if before is None else before.title, required=True),
            FormField(
                "owner",
                pgettext("owner", "Who"),
                value="" if before is None else before.owner,
                required=True,
                hint=_("who mends it: key or name"),
                check=lambda text: person_fault(desk, text),
            ),
            FormField(
                "due",
                _("Due"),
                "date",
                before.due.isoformat() if before is not None and before.due else "",
                required=True,
                hint=_("such as 12-01 or +7"),
                today=today,
            ),
            FormField(
                "building",
                _("Building"),
                "choice",
                next((each.code for each in buildings if each.name == place), ""),
                (("", "-"), *((each.code, each.name) for each in buildings)),
            ),
        ),
        keep,
        about=before.id if before is not None else "",
    )


def proof_form(desk: Desk, task: Task, save: Callable[[str, str], bool]) -> Form:
    """Return a form that asks what was done about a weak point, and for a photo or paper that shows it."""
    return Form(
        _("Done: {title}").format(title=task.title),
        (
            FormField("outcome", _("What was done"), required=True, limit=500),
            source_field(desk, _("a photo or paper that shows it; may be empty")),
        ),
        lambda values: save(values["outcome"], values["source"]),
        about=f"done {task.id}",
    )


def report_form(desk: Desk, usual: str, save: Callable[[Path], bool]) -> Form:
    """Return a form that asks where the report is to be written; `usual` is its name where none is typed."""
    return Form(
        _("Write the report"),
        document_fields(desk, usual),
        lambda values: save(document_path(desk, values, usual)),
        keeps_draft=False,
    )


def sign_form(desk: Desk, save: Callable[[str], bool]) -> Form:
    """Return a form that asks who signs."""
    return Form(
        _("Sign the record off"),
        (
            FormField(
                "by",
                _("Who signs"),
                required=True,
                hint=_("key or name"),
                check=lambda text: person_fault(desk, text),
            ),
        ),
        lambda values: save(values["by"]),
    )


def take_back_form(save: Callable[[str], bool]) -> Form:
    """Return a form that asks why a signature is taken back."""
    return Form(
        _("Take the signature back"),
        (reason_field(),),
        lambda values: save(values["why"]),
    )
