"""Mistakes in the TOML file of a register are named with file, line and field; what is right passes."""

import pytest

from dutydesk.api import DataProblem
from dutydesk.config.reading import read_toml_plugin
from dutydesk_registers.due_pack_faults import due_pack_faults
from dutydesk_registers.plugin import RegistersPlugin
from dutydesk_registers.register_faults import register_faults
from dutydesk_registers.register_file import DuePackFile, DueTable
from dutydesk_registers.register_file import Test as Condition
from tests.plugins.registers.keys_register import KEYS, file_of

MORE = """
[[season]]
code = "summer"
name = "Summer"
checklist = "cabinet"
first = "06-01"
last = "08-31"
[rounds]
checklist = "list"
place = "label"
findings = "weight"
done = "back"
fails = { register = "hazards", values = { what = "{item}: {note} ({label})" } }
[matrix]
down = "label"
across = "kind"
mark = "back"
[carry]
year = "term"
empties = ["number", "back"]
[evaluation]
indicator = "label"
standard = "note"
figure = "proves"
least = "weight"
met = "tagged"
"""
WHOLE = KEYS + MORE


def faults_of(text):
    return [(fault.path, fault.problem) for fault in register_faults(file_of(text))]


def test_a_file_that_uses_everything_is_sound():
    assert faults_of(KEYS) == []
    assert faults_of(WHOLE) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('first = "06-01"\nlast = "08-31"', 'around = "begin"'),
        ('default = "door"', 'default = "House Key"'),
        ('title = "label"', 'title = "kind"'),
        ('day = "given"', 'day = "term"\n'),
        ("least = 0.5", "least = 0.5\nmost = 0.5"),
        ('is = ["safe"]', 'is = ["safe", ""]'),
        ('pattern = "[A-Z]{1,3}-[0-9]+"', 'pattern = "(A|B){1,3}\\\\d{4}"'),
    ],
)
def test_what_is_right_passes(old, new):
    text = WHOLE.replace(old, new, 1)
    assert text != WHOLE
    if "day = " in new:
        text = text.replace("[[digest]]", '[[digest]]\nday = "given"')
    assert faults_of(text) == []


