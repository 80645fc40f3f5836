"""What is wrong with the tables of a register's file that each make one view or use of it."""

from collections.abc import Iterator, Mapping

from dutydesk.api import SettingsFault
from dutydesk.api.settings import KeyPath
from dutydesk.wording import _
from dutydesk_registers.reference_faults import gap_faults, known_field_faults, test_faults, text_faults
from dutydesk_registers.register_file import FieldKind, FieldTable, RegisterFile

Fields = Mapping[str, FieldTable]
_WORDS: frozenset[FieldKind] = frozenset({"text", "long", "choice"})
_NUMBER: frozenset[FieldKind] = frozenset({"number"})


def matrix_faults(file: RegisterFile, fields: Fields) -> Iterator[SettingsFault]:
    """Yield what is wrong with ``[matrix]``."""
    if file.matrix is not None:
        for name, code in (
            ("down", file.matrix.down),
            ("across", file.matrix.across),
            ("mark", file.matrix.mark),
        ):
            yield from known_field_faults(fields, code, ("matrix", name))


def carry_faults(file: RegisterFile, fields: Fields) -> Iterator[SettingsFault]:
    """Yield what is wrong with ``[carry]``: what is emptied must be allowed to be empty."""
    carry = file.carry
    if carry is None:
        return
    yield from known_field_faults(fields, carry.year, ("carry", "year"), {"year"})
    for index, code in enumerate(carry.empties):
        path: KeyPath = ("carry", "empties", index)
        yield from known_field_faults(fields, code, path)
        field = fields.get(code)
        if field is not None and (field.required or code in {carry.year, file.register.title}):
            yield SettingsFault(
                path, _("the field {code!r} must be filled, so it cannot be emptied").format(code=code)
            )
    for field in file.field:
        if field.unique and field.code not in carry.empties:
            yield SettingsFault(
                ("carry",),
                _("the field {code!r} is unique; expected it among `empties`").format(code=field.code),
            )


def label_faults(file: RegisterFile, fields: Fields) -> Iterator[SettingsFault]:
    """Yield what is wrong with ``[label]``."""
    if file.label is not None:
        yield from known_field_faults(fields, file.label.code, ("label", "code"))
        for index, line in enumerate(file.label.lines):
            yield from gap_faults(line, fields, ("label", "lines", index))


def evaluation_faults(file: RegisterFile, fields: Fields) -> Iterator[SettingsFault]:
    """Yield what is wrong with ``[evaluation]``."""
    table = file.evaluation
    if table is None:
        return
    named: tuple[tuple[str, str, frozenset[FieldKind]], ...] = (
        ("indicator", table.indicator, _WORDS),
        ("standard", table.standard, _WORDS),
        ("figure", table.figure, frozenset({"figure"})),
        ("least", table.least, _NUMBER),
        ("met", table.met, frozenset({"yes"})),
        ("points", table.points, _NUMBER),
        ("proof", table.proof, _WORDS),
    )
    for name, code, kinds in named:
        yield from known_field_faults(fields, code, ("evaluation", name), kinds)


def digest_faults(file: RegisterFile, fields: Fields) -> Iterator[SettingsFault]:
    """Yield what is wrong with ``[[digest]]``: a line needs a day that lies in a week."""
    for index, digest in enumerate(file.digest):
        path: KeyPath = ("digest", index)
        yield from known_field_faults(fields, digest.day, (*path, "day"), {"date"})
        day = fields.get(digest.day or file.register.day)
        if not digest.day and (day is None or day.kind != "date"):
            yield SettingsFault(path, _("expected a date field as `day`"))
        yield from test_faults(fields, digest.where, (*path, "where"))
        yield from text_faults(digest, ("count", "titles"), path)
