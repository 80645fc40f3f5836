"""Importing people into a desk: a preview first, then all of it in one change."""

from pathlib import Path

from dutydesk.api import Desk
from dutydesk.exchange.people_file import PeoplePreview, read_people
from dutydesk.sheets.reading import read_table
from dutydesk.wording import _


def preview_people(desk: Desk, file: Path) -> PeoplePreview:
    """Return what importing `file` would do.

    Raises:
        DataProblem: the file cannot be read at all.
    """
    known = {person.id: person for person in desk.people()}
    codes = {
        name: each.code for each in desk.qualifications() for name in (each.code, each.name, *each.aliases)
    }
    return read_people(read_table(file), known, codes)


def keep_people(desk: Desk, preview: PeoplePreview, file_name: str) -> None:
    """Keep a preview without errors, as one change that one undo takes back.

    Raises:
        StaleChange: someone has changed one of these people since the preview.
    """
    with desk.change(_("Import people from {file}").format(file=file_name)) as change:
        for person in preview.added:
            change.add(person)
        for person in preview.updated:
            change.replace(person)
