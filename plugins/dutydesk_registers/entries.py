"""Reading the entries of registers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import msgspec

from dutydesk.api import DamagedDesk, DataProblem, Desk
from dutydesk.domain import clean_line
from dutydesk.wording import _
from dutydesk_registers.entry import RegisterEntry
from dutydesk_registers.register import Register

_body = msgspec.json.Decoder(dict[str, str])
_LEAST_BEGINNING, _KEY_LENGTH = 3, 16
_MOST_NAMED = 5


@dataclass(frozen=True)
class Entry:
    """An entry as it was read; its values are worked out when somebody asks for them."""

    record: RegisterEntry

    @cached_property
    def values(self) -> Mapping[str, str]:
        """What its fields hold; a field that holds nothing is not there.

        Raises:
            DamagedDesk: the database gives what was never written there.
        """
        try:
            return _body.decode(self.record.body)
        except msgspec.MsgspecError as error:
            raise DamagedDesk(
                _("the entry {key} of a register is damaged; `dutydesk doctor` says what to do").format(
                    key=clean_line(self.record.id, 40)
                )
            ) from error

    @property
    def id(self) -> str:
        """Its key."""
        return self.record.id

    @property
    def title(self) -> str:
        """What it is called."""
        return self.record.title

    @property
    def day(self) -> date | None:
        """The day by which it belongs to a year; that of an entry with a year alone is the year's first."""
        return self.record.day

    @property
    def due(self) -> date | None:
        """The first day on which something must be done about it."""
        return self.record.due


def read_entry(record: RegisterEntry) -> Entry:
    """Return an entry from its record."""
    return Entry(record)


def entries(desk: Desk, register: Register, year: int | None = None) -> tuple[Entry, ...]:
    """Return the entries of a register, the newest first, those without a day at the end.

    With a `year`: those whose day lies in it, and those that have none.
    """
    table = desk.table(RegisterEntry)
    if year is None:
        return newest_first(table.where(register=register.code))
    dated = table.between("day", date(year, 1, 1), date(year, 12, 31), register=register.code)
    return newest_first((*dated, *table.where(register=register.code, day=None)))


def open_entries(desk: Desk, register: Register) -> tuple[Entry, ...]:
    """Return the entries about which something may still be done, the newest first."""
    return newest_first(desk.table(RegisterEntry).where(register=register.code, closed=False))


def newest_first(records: Iterable[RegisterEntry]) -> tuple[Entry, ...]:
    """Return entries from their records: the newest day first, then by title; those without a day last."""
    found = sorted(records, key=lambda record: record.title)
    found.sort(key=lambda record: record.day or date.min, reverse=True)
    return tuple(map(Entry, found))


def find_entry(desk: Desk, text: str, register: Register | None = None) -> Entry:
    """Return the entry that `text` names: by its key, a beginning of it, or the value of its unique field.

    Raises:
        DataProblem: there is none, or it may be several.
    """
    sought = text.strip()
    table = desk.table(RegisterEntry)
    kept = table.get(sought) if "\0" not in sought else None
    found: tuple[RegisterEntry, ...] = (kept,) if kept is not None and _is_of(kept, register) else ()
    if not found:
        found = known_by(desk, sought, register)
    if not found and len(sought) >= _LEAST_BEGINNING and sought.isascii() and sought.isalnum():
        begun = table.between("id", sought.lower(), sought.lower() + "z" * _KEY_LENGTH)
        found = tuple(each for each in begun if each.id.startswith(sought.lower()) and _is_of(each, register))
    if len(found) == 1:
        return Entry(found[0])
    shown = clean_line(text, 60)
    if not found:
        raise DataProblem(
            _("{text!r} is no entry; expected its key, a beginning of it, or its number").format(text=shown)
        )
    names = ", ".join(f"{each.title} ({each.id})" for each in found[:_MOST_NAMED])
    raise DataProblem(_("{text!r} may be {names}; expected one key").format(text=shown, names=names))


def known_by(desk: Desk, text: str, register: Register | None = None) -> tuple[RegisterEntry, ...]:
    """Return the records whose unique field holds `text`, whatever its case: one at most in a register."""
    sought = unique_key(text)
    if not sought or "\0" in sought:
        return ()
    table = desk.table(RegisterEntry)
    if register is not None:
        return table.where(register=register.code, known_by=sought)
    from dutydesk_registers.registers import registers  # noqa: PLC0415 - it is needed for all registers alone

    return table.where(register=tuple(registers(desk)), known_by=sought)


def unique_key(text: str) -> str:
    """Return the value of a unique field as entries are found by it."""
    return clean_line(text, 300).casefold()


def _is_of(record: RegisterEntry, register: Register | None) -> bool:
    return register is None or record.register == register.code
