"""A register in the reader's language, with the due rules of the packs that are in force for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import msgspec

from dutydesk.wording import language
from dutydesk_registers.register_file import (
    ChecklistTable,
    ChoiceTable,
    DueTable,
    FieldTable,
    InWords,
    RegisterFile,
    StepTable,
    ValuesInWords,
)

T = TypeVar("T", bound=msgspec.Struct)


@dataclass(frozen=True)
class Register:
    """A register: what its file says in the reader's language; `due` holds the rules of packs too.

    The choices of a checklist field are the checklists. `source` is how people find the file.
    """

    file: RegisterFile
    due: tuple[DueTable, ...]
    source: str

    @property
    def code(self) -> str:
        """The code by which commands and files name it."""
        return self.file.register.code

    @property
    def name(self) -> str:
        """What people call it."""
        return self.file.register.name

    @cached_property
    def fields(self) -> Mapping[str, FieldTable]:
        """The fields by code, in the order of forms and files."""
        return {field.code: field for field in self.file.field}

    @property
    def title_field(self) -> FieldTable:
        """The field by which an entry is called."""
        return self.fields[self.file.register.title]

    @property
    def day_field(self) -> FieldTable | None:
        """The field by which an entry belongs to a year, if there is one."""
        return self.fields.get(self.file.register.day)

    @property
    def unique_field(self) -> FieldTable | None:
        """The field in which entries differ, if there is one."""
        return next((field for field in self.fields.values() if field.unique), None)

    def step(self, code: str) -> StepTable | None:
        """Return the step with this code, or None."""
        return next((each for each in self.file.step if each.code == code), None)

    def checklist(self, code: str) -> ChecklistTable | None:
        """Return the checklist with this code, or None."""
        return next((each for each in self.file.checklist if each.code == code), None)

    def due_rule(self, code: str) -> DueTable | None:
        """Return the due rule with this code, or None."""
        return next((each for each in self.due if each.code == code), None)


def in_language(table: T) -> T:
    """Return a table of a file, and all tables in it, with names and texts in the reader's language.

    What a table does not say in that language stays as it is. What it was called before goes on standing
    among its `translations`, under the empty language, so that `names_of` knows all its names.
    """
    return _spoken(table, language())


def names_of(table: ChoiceTable | FieldTable) -> tuple[str, ...]:
    """Return what a field or a choice is called in any language, its name for the reader first."""
    return tuple(
        dict.fromkeys((table.name, *(words.name for words in table.translations.values() if words.name)))
    )


def _spoken(table: T, spoken: str) -> T:
    changed: dict[str, Any] = {}
    before: dict[str, Any] = {}
    words: InWords | ValuesInWords | None = getattr(table, "translations", {}).get(spoken)
    for name in table.__struct_fields__:
        value = getattr(table, name)
        if isinstance(value, msgspec.Struct):
            changed[name] = _spoken(value, spoken)
        elif isinstance(value, tuple) and value and isinstance(value[0], msgspec.Struct):
            changed[name] = tuple(_spoken(each, spoken) for each in value)
        elif words is not None and name in words.__struct_fields__ and getattr(words, name):
            said = getattr(words, name)
            changed[name] = {**value, **said} if isinstance(value, dict) else said
            before[name] = value
    if words is not None and before:
        changed["translations"] = {**getattr(table, "translations", {}), "": type(words)(**before)}
    return msgspec.structs.replace(table, **changed)


def with_checklists(file: RegisterFile) -> RegisterFile:
    """Return a file whose checklist fields have the checklists for choices."""
    choices = tuple(
        ChoiceTable(code=each.code, name=each.name, translations=each.translations) for each in file.checklist
    )
    fields = tuple(
        msgspec.structs.replace(field, choice=choices) if field.kind == "checklist" else field
        for field in file.field
    )
    return msgspec.structs.replace(file, field=fields)
