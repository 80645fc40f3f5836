"""``rotations.toml``: patterns of shifts that crews go through, laid under the month."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from dutydesk.api import KeyPath, Settings, SettingsFault, SettingsReader
from dutydesk.api.settings_values import Name, repeated_codes
from dutydesk.wording import _, ngettext
from dutydesk_roster.rotation_presets import CREWS_OF_A_PRESET, OFF, PRESETS, pattern_codes
from dutydesk_roster.settings.known import people_faults, unknown_shift
from dutydesk_roster.settings.rule_tables import People
from dutydesk_roster.settings.shifts import ShiftsFile

_MOST_DAYS = 400


class RotationTable(Settings, frozen=True, kw_only=True):
    """One ``[[rotation]]``: `crews` go through a `pattern` of shorts, or through a `preset` of `shifts`.

    The first crew begins on `starts`, each further one `step` days after the one before.
    """

    name: Name
    starts: date
    ends: date | None = None
    pattern: str = ""
    preset: Literal["four-crews", "2-2-3", "day-night-off-off", ""] = ""
    shifts: tuple[str, ...] = ()
    crews: Annotated[tuple[People, ...], Meta(min_length=1)]
    step: Annotated[int, Meta(ge=0, le=_MOST_DAYS)] | None = None


class RotationsFile(Settings, frozen=True, kw_only=True):
    """``rotations.toml``."""

    rotation: tuple[RotationTable, ...] = ()


def check_rotations(file: RotationsFile, read: SettingsReader) -> Iterable[SettingsFault]:
    """Yield what is wrong in ``rotations.toml``."""
    yield from repeated_codes((each.name for each in file.rotation), ("rotation",), "name")
    for index, rotation in enumerate(file.rotation):
        table = ("rotation", index)
        if rotation.ends is not None and rotation.ends < rotation.starts:
            yield SettingsFault(
                (*table, "ends"),
                _("it ends on {ends}, before it starts, {starts}").format(
                    ends=rotation.ends.isoformat(), starts=rotation.starts.isoformat()
                ),
            )
        yield from _cycle_faults(rotation, read, table)
        yield from _crew_faults(rotation, read, table)


def _cycle_faults(rotation: RotationTable, read: SettingsReader, table: KeyPath) -> Iterable[SettingsFault]:
    if bool(rotation.pattern) == bool(rotation.preset):
        yield SettingsFault(
            (*table, "preset") if rotation.preset else table,
            _('say how the crews go round by one of pattern = "D D N N - -" or preset = "four-crews"'),
        )
    elif rotation.preset:
        yield from _preset_faults(rotation, read, table)
    else:
        yield from _pattern_faults(rotation, read, table)


def _preset_faults(rotation: RotationTable, read: SettingsReader, table: KeyPath) -> Iterable[SettingsFault]:
    wanted = PRESETS[rotation.preset].shifts
    if len(rotation.shifts) != wanted:
        yield SettingsFault(
            (*table, "shifts") if rotation.shifts else (*table, "preset"),
            _(
                "{preset} needs {wanted} shifts in their order, such as shifts = {example}; found {found}"
            ).format(
                preset=rotation.preset,
                wanted=wanted,
                example='["day", "evening", "night"]' if wanted > 2 else '["day", "night"]',  # noqa: PLR2004 - three shifts
                found=len(rotation.shifts),
            ),
        )
    for index, shift in enumerate(rotation.shifts):
        yield from unknown_shift(shift, read, (*table, "shifts", index))
    if len(rotation.crews) != CREWS_OF_A_PRESET:
        yield SettingsFault(
            (*table, "crews"),
            ngettext(
                "{preset} is for {wanted} crews, found {found} crew",
                "{preset} is for {wanted} crews, found {found} crews",
                len(rotation.crews),
            ).format(preset=rotation.preset, wanted=CREWS_OF_A_PRESET, found=len(rotation.crews)),
        )
    if rotation.step is not None:
        yield SettingsFault((*table, "step"), _("a preset has its own step; leave it out"))


def _pattern_faults(rotation: RotationTable, read: SettingsReader, table: KeyPath) -> Iterable[SettingsFault]:
    path = (*table, "pattern")
    codes = pattern_codes(rotation.pattern)
    known = {each.short.casefold(): each.short for each in read(ShiftsFile).shift}
    for code in codes:
        if code != OFF and code.casefold() not in known:
            yield SettingsFault(
                path,
                _(
                    "{code!r} is the short of no shift of config/shifts.toml; expected one of {known}, or - "
                    "for a day off, with spaces between"
                ).format(code=code, known=", ".join(known.values()) or _("none yet")),
            )
    if not any(code != OFF for code in codes) or len(codes) > _MOST_DAYS:
        yield SettingsFault(
            path, _("expected 1 to {most} days, at least one with a shift").format(most=_MOST_DAYS)
        )
    if rotation.shifts:
        yield SettingsFault((*table, "shifts"), _("a pattern names its shifts itself; leave this out"))


def _crew_faults(rotation: RotationTable, read: SettingsReader, table: KeyPath) -> Iterable[SettingsFault]:
    crew_of: dict[str, int] = {}
    for number, crew in enumerate(rotation.crews):
        yield from people_faults(crew, read, (*table, "crews", number))
        for place, person in enumerate(crew):
            if crew_of.setdefault(person, number) != number:
                yield SettingsFault(
                    (*table, "crews", number, place),
                    _("{person!r} is in crew {crew} already").format(person=person, crew=crew_of[person] + 1),
                )
