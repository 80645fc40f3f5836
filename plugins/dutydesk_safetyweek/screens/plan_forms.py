"""The forms of a whole week: planning one, copying one, its theme."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dutydesk.api import Desk
from dutydesk.tui.widgets import Form, FormField
from dutydesk.wording import _, ngettext, pgettext
from dutydesk_safetyweek.board import weeks
from dutydesk_safetyweek.pack import packs
from dutydesk_safetyweek.safety_week import SafetyWeek
from dutydesk_safetyweek.screens.typed_values import day_of
from dutydesk_safetyweek.settings import SafetyWeekFile

SKIP, REFUSE = "skip", "refuse"
_EARLIEST, _LATEST = 1996, 2999


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedWeek:
    """What a form asks to be planned; without a `first` day the settings say when it begins."""

    year: int
    first: date | None
    skip_holidays: bool
    pack: str = ""


def next_year(desk: Desk) -> int:
    """Return the year whose week is to be planned next: the first to come that has none yet."""
    today, settings = desk.today(), desk.settings(SafetyWeekFile)
    planned = {week.first.year for week in weeks(desk)}
    year = today.year
    while year in planned or (settings.first_day(year) or date(year, 12, 31)) < today:
        year += 1
    return year


def plan_form(desk: Desk, save: Callable[[WantedWeek], bool]) -> Form:
    """Return the form that plans a week from a pack."""
    found = packs(desk)
    choices = tuple(
        (
            each.name,
            ngettext("{theme} ({n} activity)", "{theme} ({n} activities)", each.activities).format(
                theme=each.theme, n=each.activities
            ),
        )
        for each in found
        if not each.fault
    )
    usual = desk.settings(SafetyWeekFile).pack
    known = {name for name, _label in choices}
    pack = FormField("pack", pgettext("origin", "From"), "choice", usual if usual in known else "", choices)
    return Form(_("Plan a safety week"), [pack, *_when_fields(desk, next_year(desk))], _saving(save))


def copy_form(desk: Desk, week: SafetyWeek, save: Callable[[WantedWeek], bool]) -> Form:
    """Return the form that copies `week` to another year."""
    title = _("Copy {week}: {theme}").format(week=week.id, theme=week.theme)
    return Form(title, _when_fields(desk, next_year(desk)), _saving(save))


def _when_fields(desk: Desk, year: int) -> list[FormField]:
    by_rule = desk.settings(SafetyWeekFile).first_day(year)
    return [
        FormField("year", _("Year"), value=str(year), required=True, check=_check_year),
        FormField(
            "first",
            _("First day"),
            "date",
            hint=(
                _("empty: by the settings, {day} in {year}").format(day=by_rule, year=year)
                if by_rule
                else _("such as 2027-03-29")
            ),
            required=by_rule is None,
            today=desk.today(),
        ),
        FormField(
            "holidays",
            _("Days without school"),
            "choice",
            SKIP,
            (
                (SKIP, _("are passed over: their activities go to the other days")),
                (REFUSE, _("nothing is planned where a day has none")),
            ),
        ),
    ]


def _saving(save: Callable[[WantedWeek], bool]) -> Callable[[dict[str, str]], bool]:
    def keep(values: dict[str, str]) -> bool:
        return save(
            WantedWeek(
                year=int(values["year"]),
                first=day_of(values["first"]),
                skip_holidays=values["holidays"] == SKIP,
                pack=values.get("pack", ""),
            )
        )

    return keep


def _check_year(text: str) -> str:
    is_year = text.isascii() and text.isdigit() and _EARLIEST <= int(text) <= _LATEST
    return "" if is_year else _("Type a year, such as 2027.")


def theme_form(week: SafetyWeek, save: Callable[[str], bool]) -> Form:
    """Return the form of a week's theme."""
    return Form(
        _("The safety week {week}").format(week=week.id),
        [FormField("theme", _("Theme"), value=week.theme, required=True, limit=100)],
        lambda values: save(values["theme"]),
        about=f"theme {week.id}",
    )
