"""What is wrong between registers: entries that one makes in another, and due rules that are nowhere."""

from collections.abc import Collection, Iterator, Mapping

from dutydesk.api import SettingsFault
from dutydesk.api.settings import KeyPath
from dutydesk.wording import _
from dutydesk_registers.due_days import GAP
from dutydesk_registers.reference_faults import known_field_faults, value_faults
from dutydesk_registers.register import with_checklists
from dutydesk_registers.register_file import AddTable, RegisterFile


def link_faults(
    file: RegisterFile, files: Mapping[str, RegisterFile], due_codes: Collection[str]
) -> Iterator[SettingsFault]:
    """Yield what is wrong where a file names registers, or due rules; `due_codes` are its own and of packs.

    Such a register can be used all the same: what it would make elsewhere is left out, or refused then.
    """
    for index, step in enumerate(file.step):
        if step.adds is not None:
            yield from _add_faults(step.adds, files, ("step", index, "adds"))
    if file.rounds is not None and file.rounds.fails is not None:
        yield from _add_faults(file.rounds.fails, files, ("rounds", "fails"))
    for index, figure in enumerate(file.figure):
        if figure.overdue and figure.overdue not in due_codes:
            yield SettingsFault(
                ("figure", index, "overdue"),
                _("{code!r} is no due rule of the register; expected one of {known}").format(
                    code=figure.overdue, known=", ".join(due_codes) or _("none")
                ),
            )


def _add_faults(adds: AddTable, files: Mapping[str, RegisterFile], path: KeyPath) -> Iterator[SettingsFault]:
    if adds.register not in files:
        yield SettingsFault(
            (*path, "register"),
            _("{code!r} is no register; expected one of {known}").format(
                code=adds.register, known=", ".join(sorted(files))
            ),
        )
        return
    file = with_checklists(files[adds.register])
    fields = {field.code: field for field in file.field}
    for code, text in adds.values.items():
        yield from known_field_faults(fields, code, (*path, "values", code))
        if not GAP.search(text):
            yield from value_faults(fields.get(code), text, (*path, "values", code))
    for field in file.field:
        needed = field.required or field.code == file.register.title
        if needed and not field.default and field.code not in adds.values:
            yield SettingsFault(
                (*path, "values"),
                _("the register {register} needs its field {field!r} filled").format(
                    register=adds.register, field=field.code
                ),
            )
