"""A kind of drill: its roles, stages with targets, checklist, messages and rules.

A kind is one TOML file, which comes with the program under ``config/packs/drill/`` or lies in the desk's
``plugins/`` folder, or a `DrillKind` that a plugin in Python returns.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from msgspec import Meta

from dutydesk.api import Settings, SettingsFault
from dutydesk.api.settings_values import Code, Name, repeated_codes
from dutydesk.wording import _, language
from dutydesk_drills.rules.rule import DrillRule, rule_faults

SORT = "drill"
"""What a TOML file says of itself in ``plugin`` when it is a kind of drill."""
SHIPPED = frozenset({"bus", "earthquake", "evacuation", "fire", "lockdown", "weather"})
"""The codes of the kinds that come with the program."""
MOST_MINUTES = 720
"""How long a drill can take."""
MESSAGE_GAPS = ("school", "drill", "day", "time", "place")
"""What stands in braces in a message, to be filled in for the drill."""
_GAP = re.compile(r"\{(\w+)\}")
Seconds = Annotated[int, Meta(ge=1, le=4 * 60 * 60)]
Per = Literal["drill", "building", "floor"]


class InWords(Settings, frozen=True, kw_only=True):
    """The texts of something in another language; what is absent stays as it is."""

    name: str = ""
    text: str = ""


class DrillRole(Settings, frozen=True, kw_only=True):
    """One ``[[role]]``: a part that somebody plays, once, or in every building or on every floor.

    `qualification` is what they must be qualified for, or nothing; `text` is what they do. It falls first to
    somebody of one of `ranks`, and to whoever is on duty at a post whose name holds one of the words `posts`.
    """

    code: Code
    name: Name
    per: Per = "drill"
    qualification: str = ""
    ranks: tuple[Literal["leader", "deputy", "guard", "staff"], ...] = ()
    posts: tuple[Annotated[str, Meta(min_length=1, max_length=60)], ...] = ()
    text: str = ""
    translations: Mapping[str, InWords] = {}


class DrillStage(Settings, frozen=True, kw_only=True):
    """One ``[[stage]]`` of the live drill, in the order in which they come.

    The first stage sets the clock: it is the alarm, and targets count from it. A stage `per` building is
    noted for each building by itself. `counts_heads` asks how many people were counted.
    """

    code: Code
    name: Name
    per: Literal["drill", "building"] = "drill"
    target_seconds: Seconds | None = None
    counts_heads: bool = False
    translations: Mapping[str, InWords] = {}


class DrillCheck(Settings, frozen=True, kw_only=True):
    """One ``[[check]]``: a line of the checklist, looked at before, during or after the drill."""

    text: Annotated[str, Meta(min_length=1, max_length=300)]
    when: Literal["before", "during", "after"] = "before"
    translations: Mapping[str, InWords] = {}

    def reads(self, text: str) -> bool:
        """Tell whether `text` is this line, in whatever language."""
        return text == self.text or any(text == each.text for each in self.translations.values())


class DrillMessage(Settings, frozen=True, kw_only=True):
    """One ``[[message]]``: a text that is sent or read out.

    ``{school}``, ``{drill}``, ``{day}``, ``{time}`` and ``{place}`` in it stand for those of the drill.
    """

    code: Code
    name: Name
    audience: str = ""
    text: Annotated[str, Meta(min_length=1, max_length=2000)]
    translations: Mapping[str, InWords] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillKind:
    """A kind of drill, in the reader's language.

    `counts_as` are the codes of other kinds whose rules it serves too: a fire drill is an evacuation drill.
    `rules` stand in the pack that is called like the kind. `source` says where the kind comes from. Where
    people do not leave their buildings, routes and assembly points of ``drills.toml`` are no part of it.
    """

    code: str
    name: str
    colour: str = "tomato"
    counts_as: tuple[str, ...] = ()
    scenario: str = ""
    minutes: int = 30
    leaves_buildings: bool = True
    roles: tuple[DrillRole, ...] = ()
    stages: tuple[DrillStage, ...] = ()
    checklist: tuple[DrillCheck, ...] = ()
    messages: tuple[DrillMessage, ...] = ()
    rules: tuple[DrillRule, ...] = ()
    source: str = ""

    def stage(self, code: str) -> DrillStage | None:
        """Return the stage with this code, or None."""
        return next((each for each in self.stages if each.code == code), None)

    def role(self, code: str) -> DrillRole | None:
        """Return the role with this code, or None."""
        return next((each for each in self.roles if each.code == code), None)


class DrillTable(Settings, frozen=True, kw_only=True):
    """The table ``[drill]`` of a kind's file: its code, name and what it is about.

    The file of a kind that comes with the program keeps its code.
    """

    code: Code
    name: Name
    colour: str = "tomato"
    counts_as: tuple[Code, ...] = ()
    scenario: Annotated[str, Meta(max_length=2000)] = ""
    minutes: Annotated[int, Meta(ge=1, le=MOST_MINUTES)] = 30
    leaves_buildings: bool = True
    translations: Mapping[str, InWords] = {}


class DrillKindFile(Settings, frozen=True, kw_only=True):
    """The TOML file of one kind of drill; it begins with ``plugin = "drill"``."""

    plugin: Literal["drill"]
    drill: DrillTable
    role: tuple[DrillRole, ...] = ()
    stage: tuple[DrillStage, ...] = ()
    check: tuple[DrillCheck, ...] = ()
    message: tuple[DrillMessage, ...] = ()
    rule: tuple[DrillRule, ...] = ()

    def kind(self, source: str) -> DrillKind:
        """Return what the file says, in the language of the desk; `source` is how people find the file."""
        spoken = language()
        words = self.drill.translations.get(spoken, InWords())
        return DrillKind(
            code=self.drill.code,
            name=words.name or self.drill.name,
            colour=self.drill.colour,
            counts_as=self.drill.counts_as,
            scenario=words.text or self.drill.scenario,
            minutes=self.drill.minutes,
            leaves_buildings=self.drill.leaves_buildings,
            roles=tuple(_role(each, spoken) for each in self.role),
            stages=tuple(_stage(each, spoken) for each in self.stage),
            checklist=tuple(_check(each, spoken) for each in self.check),
            messages=tuple(_message(each, spoken) for each in self.message),
            rules=self.rule,
            source=source,
        )


def _role(role: DrillRole, spoken: str) -> DrillRole:
    words = role.translations.get(spoken, InWords())
    return DrillRole(
        code=role.code,
        name=words.name or role.name,
        per=role.per,
        qualification=role.qualification,
        ranks=role.ranks,
        posts=role.posts,
        text=words.text or role.text,
    )


def _stage(stage: DrillStage, spoken: str) -> DrillStage:
    words = stage.translations.get(spoken, InWords())
    return DrillStage(
        code=stage.code,
        name=words.name or stage.name,
        per=stage.per,
        target_seconds=stage.target_seconds,
        counts_heads=stage.counts_heads,
    )


def _check(check: DrillCheck, spoken: str) -> DrillCheck:
    words = check.translations.get(spoken, InWords())
    return DrillCheck(
        text=words.text or check.text,
        when=check.when,
        translations={**check.translations, "": InWords(text=check.text)},
    )


def _message(message: DrillMessage, spoken: str) -> DrillMessage:
    words = message.translations.get(spoken, InWords())
    return DrillMessage(
        code=message.code,
        name=words.name or message.name,
        audience=message.audience,
        text=words.text or message.text,
    )


def plugin_file_faults(file: DrillKindFile) -> Iterator[SettingsFault]:
    """Yield what is wrong with a kind's file that lies in the desk's ``plugins/`` folder."""
    if file.drill.code in SHIPPED:
        yield SettingsFault(
            ("drill", "code"),
            _("{code} comes with DutyDesk; to change it, write config/packs/{sort}/{code}.toml").format(
                code=file.drill.code, sort=SORT
            ),
        )
    yield from kind_file_faults(file)


def kind_file_faults(file: DrillKindFile) -> Iterator[SettingsFault]:
    """Yield what is wrong with a kind's file beyond the types of its values."""
    for name, codes in (
        ("role", [each.code for each in file.role]),
        ("stage", [each.code for each in file.stage]),
        ("message", [each.code for each in file.message]),
    ):
        yield from repeated_codes(codes, (name,))
    yield from rule_faults(file.rule, ("rule",))
    yield from _rules_of_others(file)
    yield from _unknown_gaps(file)
    if file.stage and file.stage[0].per != "drill":
        yield SettingsFault(
            ("stage", 0, "per"), _("the first stage sets the clock, so it is noted once, for the whole drill")
        )


def _rules_of_others(file: DrillKindFile) -> Iterator[SettingsFault]:
    """Yield a rule that no drill of this kind would serve: a code in it is most likely mistyped."""
    served = {file.drill.code, *file.drill.counts_as}
    for index, rule in enumerate(file.rule):
        if rule.kinds and served.isdisjoint(rule.kinds):
            yield SettingsFault(
                ("rule", index, "kinds"),
                _("no drill of this kind would count; expected {code!r} among them").format(
                    code=file.drill.code
                ),
            )


def _unknown_gaps(file: DrillKindFile) -> Iterator[SettingsFault]:
    """Yield a message with a gap that nothing fills, before it is sent out like that."""
    for index, message in enumerate(file.message):
        for text in (message.text, *(each.text for each in message.translations.values())):
            for gap in _GAP.findall(text):
                if gap not in MESSAGE_GAPS:
                    yield SettingsFault(
                        ("message", index, "text"),
                        _("nothing fills {gap}; expected one of {known}").format(
                            gap=f"{{{gap}}}", known=", ".join(f"{{{each}}}" for each in MESSAGE_GAPS)
                        ),
                    )
