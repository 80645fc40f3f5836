"""Whom someone means who types the beginning of a name, of its Latin form or of a key."""

from collections.abc import Iterable, Iterator

from dutydesk.domain.person import Person


def people_meant(people: Iterable[Person], text: str) -> tuple[Person, ...]:
    """Return those whom `text` may mean, in their order, whatever its case; whoever is meant whole, alone.

    It may be the beginning of a name or of one of its words, of the Latin name with or without its spaces, of
    the first letters of its words, or of the key.
    """
    sought = text.strip().casefold()
    if not sought:
        return ()
    known = tuple(people)
    whole = tuple(person for person in known if sought in _words(person))
    if len(whole) == 1:
        return whole
    return tuple(person for person in known if any(form.startswith(sought) for form in forms_of_name(person)))


def _words(person: Person) -> Iterator[str]:
    for name in (person.name, person.latin):
        words = name.casefold().split()
        yield from words
        if len(words) > 1:
            yield " ".join(words)
            yield "".join(words)
    if person.id:
        yield person.id.casefold()


def forms_of_name(person: Person) -> Iterator[str]:
    """Yield all that people may type for `person`, in small letters."""
    yield from _words(person)
    for name in (person.name, person.latin):
        words = name.casefold().split()
        if len(words) > 1:
            yield "".join(word[0] for word in words)
