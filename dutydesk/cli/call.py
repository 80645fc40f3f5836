"""One call of the program, as every command finds it."""

import os
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dutydesk.api import DamagedDesk, DataProblem
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
        from dutydesk.host.desk_place import has_desk  # noqa: PLC0415
        from dutydesk.host.opening import find_plugins  # noqa: PLC0415
        from dutydesk.host.registry import build_registry  # noqa: PLC0415

        return build_registry(find_plugins(self.folder.resolve() if has_desk(self.folder) else None))

    @cached_property
    def _desk(self) -> "OpenDesk":
        from dutydesk.api import DamagedDesk  # noqa: PLC0415
        from dutydesk.host.opening import open_desk  # noqa: PLC0415

        try:
            return open_desk(self.folder, actor=self.actor, registry=self.registry, confined=self.is_confined)
        except DamagedDesk as problem:
            raise self.with_backup(problem) from problem

    def open(self, *, quietly: bool = False) -> "OpenDesk":
        """Return the open desk; unless `quietly`, what others could open of it is said on standard error."""
        if not quietly and "_desk" not in self.__dict__:
            self._warn(self._desk.folder)
        return self._desk

    def _warn(self, folder: Path) -> None:
        from dutydesk.host.exposure import exposures  # noqa: PLC0415

        for line in exposures(folder):
            print(f"dutydesk: {line}", file=sys.stderr)  # noqa: T201 - the terminal's start does without Click

    def with_backup(self, problem: "DamagedDesk") -> "DataProblem":
        """Return `problem` with the backup that would help, and the command that brings it back."""
        from dutydesk.api import DataProblem  # noqa: PLC0415
        from dutydesk.exchange.nearby_backups import restoring  # noqa: PLC0415

        advice = restoring(self.folder.resolve(), otherwise=problem.otherwise)
        return DataProblem(f"{problem.found}. {advice}")

    def opened(self) -> "OpenDesk | None":
        """Return the desk if it has been opened."""
        return self.__dict__.get("_desk")

    def open_for(self, right: "Right", what: str) -> "OpenDesk":
        """Return the open desk for whoever has a right there; `what` says what was to be done.

        Raises:
            RoleRefused: whoever calls has not the right; the journal keeps that it was tried.
        """
        desk = self.open()
        desk.require(right, what)
        return desk

    def close(self) -> None:
        """Let go of the desk, if it was opened."""
        desk: OpenDesk | None = self.__dict__.pop("_desk", None)
        if desk is not None:
            desk.close()
