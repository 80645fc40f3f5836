"""The rules that a roster keeps to, as values: what each says, not how it is checked or searched for.

Every rule is either hard (`weight` None: no roster may break it) or weighted: each unit by which a roster
breaks it costs `weight`. `people` are the keys of those it binds, everyone where empty. A duty counts in full
for the day, week (Monday to Sunday) and month in which it starts. Hours in a rule are taken to the nearest
minute. What duties held outside the roster break among themselves is not counted.
"""

from enum import StrEnum

import msgspec


class Within(StrEnum):
    """How near to one another people stand: at one post, or anywhere in the same shift of the same day."""

    POST = "post"
    SHIFT = "shift"


class RuleBase(msgspec.Struct, frozen=True, kw_only=True, tag_field="rule"):
    """What all rules have; `name` is what the leader calls this one, where they gave it a name."""

    weight: int | None = None
    people: tuple[str, ...] = ()
    name: str = ""

    @property
    def code(self) -> str:
        """The name of the kind of rule, such as "days-in-a-row"."""
        return str(self.__struct_config__.tag)

    @property
    def hard(self) -> bool:
        """Tell whether no roster may break the rule."""
        return self.weight is None

    def binds(self, person: str) -> bool:
        """Tell whether the rule is for the person with this key."""
        return not self.people or person in self.people


class Rest(RuleBase, frozen=True, kw_only=True, tag="rest"):
    """At least `hours` of real time lie between two duties; broken once for each pair that is nearer.

    Two duties that overlap are always forbidden, whatever the rules say.
    """

    hours: float = 11.0


class DutiesADay(RuleBase, frozen=True, kw_only=True, tag="duties-a-day"):
    """At most `most` duties start on one day; broken by each further one."""

    most: int = 1


class DaysInARow(RuleBase, frozen=True, kw_only=True, tag="days-in-a-row"):
    """At most `most` days with duty follow one another; broken by each day beyond."""

    most: int = 6


class NightsInARow(RuleBase, frozen=True, kw_only=True, tag="nights-in-a-row"):
    """At most `most` days with a night shift follow one another; broken by each night beyond."""

    most: int = 3


class FewestDaysInARow(RuleBase, frozen=True, kw_only=True, tag="fewest-days-in-a-row"):
    """A run of days with duty is at least `fewest` long; broken by each day it falls short.

    A run that touches the first or the last of the problem's days is as long as the duties held beside them
    make it, and is not judged at all where it reaches a day outside on which nothing is held. So a run that
    begins on the first day is judged only with a duty held on the day before, and is then longer than it
    looks; likewise one that ends on the last day.
    """

    fewest: int = 2


class FewestDaysOff(RuleBase, frozen=True, kw_only=True, tag="fewest-days-off"):
    """A run of days without duty between two duties is at least `fewest` long; broken by each day short.

    Runs that touch the first or the last of the problem's days are judged only where the day beside them,
    outside, holds a duty; days off outside are not judged.
    """

    fewest: int = 2


class HoursAWeek(RuleBase, frozen=True, kw_only=True, tag="hours-a-week"):
    """At most `most` hours of duty in a week, Monday to Sunday; broken by each whole or begun hour beyond."""

    most: float = 48.0


class HoursAMonth(RuleBase, frozen=True, kw_only=True, tag="hours-a-month"):
    """At most `most` hours of duty in a calendar month; broken by each whole or begun hour beyond.

    Only months that lie wholly within the problem's days are judged.
    """

    most: float = 200.0


class Overtime(RuleBase, frozen=True, kw_only=True, tag="overtime"):
    """At most `most` hours a month beyond `contract` hours times the person's share of a full post.

    Broken by each whole or begun hour beyond; only months wholly within the problem's days are judged.
    """

    contract: float = 166.0
    most: float = 36.0


