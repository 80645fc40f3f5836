"""An open bureau: its settings, its desks, and one set of plugins for them all."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import cast

from sqlalchemy.exc import SQLAlchemyError

from dutydesk.api import DataProblem
from dutydesk.api.registry import Registry
from dutydesk.bureau.desk_card import DeskCard, DeskCards
from dutydesk.bureau.desk_places import DeskPlace, desk_places
from dutydesk.bureau.settings import BUREAU_FILE, BUREAU_NAME, BureauSettings
from dutydesk.config.desk_settings import DatabaseTable
from dutydesk.config.reading import read_settings
from dutydesk.desk import OpenDesk
from dutydesk.domain import Member, Right
from dutydesk.host.calling import IsolatedHooks
from dutydesk.host.database_mark import DATABASE_FILE
from dutydesk.host.finding import installed_plugins
from dutydesk.host.opening import current_user, open_desk
from dutydesk.host.registry import build_registry
from dutydesk.store.database import Database, sqlite_url
from dutydesk.store.newest_entries import NewestEntry, newest_in_files, newest_in_schemas
from dutydesk.store.postgres_server import PostgresServer, is_postgres
from dutydesk.wording import _

BUREAU_DATABASE = "bureau.db"


class Bureau:
    """The bureau in `folder`, as `actor` or else whoever is logged in.

    Plugins are those of installed packages, loaded once for all desks. A plugin in Python that lies in one
    desk's own folder is not run here; its TOML plugins are read.

    Raises:
        DataProblem: there is no bureau, or its settings are wrong.
    """

    def __init__(self, folder: Path, actor: str | None = None) -> None:
        self.folder = folder.resolve()
        if not (self.folder / BUREAU_NAME).is_file():
            raise DataProblem(
                _("{folder}: there is no bureau here; `dutydesk bureau init {folder}` makes one").format(
                    folder=folder
                )
            )
        self.actor = actor or current_user()
        self.settings = cast("BureauSettings", read_settings(self.folder, (BUREAU_FILE,))[BureauSettings])
        self._servers: list[PostgresServer] = []
        self._cards = DeskCards(",".join(f"{each.name} {each.version}" for each in installed_plugins()))

    @property
    def name(self) -> str:
        """What the bureau is called."""
        return self.settings.bureau.name

    def places(self) -> tuple[DeskPlace, ...]:
        """Return where the desks are, as they are now.

        Raises:
            DataProblem: two desks have one name.
        """
        return desk_places(self.folder, self.settings.bureau.desks)

    def card(self, place: DeskPlace) -> DeskCard:
        """Return what the desk at a place says of itself in its files.

        Raises:
            DataProblem: they cannot be read.
        """
        return self._cards.card(place)

    def member(self, card: DeskCard) -> Member:
        """Return who the bureau's actor is at a desk."""
        return card.roles.member_named(self.actor)

    def refusal(self, card: DeskCard, right: Right = Right.READ) -> str:
        """Return why the bureau's actor is not let in at a desk, or nothing."""
        member = self.member(card)
        if member.allows(right):
            return ""
        return _("config/roles.toml does not let {name} in ({role})").format(
            name=self.actor, role=member.role.title
        )

    @contextmanager
    def desk(self, place: DeskPlace) -> Iterator[OpenDesk]:
        """Open the desk at a place for as long as the block lasts.

        Raises:
            DataProblem: it cannot be opened.
        """
        desk = self.open(place)
        try:
            yield desk
        finally:
            desk.close()

    def open(self, place: DeskPlace) -> OpenDesk:
        """Open the desk at a place; whoever asks closes it.

        Raises:
            DataProblem: it cannot be opened.
        """
        server = self._server_of(self.card(place).desk.database)
        return open_desk(place.folder, actor=self.actor, registry=self._registry_of_one(), server=server)

    def newest(self, cards: Iterable[DeskCard]) -> Mapping[DeskPlace, NewestEntry]:
        """Return the newest journal entry of each desk whose database answers, without opening any."""
        files: dict[Path, DeskPlace] = {}
        schemas: dict[PostgresServer, dict[str, list[DeskPlace]]] = {}
        for card in cards:
            server = self._server_of(card.desk.database)
            if server is not None:
                schemas.setdefault(server, {}).setdefault(card.desk.database.schema, []).append(card.place)
            elif not card.desk.database.url:
                files[card.place.folder / DATABASE_FILE] = card.place
        found = {files[path]: entry for path, entry in newest_in_files(files).items()}
        for server, places in schemas.items():
            try:
                newest = newest_in_schemas(server.engine, tuple(places))
            except (DataProblem, SQLAlchemyError):
                continue  # opening these desks will say what is wrong
            found |= {place: entry for schema, entry in newest.items() for place in places[schema]}
        return found

    def _server_of(self, database: DatabaseTable) -> PostgresServer | None:
        """Return the server of a desk's database, one for all desks that are kept there; None for a file."""
        if not is_postgres(database.url):
            return None
        for server in self._servers:
            if server.is_at(database.url):
                return server
        try:
            self._servers.append(PostgresServer(database.url))
        except DataProblem:
            return None
        return self._servers[-1]

    @cached_property
    def database(self) -> Database:
        """Where the bureau keeps its standings.

        Raises:
            DataProblem: it cannot be opened.
        """
        settings = self.settings.database
        if not settings.url:
            return Database(sqlite_url(self.folder / BUREAU_DATABASE))
        server = self._server_of(DatabaseTable(url=settings.url, schema=settings.schema))
        return Database(settings.url, settings.schema, server=server)

    def holds_journal(self, database: DatabaseTable) -> bool:
        """Tell whether a desk is kept already in the schema that `database` names."""
        server = self._server_of(database)
        return server is not None and bool(newest_in_schemas(server.engine, (database.schema,)))

    def close(self) -> None:
        """Let go of the bureau's database, and of the connections that desks share."""
        database: Database | None = self.__dict__.pop("database", None)
        if database is not None:
            database.close()
        while self._servers:
            self._servers.pop().close()

    @cached_property
    def _registry(self) -> Registry:
        return build_registry(installed_plugins())

    def _registry_of_one(self) -> Registry:
        """Return the shared registry with faults of its own: those at one school are not another's."""
        hooks = self._registry.hooks
        return (
            replace(self._registry, hooks=hooks.anew())
            if isinstance(hooks, IsolatedHooks)
            else self._registry
        )
