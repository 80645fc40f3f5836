"""``posts.toml``: the places to guard."""

from collections.abc import Iterable

from dutydesk.api import Settings, SettingsFault, SettingsReader
from dutydesk.api.settings_values import Code, Name, repeated_codes
from dutydesk.wording import _
from dutydesk_roster.settings.shorts import Short, repeated_shorts


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


def check_posts(posts: PostsFile, read: SettingsReader) -> Iterable[SettingsFault]:
    """Yield what is wrong in ``posts.toml``."""
    from dutydesk_roster.settings.demand import DemandFile  # noqa: PLC0415 - each of the two names the other

    yield from repeated_codes((each.code for each in posts.post), ("post",))
    yield from repeated_shorts((each.short for each in posts.post), "post")
    demand = read(DemandFile)
    served = {line.post for line in demand.demand} | {event.post for event in demand.event}
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
