"""``shifts.toml``: when a duty begins and ends."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import msgspec

from dutydesk.api import Settings, SettingsFault, SettingsReader
from dutydesk.api.settings_values import Code, Name, WallTime, at_time, repeated_codes
from dutydesk.wording import language
from dutydesk_roster.settings.shorts import Short, repeated_shorts


class ShiftWords(Settings, frozen=True, kw_only=True):
    """What a shift is called in another language."""

    name: Name = ""


class ShiftTranslations(Settings, frozen=True, kw_only=True):
    """The words of a shift by language: one key for each of `dutydesk.wording.LANGUAGES`."""

    en: ShiftWords = ShiftWords()
    zh: ShiftWords = ShiftWords()


class Shift(Settings, frozen=True, kw_only=True):
    """A shift by its wall times; one that ends at or before its start ends on the next day."""

    code: Code
    short: Short
    name: Name
    start: WallTime
    end: WallTime
    night: bool = False
    translations: ShiftTranslations = ShiftTranslations()

    def spoken(self) -> "Shift":
        """Return the shift in the reader's words."""
        words: ShiftWords = getattr(self.translations, language())
        return msgspec.structs.replace(self, name=words.name or self.name)

    def starts(self, day: date) -> datetime:
        """Return the naive wall time at which the shift of `day` starts."""
        return at_time(day, self.start)

    def ends(self, day: date) -> datetime:
        """Return the naive wall time at which the shift of `day` ends."""
        over_midnight = self.end <= self.start
        return at_time(day + timedelta(days=over_midnight), self.end)


class ShiftsFile(Settings, frozen=True, kw_only=True):
    """``shifts.toml``."""

    shift: tuple[Shift, ...] = ()

    def spoken(self) -> tuple[Shift, ...]:
        """Return the shifts in the reader's words."""
        return tuple(each.spoken() for each in self.shift)


def check_shifts(shifts: ShiftsFile, _read: SettingsReader) -> Iterable[SettingsFault]:
    """Yield what is wrong in ``shifts.toml``."""
    yield from repeated_codes((each.code for each in shifts.shift), ("shift",))
    yield from repeated_shorts((each.short for each in shifts.shift), "shift")
