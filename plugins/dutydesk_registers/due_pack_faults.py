"""What is wrong with a pack of due rules, for the register to which it adds them."""

from collections.abc import Iterator

from dutydesk.api import SettingsFault
from dutydesk.api.settings_values import repeated_codes
from dutydesk.wording import _
from dutydesk_registers.register import with_checklists
from dutydesk_registers.register_faults import due_faults
from dutydesk_registers.register_file import DuePackFile, RegisterFile


def due_pack_faults(file: DuePackFile, register: RegisterFile) -> Iterator[SettingsFault]:
    """Yield what is wrong with a pack of due rules for `register`."""
    yield from repeated_codes([rule.code for rule in file.due], ("due",))
    own = {rule.code for rule in register.due}
    for index, rule in enumerate(file.due):
        if rule.code in own:
            yield SettingsFault(
                ("due", index, "code"),
                _("the register has a due rule {code!r} of its own").format(code=rule.code),
            )
    fields = {field.code: field for field in with_checklists(register).field}
    yield from due_faults(file.due, fields, ("due",))