MISTAKES = [
    ('code = "keys"', 'code = "hazards"', 'code = "hazards"', "[register] code: hazards comes with DutyDesk"),
    (
        'code = "keys"',
        'code = "drills"',
        'code = "drills"',
        "[register] code: 'drills' is the name of another part",
    ),
    (
        'title = "label"',
        'title = "lable"',
        'title = "lable"',
        "[register] title: 'lable' is no field; expected one of label,",
    ),
    (
        'title = "label"',
        'title = "note"',
        'title = "note"',
        "title: the field 'note' is of the kind long; expected",
    ),
    (
        'day = "given"',
        'day = "label"',
        'day = "label"',
        "[register] day: the field 'label' is of the kind text",
    ),
    (
        'owner = "holder"',
        'owner = "label"',
        'owner = "label"',
        "[register] owner: the field 'label' is of the kind",
    ),
    (
        'closed = [{ field = "back"',
        'closed = [{ field = "bak"',
        'closed = [{ field = "bak", filled = true }]',
        "[[register.closed]] 1, field: 'bak' is no field",
    ),
    ('code = "kind"', 'code = "number"', 'code = "number"', "[[field]] 3, code: 'number' is used twice"),
    (
        'name = "Kind"',
        'name = "number"',
        'name = "number"',
        "name: the field 'number' is called 'number' too",
    ),
    ('name = "Kind"', 'name = "tag"', 'name = "tag"', "name: the field 'number' is called 'tag' too"),
    (
        'name = "Note"\n',
        'name = "Note"\nunique = true\n',
        "unique = true",
        "unique: one field alone can be `unique`",
    ),
    ('kind = "choice"', 'kind = "text"', "[[field.choice]]", "only a field of the kind choice has choices"),
    (
        'name = "Copies"\nkind = "count"',
        'name = "Copies"\nkind = "choice"',
        'kind = "choice"',
        "kind: a choice needs at least one",
    ),
    ('code = "safe"\n', 'code = "door"\n', 'code = "door"', "choice]] 2, code: 'door' is used twice"),
    (
        'name = "Safe key"',
        'name = "House key"',
        "[[field.choice]]",
        "'house key' is the choice 'door' already",
    ),
    (
        'default = "door"',
        'default = "attic"',
        'default = "attic"',
        "default: 'attic' is none of these: Door key, Safe key",
    ),
    ('default = "@year"', 'default = "last"', 'default = "last"', "default: 'last' is no year such as 2026"),
    (
        "past = true\n",
        'past = true\npattern = "x"\n',
        'pattern = "x"',
        "`pattern` means nothing for the kind date",
    ),
    ("least = 0.5", "past = true", "past = true", "`past` means nothing for the kind number; it is for date"),
    ('kind = "yes"', 'kind = "yes"\nleast = 1', "least = 1", "`least` means nothing for the kind yes"),
    ("least = 1\nmost = 2000", "least = 3\nmost = 2", "most = 2", "most: this is less than `least`, 3"),
    ('not_before = "given"', 'not_before = "gone"', 'not_before = "gone"', "not_before: 'gone' is no field"),
    (
        'not_before = "given"',
        'not_before = "label"',
        'not_before = "label"',
        "not_before: the field 'label' is of the kind",
    ),
    ("[A-Z]{1,3}-[0-9]+", "[A-Z", 'pattern = "[A-Z"', "pattern: this is no regular expression"),
    (
        "[A-Z]{1,3}-[0-9]+",
        "([A-Z]+)*-",
        'pattern = "([A-Z]+)*-"',
        "pattern: too much of this pattern is repeated",
    ),
    ("[A-Z]{1,3}-[0-9]+", "(a|aa)+", 'pattern = "(a|aa)+"', "pattern: too much of this pattern is repeated"),
    (
        "[A-Z]{1,3}-[0-9]+",
        "a*a*a*a*a*b",
        'pattern = "a*a*a*a*a*b"',
        "too much of this pattern is repeated",
    ),
    (
        'day = "until"',
        'day = "holder"',
        'day = "holder"',
        "[[due]] 1, day: the field 'holder' is of the kind person",
    ),
    ('day = "until"', 'day = "until"\ndays = 3', 'day = "until"', "`months` and `days` count from `since`"),
    (
        'day = "until"',
        'day = "until"\nsince = ["given"]',
        "[[due]]",
        "expected either a date field as `day`, or some",
    ),
    (
        'since = ["until", "given"]',
        'since = ["until", "label"]',
        'since = ["until", "label"]',
        "since, item 2: the field 'label' is of",
    ),
    ('until = "back"', 'until = "bak"', 'until = "bak"', "[[due]] 1, until: 'bak' is no field"),
    (
        'is = ["safe"]',
        'is = ["save"]',
        'where = [{ field = "kind", is = ["save"] }]',
        "[[due.where]] 1, is, item 1: 'save' is no value of kind; expected one",
    ),
    (
        ', is = ["safe"] }',
        " }",
        'where = [{ field = "kind" }]',
        "the condition says nothing; expected `is`, `is_not` or `filled`",
    ),
    (
        "Ask {holder}",
        "Ask {person}",
        'text = "Ask {person} for {label}"',
        "text: nothing fills {person}; expected one of {label}",
    ),
    (
        "向{holder}",
        "向{人}",
        'translations.zh = { name = "归还", text = "向{人}要回{label}" }',
        "text: nothing fills {人}; expected one of",
    ),
    (
        "months = 6",
        'months = 6\nescalates_to = ["@rank:boss"]',
        'escalates_to = ["@rank:boss"]',
        "'boss' is no rank",
    ),
    (
        'asks = ["note"]',
        'asks = ["notes"]',
        'asks = ["notes"]',
        "[[step]] 1, asks, item 1: 'notes' is no field",
    ),
    (
        'sets = { back = "@today"',
        'sets = { bakc = "@today"',
        'sets = { bakc = "@today", tagged = "no" }',
        "'bakc' is no field",
    ),
    (
        'tagged = "no"',
        'tagged = "maybe"',
        'sets = { back = "@today", tagged = "maybe" }',
        "'maybe' is neither yes nor no",
    ),
    ('asks = ["note"]\nsets = { back = "@today", tagged = "no" }', "", "[[step]]", "the step does nothing"),
    (
        'counts = "sum"\nfield = "copies"',
        'counts = "sum"\nfield = "label"',
        'field = "label"',
        "[[figure]] 1, field: the field 'label'",
    ),
    (
        'counts = "sum"\nfield = "copies"',
        'counts = "different"',
        "[[figure]]",
        "expected a `field` whose values are counted",
    ),
    ('counts = "sum"', 'counts = "sum"\nday = "at"', 'day = "at"', "day: the field 'at' is of the kind time"),
    (
        'checklist = "cabinet"',
        'checklist = "attic"',
        'checklist = "attic"',
        "[[season]] 1, checklist: 'attic' is no checklist",
    ),
    (
        'last = "08-31"',
        'around = "end"',
        "[[season]]",
        "expected `first` and `last`, or `around`, and not both",
    ),
    (
        'checklist = "list"',
        'checklist = "label"',
        'checklist = "label"',
        "[rounds] checklist: the field 'label' is of the kind text",
    ),
    (
        'findings = "weight"',
        'findings = "copies"',
        'findings = "copies"',
        "[rounds] findings: the field 'copies' is of the kind count",
    ),
    (
        "{item}",
        "{thing}",
        'fails = { register = "hazards", values = { what = "{thing}: {note} ({label})" } }',
        "nothing fills {thing}",
    ),
    ('mark = "back"', 'mark = "bakc"', 'mark = "bakc"', "[matrix] mark: 'bakc' is no field"),
    (
        'year = "term"',
        'year = "given"',
        'year = "given"',
        "[carry] year: the field 'given' is of the kind date; expected year",
    ),
    (
        'empties = ["number"',
        'empties = ["number", "label"',
        'empties = ["number", "label", "back"]',
        "the field 'label' must be filled, so it cannot be",
    ),
    (
        'empties = ["number", ',
        "empties = [",
        "[carry]",
        "the field 'number' is unique; expected it among `empties`",
    ),
    (
        'lines = ["{label}"',
        'lines = ["{name}"',
        'lines = ["{name}", "{number}"]',
        "[label] lines, item 1: nothing fills {name}",
    ),
    (
        'figure = "proves"',
        'figure = "label"',
        'figure = "label"',
        "[evaluation] figure: the field 'label' is of the kind text",
    ),
    (
        "{titles}",
        "{names}",
        'text = "{count} keys given: {names}"',
        "text: nothing fills {names}; expected one of {count}, {titles}",
    ),
    (
        "[[digest]]",
        '[[digest]]\nday = "term"',
        'day = "term"',
        "[[digest]] 1, day: the field 'term' is of the kind year",
    ),
]


