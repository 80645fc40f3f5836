"""What people call the records behind figures and digests, whoever keeps them."""

from collections.abc import Iterable, Iterator
from datetime import date

from dutydesk.api.desk import Desk
from dutydesk.api.people_named import names_by_key
from dutydesk.api.values import NamedRecord
from dutydesk.domain import Attachment, Task
from dutydesk.wording import _

_ACTIVITY, _TASK, _PERSON, _ATTACHMENT = "activity:", "task:", "person:", "attachment:"


def record_names(desk: Desk, keys: Iterable[str]) -> tuple[NamedRecord, ...]:
    """Return one `NamedRecord` for each of `keys`, in their order; a key that nobody knows stands for itself.

    What plugins say of a record goes before what the desk itself knows of it.
    """
    wanted = tuple(dict.fromkeys(keys))
    if not wanted:
        return ()
    known = {each.key: each for each in _of_the_host(desk, wanted)}
    known |= {each.key: each for each in desk.ask("named_records", NamedRecord, keys=wanted)}
    return tuple(known.get(key, NamedRecord(key=key, title=key)) for key in wanted)


def _of_the_host(desk: Desk, keys: tuple[str, ...]) -> Iterator[NamedRecord]:
    if any(key.startswith(_ACTIVITY) for key in keys):
        yield from _activities(desk, keys)
    if any(key.startswith(_TASK) for key in keys):
        for task in desk.table(Task).all():
            yield NamedRecord(
                key=task.subject,
                title=task.title,
                day=task.done or task.due,
                screen="tasks",
                action=f"go_to({task.id!r})",
            )
    if any(key.startswith(_PERSON) for key in keys):
        for person, name in names_by_key(desk).items():
            yield NamedRecord(
                key=f"{_PERSON}{person}", title=name, screen="people", action=f"go_to({person!r})"
            )
    if any(key.startswith(_ATTACHMENT) for key in keys):
        for each in desk.table(Attachment).all():
            yield NamedRecord(key=f"{_ATTACHMENT}{each.id}", title=each.title)


def _activities(desk: Desk, keys: tuple[str, ...]) -> Iterator[NamedRecord]:
    """Yield the activities among `keys`; the key of an occurrence of a series ends with its day."""
    titles = {each.id: (each.title, each.start.date(), bool(each.rule)) for each in desk.activities()}
    for key in keys:
        activity = key.removeprefix(_ACTIVITY)
        if activity == key:
            continue
        series, _dash, written = activity.rpartition("-")
        if activity in titles:
            title, day, _is_series = titles[activity]
        elif series in titles and (found := _day(written)) is not None:
            title, day = titles[series][0], found
        else:
            yield NamedRecord(key=key, title=_("activity that is gone"))
            continue
        yield NamedRecord(
            key=key, title=title, day=day, screen="calendar", action=f"go_to({day.isoformat()!r})"
        )


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
