"""What ``dutydesk plugins new`` writes: a plugin that works, and its test, for each sort of plugin.

In these texts ``@NAME@`` is the plugin's name, ``@CODE@`` the code of what it brings, ``@TITLE@`` what people
call that.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PluginTemplate:
    """The text of a plugin and of its test, and how the plugin's file ends."""

    suffix: str
    plugin: str
    test: str

    def filled(self, name: str) -> tuple[str, str]:
        """Return both texts for the plugin `name`."""
        code = name.replace("_", "-")
        title = name.replace("_", " ").capitalize()
        plugin, test = (
            text.replace("@NAME@", name).replace("@CODE@", code).replace("@TITLE@", title)
            for text in (self.plugin, self.test)
        )
        return plugin, test


PYTHON = PluginTemplate(
    ".py",
    '''\
"""@TITLE@: a kind of activity, what is due of it, and a figure for the annual summary."""

from datetime import date

from dutydesk.api import DueItem, Figure, hookimpl
from dutydesk.domain import ActivityKind

KIND = "@CODE@"


@hookimpl
def activity_kinds():
    return [ActivityKind(KIND, "@TITLE@", colour="gold")]


@hookimpl
def due(desk, first, last):
    term = desk.school_calendar().term(desk.today())
    if term is None or not first <= term.last <= last:
        return []
    if desk.occurrences(term.first, term.last, kinds=[KIND]):
        return []
    return [DueItem(title="@TITLE@, once this term", day=term.last, screen="calendar")]


@hookimpl
def figures(desk, year):
    found = desk.occurrences(date(year, 1, 1), date(year, 12, 31), kinds=[KIND])
    held = [each for each in found if each.state == "held"]
    return [Figure(KIND, "@TITLE@: held", len(held), tuple(f"activity:{each.key}" for each in held))]
''',
    '''\
"""Run by `dutydesk plugins check @NAME@`, and by pytest.

`desk` is an open desk with this plugin on; there it is 24 November 2026, in the middle of the autumn term.
"""

from datetime import date, datetime

from dutydesk.domain import Activity

KIND = "@CODE@"
NEW_YEAR = date(2027, 1, 31)


def titles(desk):
    return [item.title for item in desk.due(desk.today(), NEW_YEAR)]


def add_one(desk, state):
    at = datetime(2026, 11, 20, 14)
    with desk.change("@TITLE@") as change:
        change.add(
            Activity(id="one", kind=KIND, title="@TITLE@", start=at, end=at.replace(hour=15), state=state)
        )


def test_the_kind_is_offered(desk):
    assert desk.activity_kinds()[KIND].name == "@TITLE@"


def test_it_is_due_until_there_is_one(desk):
    assert "@TITLE@, once this term" in titles(desk)
    add_one(desk, state="planned")
    assert "@TITLE@, once this term" not in titles(desk)


def test_those_held_are_counted(desk):
    add_one(desk, state="held")
    figures = {figure.key: figure.value for figure in desk.figures(2026)}
    assert figures[KIND] == 1
''',
)

_DRILL_TEST = '''\
"""Run by `dutydesk plugins check @NAME@`, and by pytest; `desk` is an open desk with this plugin on."""

from dutydesk_drills.api import drill_kinds


def test_the_drill_is_offered(desk):
    assert desk.activity_kinds()["drill-@CODE@"].name == "@TITLE@"


def test_the_clock_begins_with_the_alarm_and_heads_are_counted(desk):
    kind = drill_kinds(desk)["@CODE@"]
    assert [stage.code for stage in kind.stages] == ["alarm", "gathered", "clear"]
    assert kind.stage("gathered").counts_heads
    assert kind.stage("gathered").target_seconds == 300


def test_a_rule_asks_for_one_every_school_year(desk):
    (rule,) = drill_kinds(desk)["@CODE@"].rules
    assert (rule.least, rule.every, rule.kinds) == (1, "school_year", ("@CODE@",))
'''

TOML_DRILL = PluginTemplate(
    ".toml",
    """\
# @TITLE@: a kind of drill. This file is data and runs nothing; `dutydesk plugins check @NAME@` looks at it.
plugin = "drill"

[drill]
code = "@CODE@"
name = "@TITLE@"
colour = "tomato"
scenario = "Say here what is supposed to have happened, and what everyone shall do."
minutes = 30

# Who plays which part: once, or in every "building" or on every "floor".
[[role]]
code = "leader"
name = "Leader"
text = "Gives the alarm and the all-clear, and keeps the time."

[[role]]
code = "counter"
name = "Counter"
per = "building"
text = "Counts everyone who comes out, and reports the number."

# What is noted while it runs, in order. Targets count from the first stage, which sets the clock.
[[stage]]
code = "alarm"
name = "Alarm"

[[stage]]
code = "gathered"
name = "Everyone gathered and counted"
target_seconds = 300
counts_heads = true

[[stage]]
code = "clear"
name = "All clear"

# What is looked at "before", "during" and "after" it.
[[check]]
text = "The leaders of the classes know the way and the place"
when = "before"

[[check]]
text = "Nobody is left in the rooms"
when = "during"

[[check]]
text = "What went wrong is written down as tasks"
when = "after"

# How often it must be held. Further rules: see `dutydesk drills --help` and the manual.
[[rule]]
code = "@CODE@-yearly"
name = "@TITLE@ every school year"
wants = "count"
least = 1
every = "school_year"
kinds = ["@CODE@"]
""",
    _DRILL_TEST,
)

PYTHON_DRILL = PluginTemplate(
    ".py",
    '''\
"""@TITLE@: a kind of drill."""

from dutydesk.api import hookimpl
from dutydesk_drills.api import CountRule, DrillCheck, DrillKind, DrillRole, DrillStage

CODE = "@CODE@"


@hookimpl
def drill_kinds():
    return [
        DrillKind(
            code=CODE,
            name="@TITLE@",
            scenario="Say here what is supposed to have happened, and what everyone shall do.",
            roles=(
                DrillRole(code="leader", name="Leader", text="Gives the alarm, and keeps the time."),
                DrillRole(code="counter", name="Counter", per="building", text="Counts everyone."),
            ),
            stages=(
                DrillStage(code="alarm", name="Alarm"),
                DrillStage(code="gathered", name="All gathered", target_seconds=300, counts_heads=True),
                DrillStage(code="clear", name="All clear"),
            ),
            checklist=(DrillCheck(text="Nobody is left in the rooms", when="during"),),
            rules=(
                CountRule(
                    code=f"{CODE}-yearly",
                    name="@TITLE@ every school year",
                    every="school_year",
                    kinds=(CODE,),
                ),
            ),
            source="plugins/@NAME@.py",
        )
    ]
''',
    _DRILL_TEST,
)
