"""How many rounds the seasons of a year have wanted, and how many of them were made."""

from collections.abc import Iterator

from dutydesk.api import Desk, Figure, FigureName
from dutydesk.wording import _
from dutydesk_registers.inspecting.seasons import seasons_of_year
from dutydesk_registers.register import Register
from dutydesk_registers.year_evidence import YearEvidence


def round_figures(desk: Desk, register: Register, evidence: YearEvidence) -> Iterator[Figure]:
    """Yield how many rounds a year wanted and how many were made, where the register tells of rounds of it.

    A season that is still on wants none that was left out: it counts once its round is made, or it is over.
    """
    if not evidence.is_there:
        return
    today = desk.today()
    wanted = [
        each
        for each in seasons_of_year(desk, register, evidence.year)
        if each.state.is_done or each.last < today
    ]
    if not wanted:
        return
    due, done = round_figure_names(register)
    made = [each.done.record.subject for each in wanted if each.state.is_done and each.done is not None]
    yield Figure(due.key, due.title, len(wanted))
    yield Figure(done.key, done.title, len(made), tuple(dict.fromkeys(made)) or evidence.said_complete)


def round_figure_names(register: Register) -> tuple[FigureName, ...]:
    """Return the names of both figures, of those due first; none of a register without seasons."""
    if register.file.rounds is None or not register.file.season:
        return ()
    return (
        FigureName(f"{register.code}.rounds_due", _("{register}: rounds due").format(register=register.name)),
        FigureName(
            f"{register.code}.rounds_done", _("{register}: rounds made").format(register=register.name)
        ),
    )
