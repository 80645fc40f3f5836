"""One call of a command of ``dutydesk bureau``: which bureau it is about, and who makes it."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dutydesk.bureau.board import Board
    from dutydesk.bureau.bureau import Bureau

FOLDER = "DUTYDESK_BUREAU"


class BureauCall:
    """Opens the bureau that the command line names, once, and when it is needed."""

    def __init__(self, folder: Path | None, actor: str | None) -> None:
        named = os.environ.get(FOLDER)
        self.folder = folder or (Path(named) if named else Path())
        self.actor = actor
        self._bureau: Bureau | None = None

    def open(self) -> "Bureau":
        """Return the open bureau.

        Raises:
            DataProblem: there is none, or its settings are wrong.
        """
        from dutydesk.bureau.bureau import Bureau  # noqa: PLC0415 - it brings the database

        if self._bureau is None:
            self._bureau = Bureau(self.folder, self.actor)
        return self._bureau

    def board(self) -> "Board":
        """Return the bureau's board, in the reader's language.

        Raises:
            DataProblem: there is no bureau, or its database cannot be used.
        """
        from dutydesk.bureau.board import Board  # noqa: PLC0415 - likewise
        from dutydesk.bureau.kept_standings import KeptStandings  # noqa: PLC0415 - likewise
        from dutydesk.wording import language  # noqa: PLC0415 - asked only here

        bureau = self.open()
        kept = KeptStandings(bureau.database, language())
        kept.prepare()
        return Board(bureau, kept)

    def close(self) -> None:
        """Let go of the bureau, if it was opened."""
        if self._bureau is not None:
            self._bureau.close()
            self._bureau = None
