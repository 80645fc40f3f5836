"""Template packs: TOML files with a whole safety week about one theme, in several languages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Annotated

from msgspec import Meta

from dutydesk.api import DataProblem, Desk, Settings
from dutydesk.api.settings_values import Code, Name, WallTime, participant_faults, repeated_codes, time_faults
from dutydesk.wording import _, language
from dutydesk_safetyweek.template import PreparationStep, TemplateCost, TemplateEntry, WeekTemplate
from dutydesk_safetyweek.words import EntryKind

PACK_KIND = "safetyweek"
Count = Annotated[int, Meta(ge=0, le=100_000)]


class TitleInWords(Settings, frozen=True, kw_only=True):
    """A title in another language."""

    title: Name


class ActivityInWords(Settings, frozen=True, kw_only=True):
    """The texts of an activity in another language; what is absent stays as it is."""

    title: Name
    audience: str = ""
    place: str = ""
    materials: str = ""
    note: str = ""


class WeekInWords(Settings, frozen=True, kw_only=True):
    """The theme and aims in another language."""

    theme: Name
    aims: tuple[str, ...] = ()


class PackPreparation(Settings, frozen=True, kw_only=True):
    """Something that an activity needs `days_before` it."""

    title: Name
    days_before: Annotated[int, Meta(ge=0, le=120)] = 7
    translations: Mapping[str, TitleInWords] = {}


class PackActivity(Settings, frozen=True, kw_only=True):
    """One ``[[activity]]``; `day` counts from the first of the week, 1. Without times it lasts all day."""

    code: Code
    kind: EntryKind
    title: Name
    day: Annotated[int, Meta(ge=1, le=7)]
    start: WallTime | None = None
    end: WallTime | None = None
    audience: str = ""
    classes: Count | None = None
    heads: Count | None = None
    place: str = ""
    materials: str = ""
    participants: tuple[str, ...] = ()
    excuses_duty: bool = False
    note: str = ""
    preparation: tuple[PackPreparation, ...] = ()
    translations: Mapping[str, ActivityInWords] = {}


class PackCost(Settings, frozen=True, kw_only=True):
    """One ``[[cost]]``; `activity` is the code of what it is for, or nothing."""

    title: Name
    planned: Annotated[float, Meta(ge=0)] = 0.0
    activity: str = ""
    translations: Mapping[str, TitleInWords] = {}


class Pack(Settings, frozen=True, kw_only=True):
    """``config/packs/safetyweek/NAME.toml``."""

    theme: Name
    aims: tuple[str, ...] = ()
    activity: tuple[PackActivity, ...] = ()
    cost: tuple[PackCost, ...] = ()
    translations: Mapping[str, WeekInWords] = {}

    def template(self, name: str) -> WeekTemplate:
        """Return the pack as a template in the language of the desk; `name` is what the pack is called."""
        spoken = language()
        words = self.translations.get(spoken)
        places = {each.code: index for index, each in enumerate(self.activity)}
        return WeekTemplate(
            theme=words.theme if words else self.theme,
            source=name,
            aims=(words.aims if words else ()) or self.aims,
            entries=tuple(_entry(each, spoken) for each in self.activity),
            costs=tuple(
                TemplateCost(
                    _title(each, spoken), each.planned, places[each.activity] if each.activity else None
                )
                for each in self.cost
            ),
        )


def _title(named: PackPreparation | PackCost, spoken: str) -> str:
    words = named.translations.get(spoken)
    return words.title if words else named.title


def _entry(activity: PackActivity, spoken: str) -> TemplateEntry:
    words = activity.translations.get(spoken) or ActivityInWords(title=activity.title)
    return TemplateEntry(
        kind=activity.kind,
        title=words.title,
        day=activity.day,
        start=time.fromisoformat(activity.start) if activity.start else None,
        end=time.fromisoformat(activity.end) if activity.end else None,
        place=words.place or activity.place,
        audience=words.audience or activity.audience,
        classes=activity.classes,
        heads=activity.heads,
        materials=words.materials or activity.materials,
        participants=activity.participants,
        excuses_duty=activity.excuses_duty,
        note=words.note or activity.note,
        preparation=tuple(
            PreparationStep(_title(each, spoken), each.days_before) for each in activity.preparation
        ),
    )


@dataclass(frozen=True, slots=True)
class PackInWords:
    """A pack as a list shows it: its name, theme and number of activities, or what is wrong with its file."""

    name: str
    theme: str = ""
    activities: int = 0
    fault: str = ""


def packs(desk: Desk) -> tuple[PackInWords, ...]:
    """Return every pack that can be planned from; a broken one says what is wrong with it."""
    found = []
    for name in desk.pack_names(PACK_KIND):
        try:
            template = read_pack(desk, name)
        except DataProblem as problem:
            found.append(PackInWords(name, fault=str(problem)))
        else:
            found.append(PackInWords(name, template.theme, len(template.entries)))
    return tuple(found)


def read_pack(desk: Desk, name: str) -> WeekTemplate:
    """Return a pack as a template, in the language of the desk.

    Raises:
        DataProblem: there is no such pack, or something is wrong with its file.
    """
    pack = desk.pack(PACK_KIND, name, Pack)
    fault = next(_faults(pack), None)
    if fault is not None:
        where, problem = fault
        raise DataProblem(
            _("{file}, {where}: {problem}").format(
                file=f"config/packs/{PACK_KIND}/{name}.toml", where=where, problem=problem
            )
        )
    return pack.template(name)


def _faults(pack: Pack) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a pack beyond the types of its values: where, and what was expected."""
    if not pack.activity:
        yield "[[activity]]", _("the pack plans nothing; at least one activity is expected")
    for fault in repeated_codes((each.code for each in pack.activity), ()):
        yield f"[[activity]] {int(fault.path[0]) + 1}", fault.problem
    for each in pack.activity:
        where = f"[[activity]] {each.code}"
        if (each.start is None) != (each.end is None):
            yield where, _("give both start and end, or neither for something that lasts all day")
        elif each.start is not None and each.end is not None:
            for fault in time_faults(each.start, each.end, ()):
                yield where, fault.problem
        for fault in participant_faults(each.participants, ()):
            yield where, fault.problem
    codes = {each.code for each in pack.activity}
    for cost in pack.cost:
        if cost.activity and cost.activity not in codes:
            yield (
                f"[[cost]] {cost.title}",
                _("{code!r} is the code of no activity; expected one of {codes}").format(
                    code=cost.activity, codes=", ".join(sorted(codes))
                ),
            )