@pytest.mark.parametrize(("old", "new", "line", "said"), MISTAKES)
def test_a_mistake_is_named_with_its_file_line_and_field(tmp_path, old, new, line, said):
    text = WHOLE.replace(old, new, 1)
    assert text != WHOLE
    message = told(tmp_path, text)
    place, _comma, problem = message.removeprefix("plugins/keys.toml, line ").partition(", ")
    assert text.splitlines()[int(place) - 1] == line
    assert said in problem


def told(folder, text):
    """Return what is told of a file of the plugins folder."""
    path = folder / "keys.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataProblem) as caught:
        read_toml_plugin(path, "plugins/keys.toml", RegistersPlugin().toml_plugins(), LookupError)
    return str(caught.value)


def due_pack(**rule):
    rules = (DueTable(code="clean", name="Clean", since=("given",), months=1), DueTable(name="New", **rule))
    pack = DuePackFile(name="Pack", register="keys", due=rules)
    return [(fault.path, fault.problem) for fault in due_pack_faults(pack, file_of())]


def test_a_pack_of_due_rules_is_checked_against_the_register():
    assert due_pack(code="oil", since=("given",), where=(Condition(field="list", among=("cabinet",)),)) == []
    assert due_pack(code="clean", since=("given",))[0][0] == ("due", 1, "code")
    ((path, problem),) = due_pack(code="return", since=("given",))
    assert path == ("due", 1, "code")
    assert "the register has a due rule 'return' of its own" in problem
    ((path, problem),) = due_pack(code="oil", since=("oiled",))
    assert (path, "'oiled' is no field" in problem) == (("due", 1, "since", 0), True)
