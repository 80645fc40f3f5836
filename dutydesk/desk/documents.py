"""The journalled documents of plugins that have no tables of their own."""

from dataclasses import replace
from typing import Any

import msgspec

from dutydesk.api import DataProblem, Desk
from dutydesk.store.tables import PluginDocument
from dutydesk.wording import _

_MOST_BYTES = 1024 * 1024


class PluginRecords:
    """One plugin's store of named JSON documents."""

    def __init__(self, desk: Desk, owner: str) -> None:
        if not owner or "/" in owner:
            raise ValueError(f"{owner!r} is no plugin's name: it would reach into another's documents")
        self._desk = desk
        self._owner = owner

    def _id(self, key: str) -> str:
        return f"{self._owner}/{key}"

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - a JSON document has any shape
        """Return the document under `key`, or `default`."""
        kept = self._desk.table(PluginDocument).get(self._id(key))
        return default if kept is None else msgspec.json.decode(kept.body)

    def put(self, key: str, document: Any, why: str = "") -> None:  # noqa: ANN401 - likewise
        """Keep `document` under `key`.

        Raises:
            DataProblem: JSON cannot hold it, or it is larger than 1 MiB.
        """
        try:
            encoded = msgspec.json.encode(document)
        except (TypeError, ValueError) as error:
            raise DataProblem(
                _("{owner}: {key} cannot be kept: {error}").format(owner=self._owner, key=key, error=error)
            ) from error
        if len(encoded) > _MOST_BYTES:
            raise DataProblem(_("{owner}: {key} is larger than 1 MiB").format(owner=self._owner, key=key))
        body = encoded.decode()
        with self._desk.change(why or _("{owner}: {key}").format(owner=self._owner, key=key)) as change:
            kept = change.table(PluginDocument).get(self._id(key))
            if kept is None:
                change.add(PluginDocument(id=self._id(key), owner=self._owner, key=key, body=body))
            else:
                change.replace(replace(kept, body=body))

    def delete(self, key: str, why: str = "") -> None:
        """Forget the document under `key`; a key that is not there is passed over."""
        with self._desk.change(
            why or _("{owner}: {key} removed").format(owner=self._owner, key=key)
        ) as change:
            kept = change.table(PluginDocument).get(self._id(key))
            if kept is not None:
                change.remove(kept)

    def keys(self) -> tuple[str, ...]:
        """Return the keys in use, sorted."""
        return tuple(sorted(each.key for each in self._desk.table(PluginDocument).where(owner=self._owner)))
