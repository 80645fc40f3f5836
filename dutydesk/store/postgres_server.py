"""One PostgreSQL that many desks share: its address, a few connections, and one that hears of changes."""

import re
from typing import TYPE_CHECKING, Any, cast

import sqlalchemy as sa

from dutydesk.api import DataProblem
from dutydesk.store.listening import CHANNEL, Listening
from dutydesk.store.place import BUSY_SECONDS, begins_as_told
from dutydesk.wording import _

if TYPE_CHECKING:
    import psycopg

_SCHEMES = frozenset({"postgres", "postgresql", "postgresql+psycopg"})
_DRIVER = "postgresql+psycopg"
_ADDRESS = re.compile(
    r"postgres(ql(\+psycopg)?)?://"
    r"([^@:/?#\s]*(:[^@:/?#\s]*)?@)?"
    r"(\[[0-9A-Fa-f:.]+\]|[\w.%-]*)(:[0-9]{1,5})?"
    r"(/[^@:/?#\s]*)?"
    r"(\?[a-z_]+=[^@?#&\s]*(&[a-z_]+=[^@?#&\s]*)*)?\Z"
)
"""A URL each of whose parts can be only that part: nothing of a password stands in another."""
_SECRET_OPTIONS = ("password", "sslpassword")
_CONNECTING_SECONDS = 10
_DEFAULT_OPTIONS: dict[str, Any] = {
    "application_name": "dutydesk",
    "connect_timeout": _CONNECTING_SECONDS,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
}


class PostgresServer:
    """The connections of this process to one database of a PostgreSQL, for every desk that is kept in it.

    Each transaction says for itself in which schema it works, so a few connections serve hundreds of desks,
    and nothing is left on a connection that a pooler between could lose.

    Raises:
        DataProblem: the URL leads to no PostgreSQL, or its driver is not installed.
    """

    def __init__(self, url: str | sa.URL, *, connections: int = 2, more: int = 14) -> None:
        try:
            address, self.secrets, options = _parsed(url)
            self.engine = sa.create_engine(
                address,
                connect_args=options,
                pool_size=connections,
                max_overflow=more,
                pool_timeout=BUSY_SECONDS,
                pool_use_lifo=True,
                use_native_hstore=False,
                # An error may end in a log, and the values of its statement are names and phone numbers.
                hide_parameters=True,
            )
        except ImportError as error:
            raise DataProblem(
                _("a desk in PostgreSQL needs its driver: pip install dutydesk[postgres]")
            ) from error
        self.name = _name(address)
        begins_as_told(self.engine)
        sa.event.listen(self.engine, "connect", self._on_connect)
        self.listening = Listening(self._standing_connection)

    def is_at(self, url: str) -> bool:
        """Tell whether `url` leads to this very database, as the same user."""
        return is_postgres(url) and _parsed(url)[0] == self.engine.url

    def close(self) -> None:
        """Give every connection back."""
        self.listening.close()
        self.engine.dispose()

    def _on_connect(self, connection: "psycopg.Connection[tuple[object, ...]]", _record: object) -> None:
        encoding = connection.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            raise DataProblem(
                _("{place} holds text in {encoding}; a desk needs a database in UTF8").format(
                    place=self.name, encoding=encoding
                )
            )

    def _standing_connection(self) -> "psycopg.Connection[tuple[object, ...]]":
        """Return a connection that listens and that the pool counts no longer.

        One that the pool kept may have died since it was used last: then another one takes its place.
        """
        try:
            return self._detached()
        except sa.exc.DBAPIError as error:
            if not error.connection_invalidated:
                raise
            return self._detached()

    def _detached(self) -> "psycopg.Connection[tuple[object, ...]]":
        pooled = self.engine.connect()
        try:
            pooled.exec_driver_sql(f"LISTEN {CHANNEL}")
            pooled.commit()
        except BaseException:
            pooled.close()
            raise
        driver = pooled.connection.driver_connection
        pooled.detach()
        return cast("psycopg.Connection[tuple[object, ...]]", driver)


def is_postgres(url: str) -> bool:
    """Tell whether a URL is that of a PostgreSQL."""
    return url.partition(":")[0] in _SCHEMES


def _parsed(url: str | sa.URL) -> tuple[sa.URL, tuple[str, ...], dict[str, Any]]:
    """Return an address without secrets in its query, the secrets, and the options to connect with.

    What is wrong with a URL is told without showing it: a password with characters that are not escaped can
    end up in any part of it.
    """
    import psycopg  # noqa: PLC0415 - an extra that need not be there

    address = sa.make_url(url) if isinstance(url, sa.URL) or _ADDRESS.match(url) else None
    known = {each.keyword.decode() for each in psycopg.pq.Conninfo.get_defaults()}
    if address is None or not set(address.query) <= known:
        raise DataProblem(
            _(
                "[database] url in desk.toml leads to no database: expected "
                "postgresql://USER:PASSWORD@HOST/DATABASE, with @ : / ? # and % in the password written "
                "as %40 %3A %2F %3F %23 %25"
            )
        )
    secret_options = {name: address.query[name] for name in _SECRET_OPTIONS if name in address.query}
    defaults = {name: value for name, value in _DEFAULT_OPTIONS.items() if name not in address.query}
    secrets = (str(address.password or ""), *map(str, secret_options.values()))
    return (
        address.set(drivername=_DRIVER).difference_update_query(_SECRET_OPTIONS),
        tuple(each for each in secrets if each),
        {"autocommit": True, "prepare_threshold": None, **defaults, **secret_options},
    )


def _name(address: sa.URL) -> str:
    service = address.query.get("service")
    if service and not address.host:
        return _("PostgreSQL ({service})").format(service=service)
    host = address.host or address.query.get("host") or "local"
    return _("PostgreSQL at {host}/{database}").format(host=host, database=address.database or "")
