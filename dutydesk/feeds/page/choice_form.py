"""The form in which a subscriber chooses, and the choice told in words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dutydesk.domain import clean_line
from dutydesk.feeds.choice import ALARMS, EVERYTHING, Choice
from dutydesk.wording import LANGUAGE_NAMES, LANGUAGES, _, listed, ngettext

LANGUAGE_TAGS = {"en": "en", "zh": "zh-Hans"}
"""The language tags of HTML."""

_HOUR = 60
_DAY = 24 * _HOUR


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose; `tag` is the language of its text, where that is not the page's."""

    value: str
    text: str
    chosen: bool
    tag: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceForm:
    """What can be chosen, with what was; each of `reminders` is a list to choose one from."""

    languages: tuple[Option, ...]
    kinds: tuple[Option, ...]
    reminders: tuple[tuple[Option, ...], ...]


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """The way to this page in another language."""

    name: str
    tag: str
    query: str


def choice_form(choice: Choice, kinds: Iterable[tuple[str, str]]) -> ChoiceForm:
    """Return the form, with `choice` filled in."""
    languages = [
        Option(each, LANGUAGE_NAMES[each], each == choice.language, LANGUAGE_TAGS[each]) for each in LANGUAGES
    ]
    first, second, *_rest = (*choice.alarms, 0, 0)
    return ChoiceForm(
        languages=(Option("", _("The desk’s own"), not choice.language), *languages),
        kinds=tuple(Option(code, clean_line(name), code in choice.kinds) for code, name in kinds),
        reminders=(_reminders(first), _reminders(second)),
    )


def other_languages(choice: Choice, language: str) -> tuple[OtherLanguage, ...]:
    """Return the ways to this page, with the same choice, in every language but `language`."""
    return tuple(
        OtherLanguage(LANGUAGE_NAMES[each], LANGUAGE_TAGS[each], replace(choice, language=each).query)
        for each in LANGUAGES
        if each != language
    )


def choice_text(choice: Choice, kinds: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return in words what was chosen, a line a thing; nothing where nothing was."""
    if choice == EVERYTHING:
        return ()
    names = [clean_line(name) for code, name in kinds if code in choice.kinds]
    lines = [_("Only: {kinds}").format(kinds=listed(names))] if names else []
    if choice.alarms:
        before = listed(reminder_text(minutes) for minutes in choice.alarms)
        lines.append(_("Reminders: {before}").format(before=before))
    if choice.language:
        lines.append(_("Language: {language}").format(language=LANGUAGE_NAMES[choice.language]))
    return tuple(lines)


def reminder_text(minutes: int) -> str:
    """Return how long before the start a reminder comes."""
    if minutes % _DAY == 0:
        count = minutes // _DAY
        return ngettext("{count} day before", "{count} days before", count).format(count=count)
    if minutes % _HOUR == 0:
        count = minutes // _HOUR
        return ngettext("{count} hour before", "{count} hours before", count).format(count=count)
    return ngettext("{count} minute before", "{count} minutes before", minutes).format(count=minutes)


def _reminders(chosen: int) -> tuple[Option, ...]:
    some = [Option(str(each), reminder_text(each), each == chosen) for each in ALARMS]
    return (Option("", _("No reminder"), not any(each.chosen for each in some)), *some)
