"""Finding those whom someone names as taking part, in a command or a form."""

import re
from collections.abc import Iterable

from dutydesk.api.desk import Desk
from dutydesk.api.people_named import person_named
from dutydesk.api.problem import DataProblem
from dutydesk.api.settings_values import participant_faults

_APART = re.compile(r"[,，、;；]")


def participants_named(desk: Desk, texts: Iterable[str]) -> tuple[str, ...]:
    """Return the keys of the people and the expressions such as ``@all`` in `texts`, each of them once.

    In one text several may stand with commas or the like between them.

    Raises:
        DataProblem: one of them is nobody, or may be several.
    """
    parts = [part.strip() for text in texts for part in _APART.split(text) if part.strip()]
    for fault in participant_faults([each for each in parts if each.startswith("@")], ()):
        raise DataProblem(fault.problem)
    return tuple(
        dict.fromkeys(each if each.startswith("@") else person_named(desk, each).id for each in parts)
    )
