"""Numbers for what stands behind the figures of a summary, in the order in which the text names them."""

from dutydesk_summary.year.figure_words import previous_words, value_words
from dutydesk_summary.year.work_summary import Evidence, FigureShown


class EvidenceNumbers:
    """Gives each figure of each year its number, once."""

    def __init__(self, year: int) -> None:
        self._year = year
        self._found: dict[tuple[str, int], Evidence] = {}

    @property
    def found(self) -> tuple[Evidence, ...]:
        """All that has a number, by number."""
        return tuple(self._found.values())

    def of_figure(self, figure: FigureShown) -> str:
        """Return the number of the year's figure as the text shows it: ``[3]``."""
        return self.of_records(figure.key, figure.title, value_words(figure), figure.records)

    def of_previous(self, figure: FigureShown) -> str:
        """Return the number of the figure of the year before."""
        year, text = self._year - 1, previous_words(figure)
        return self.of_records(figure.key, figure.title, text, figure.previous_records, year)

    def of_records(
        self, key: str, title: str, text: str, records: tuple[str, ...], year: int | None = None
    ) -> str:
        """Return the number of what `records` prove, in the year of the summary if no other is given."""
        of = self._year if year is None else year
        evidence = self._found.setdefault(
            (key, of),
            Evidence(number=len(self._found) + 1, key=key, year=of, title=title, text=text, records=records),
        )
        return evidence.mark
