"""One dialect for the SQLite files of all desks: a statement is compiled once for whoever opens a desk.

SQLAlchemy keeps compiled statements for each dialect object, and makes one for each engine. A process that
serves many desks, or opens one again and again, would compile the same hundred statements for each.
"""

import sqlalchemy as sa
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.interfaces import CompiledCacheType
from sqlalchemy.util import LRUCache

_DRIVER = "sqlite+dutydesk"
_MOST_COMPILED = 1000

COMPILED: CompiledCacheType = LRUCache(_MOST_COMPILED)
"""The statements that were compiled for any file, for the execution option of this name."""


class FileDialect(SQLiteDialect_pysqlite):
    """The SQL of SQLite; each object of it is as good as any other."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))


registry.register(_DRIVER.replace("+", "."), __name__, FileDialect.__name__)


def of_all_files(url: sa.URL) -> sa.URL:
    """Return `url` so that its engine speaks this dialect."""
    return url.set(drivername=_DRIVER)
