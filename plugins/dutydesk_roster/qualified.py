"""Who is qualified for what in a stretch of days, as the engine is told."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from dutydesk.domain import QualifiedSpan
from dutydesk_roster.engine import LimitedQualification

_DAY = timedelta(days=1)


def lasting_and_limited(
    spans: Iterable[QualifiedSpan], first: date, last: date
) -> tuple[tuple[str, ...], tuple[LimitedQualification, ...]]:
    """Return what someone has on all the days `first` to `last`, and their runs of what they have on some.

    What ended before, or begins after, is told too, so that it can be said when.
    """
    by_code: defaultdict[str, list[QualifiedSpan]] = defaultdict(list)
    for span in spans:
        by_code[span.code].append(span)
    lasting: list[str] = []
    limited: list[LimitedQualification] = []
    for code, theirs in by_code.items():
        runs = _runs(theirs)
        if any(run.holds(first) and run.holds(last) for run in runs):
            lasting.append(code)
        else:
            limited.extend(runs)
    return tuple(lasting), tuple(limited)


def _runs(spans: Iterable[QualifiedSpan]) -> list[LimitedQualification]:
    """Return the spans of one qualification in order of time, those joined that leave no day between."""
    runs: list[LimitedQualification] = []
    for span in sorted(spans, key=lambda each: each.first or date.min):
        before = runs[-1] if runs else None
        if before is not None and _reaches(before, span):
            runs[-1] = LimitedQualification(span.code, before.first, _later(before.last, span.last))
        else:
            runs.append(LimitedQualification(span.code, span.first, span.last))
    return runs


def _reaches(before: LimitedQualification, span: QualifiedSpan) -> bool:
    """Tell whether no day lies between the end of one and the beginning of the next."""
    return before.last is None or span.first is None or span.first - _DAY <= before.last


def _later(one: date | None, other: date | None) -> date | None:
    """Return the later of two ends, None being without end."""
    return None if one is None or other is None else max(one, other)
