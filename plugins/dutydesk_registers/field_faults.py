"""What is wrong with the fields of a register's file."""

from collections.abc import Iterator

from dutydesk.api import SettingsFault
from dutydesk.api.settings import KeyPath
from dutydesk.api.settings_values import repeated_codes
from dutydesk.wording import _
from dutydesk_registers.field_values import narrow
from dutydesk_registers.patterns import pattern_problem
from dutydesk_registers.reference_faults import known_field_faults, value_faults
from dutydesk_registers.register import names_of, with_checklists
from dutydesk_registers.register_file import FieldTable, RegisterFile

_NUMBERS = frozenset({"number", "count", "year"})
_TEXTS = frozenset({"text", "long"})


def field_faults(file: RegisterFile) -> Iterator[SettingsFault]:
    """Yield what is wrong with the fields of a file, by itself and with each other."""
    fields = {field.code: field for field in file.field}
    if not file.field:
        yield SettingsFault((), _("a register needs at least one [[field]]"))
    yield from _same_names(file)
    uniques = [index for index, field in enumerate(file.field) if field.unique]
    for index in uniques[1:]:
        yield SettingsFault(("field", index, "unique"), _("one field alone can be `unique`"))
    for index, field in enumerate(with_checklists(file).field):
        path: KeyPath = ("field", index)
        yield from _choice_faults(file.field[index], path)
        yield from _kind_faults(field, path)
        yield from known_field_faults(fields, field.not_before, (*path, "not_before"), {"date"})
        yield from value_faults(field, field.default, (*path, "default"))
        if field.kind == "checklist" and not file.checklist:
            yield SettingsFault((*path, "kind"), _("there is no [[checklist]] in this file"))


def _same_names(file: RegisterFile) -> Iterator[SettingsFault]:
    """Yield a field that is called like an earlier one: in a table nobody could tell their columns apart."""
    seen: dict[str, str] = {}
    for index, field in enumerate(file.field):
        for name in {narrow(each) for each in (*names_of(field), *field.headings)}:
            if seen.setdefault(name, field.code) != field.code:
                yield SettingsFault(
                    ("field", index, "name"),
                    _("the field {code!r} is called {name!r} too").format(code=seen[name], name=name),
                )


def _choice_faults(field: FieldTable, path: KeyPath) -> Iterator[SettingsFault]:
    if field.kind == "choice" and not field.choice:
        yield SettingsFault((*path, "kind"), _("a choice needs at least one [[field.choice]]"))
    if field.kind != "choice" and field.choice:
        yield SettingsFault(
            (*path, "choice"),
            _("only a field of the kind choice has choices; this is {kind}").format(kind=field.kind),
        )
    yield from repeated_codes([each.code for each in field.choice], (*path, "choice"))
    seen: dict[str, str] = {}
    for index, choice in enumerate(field.choice):
        for word in {narrow(each) for each in (choice.code, *names_of(choice), *choice.aliases)}:
            if seen.setdefault(word, choice.code) != choice.code:
                yield SettingsFault(
                    (*path, "choice", index),
                    _("{word!r} is the choice {code!r} already").format(word=word, code=seen[word]),
                )


def _kind_faults(field: FieldTable, path: KeyPath) -> Iterator[SettingsFault]:
    """Yield checks of a field that mean nothing for its kind, and those that nothing could pass."""
    bounded = field.least is not None or field.most is not None
    for key, is_given, kinds in (
        ("least" if field.least is not None else "most", bounded, _NUMBERS),
        ("past", field.past, frozenset({"date"})),
        ("not_before", bool(field.not_before), frozenset({"date"})),
        ("pattern", bool(field.pattern), _TEXTS),
    ):
        if is_given and field.kind not in kinds:
            yield SettingsFault(
                (*path, key),
                _("`{key}` means nothing for the kind {kind}; it is for {kinds}").format(
                    key=key, kind=field.kind, kinds=", ".join(sorted(kinds))
                ),
            )
    if field.least is not None and field.most is not None and field.most < field.least:
        yield SettingsFault(
            (*path, "most"), _("this is less than `least`, {least:g}").format(least=field.least)
        )
    if field.pattern and (problem := pattern_problem(field.pattern)):
        yield SettingsFault((*path, "pattern"), problem)
