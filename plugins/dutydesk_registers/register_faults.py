"""What is wrong with the file of a register beyond the types of its values."""

from collections.abc import Iterator, Mapping

from dutydesk.api import SettingsFault
from dutydesk.api.settings import KeyPath
from dutydesk.api.settings_values import participant_faults, repeated_codes
from dutydesk.wording import _
from dutydesk_registers.field_faults import field_faults
from dutydesk_registers.part_faults import (
    carry_faults,
    digest_faults,
    evaluation_faults,
    label_faults,
    matrix_faults,
)
from dutydesk_registers.reference_faults import (
    DAYS,
    gap_faults,
    known_field_faults,
    test_faults,
    text_faults,
    value_faults,
)
from dutydesk_registers.register import with_checklists
from dutydesk_registers.register_file import DueTable, FieldTable, RegisterFile, SeasonTable
from dutydesk_registers.register_file import FieldKind as Kind

SHIPPED = frozenset(
    {
        "bicycles",
        "breaches",
        "counters",
        "dutylog",
        "equipment",
        "evaluation",
        "hazards",
        "incidents",
        "inspections",
        "letters",
        "plans",
        "publicity",
        "servicing",
    }
)
"""The codes of the registers that come with DutyDesk; a desk changes one by a pack of its name."""
OTHERS = frozenset({"roster", "training", "safetyweek", "drills", "summary", "reminder", "host", "tasks"})
"""The beginnings of the keys of figures that others give."""

_TITLES: frozenset[Kind] = frozenset({"text", "choice", "checklist", "person", "number", "year", "date"})
Fields = Mapping[str, FieldTable]


def register_faults(file: RegisterFile, *, packed: bool = False) -> Iterator[SettingsFault]:
    """Yield what is wrong with a register's file; one that is `packed` does not lie in ``plugins/``."""
    code = file.register.code
    if not packed and code in SHIPPED:
        problem = _("{code} comes with DutyDesk; to change it, write config/packs/register/{code}.toml")
        yield SettingsFault(("register", "code"), problem.format(code=code))
    if code in OTHERS:
        yield SettingsFault(
            ("register", "code"), _("{code!r} is the name of another part of the desk").format(code=code)
        )
    yield from _repeated(file)
    yield from field_faults(file)
    fields = {field.code: field for field in with_checklists(file).field}
    yield from _register_table(file, fields)
    yield from due_faults(file.due, fields, ("due",))
    yield from _step_faults(file, fields)
    yield from _figure_faults(file, fields)
    yield from _season_faults(file)
    yield from _rounds_faults(file, fields)
    yield from matrix_faults(file, fields)
    yield from carry_faults(file, fields)
    yield from label_faults(file, fields)
    yield from evaluation_faults(file, fields)
    yield from digest_faults(file, fields)


def due_faults(rules: tuple[DueTable, ...], fields: Fields, base: KeyPath) -> Iterator[SettingsFault]:
    """Yield what is wrong with the due rules in the list at `base`, for a register with these fields."""
    for index, rule in enumerate(rules):
        path = (*base, index)
        if bool(rule.day) == bool(rule.since):
            yield SettingsFault(path, _("expected either a date field as `day`, or some as `since`"))
        if rule.day and (rule.months or rule.days):
            yield SettingsFault((*path, "day"), _("`months` and `days` count from `since`, not from `day`"))
        yield from known_field_faults(fields, rule.day, (*path, "day"), {"date"})
        for number, code in enumerate(rule.since):
            yield from known_field_faults(fields, code, (*path, "since", number), {"date"})
        yield from known_field_faults(fields, rule.until, (*path, "until"))
        yield from test_faults(fields, rule.where, (*path, "where"))
        yield from participant_faults(rule.escalates_to, (*path, "escalates_to"))
        yield from text_faults(rule, fields, path)


