"""The school's own paragraphs: at most one a section of a year's summary."""

from dataclasses import replace

from dutydesk.api import DataProblem, Desk, StaleChange
from dutydesk.api.tables import keep
from dutydesk.domain import clean, clean_line
from dutydesk.wording import _
from dutydesk_summary.year.section_note import SectionNote
from dutydesk_summary.year.template_in_force import template_in_force

MOST_CHARACTERS = 8000


def notes_of(desk: Desk, year: int) -> dict[str, str]:
    """Return the paragraphs of a year's summary by the code of their section."""
    return {each.section: each.text for each in desk.table(SectionNote).where(year=year)}


def keep_note(
    desk: Desk, year: int, section: str, text: str, *, before: str | None = None
) -> SectionNote | None:
    """Keep `text` as the school's own paragraph of a section, and return it; an empty one removes it.

    A section that the template in force does not have is refused, unless a paragraph of it is kept already.
    With `before`, the text from which somebody went on writing, nothing that another wrote since is lost.

    Raises:
        DataProblem: there is no such section, or the text is too long.
        StaleChange: someone else has written another paragraph since.
    """
    code = clean_line(section, 32)
    key = f"{year}-{code}"
    kept = desk.table(SectionNote).get(key)
    if before is not None and before != (kept.text if kept is not None else ""):
        raise StaleChange(
            _("Someone else has written here meanwhile. Copy what you wrote, close this, and open it again.")
        )
    cleaned = clean(text, MOST_CHARACTERS + 1)
    if len(cleaned) > MOST_CHARACTERS:
        raise DataProblem(
            _("this paragraph is too long: at most {count} characters can be kept").format(
                count=MOST_CHARACTERS
            )
        )
    known = [each.code for each in template_in_force(desk).sections]
    if kept is None and code not in known:
        raise DataProblem(
            _("the summary has no section {code!r}; expected one of {known}").format(
                code=code, known=", ".join(known)
            )
        )
    with desk.change(
        _("Summary of {year}: paragraph of {section}").format(year=year, section=code)
    ) as change:
        if cleaned:
            note = kept or SectionNote(id=key, year=year, section=code, text="")
            return keep(change, replace(note, text=cleaned))
        if kept is not None:
            change.remove(kept)
    return None
