"""What ``drills.toml`` says: the drills that are planned, kinds of its own, and how often rules want one."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, field

from dutydesk.api import Settings, SettingsFault, SettingsFile, SettingsReader
from dutydesk.api.settings_values import Code, Name, WallTime, participant_faults, repeated_codes
from dutydesk.wording import _

Every = Literal["month", "term", "year"]
OWN_PACK = "own"
BUILT_IN_KINDS = ("evacuation", "fire", "lockdown", "earthquake", "bus")


class Drill(Settings, frozen=True, kw_only=True):
    """One ``[[drill]]``; one that is not `announced` is known to its owner and the leaders alone.

    Whoever is on duty takes part where they stand, so with `excuses_duty` a duty is no clash.
    """

    code: Code
    kind: Code
    title: Name
    day: date = field(name="date")
    start: WallTime
    minutes: Annotated[int, Meta(ge=1, le=720)] = 30
    place: str = ""
    participants: tuple[str, ...] = ()
    excuses_duty: bool = True
    announced: bool = True
    owner: str = ""
    note: str = ""


class DrillKind(Settings, frozen=True, kw_only=True):
    """One ``[[drill_kind]]``: a kind that is not built in."""

    code: Code
    name: Name
    colour: str = "indianred"


class DrillRule(Settings, frozen=True, kw_only=True):
    """One ``[[rule]]``: at least so many drills, of one kind or of any, in every month, term or year.

    A month, term or year with fewer than `school_days` days of school asks for none. `source` is where the
    rule stands written, `pack` the set of rules that it belongs to.
    """

    name: Name
    kind: Code | None = None
    least: Annotated[int, Meta(ge=1, le=50)] = 1
    every: Every
    school_days: Annotated[int, Meta(ge=1, le=366)] = 10
    pack: Name = OWN_PACK
    source: str = ""


class DrillsFile(Settings, frozen=True, kw_only=True):
    """``drills.toml``."""

    drill: tuple[Drill, ...] = ()
    drill_kind: tuple[DrillKind, ...] = ()
    rule: tuple[DrillRule, ...] = ()


def _check(file: DrillsFile, _read: SettingsReader) -> Iterable[SettingsFault]:
    yield from repeated_codes((each.code for each in file.drill), ("drill",))
    yield from repeated_codes((each.code for each in file.drill_kind), ("drill_kind",))
    yield from repeated_codes((f"{each.pack}: {each.name}" for each in file.rule), ("rule",), "name")
    for index, kind in enumerate(file.drill_kind):
        if kind.code in BUILT_IN_KINDS:
            yield SettingsFault(
                ("drill_kind", index, "code"), _("{code!r} is a built-in kind").format(code=kind.code)
            )
    known = (*BUILT_IN_KINDS, *(each.code for each in file.drill_kind))
    wanted = [
        *((("drill", index, "kind"), each.kind) for index, each in enumerate(file.drill)),
        *((("rule", index, "kind"), each.kind) for index, each in enumerate(file.rule)),
    ]
    for path, code in wanted:
        if code is not None and code not in known:
            yield SettingsFault(
                path,
                _("{code!r} is no kind of drill; expected one of {known}, or a [[drill_kind]]").format(
                    code=code, known=", ".join(known)
                ),
            )
    for index, drill in enumerate(file.drill):
        yield from participant_faults(drill.participants, ("drill", index, "participants"))


SETTINGS_FILES = (SettingsFile("drills.toml", DrillsFile, _check),)
