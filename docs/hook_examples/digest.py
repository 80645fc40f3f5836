"""Tell the weekly meeting how many school events there were."""

from collections.abc import Sequence
from datetime import date

from dutydesk.api import Desk, DigestLine, hookimpl


@hookimpl
def digest(desk: Desk, first: date, last: date) -> Sequence[DigestLine]:
    held = desk.occurrences(first, last, kinds=["school"])
    if not held:
        return []
    return [
        DigestLine(
            heading="School events",
            text=", ".join(each.activity.title for each in held),
            records=tuple(f"activity:{each.key}" for each in held),
        )
    ]