def _repeated(file: RegisterFile) -> Iterator[SettingsFault]:
    for name, codes in (
        ("field", [each.code for each in file.field]),
        ("due", [each.code for each in file.due]),
        ("step", [each.code for each in file.step]),
        ("figure", [each.code for each in file.figure]),
        ("checklist", [each.code for each in file.checklist]),
        ("season", [each.code for each in file.season]),
    ):
        yield from repeated_codes(codes, (name,))


def _register_table(file: RegisterFile, fields: Fields) -> Iterator[SettingsFault]:
    table = file.register
    yield from known_field_faults(fields, table.title, ("register", "title"), _TITLES)
    yield from known_field_faults(fields, table.day, ("register", "day"), DAYS)
    yield from known_field_faults(fields, table.owner, ("register", "owner"), {"person"})
    yield from test_faults(fields, table.closed, ("register", "closed"))


def _step_faults(file: RegisterFile, fields: Fields) -> Iterator[SettingsFault]:
    for index, step in enumerate(file.step):
        path: KeyPath = ("step", index)
        if not (step.asks or step.sets or step.adds):
            yield SettingsFault(path, _("the step does nothing; expected `asks`, `sets` or `adds`"))
        yield from test_faults(fields, step.where, (*path, "where"))
        for number, code in enumerate(step.asks):
            yield from known_field_faults(fields, code, (*path, "asks", number))
        for code, text in step.sets.items():
            yield from known_field_faults(fields, code, (*path, "sets", code))
            yield from value_faults(fields.get(code), text, (*path, "sets", code))
        for code, text in step.adds.values.items() if step.adds is not None else ():
            yield from gap_faults(text, fields, (*path, "adds", "values", code))


def _figure_faults(file: RegisterFile, fields: Fields) -> Iterator[SettingsFault]:
    for index, figure in enumerate(file.figure):
        path: KeyPath = ("figure", index)
        if figure.counts != "entries" and not figure.field:
            yield SettingsFault(path, _("expected a `field` whose values are counted"))
        sums: frozenset[Kind] | None = frozenset({"number", "count"}) if figure.counts == "sum" else None
        yield from known_field_faults(fields, figure.field, (*path, "field"), sums)
        yield from known_field_faults(fields, figure.day, (*path, "day"), DAYS)
        yield from test_faults(fields, figure.where, (*path, "where"))


def _season_faults(file: RegisterFile) -> Iterator[SettingsFault]:
    known = {each.code for each in file.checklist}
    for index, season in enumerate(file.season):
        path: KeyPath = ("season", index)
        if file.rounds is None:
            yield SettingsFault(path, _("a season wants rounds; expected a table [rounds]"))
        if season.checklist not in known:
            yield SettingsFault(
                (*path, "checklist"),
                _("{code!r} is no checklist; expected one of {known}").format(
                    code=season.checklist, known=", ".join(sorted(known)) or _("none")
                ),
            )
        if not _has_days(season):
            yield SettingsFault(path, _("expected `first` and `last`, or `around`, and not both"))


def _has_days(season: SeasonTable) -> bool:
    if season.around:
        return season.first is None and season.last is None
    return season.first is not None and season.last is not None


def _rounds_faults(file: RegisterFile, fields: Fields) -> Iterator[SettingsFault]:
    rounds = file.rounds
    if rounds is None:
        return
    kinds: tuple[tuple[str, str, frozenset[Kind]], ...] = (
        ("checklist", rounds.checklist, frozenset({"checklist"})),
        ("place", rounds.place, frozenset({"text", "choice"})),
        ("findings", rounds.findings, frozenset({"number"})),
        ("done", rounds.done, frozenset({"date"})),
    )
    for name, code, wanted in kinds:
        yield from known_field_faults(fields, code, ("rounds", name), wanted)
    for code, text in rounds.fails.values.items() if rounds.fails is not None else ():
        yield from gap_faults(text, (*fields, "item", "note"), ("rounds", "fails", "values", code))
