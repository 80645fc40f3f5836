"""Changing a desk: one transaction, one journal entry, by someone who may; and taking a change back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from dutydesk.api import Change, DataProblem, JournalEntry, RoleRefused, StaleChange, UndoRefused
from dutydesk.desk.rights import Rights
from dutydesk.domain import Right, Zone, clean_line
from dutydesk.store.database import Database
from dutydesk.store.journal import Journal
from dutydesk.store.schema import Schema
from dutydesk.store.unit import UnitOfWork
from dutydesk.wording import _

MOST_WHY = 300


class Changes:
    """Makes the changes of one actor; `tell` hears the subjects of each once it is kept."""

    def __init__(
        self,
        database: Database,
        schema: Schema,
        *,
        actor: str,
        rights: Rights,
        now: Callable[[], datetime],
        zone: Callable[[], Zone],
        tell: Callable[[set[str]], None],
    ) -> None:
        self._database = database
        self._schema = schema
        self._journal = Journal(schema.system)
        self._actor = actor
        self._rights = rights
        self._now = now
        self._zone = zone
        self._tell = tell

    @contextmanager
    def change(self, why: str, *, final: bool, right: Right) -> Iterator[Change]:
        """Begin a change; it is committed when the block ends, and dropped whole if it raises."""
        why = clean_line(why, MOST_WHY)
        with self._refusals_kept(why):
            self._rights.begin(right, why)
            with self._database.writing() as connection:
                now = self._now()
                unit = UnitOfWork(connection, self._schema, self._journal, now, self._show_time)
                yield unit
                self._rights.finish(right, why, unit.touched)
                if unit.rows:
                    self._journal.write(
                        connection,
                        at=now,
                        who=self._actor,
                        why=why,
                        kind="final" if final else "change",
                        reverts=None,
                        rows=unit.rows,
                        subjects=unit.subjects,
                    )
            if unit.rows:
                self._tell(unit.subjects)

    def undo(self) -> JournalEntry:
        """Undo the actor's last change that still stands."""
        return self._revert("undo", self._journal.to_undo, _("There is nothing of yours to undo."))

    def redo(self) -> JournalEntry:
        """Do again what was undone last."""
        return self._revert("redo", self._journal.to_redo, _("There is nothing to do again."))

    def _revert(self, kind: str, find: Callable[..., int | None], none: str) -> JournalEntry:
        with self._refusals_kept(kind):
            self._rights.begin(Right.CHANGE, kind)
            with self._database.writing() as connection:
                number = find(connection, self._actor)
                if number is None:
                    raise UndoRefused(none)
                (entry,) = self._journal.entries(connection, [number])
                now = self._now()
                unit = UnitOfWork(connection, self._schema, self._journal, now, self._show_time)
                try:
                    unit.revert(entry)
                except StaleChange as error:
                    raise UndoRefused(str(error)) from error
                self._rights.finish(Right.CHANGE, entry.why, unit.touched)
                subjects = unit.subjects | set(self._journal.subjects(connection, number))
                self._journal.write(
                    connection,
                    at=now,
                    who=self._actor,
                    why=entry.why,
                    kind=kind,
                    reverts=number,
                    rows=unit.rows,
                    subjects=subjects,
                )
            self._tell(subjects)
            return entry

    def require(self, right: Right, what: str) -> None:
        """Go on only where the actor has `right`; a refusal is kept in the journal.

        Raises:
            RoleRefused: they have not.
        """
        with self._refusals_kept(what):
            self._rights.require(right, what)

    def note(self, why: str) -> None:
        """Keep in the journal what was done to the desk outside of its records, such as to its settings."""
        self._write_bare("final", why)

    @contextmanager
    def _refusals_kept(self, what: str) -> Iterator[None]:
        try:
            yield
        except RoleRefused:
            with suppress(DataProblem):
                self._write_bare("refused", what)
            raise

    def _write_bare(self, kind: str, why: str) -> None:
        """Write a journal entry without rows."""
        with self._database.writing() as connection:
            self._journal.write(
                connection,
                at=self._now(),
                who=self._actor,
                why=clean_line(why, MOST_WHY),
                kind=kind,
                reverts=None,
                rows=(),
                subjects=(),
            )

    def _show_time(self, at: datetime) -> str:
        return f"{self._zone().wall(at):%Y-%m-%d %H:%M}"
