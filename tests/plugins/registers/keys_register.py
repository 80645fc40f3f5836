"""A register of a school's own, with a field of every kind, and what stands around it without a desk."""

import tomllib
from datetime import date, datetime

import msgspec

from dutydesk.domain import Person
from dutydesk_registers.field_values import FieldContext
from dutydesk_registers.register import Register, in_language, with_checklists
from dutydesk_registers.register_file import RegisterFile

KEYS = """plugin = "register"
[register]
code = "keys"
name = "Keys"
text = "Who has which key"
title = "label"
day = "given"
owner = "holder"
order = 5
closed = [{ field = "back", filled = true }]
shared = true
[register.translations.zh]
name = "钥匙"

[[field]]
code = "label"
name = "Key"
required = true
width = 20
[field.translations.zh]
name = "钥匙名"

[[field]]
code = "number"
name = "Number"
unique = true
pattern = "[A-Z]{1,3}-[0-9]+"
hint = "Letters, a dash and a number"
headings = ["Tag"]

[[field]]
code = "kind"
name = "Kind"
kind = "choice"
default = "door"
[[field.choice]]
code = "door"
name = "Door key"
aliases = ["house key"]
translations.zh.name = "门钥匙"
[[field.choice]]
code = "safe"
name = "Safe key"
translations.zh.name = "保险柜钥匙"

[[field]]
code = "given"
name = "Given on"
kind = "date"
past = true
default = "@today"

[[field]]
code = "until"
name = "Wanted back by"
kind = "date"
not_before = "given"

[[field]]
code = "back"
name = "Back on"
kind = "date"
past = true
not_before = "given"

[[field]]
code = "holder"
name = "Who has it"
kind = "person"
default = "@me"

[[field]]
code = "copies"
name = "Copies"
kind = "count"
least = 1
most = 2000

[[field]]
code = "weight"
name = "Weight"
kind = "number"
least = 0.5

[[field]]
code = "tagged"
name = "Tagged"
kind = "yes"

[[field]]
code = "at"
name = "At"
kind = "time"
default = "@now"

[[field]]
code = "term"
name = "Year"
kind = "year"
default = "@year"

[[field]]
code = "list"
name = "Looked at"
kind = "checklist"

[[field]]
code = "proves"
name = "Figure"
kind = "figure"

[[field]]
code = "note"
name = "Note"
kind = "long"

[[due]]
code = "return"
name = "Return"
day = "until"
until = "back"
text = "Ask {holder} for {label}"
translations.zh = { name = "归还", text = "向{holder}要回{label}" }

[[due]]
code = "count"
name = "Count the copies"
since = ["until", "given"]
months = 6
days = 1
where = [{ field = "kind", is = ["safe"] }]

[[step]]
code = "return"
name = "Return"
where = [{ field = "back", filled = false }]
asks = ["note"]
sets = { back = "@today", tagged = "no" }

[[figure]]
code = "copies"
name = "Copies"
counts = "sum"
field = "copies"

[[checklist]]
code = "cabinet"
name = "Key cabinet"
translations.zh.name = "钥匙柜"
[[checklist.item]]
text = "It is locked"

[label]
code = "number"
lines = ["{label}", "{number}"]

[[digest]]
text = "{count} keys given: {titles}"
"""
TODAY = date(2026, 11, 24)
PEOPLE = (
    Person(id="zhao", name="赵建国", latin="Zhao Jianguo", rank="leader"),
    Person(id="li", name="李强", latin="Li Qiang"),
    Person(id="li2", name="李强", latin="Li Qiang"),
    Person(id="吴刚", name="Wu Gang"),
    Person(id="wu", name="吴刚"),
)
FIGURES = {"hazards.found": "Hazards found", "keys.copies": "Copies", "other.copies": "Copies"}


def file_of(text: str = KEYS) -> RegisterFile:
    """Return the file that a text is, unchecked."""
    return msgspec.convert(tomllib.loads(text), RegisterFile, strict=True)


def register_of(text: str = KEYS) -> Register:
    """Return the register of a text in the language that is spoken, as a desk would give it."""
    file = in_language(file_of(text))
    return Register(with_checklists(file), file.due, "plugins/keys.toml")


def context_of(today: date = TODAY, me: str = "zhao") -> FieldContext:
    """Return what makes sense of values, with two people of one name, and one whose key is another's name."""
    return FieldContext(
        names={each.id: each.name for each in PEOPLE},
        people=PEOPLE,
        today=today,
        now=datetime(today.year, today.month, today.day, 10, 5),  # noqa: DTZ001 - wall time
        me=me,
        figures=FIGURES,
    )
