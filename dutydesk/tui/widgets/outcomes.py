"""Marking a task done in a screen, with what was done about it, and opening it again."""

from collections.abc import Callable

from dutydesk.api.tasks import reopened
from dutydesk.domain import Task
from dutydesk.tui.widgets.area import AreaScreen
from dutydesk.tui.widgets.fields import FormField
from dutydesk.tui.widgets.form import Form
from dutydesk.wording import _


def outcome_form(task: Task, save: Callable[[str], bool]) -> Form:
    """Return a form that asks what was done about a task."""
    return Form(
        _("Done: {title}").format(title=task.title),
        [FormField("outcome", _("Outcome"), hint=_("what was done; may be empty"), limit=500)],
        lambda values: save(values["outcome"]),
        about=f"done {task.id}",
    )


def ask_reopening(screen: AreaScreen, task: Task) -> None:
    """Ask on `screen` whether a task that is done is not done after all, and keep that."""
    screen.ask(
        _("Is {title} not done after all?").format(title=task.title),
        lambda: screen.run_change(
            _("Not done: {title}").format(title=task.title), lambda change: change.replace(reopened(task))
        ),
    )
