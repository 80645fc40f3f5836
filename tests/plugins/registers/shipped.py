"""The registers that come with the program, read from their files without a desk."""

from functools import cache

from dutydesk.config.shipped import default_desk
from dutydesk.desk.packs import pack_files, read_pack
from dutydesk_registers.register import Register, in_language, with_checklists
from dutydesk_registers.register_file import DUE_SORT, SORT, DuePackFile, RegisterFile

FIRE_PACK = "china-fire-equipment"


@cache
def shipped_file(code: str) -> RegisterFile:
    return read_pack(default_desk(), SORT, code, RegisterFile)


@cache
def fire_pack() -> DuePackFile:
    return read_pack(default_desk(), DUE_SORT, FIRE_PACK, DuePackFile)


def shipped_codes() -> tuple[str, ...]:
    return tuple(sorted(pack_files(default_desk(), SORT, shipped=True)))


def shipped_register(code: str) -> Register:
    """Return a register as a desk has it that holds by the pack for fire equipment."""
    file = in_language(shipped_file(code))
    packed = in_language(fire_pack()).due if code == fire_pack().register else ()
    return Register(with_checklists(file), (*file.due, *packed), f"config/packs/{SORT}/{code}.toml")
