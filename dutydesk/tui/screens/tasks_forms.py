"""The forms of the Tasks area."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from dutydesk.api import Desk
from dutydesk.api.people_named import key_named, person_fault
from dutydesk.api.tasks import new_task
from dutydesk.domain import Task, TaskKind, task_kind_name
from dutydesk.tui.widgets.fields import FormField, kept_lines, one_line
from dutydesk.tui.widgets.form import Form
from dutydesk.wording import _, pgettext


def task_form(desk: Desk, title: str, save: Callable[[Task], bool], before: Task | None = None) -> Form:
    """Return a form for a new task, or for changing the one that was `before`."""

    def keep(values: dict[str, str]) -> bool:
        task = new_task(
            values["title"],
            kind=TaskKind(values["kind"]),
            owner=key_named(desk, values["owner"]),
            due=date.fromisoformat(values["due"]) if values["due"] else None,
            place=values["place"],
            note=kept_lines(values["note"], before.note if before else ""),
        )
        if before is None:
            return save(task)
        return save(
            replace(
                before,
                title=task.title,
                kind=task.kind,
                owner=task.owner,
                due=task.due,
                place=task.place,
                note=task.note,
            )
        )

    return Form(
        title,
        [
            FormField("title", _("Task"), value=before.title if before else "", required=True),
            FormField(
                "owner",
                pgettext("owner", "Who"),
                value=before.owner if before else "",
                hint=_("key or name; may be empty"),
                check=lambda text: person_fault(desk, text),
            ),
            FormField(
                "due",
                _("Due"),
                "date",
                before.due.isoformat() if before and before.due else "",
                hint=_("such as 12-01, +3 or today; may be empty"),
                today=desk.today(),
            ),
            FormField(
                "kind",
                _("Kind"),
                "choice",
                before.kind if before else TaskKind.TASK,
                tuple((kind.value, task_kind_name(kind)) for kind in TaskKind),
            ),
            FormField("place", _("Place"), value=before.place if before else ""),
            FormField("note", _("Note"), value=one_line(before.note) if before else "", limit=500),
        ],
        keep,
        about=before.id if before else "",
    )
