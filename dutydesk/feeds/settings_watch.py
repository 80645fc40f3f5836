"""The settings files of a desk, taken up by the feed server while it runs."""

import logging

from dutydesk.api import DataProblem
from dutydesk.config.desk_settings import DeskSettings
from dutydesk.config.pack_folders import pack_folders
from dutydesk.desk import OpenDesk
from dutydesk.desk.toml_plugins import toml_plugin_paths
from dutydesk.feeds.book import FeedBook

_logger = logging.getLogger(__name__)
_Stamp = tuple[tuple[str, int, int], ...]


class SettingsWatch:
    """Takes up a desk's settings files, packs and TOML plugins when someone has edited them.

    A file that is wrong is logged in one line, and everything goes on with the settings as they were. Where
    the database is, the desk's `uid`, its language and its plugins in Python are taken up at the next start.
    """

    def __init__(self, desk: OpenDesk, book: FeedBook) -> None:
        self._desk = desk
        self._book = book
        self._paths = [file.path for file in desk.settings_files()]
        self._stamp = self._stamps()

    def renew(self) -> bool:
        """Take up the settings files if they are other than before; tell whether they were taken up."""
        stamp = self._stamps()
        if stamp == self._stamp:
            return False
        self._stamp = stamp
        try:
            self._desk.renew_settings()
        except DataProblem as problem:
            _logger.warning("the settings are left as they were: %s", problem)
            return False
        feeds = self._desk.settings(DeskSettings).feeds
        self._book.reach(before=feeds.days_back, after=feeds.days_ahead)
        _logger.info("the settings were read again")
        return True

    def _stamps(self) -> _Stamp:
        found: list[tuple[str, int, int]] = []
        folder = self._desk.folder
        packs = (path for kind in pack_folders(folder) for path in sorted(kind.glob("*.toml")))
        for path in (*self._paths, *toml_plugin_paths(folder), *packs):
            try:
                state = path.stat()
            except OSError:
                continue
            found.append((path.name, state.st_mtime_ns, state.st_size))
        return tuple(found)
