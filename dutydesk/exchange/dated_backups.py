"""Backups by the day in one folder, of which only the newest are kept: what a timer calls every night."""

import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from dutydesk.api import DataProblem
from dutydesk.desk import OpenDesk
from dutydesk.exchange.desk_backup import write_backup
from dutydesk.wording import _

_MOMENT = re.compile(r"-\d{8}-\d{6}\.zip\Z")


def write_dated_backup(desk: OpenDesk, folder: Path, keep: int, now: datetime | None = None) -> Path:
    """Write a backup named by desk and moment into `folder`, and take away all but the newest `keep`.

    Only files with such a name are taken away, and only after the new one is whole.

    Raises:
        DataProblem: the folder cannot be made or written.
    """
    moment = now or datetime.now()  # noqa: DTZ005 - people look for the time on their clock
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise DataProblem(
            _("{folder} cannot be made: {reason}").format(folder=folder, reason=error.strerror)
        ) from error
    name = desk.folder.name
    file = folder / f"{name}-{moment:%Y%m%d-%H%M%S}.zip"
    write_backup(desk, file)
    dated = sorted(
        (each for each in folder.glob("*.zip") if _MOMENT.sub("", each.name) == name), reverse=True
    )
    for old in dated[keep:]:
        if old != file:
            with suppress(OSError):
                old.unlink()
    return file
