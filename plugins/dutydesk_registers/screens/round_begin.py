"""The form that begins a round: which checklist, at which place."""

from collections.abc import Callable, Sequence

import msgspec

from dutydesk.tui.widgets import AreaScreen, Form
from dutydesk.wording import _
from dutydesk_registers.entries import Entry
from dutydesk_registers.field_values import FieldContext
from dutydesk_registers.inspecting.rounds import begin_round
from dutydesk_registers.inspecting.seasons import SeasonDue
from dutydesk_registers.register import Register
from dutydesk_registers.register_file import RoundsTable
from dutydesk_registers.screens.register_forms import values_form


def begin_form(  # noqa: PLR0917 - what a round is made of
    screen: AreaScreen,
    register: Register,
    rounds: RoundsTable,
    context: FieldContext,
    wanted: Sequence[SeasonDue],
    then: Callable[[Entry], object],
) -> Form:
    """Return a form for a new round; what a season wants that nobody has begun stands there to begin with.

    `then` is called with the round once it is begun.
    """
    season = next((each for each in wanted if each.begun is None), None)
    known = {} if season is None else {rounds.checklist: season.season.checklist, rounds.place: season.place}
    title = _("New round")
    if season is not None:
        title = _("New round; wanted by {day}: {season}").format(day=season.last, season=season.season.name)

    def save(values: dict[str, str]) -> bool:
        return screen.attempt(
            lambda: then(begin_round(screen.desk, register, values[rounds.checklist], values[rounds.place])),
            _("The round is begun."),
        )

    return values_form(
        title,
        (
            msgspec.structs.replace(register.fields[rounds.checklist], required=True),
            register.fields[rounds.place],
        ),
        known,
        context,
        save,
        about=f"new round of {register.code}",
    )
