"""How a plugin says what it keeps, and how it reads and changes it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from dutydesk.domain import Record

R = TypeVar("R", bound=Record)
R_co = TypeVar("R_co", bound=Record, covariant=True)
OwnChange = Callable[[Any, Any, str], bool]
"""``own(before, after, person)`` tells whether a person may change a record so as one of their own.

`before` is None where the record is new, `after` where it is removed.
"""


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table: its name, and the `Record` subclass whose fields are its columns.

    A field may be ``str``, ``int``, ``float``, ``bool``, ``date``, ``datetime`` (naive: wall time),
    a ``StrEnum``, ``tuple[str, ...]``, or any of these ``| None``. `indexes` lists the columns, or tuples of
    columns, by which the table is searched. `own` says which changes are open to people whose role allows
    only what is their own; without it, none.
    """

    name: str
    type: type[Record]
    indexes: tuple[tuple[str, ...], ...] = ()
    own: OwnChange | None = None


@dataclass(frozen=True, slots=True)
class TouchedRecord:
    """A record as it was before a change and as it is after; None where it was not there, or is no more."""

    spec: TableSpec
    before: Record | None
    after: Record | None

    def is_own(self, person: str) -> bool:
        """Tell whether this is open to a person who may only change what is their own."""
        own = self.spec.own
        return bool(person) and own is not None and own(self.before, self.after, person)


@dataclass(frozen=True, slots=True)
class TableSet:
    """The tables of one plugin, and the Alembic migrations that make them.

    `migrations` is the importable package that holds the revision files; `head` is the newest of them. They
    are called ``OWNER_0001`` and so on. A desk whose stored revision is another is migrated at start.
    """

    owner: str
    tables: tuple[TableSpec, ...]
    migrations: str
    head: str


class Table(Protocol[R_co]):
    """A read-only look at one table; every answer is sorted by `id` unless said otherwise."""

    def get(self, key: str) -> R_co | None:
        """Return the record with this `id`, or None."""
        ...

    def all(self) -> tuple[R_co, ...]:
        """Return every record."""
        ...

    def where(self, **equals: object) -> tuple[R_co, ...]:
        """Return the records whose columns equal the values given; a tuple of values means any of them."""
        ...

    def between(self, column: str, first: object, last: object, **equals: object) -> tuple[R_co, ...]:
        """Return the records with ``first <= column <= last``, in the order of that column."""
        ...

    def count(self, **equals: object) -> int:
        """Return how many records `where` would give, without reading them."""
        ...

    def count_between(self, column: str, first: object, last: object, **equals: object) -> int:
        """Return how many records `between` would give, without reading them."""
        ...


class StaleChange(Exception):
    """Someone else has changed a record since it was read; the message says who and when."""


class Change(Protocol):
    """A transaction with one journal entry; nothing is kept unless the whole of it is."""

    def add(self, record: R) -> R:
        """Keep a new record, and return it with its first revision."""
        ...

    def replace(self, record: R) -> R:
        """Keep `record` in place of the kept one with its `id` and `revision`; return it with the next.

        A record equal to the kept one is left alone.

        Raises:
            StaleChange: the kept one has another revision, or is gone.
        """
        ...

    def remove(self, record: Record) -> None:
        """Remove the kept record with this `id` and `revision`.

        Raises:
            StaleChange: it has another revision, or is gone.
        """
        ...

    def table(self, of: type[R]) -> Table[R]:
        """Read a table as it stands inside this transaction."""
        ...

    def note(self, subject: str) -> None:
        """Add a subject, such as ``month:2026-11``, to those that the records name themselves."""
        ...


def keep(change: Change, record: R) -> R:
    """Keep `record`: in place of the one that was read, or as a new one where it was never kept.

    Raises:
        StaleChange: someone else has changed the kept one since.
    """
    return change.replace(record) if record.revision else change.add(record)


class Records(Protocol):
    """A small journalled store of named JSON documents, for a plugin without tables of its own."""

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - a JSON document has any shape
        """Return the document under `key`, or `default`."""
        ...

    def put(self, key: str, document: Any, why: str = "") -> None:  # noqa: ANN401 - likewise
        """Keep `document`, which must be what JSON can hold, under `key`."""
        ...

    def delete(self, key: str, why: str = "") -> None:
        """Forget the document under `key`; a key that is not there is passed over."""
        ...

    def keys(self) -> tuple[str, ...]:
        """Return the keys in use, sorted."""
        ...


@dataclass(frozen=True, slots=True)
class RowChange:
    """What one journal entry did to one record: None before means added, None after means removed."""

    table: str
    id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One change of the desk: who, when (UTC), why, and what it did.

    `kind` is ``change``, ``undo``, ``redo``, ``final`` for one that undo passes over, or ``refused`` for one
    that the role of `who` did not allow, and that did nothing. `reverts` is the number of the entry that an
    undoing or redoing took back, and None otherwise.
    """

    number: int
    at: datetime
    who: str
    why: str
    kind: str
    rows: tuple[RowChange, ...] = ()
    reverts: int | None = None
