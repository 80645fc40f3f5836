"""Single acts of a leader in the grid, for tests that are about what comes of them."""

from dataclasses import replace

from dutydesk_roster import editing


def set_duty(desk, roster, person, on, code):
    """Type a code in a person's cell, and return the duty that stands there then."""
    kept = editing.keep(desk, roster, editing.typed(roster, person, on, code))
    return kept.placed[0] if kept.placed else roster.by_cell[person.id, on][0]


def clear(desk, duties, why):
    """Take duties out, as whoever has read them last."""
    with desk.change(why) as change:
        for each in duties:
            change.remove(each)


def pin(desk, duties):
    """Pin duties, as whoever has read them last."""
    with desk.change("Pin duties") as change:
        for each in duties:
            change.replace(replace(each, pinned=True))


def move(desk, roster, duty, person, on):
    """Drag a duty to a person's cell."""
    editing.keep(desk, roster, editing.moved(roster, duty, person.id, on))
