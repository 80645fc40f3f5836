"""The roster's settings: posts, shifts, demand and rules, as TOML files hold them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Annotated

from msgspec import Meta

from dutydesk.api import QualificationsFile, Settings, SettingsFault, SettingsFile, SettingsReader
from dutydesk.api.settings_values import Code, Name, WallTime, at_time, repeated_codes
from dutydesk.domain import DayKind
from dutydesk.wording import _

Short = Annotated[str, Meta(pattern=r"^[^\W_]{1,3}\Z", description="one to three letters or digits")]
Heads = Annotated[int, Meta(ge=0, le=50)]


class Post(Settings, frozen=True, kw_only=True):
    """A place to guard; `short` is what the grid shows, up to three characters."""

    code: Code
    short: Short
    name: Name
    place: str = ""
    orders: str = ""
    colour: str = "steelblue"


class PostsFile(Settings, frozen=True, kw_only=True):
    """``posts.toml``."""

    post: tuple[Post, ...] = ()


class Shift(Settings, frozen=True, kw_only=True):
    """A shift by its wall times; one that ends at or before its start ends on the next day."""

    code: Code
    short: Short
    name: Name
    start: WallTime
    end: WallTime
    night: bool = False

    def starts(self, day: date) -> datetime:
        """Return the naive wall time at which the shift of `day` starts."""
        return at_time(day, self.start)

    def ends(self, day: date) -> datetime:
        """Return the naive wall time at which the shift of `day` ends."""
        over_midnight = self.end <= self.start
        return at_time(day + timedelta(days=over_midnight), self.end)


class ShiftsFile(Settings, frozen=True, kw_only=True):
    """``shifts.toml``."""

    shift: tuple[Shift, ...] = ()


class DemandLine(Settings, frozen=True, kw_only=True):
    """How many people a post needs in a shift, by the kind of day; one of them meets each of `needs`."""

    post: str
    shift: str
    weekday: Heads = 0
    weekend: Heads = 0
    holiday: Heads = 0
    needs: tuple[str, ...] = ()

    def heads(self, kind: DayKind) -> int:
        """Return the heads wanted on a day of this kind."""
        return {DayKind.WEEKDAY: self.weekday, DayKind.WEEKEND: self.weekend, DayKind.HOLIDAY: self.holiday}[
            kind
        ]


class DemandFile(Settings, frozen=True, kw_only=True):
    """``demand.toml``."""

    demand: tuple[DemandLine, ...] = ()


class RulesFile(Settings, frozen=True, kw_only=True):
    """``rules.toml``: what a roster must keep to, and how long the search may take."""

    rest_hours: Annotated[float, Meta(ge=0, le=48)] = 11
    most_days_in_a_row: Annotated[int, Meta(ge=1, le=31)] = 6
    most_nights_in_a_row: Annotated[int, Meta(ge=1, le=31)] = 3
    most_hours_a_week: Annotated[float, Meta(gt=0, le=168)] = 48
    search_seconds: Annotated[float, Meta(gt=0, le=3600)] = 20
    memory_months: Annotated[int, Meta(ge=0, le=24)] = 3


def _repeated_shorts(shorts: Iterable[str], table: str) -> Iterable[SettingsFault]:
    """Yield a fault for each short that stands twice, in whatever case: the grid does not tell case."""
    seen: set[str] = set()
    for index, short in enumerate(shorts):
        if short.casefold() in seen:
            yield SettingsFault(
                (table, index, "short"),
                _("{short!r} is used twice, large and small letters alike; every short must differ").format(
                    short=short
                ),
            )
        seen.add(short.casefold())


def _check_posts(posts: PostsFile, read: SettingsReader) -> Iterable[SettingsFault]:
    yield from repeated_codes((each.code for each in posts.post), ("post",))
    yield from _repeated_shorts((each.short for each in posts.post), "post")
    served = {line.post for line in read(DemandFile).demand}
    if served - {post.code for post in posts.post}:
        # A post misspelt in demand.toml is told there; here it would look like a post that nobody serves.
        return
    for index, post in enumerate(posts.post):
        if post.code not in served:
            yield SettingsFault(
                ("post", index, "code"),
                _(
                    "no shift serves the post {code!r}; config/demand.toml needs a [[demand]] "
                    "with post = {code!r}"
                ).format(code=post.code),
            )


def _check_shifts(shifts: ShiftsFile, _read: SettingsReader) -> Iterable[SettingsFault]:
    yield from repeated_codes((each.code for each in shifts.shift), ("shift",))
    yield from _repeated_shorts((each.short for each in shifts.shift), "shift")


def _check_demand(demand: DemandFile, read: SettingsReader) -> Iterable[SettingsFault]:
    posts = {each.code for each in read(PostsFile).post}
    shifts = {each.code for each in read(ShiftsFile).shift}
    qualifications = {each.code for each in read(QualificationsFile).qualification}
    seen: set[tuple[str, str]] = set()
    for index, line in enumerate(demand.demand):
        for key, value, known, file in (
            ("post", line.post, posts, "posts.toml"),
            ("shift", line.shift, shifts, "shifts.toml"),
        ):
            if value not in known:
                yield SettingsFault(
                    ("demand", index, key),
                    _("{value!r} is no {key} of config/{file}; expected one of {known}").format(
                        value=value, key=key, file=file, known=", ".join(sorted(known)) or _("none yet")
                    ),
                )
        if (line.post, line.shift) in seen:
            yield SettingsFault(
                ("demand", index, "post"),
                _("{post} in {shift} stands here twice; one [[demand]] holds all its days").format(
                    post=line.post, shift=line.shift
                ),
            )
        seen.add((line.post, line.shift))
        for place, need in enumerate(line.needs):
            if need not in qualifications:
                yield SettingsFault(
                    ("demand", index, "needs", place),
                    _(
                        "{need!r} is no qualification of config/qualifications.toml; expected one of {known}"
                    ).format(need=need, known=", ".join(sorted(qualifications)) or _("none yet")),
                )


SETTINGS_FILES = (
    SettingsFile("posts.toml", PostsFile, _check_posts),
    SettingsFile("shifts.toml", ShiftsFile, _check_shifts),
    SettingsFile("demand.toml", DemandFile, _check_demand),
    SettingsFile("rules.toml", RulesFile),
)
