"""What a bureau reads of a desk without opening it: what it is called, where it is kept, whom it lets in."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dutydesk import __version__
from dutydesk.api import DataProblem
from dutydesk.bureau.desk_places import DeskPlace
from dutydesk.config.desk_settings import DESK_FILE, DeskSettings
from dutydesk.config.reading import read_settings
from dutydesk.config.role_settings import ROLES_FILE, RoleSettings
from dutydesk.wording import _

_Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class DeskCard:
    """What a desk says of itself in its files; `settings` is the digest of all that it goes by."""

    place: DeskPlace
    school: str
    settings: str
    desk: DeskSettings
    roles: RoleSettings


class DeskCards:
    """Reads the cards of desks, each anew only when one of its files is other than before."""

    def __init__(self, plugins: str) -> None:
        self._plugins = plugins
        self._kept: dict[DeskPlace, tuple[_Stamp, DeskCard]] = {}

    def card(self, place: DeskPlace) -> DeskCard:
        """Return the card of the desk at a place.

        Raises:
            DataProblem: its ``desk.toml`` or its roles cannot be read.
        """
        try:
            files = tuple(_settings_files(place.folder))
            states = [(name, path.stat()) for name, path in files]
            stamp = tuple((name, state.st_mtime_ns, state.st_size) for name, state in states)
            kept = self._kept.get(place)
            if kept is not None and kept[0] == stamp:
                return kept[1]
            settings = self._digest(files)
        except OSError as error:
            raise DataProblem(
                _("{folder} cannot be read: {reason}").format(folder=place.folder, reason=error.strerror)
            ) from error
        found = read_settings(place.folder, (DESK_FILE, ROLES_FILE))
        desk, roles = found[DeskSettings], found[RoleSettings]
        if not isinstance(desk, DeskSettings) or not isinstance(roles, RoleSettings):
            raise TypeError("a settings file was read as another")
        card = DeskCard(place, desk.desk.name, settings, desk, roles)
        self._kept[place] = (stamp, card)
        return card

    def _digest(self, files: tuple[tuple[str, Path], ...]) -> str:
        total = hashlib.blake2b(f"{__version__}\0{self._plugins}".encode(), digest_size=16)
        for name, path in files:
            content = path.read_bytes()
            total.update(f"\0{name}\0{len(content)}\0".encode())
            total.update(content)
        return total.hexdigest()


def _settings_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield each TOML file that a desk goes by, with its name from the desk's folder, in order."""
    yield DESK_FILE.name, folder / DESK_FILE.name
    for part in ("config", "plugins"):
        for path in sorted((folder / part).rglob("*.toml")):
            yield path.relative_to(folder).as_posix(), path
