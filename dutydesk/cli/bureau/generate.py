"""``dutydesk bureau generate``: arrange a month at every desk."""

import calendar
import re
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from datetime import date
from typing import TYPE_CHECKING

import click

from dutydesk.api import DataProblem, MonthAsked
from dutydesk.api.commands import json_option, print_json, print_table, say
from dutydesk.cli.bureau.bureau_call import BureauCall
from dutydesk.cli.bureau.progress import ProgressLine
from dutydesk.domain import clean_line
from dutydesk.wording import _, ngettext, pgettext

if TYPE_CHECKING:
    from dutydesk.bureau.months import DeskMonth

WRONG = 1
_MONTH = re.compile(r"(2\d{3})-(0[1-9]|1[0-2])")


@click.command(
    help=_(
        "Arrange the month YYYY-MM at every desk, in all cores of this machine or on a Dask cluster. Nothing "
        "is changed without --apply. Status 1 where slots stay open or a desk could not be done."
    )
)
@click.argument("month", metavar="YYYY-MM")
@click.option("--desk", "desks", multiple=True, metavar="NAME", help=_("Only this desk; may be given again."))
@click.option("--apply", "applies", is_flag=True, help=_("Keep each roster at its desk."))
@click.option("--again", is_flag=True, help=_("Also where the month is arranged already."))
@click.option(
    "--seconds",
    type=click.FloatRange(0.05, 3600),
    help=_(
        "The longest that the search may take at each desk, in seconds of work; else as its settings say."
    ),
)
@click.option("--seed", type=int, default=0, show_default=True, help=_("Another seed, another roster."))
@click.option(
    "--workers", type=click.IntRange(1, 512), help=_("How many processes of this machine; else one a core.")
)
@click.option(
    "--engine", metavar="ADDRESS", help=_("A Dask cluster's scheduler, such as tcp://10.0.0.5:8786.")
)
@json_option
@click.pass_context
def generate(
    ctx: click.Context,
    month: str,
    *,
    desks: tuple[str, ...],
    applies: bool,
    again: bool,
    seconds: float | None,
    seed: int,
    workers: int | None,
    engine: str | None,
    as_json: bool,
) -> None:
    """Send each desk's month out, and keep what comes back; Ctrl+C keeps what is done."""
    from dutydesk.bureau.desk_places import places_named  # noqa: PLC0415 - it brings the desks
    from dutydesk.bureau.months import Months  # noqa: PLC0415 - likewise
    from dutydesk.executors import InterruptsTo  # noqa: PLC0415 - only where months are arranged

    first, last = _days_of(month)
    if workers is not None and engine is not None:
        raise click.UsageError(_("--workers are of this machine, and --engine is another's: give one"), ctx)
    call: BureauCall = ctx.obj
    bureau = call.open()
    places = places_named(bureau.places(), desks)
    asked = MonthAsked(first=first, last=last, seconds=seconds, seed=seed, again=again)
    executor, size = _executor(workers, engine)
    stopped, began = _Stop(), time.monotonic()
    found: list[DeskMonth] = []
    try:
        with InterruptsTo(stopped.ask), ProgressLine(quiet=as_json) as line:
            for done in Months(bureau, asked, applies=applies).arrange(places, executor, size, stopped.asked):
                found.append(done)
                line.show(_progress(found, len(places), _busy(found, time.monotonic() - began, size)))
    finally:
        executor.shutdown(cancel_futures=True)
    passed = time.monotonic() - began
    if as_json:
        print_json(_document(month, found, len(places), passed, size))
    else:
        _print(found, len(places), passed, _busy(found, passed, size), applies=applies)
    ctx.exit(0 if len(found) >= len(places) and all(each.is_well for each in found) else WRONG)


class _Stop:
    """Whether someone has pressed Ctrl+C."""

    def __init__(self) -> None:
        self._asked = False

    def ask(self) -> None:
        """Ask to stop."""
        self._asked = True

    def asked(self) -> bool:
        """Tell whether it was asked."""
        return self._asked


def _days_of(text: str) -> tuple[date, date]:
    form = _MONTH.fullmatch(text.strip())
    if form is None:
        raise DataProblem(
            _("{text!r} is no month; expected one such as 2026-11").format(text=clean_line(text, 40))
        )
    year, month = int(form[1]), int(form[2])
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _executor(workers: int | None, engine: str | None) -> tuple[Executor, int]:
    """Return where the searches run, and how many do so at a time."""
    from dutydesk.executors import (  # noqa: PLC0415 - only where months are arranged
        Cluster,
        ExecutorUnavailable,
        LocalProcesses,
        cores,
        open_executor,
    )

    if engine is None:
        size = workers or cores()
        return LocalProcesses(size, tries=3), size
    try:
        executor = open_executor(engine)
    except ExecutorUnavailable as error:
        raise DataProblem(str(error)) from error
    size = executor.size if isinstance(executor, Cluster | LocalProcesses) else 1
    return executor, max(size, 1)


def _busy(found: Sequence["DeskMonth"], seconds: float, size: int) -> float:
    """Return the share of the cores' time that searches have taken so far."""
    return sum(each.cpu_seconds for each in found) / max(seconds * size, 0.001)


def _progress(found: Sequence["DeskMonth"], number: int, busy: float) -> str:
    return _(
        "{done} of {number} desks, {open_heads} open, cores {busy:.0%} busy (Ctrl+C keeps what is done)"
    ).format(done=len(found), number=number, open_heads=_open(found), busy=min(busy, 1.0))


def _open(found: Sequence["DeskMonth"]) -> int:
    return sum(each.outcome.open for each in found if each.outcome is not None)


def _document(
    month: str, found: Sequence["DeskMonth"], number: int, seconds: float, size: int
) -> Mapping[str, object]:
    return {
        "month": month,
        "desks": [
            {
                "desk": each.place.name,
                "open": each.outcome.open if each.outcome is not None else None,
                "broken": each.outcome.broken if each.outcome is not None else None,
                "changes": each.outcome.changes if each.outcome is not None else None,
                "kept": each.kept,
                "passed_over": each.passed_over,
                "fault": each.fault,
                "cpu_seconds": round(each.cpu_seconds, 3),
            }
            for each in found
        ],
        "left_out": number - len(found),
        "workers": size,
        "seconds": round(seconds, 3),
        "busy": round(_busy(found, seconds, size), 3),
    }


def _print(found: Sequence["DeskMonth"], number: int, seconds: float, busy: float, *, applies: bool) -> None:
    print_table(
        (_("Desk"), pgettext("slot", "Open"), _("Broken"), _("Changes"), ""),
        [
            (
                each.place.name,
                *(
                    (each.outcome.open, each.outcome.broken, each.outcome.changes)
                    if each.outcome is not None
                    else ("", "", "")
                ),
                each.fault or each.passed_over,
            )
            for each in sorted(found, key=lambda each: each.place)
        ],
    )
    arranged = sum(each.outcome is not None for each in found)
    say(
        ngettext("{count} desk arranged", "{count} desks arranged", arranged).format(count=arranged)
        + _(" in {seconds:.0f} s, cores {busy:.0%} busy, {open_heads} slots open").format(
            seconds=seconds, busy=min(busy, 1.0), open_heads=_open(found)
        )
    )
    if len(found) < number:
        say(
            _("Stopped: {left} left out; the same command goes on with them.").format(
                left=number - len(found)
            )
        )
    if arranged and not applies:
        say(_("Nothing was kept. --apply keeps it."))
