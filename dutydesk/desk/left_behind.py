"""What the desk keeps for plugins that are not here: it stays until they come back."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from dutydesk.desk.open_desk import OpenDesk
from dutydesk.store.migrate import owners_of_tables
from dutydesk.store.tables import PluginDocument


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """How many documents are kept for a plugin that is not here, and whether it has tables."""

    owner: str
    documents: int
    tables: bool


def left_behind(desk: OpenDesk) -> Iterator[LeftBehind]:
    """Yield what is kept for each plugin that is not here, by its name; one that is blocked is here."""
    here = {_plain(each.name) for each in desk.plugins()}
    here |= {_plain(each.owner) for each in desk.schema.sets}
    documents = Counter(each.owner for each in desk.table(PluginDocument).all())
    with desk.database.reading() as connection:
        tables = owners_of_tables(connection)
    for owner in sorted({*documents, *tables}):
        if _plain(owner) not in here:
            yield LeftBehind(owner, documents[owner], owner in tables)


def _plain(name: str) -> str:
    """Return a name as a module's: a plugin ``key_count`` often calls its records ``key-count``."""
    return name.replace("-", "_").lower()
