"""``posts.toml``: the places to guard."""

from collections.abc import Iterable
from typing import Annotated

import msgspec
from msgspec import Meta

from dutydesk.api import Settings, SettingsFault, SettingsReader
from dutydesk.api.settings_values import Code, Name, repeated_codes
from dutydesk.wording import _, language
from dutydesk_roster.settings.shorts import Short, repeated_shorts

Contact = Annotated[
    str,
    Meta(
        max_length=100,
        pattern=r"^(?!.*@)(?!.*\d([ -]?\d){6})[^\r\n]*\Z",
        description="a role such as the duty room; calendars show no telephone number and no e-mail address",
    ),
]


class PostWords(Settings, frozen=True, kw_only=True):
    """What is said of a post in another language; what is left out is said as in the post itself."""

    name: Name = ""
    place: str = ""
    orders: str = ""
    call: Contact = ""


class PostTranslations(Settings, frozen=True, kw_only=True):
    """The words of a post by language: one key for each of `dutydesk.wording.LANGUAGES`."""

    en: PostWords = PostWords()
    zh: PostWords = PostWords()


class Post(Settings, frozen=True, kw_only=True):
    """A place to guard; `short` is what the grid shows, up to three characters.

    `call` says by role whom to tell when one cannot come; when it is empty, that is the leaders.
    """

    code: Code
    short: Short
    name: Name
    place: str = ""
    orders: str = ""
    call: Contact = ""
    colour: str = "steelblue"
    translations: PostTranslations = PostTranslations()

    def spoken(self) -> "Post":
        """Return the post in the reader's words."""
        words: PostWords = getattr(self.translations, language())
        given = {key: text for key, text in msgspec.structs.asdict(words).items() if text}
        return msgspec.structs.replace(self, **given)


class PostsFile(Settings, frozen=True, kw_only=True):
    """``posts.toml``."""

    post: tuple[Post, ...] = ()

    def spoken(self) -> tuple[Post, ...]:
        """Return the posts in the reader's words."""
        return tuple(each.spoken() for each in self.post)


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
