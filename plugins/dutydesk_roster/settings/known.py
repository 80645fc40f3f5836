"""Checking that a settings file names posts, shifts, qualifications and people that there are."""

from collections.abc import Collection, Iterable, Sequence

from dutydesk.api import KeyPath, QualificationsFile, SettingsFault, SettingsReader
from dutydesk.api.settings_values import participant_faults
from dutydesk.wording import _
from dutydesk_roster.settings.posts import PostsFile
from dutydesk_roster.settings.shifts import ShiftsFile

_QUALIFIED = "@qualified:"


def post_codes(read: SettingsReader) -> frozenset[str]:
    """Return the codes of ``posts.toml``."""
    return frozenset(each.code for each in read(PostsFile).post)


def shift_codes(read: SettingsReader) -> frozenset[str]:
    """Return the codes of ``shifts.toml``."""
    return frozenset(each.code for each in read(ShiftsFile).shift)


def qualification_codes(read: SettingsReader) -> frozenset[str]:
    """Return the codes of ``qualifications.toml``."""
    return frozenset(each.code for each in read(QualificationsFile).qualification)


def unknown_post(code: str, read: SettingsReader, path: KeyPath) -> Iterable[SettingsFault]:
    """Yield a fault where no post has this code."""
    yield from _unknown(code, post_codes(read), path, _("{value!r} is no post of config/posts.toml"))


def unknown_shift(code: str, read: SettingsReader, path: KeyPath) -> Iterable[SettingsFault]:
    """Yield a fault where no shift has this code."""
    yield from _unknown(code, shift_codes(read), path, _("{value!r} is no shift of config/shifts.toml"))


def unknown_qualification(code: str, read: SettingsReader, path: KeyPath) -> Iterable[SettingsFault]:
    """Yield a fault where no qualification has this code."""
    yield from _unknown(
        code,
        qualification_codes(read),
        path,
        _("{value!r} is no qualification of config/qualifications.toml"),
    )


def _unknown(code: str, known: Collection[str], path: KeyPath, text: str) -> Iterable[SettingsFault]:
    if code not in known:
        yield SettingsFault(
            path,
            _("{problem}; expected one of {known}").format(
                problem=text.format(value=code), known=", ".join(sorted(known)) or _("none yet")
            ),
        )


def people_faults(expressions: Sequence[str], read: SettingsReader, path: KeyPath) -> Iterable[SettingsFault]:
    """Yield a fault for each of `expressions` that nobody could ever be, or that stands twice.

    Whether a person's key is known is seen only in the open desk, where the people are.
    """
    yield from participant_faults(expressions, path)
    for index, expression in enumerate(expressions):
        if expression.startswith(_QUALIFIED):
            yield from unknown_qualification(expression.removeprefix(_QUALIFIED), read, (*path, index))
        if expression in expressions[:index]:
            yield SettingsFault((*path, index), _("{value!r} stands here twice").format(value=expression))