class WeekendsOff(RuleBase, frozen=True, kw_only=True, tag="weekends-off"):
    """At least `fewest` whole weekends of a month (its Saturdays, each with the Sunday after) are free.

    Broken by each weekend that lacks, at most by each that there is; only months wholly within the problem's
    days are judged. A last Saturday's Sunday may lie in the next month, where held duties count.
    """

    fewest: int = 1


class Succession(RuleBase, frozen=True, kw_only=True, tag="succession"):
    """No shift of `after` on the day after the shift `before`; broken once for each such pair of days."""

    before: str
    after: tuple[str, ...]


class Apart(RuleBase, frozen=True, kw_only=True, tag="apart"):
    """No two of `people` stand near one another; broken by each one beyond the first.

    It has to name its `people`; naming nobody, it binds nobody.
    """

    within: Within = Within.SHIFT


class Together(RuleBase, frozen=True, kw_only=True, tag="together"):
    """`people` stand in the same shifts on the same days.

    Each pair of neighbours in `people` breaks it once for each day and shift in which one stands and the
    other does not, unless that other does not serve, or is absent, on that day and shift. A duty held outside
    the roster is company for another, but is not judged itself. It has to name its `people`.
    """


class Beside(RuleBase, frozen=True, kw_only=True, tag="beside"):
    """Whoever meets `who` (a qualification or a rank) stands only near someone else who meets `by`.

    For a new guard beside an experienced one. Broken once for each person left without. A duty held outside
    the roster is company for another, but is not judged itself.
    """

    who: str
    by: str
    within: Within = Within.POST


class HeadsOf(RuleBase, frozen=True, kw_only=True, tag="heads-of"):
    """Each shift of each day has `least` to `most` who meet `who`, counted over `posts` together.

    For one squad leader a shift. `shifts` and `posts` empty mean all; a shift of a day for which nobody is
    wanted at those posts is not judged. Broken by each head too few or too many. Where `people` are given,
    only they are counted.
    """

    who: str
    least: int = 1
    most: int | None = None
    shifts: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()


class OnePost(RuleBase, frozen=True, kw_only=True, tag="one-post"):
    """A person keeps to one post over the problem's days; broken by each further post they stand at.

    Duties held outside the roster are left out of it.
    """


class PluginRule(RuleBase, frozen=True, kw_only=True, tag="plugin"):
    """A rule that a plugin brings: `target` ("module:Class") is imported where it is needed.

    `settings` is the TOML table that the class is made from, as JSON. `source` is the text of the module
    where it cannot be imported by its name, being a file in a desk's own folder.
    """

    target: str
    settings: str = "{}"
    source: str = ""


Rule = (
    Rest
    | DutiesADay
    | DaysInARow
    | NightsInARow
    | FewestDaysInARow
    | FewestDaysOff
    | HoursAWeek
    | HoursAMonth
    | Overtime
    | WeekendsOff
    | Succession
    | Apart
    | Together
    | Beside
    | HeadsOf
    | OnePost
    | PluginRule
)
"""Any rule."""

STANDARD_RULES: tuple[Rule, ...] = (
    Rest(),
    DutiesADay(),
    DaysInARow(),
    NightsInARow(),
    HoursAWeek(),
)
"""What a roster keeps to where nothing else is said."""


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """What each shortcoming costs, so that the engine can choose between two rosters.

    `uncovered` is for each head missing below what a post can do with, and must outweigh everything below it;
    `unwanted` for each head between that and what is wanted, and for each beyond what is wanted; `unmet` for
    each need that nobody in a slot meets; the four fairness weights for each duty (or hour) outside a
    person's share; `change` for each duty added to or taken from what stands now; `base` for each day that
    departs from the rotation laid under it.
    """

    uncovered: int = 200_000
    unwanted: int = 1_000
    unmet: int = 5_000
    nights: int = 10
    weekends: int = 8
    holidays: int = 12
    hours: int = 1
    change: int = 2
    base: int = 40
