"""What posts and shifts are called in other languages, and whom a post has people call."""

import re
import tomllib

import msgspec
import pytest

from dutydesk.api import DataProblem
from dutydesk.config.shipped import default_desk
from dutydesk.wording import LANGUAGES, speaking
from dutydesk_roster.settings import PostsFile, ShiftsFile
from dutydesk_roster.settings.posts import PostTranslations
from dutydesk_roster.settings.shifts import ShiftTranslations
from tests.plugins.roster.roster_desk import POSTS, SHIFTS

CASES = {
    "words of a post in a language unknown": (
        "posts",
        POSTS + '[post.translations.cn]\nname = "院子"\n',
        "[post.translations.cn]",
        "unknown key; expected one of en, zh",
    ),
    "an unknown word in another language": (
        "posts",
        POSTS + '[post.translations.zh]\nplaces = "院子"\n',
        "places",
        "did you mean 'place'?",
    ),
    "no name in another language": (
        "posts",
        POSTS + '[post.translations.zh]\nname  = ""\n',
        "name  ",
        "must not be empty",
    ),
    "a telephone number to call": (
        "posts",
        POSTS + 'call = "Li, 138 0000-0000"\n',
        "call",
        "expected a role such as the duty room; calendars show no telephone number",
    ),
    "an e-mail address to call": (
        "posts",
        POSTS + '[post.translations.zh]\ncall = "li@school.cn"\n',
        "call",
        "no e-mail address",
    ),
    "words of a shift in a language unknown": (
        "shifts",
        SHIFTS + '[shift.translations.zh-CN]\nname = "夜班"\n',
        "[shift.translations.zh-CN]",
        "unknown key; expected one of en, zh",
    ),
    "a short in another language": (
        "shifts",
        SHIFTS + '[shift.translations.zh]\nshort  = "夜"\n',
        "short  ",
        "unknown key; expected one of name",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_cannot_be_is_refused_with_its_line_and_what_would_do(at, case):
    name, text, key, expected = CASES[case]
    with pytest.raises(DataProblem) as caught:
        at.reopened(**{name: text})
    message = str(caught.value)
    (line,) = [number for number, line in enumerate(text.splitlines(), 1) if line.startswith(key)]
    assert "\n" not in message
    assert f"{name}.toml, line {line}" in message
    assert key.strip("[] ").rpartition(".")[2] in message
    assert expected in message


@pytest.mark.parametrize("of", [PostTranslations, ShiftTranslations])
def test_words_can_be_given_in_every_language_that_the_program_speaks(of):
    assert of.__struct_fields__ == LANGUAGES


@pytest.mark.parametrize("call", ["the duty room", "值班室 (8110)", "whoever leads squad 1", ""])
def test_whom_to_call_is_any_role(at, call):
    (gate, *_others) = (
        at.reopened(posts=POSTS.replace("place", f'call = "{call}"\nplace')).settings(PostsFile).post
    )
    assert gate.call == call


@pytest.mark.parametrize(
    ("file", "of"),
    [("posts", PostsFile), ("shifts", ShiftsFile), ("sample/school/posts", PostsFile)],
)
def test_the_posts_and_shifts_that_come_along_have_words_in_chinese(file, of):
    text = (default_desk() / f"{file}.toml").read_text(encoding="utf-8")
    with speaking("zh"):
        spoken = msgspec.convert(tomllib.loads(text), of).spoken()
    said = [getattr(each, key, "") for each in spoken for key in ("name", "place", "orders")]
    assert [each for each in said if each and each.isascii()] == []


def test_the_manual_shows_how_words_in_another_language_are_given():
    page = (default_desk().parent / "docs" / "manual" / "settings.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```toml\n(.*?\.translations\..*?)```", page, re.DOTALL)
    (post,) = msgspec.convert(tomllib.loads(shown), PostsFile).post
    with speaking("zh"):
        assert post.spoken().name != post.name
