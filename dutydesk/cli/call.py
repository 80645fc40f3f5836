"""One call of the program, as every command finds it."""

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dutydesk.api.registry import Registry
    from dutydesk.desk import OpenDesk
    from dutydesk.domain import Right


class Call:
    """One call of the program: which desk it is about, and who makes it; the desk is opened when needed.

    Where it `is_confined`, a path that someone types at the desk stays in the desk's own folder for it.
    """

    def __init__(self, folder: Path | None, actor: str | None) -> None:
        self._folder = folder
        self.actor = actor
        self.is_confined = False

    @cached_property
    def folder(self) -> Path:
        """The desk's folder: the option, ``$DUTYDESK_DESK``, this folder, or the user's data folder."""
        if self._folder is not None:
            return self._folder
        named = os.environ.get("DUTYDESK_DESK")
        if named:
            return Path(named)
        if Path("desk.toml").is_file():
            return Path()
        import platformdirs  # noqa: PLC0415 - only asked when nothing else names a desk

        return platformdirs.user_data_path("dutydesk") / "desk"

    @cached_property
    def registry(self) -> "Registry":
        """What the plugins contribute; those of the desk's folder only where there is a desk."""
        from dutydesk.host.opening import DESK_FILE, find_plugins  # noqa: PLC0415
        from dutydesk.host.registry import build_registry  # noqa: PLC0415

        folder = self.folder.resolve()
        return build_registry(find_plugins(folder if (folder / DESK_FILE).is_file() else None))

    @cached_property
    def _desk(self) -> "OpenDesk":
        from dutydesk.host.opening import open_desk  # noqa: PLC0415

        return open_desk(self.folder, actor=self.actor, registry=self.registry, confined=self.is_confined)

    def open(self) -> "OpenDesk":
        """Return the open desk."""
        return self._desk

    def open_for(self, right: "Right", what: str) -> "OpenDesk":
        """Return the open desk for whoever has a right there; `what` says what was to be done.

        Raises:
            RoleRefused: whoever calls has not the right; the journal keeps that it was tried.
        """
        self._desk.require(right, what)
        return self._desk

    def close(self) -> None:
        """Let go of the desk, if it was opened."""
        desk: OpenDesk | None = self.__dict__.pop("_desk", None)
        if desk is not None:
            desk.close()
