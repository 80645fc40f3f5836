"""What is wrong where a register's file names its fields, their values, or gaps for them."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime

from dutydesk.api import SettingsFault
from dutydesk.api.settings import KeyPath
from dutydesk.wording import _
from dutydesk_registers.field_values import NO, YES, FieldContext
from dutydesk_registers.register_file import DigestTable, DueTable, FieldKind, FieldTable, Test
from dutydesk_registers.standing_values import standing_value

DAYS: frozenset[FieldKind] = frozenset({"date", "year"})
"""The kinds of fields by which an entry belongs to a year."""

_GAP = re.compile(r"\{([^{}]*)\}")
_DAY = date(2026, 1, 1)
_NOBODY = FieldContext({}, (), _DAY, datetime.combine(_DAY, datetime.min.time()), "me")
"""What values of a file are tried with: they may not hang on who or when."""


def known_field_faults(
    fields: Mapping[str, FieldTable], code: str, path: KeyPath, kinds: Collection[FieldKind] | None = None
) -> Iterator[SettingsFault]:
    """Yield a fault where `code` is no field, or one of none of `kinds`; nothing at all names no field."""
    if not code:
        return
    if code not in fields:
        yield SettingsFault(
            path,
            _("{code!r} is no field; expected one of {known}").format(code=code, known=", ".join(fields)),
        )
    elif kinds is not None and fields[code].kind not in kinds:
        yield SettingsFault(
            path,
            _("the field {code!r} is of the kind {kind}; expected {kinds}").format(
                code=code, kind=fields[code].kind, kinds=", ".join(sorted(kinds))
            ),
        )


def test_faults(
    fields: Mapping[str, FieldTable], tests: Sequence[Test], base: KeyPath
) -> Iterator[SettingsFault]:
    """Yield what is wrong with the conditions in the list at `base`."""
    for index, test in enumerate(tests):
        path = (*base, index)
        if test.field not in fields:
            yield SettingsFault(
                (*path, "field"),
                _("{code!r} is no field; expected one of {known}").format(
                    code=test.field, known=", ".join(fields)
                ),
            )
            continue
        if not (test.among or test.other_than) and test.filled is None:
            yield SettingsFault(path, _("the condition says nothing; expected `is`, `is_not` or `filled`"))
        possible = _possible(fields[test.field])
        for key, values in (("is", test.among), ("is_not", test.other_than)):
            for number, value in enumerate(values):
                if possible is not None and value and value not in possible:
                    yield SettingsFault(
                        (*path, key, number),
                        _("{value!r} is no value of {field}; expected one of {known}").format(
                            value=value, field=test.field, known=", ".join(possible)
                        ),
                    )


def _possible(field: FieldTable) -> tuple[str, ...] | None:
    """Return the only values that a field can have, or None where they cannot be counted."""
    if field.kind == "yes":
        return (YES, NO)
    return tuple(each.code for each in field.choice) if field.kind in {"choice", "checklist"} else None


def value_faults(field: FieldTable | None, text: str, path: KeyPath) -> Iterator[SettingsFault]:
    """Yield a fault where `field` cannot hold a text of the file; what figures there are, no file knows."""
    if field is None or not text or field.kind == "figure":
        return
    try:
        standing_value(field, text, _NOBODY)
    except ValueError as error:
        yield SettingsFault(path, str(error))


def text_faults(
    table: DueTable | DigestTable, known: Collection[str], path: KeyPath
) -> Iterator[SettingsFault]:
    """Yield a fault for each gap that nothing fills in the text of the table at `path`, in any language."""
    yield from gap_faults(table.text, known, (*path, "text"))
    for spoken, words in table.translations.items():
        yield from gap_faults(words.text, known, (*path, "translations", spoken, "text"))


def gap_faults(text: str, known: Collection[str], path: KeyPath) -> Iterator[SettingsFault]:
    """Yield a fault for each gap in a text that nothing fills."""
    for gap in _GAP.findall(text):
        if gap not in known:
            yield SettingsFault(
                path,
                _("nothing fills {gap}; expected one of {known}").format(
                    gap=f"{{{gap}}}", known=", ".join(f"{{{each}}}" for each in known)
                ),
            )
