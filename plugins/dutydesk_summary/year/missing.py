"""The figures that a summary asked for and that have no record, each told once, with what to enter."""

from dataclasses import replace

from dutydesk.wording import _
from dutydesk_summary.year.figures_of_years import FiguresOfYears
from dutydesk_summary.year.gaps import Gap
from dutydesk_summary.year.template import Template
from dutydesk_summary.year.work_summary import MissingFigure


class MissingFigures:
    """Gathers what is missing, in the order in which it was asked for."""

    def __init__(self, figures: FiguresOfYears, template: Template) -> None:
        self._figures = figures
        self._template = template
        self._found: dict[tuple[str, int], MissingFigure] = {}

    @property
    def found(self) -> tuple[MissingFigure, ...]:
        """All that is missing; what is wanted in one place and optional in another is wanted."""
        return tuple(self._found.values())

    def add(self, gap: Gap, section: str, *, is_optional: bool) -> MissingFigure:
        """Note that the figure of a gap has no record."""
        year = self._figures.year - gap.is_before
        found = self._found.setdefault(
            (gap.key, year),
            MissingFigure(
                key=gap.key,
                year=year,
                title=self._figures.title(gap.key),
                section=section,
                advice=self._advice(gap.key, year),
                is_optional=is_optional,
            ),
        )
        if found.is_optional and not is_optional:
            found = self._found[gap.key, year] = replace(found, section=section, is_optional=False)
        return found

    def _advice(self, key: str, year: int) -> str:
        if key not in self._figures.titles:
            return _(
                "No register and no plugin of this desk gives this figure: one is switched off or changed."
            )
        return self._template.advice_on(key) or _(
            "Nothing of {year} is kept that it could be counted from."
        ).format(year=year)
