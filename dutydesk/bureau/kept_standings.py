"""Standings as they were computed last, kept in the bureau's database: derived, and let go at any time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import msgspec
import sqlalchemy as sa

from dutydesk.api import Standing
from dutydesk.store.database import Database

_METADATA = sa.MetaData()
_TABLE = sa.Table(
    "bureau_standing",
    _METADATA,
    sa.Column("desk", sa.Text, primary_key=True),
    sa.Column("language", sa.Text, primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("day", sa.Text, nullable=False),
    sa.Column("settings", sa.Text, nullable=False),
    sa.Column("figures", sa.Text, nullable=False),
    sa.Column("computed", sa.Text, nullable=False),
)


class Computed(msgspec.Struct, frozen=True, kw_only=True):
    """The standings of a desk, and what they hang on: its revision, its settings' digest and the day.

    `fault` says what went wrong in a plugin that could not give its own.
    """

    desk: str
    revision: int
    day: date
    settings: str
    standings: tuple[Standing, ...]
    computed: datetime
    fault: str = ""


class _Figures(msgspec.Struct, frozen=True, kw_only=True):
    standings: tuple[Standing, ...]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class KeptStandings:
    """The standings that a database keeps, in one language: titles and details are written in it."""

    database: Database
    language: str

    def prepare(self) -> None:
        """Make the table where it is not there yet.

        Raises:
            DataProblem: the database cannot be written.
        """
        with self.database.reading() as connection:
            if sa.inspect(connection).has_table(_TABLE.name):
                return
        with self.database.writing() as connection:
            self.database.prepare(connection)
            _METADATA.create_all(connection)
            self.database.finish(connection)

    def all(self) -> Mapping[str, Computed]:
        """Return what is kept, by the desk's name; what an older version wrote otherwise is left out."""
        with self.database.reading() as connection:
            rows = connection.execute(sa.select(_TABLE).where(_TABLE.c.language == self.language)).fetchall()
        found: dict[str, Computed] = {}
        for row in rows:
            try:
                figures = msgspec.json.decode(row.figures, type=_Figures)
                found[row.desk] = Computed(
                    desk=row.desk,
                    revision=row.revision,
                    day=date.fromisoformat(row.day),
                    settings=row.settings,
                    standings=figures.standings,
                    computed=datetime.fromisoformat(row.computed),
                    fault=figures.fault,
                )
            except (msgspec.MsgspecError, ValueError):
                continue
        return found

    def keep(self, computed: Iterable[Computed]) -> None:
        """Keep standings in place of those of the same desks."""
        rows = [
            {
                "desk": each.desk,
                "language": self.language,
                "revision": each.revision,
                "day": each.day.isoformat(),
                "settings": each.settings,
                "figures": msgspec.json.encode(_Figures(standings=each.standings, fault=each.fault)).decode(),
                "computed": each.computed.isoformat(),
            }
            for each in computed
        ]
        if not rows:
            return
        fresh = self.database.inserting(_TABLE)
        names = ("revision", "day", "settings", "figures", "computed")
        statement = fresh.on_conflict_do_update(
            index_elements=["desk", "language"], set_={name: fresh.excluded[name] for name in names}
        )
        with self.database.writing() as connection:
            connection.execute(statement, rows)
