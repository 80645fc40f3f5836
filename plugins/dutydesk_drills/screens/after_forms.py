"""The forms of what comes after a drill: review, weak points, proof, files, the report, signing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dutydesk.api import Desk
from dutydesk.api.people_named import person_fault
from dutydesk.documents import ENDINGS
from dutydesk.domain import Task
from dutydesk.domain.attachment import LINK_SCHEMES
from dutydesk.tui.widgets import Form, FormField, target_fault, target_path
from dutydesk.wording import _
from dutydesk_drills.after.drill_report import DrillReport
from dutydesk_drills.settings import DrillsFile

_MOST_TEXT, _MOST_PATH, _MOST_PEOPLE = 2000, 500, 20_000
_USUAL_ENDING = ".pdf"


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
    took_part = "" if review.took_part is None else str(review.took_part)
    return Form(
        _("Review"),
        (
            FormField("went_well", _("Went well"), value=_one_line(review.went_well), limit=_MOST_TEXT),
            FormField("to_improve", _("To be better"), value=_one_line(review.to_improve), limit=_MOST_TEXT),
            FormField("weather", _("Weather"), value=review.weather),
            FormField(
                "took_part",
                _("Took part"),
                value=took_part,
                check=_wrong_people,
                limit=5,
                hint=_("how many; empty: as counted"),
            ),
        ),
        save,
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
                _("Who"),
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
    )


def proof_form(task: Task, save: Callable[[str, str], bool]) -> Form:
    """Return a form that asks what was done about a weak point, and for a photo or paper that shows it."""
    return Form(
        _("Done: {title}").format(title=task.title),
        (
            FormField("outcome", _("What was done"), required=True, limit=500),
            FormField(
                "source",
                _("File or link"),
                check=_wrong_source,
                limit=_MOST_PATH,
                hint=_("a photo or paper that shows it; may be empty"),
            ),
        ),
        lambda values: save(values["outcome"], values["source"]),
    )


def file_form(what: str, save: Callable[[str, str], bool]) -> Form:
    """Return a form that asks for a file or link to keep with `what`."""
    return Form(
        _("Keep with {what}").format(what=what),
        (
            FormField(
                "source",
                _("File or link"),
                required=True,
                check=_wrong_source,
                limit=_MOST_PATH,
                hint=_("a path on this computer, or https://..."),
            ),
            FormField("title", _("What it is"), hint=_("empty: the name of the file")),
        ),
        lambda values: save(values["source"], values["title"]),
    )


def report_form(usual: str, save: Callable[[Path], bool]) -> Form:
    """Return a form that asks where the report is to be written."""
    return Form(
        _("Write the report"),
        (
            FormField(
                "file",
                _("File"),
                value=usual,
                required=True,
                limit=_MOST_PATH,
                check=_wrong_file,
                hint=_("ending in .pdf, .docx or .md"),
            ),
        ),
        lambda values: save(_meant_path(values["file"])),
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
        (FormField("why", _("Why"), required=True, hint=_("the reason; it stays in the history")),),
        lambda values: save(values["why"]),
    )


def _one_line(text: str) -> str:
    return text.replace("\n", " ")


def _wrong_people(text: str) -> str:
    right = text.isascii() and text.isdigit() and int(text) <= _MOST_PEOPLE
    return "" if right else _("Type a number such as 760.")


def _wrong_source(text: str) -> str:
    if text.startswith(LINK_SCHEMES):
        return ""
    try:
        is_there = Path(text).expanduser().is_file()
    except (ValueError, RuntimeError, OSError):
        is_there = False
    return "" if is_there else _("There is no such file; a link begins with https://.")


def _meant_path(typed: str) -> Path:
    path = target_path(typed)
    return path if path.suffix else path.with_name(path.name + _USUAL_ENDING)


def _wrong_file(text: str) -> str:
    fault = target_fault(text)
    if not fault and _meant_path(text).suffix.lower() not in ENDINGS:
        return _("Expected a name that ends in {endings}.").format(endings=", ".join(ENDINGS))
    return fault
