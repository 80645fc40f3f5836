"""The words that people read: every user-visible string passes through here to gettext."""

import gettext
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGE_NAMES = {"en": "English", "zh": "中文"}
"""What each language calls itself."""

LANGUAGES = tuple(LANGUAGE_NAMES)
"""The languages in which the program can speak; its own texts are in the first."""

_DOMAIN = "dutydesk"
_LOCALE = str(Path(__file__).parent / "locale")
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_language: ContextVar[str] = ContextVar("language", default="")


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """Return a language's catalogue, found once; gettext itself would look at the disk for every text."""
    return gettext.translation(_DOMAIN, _LOCALE, languages=[language], fallback=True)


@cache
def _of_environment() -> str:
    """Return the first language of the environment that the program can speak."""
    named = next((os.environ[name] for name in _VARIABLES if os.environ.get(name)), "")
    wanted = (each.partition("_")[0].partition(".")[0].lower() for each in named.split(":"))
    return next((each for each in wanted if each in LANGUAGES), LANGUAGES[0])


def language() -> str:
    """Return the language in which texts are given here and now: one of `LANGUAGES`."""
    return _language.get() or _of_environment()


def speak(language: str) -> None:
    """Give texts in `language` in this process and in those that it starts, where nobody asks for another."""
    os.environ["LANGUAGE"] = language
    _of_environment.cache_clear()


def speak_for_libraries() -> None:
    """Have libraries that ask gettext's usual catalogue, such as the one that reads commands, get ours."""
    gettext.bindtextdomain(_DOMAIN, _LOCALE)
    gettext.textdomain(_DOMAIN)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Give texts in `language` inside the block, in this thread or task alone; empty is the environment's."""
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def _(message: str) -> str:
    """Return `message` in the reader's language, or as it stands where no translation exists."""
    return _catalogue(language()).gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of a counted message that fits `count` in the reader's language."""
    return _catalogue(language()).ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """Return a message that other languages say differently in this `context`, such as a verb or a column."""
    return _catalogue(language()).pgettext(context, message)


def listed(items: Iterable[str]) -> str:
    """Return names or the like in one line, with what stands between them in the reader's language."""
    return pgettext("joining", ", ").join(items)


def phrases(texts: Iterable[str]) -> str:
    """Return parts of one sentence, such as a title and its day, with what stands between them."""
    return pgettext("phrases", ", ").join(texts)


def clauses(texts: Iterable[str]) -> str:
    """Return texts that are longer than names, and may hold commas themselves, in one line."""
    return pgettext("joining", "; ").join(texts)


def sentence(text: str) -> str:
    """Return a text that was put together from parts with the full stop of the reader's language."""
    return pgettext("joining", "{text}.").format(text=text)


def headed(head: str, text: str) -> str:
    """Return a text with what it is about in front of it."""
    return pgettext("joining", "{head}: {text}").format(head=head, text=text)


def bracketed(text: str, more: str) -> str:
    """Return a text with what else is to be said of it in brackets behind it."""
    return pgettext("joining", "{text} ({more})").format(text=text, more=more)
