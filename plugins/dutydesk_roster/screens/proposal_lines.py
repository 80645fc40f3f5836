"""What is said of a proposal."""

from dutydesk.domain import short_day
from dutydesk.tui.widgets import day_name
from dutydesk.wording import _, ngettext, pgettext, phrases
from dutydesk_roster.calendar import duty_title
from dutydesk_roster.engine import Measure
from dutydesk_roster.proposal import Counters, Judgement, MergedProposal, ProposedChange


def change_text(merged: MergedProposal, change: ProposedChange, *, day: bool = True) -> str:
    """Return one change: its duty, from whom, to whom."""
    roster, (post, shift, on) = merged.roster, change.place

    def name(person: str | None) -> str:
        return pgettext("slot", "open") if person is None else roster.names.get(person, person)

    text = _("{duty}: {before} -> {after}").format(
        duty=duty_title(roster.plan, post, shift),
        before=name(change.before.person if change.before is not None else None),
        after=name(change.after.person if change.after is not None else None),
    )
    return f"{day_name(on)} {text}" if day else text


def counters_text(judgement: Judgement) -> str:
    """Return the counters of the month, before and after."""
    before, after = judgement.before, judgement.after
    parts = [
        _("open {before} -> {after}").format(before=before.open, after=after.open),
        _("clashes {before} -> {after}").format(before=before.broken, after=after.broken),
        _("fairness {before} -> {after}").format(before=before.fairness, after=after.fairness),
    ]
    return "  ".join(parts)


def spread_text(judgement: Judgement) -> str:
    """Return what those stand who stand least and most, before and after."""
    before, after = judgement.before, judgement.after
    titles = {
        Measure.HOURS: _("hours"),
        Measure.NIGHTS: _("nights"),
        Measure.WEEKENDS: _("weekends"),
        Measure.HOLIDAYS: _("holidays"),
    }
    parts = [
        f"{titles[measure]} {_range(before, measure)} -> {_range(after, measure)}"
        for measure in titles
        if before.spread[measure].total or after.spread[measure].total
    ]
    return _("a person: {counts}").format(counts=phrases(parts))


def _range(counters: Counters, measure: Measure) -> str:
    spread = counters.spread[measure]
    return f"{spread.least:.0f}-{spread.most:.0f}"


def load_text(judgement: Judgement | None, person: str) -> str:
    """Return what a person stands, before and after."""
    if judgement is None or person not in judgement.loads:
        return ""
    before, after = judgement.loads[person]
    return _("{h0:.0f} -> {h1:.0f} h, nights {n0} -> {n1}, weekends {w0} -> {w1}").format(
        h0=before.hours,
        h1=after.hours,
        n0=before.nights,
        n1=after.nights,
        w0=before.weekends + before.holidays,
        w1=after.weekends + after.holidays,
    )


def worse_text(judgement: Judgement, merged: MergedProposal) -> str:
    """Return what a choice breaks or leaves open that is not so now; empty where it does neither."""
    said = []
    if judgement.newly_open:
        post, shift, day = judgement.newly_open[0]
        said.append(
            ngettext(
                "{n} more slot would be open: {day} {duty}.",
                "{n} more slots would be open, first {day} {duty}.",
                len(judgement.newly_open),
            ).format(
                n=len(judgement.newly_open),
                day=short_day(day),
                duty=duty_title(merged.roster.plan, post, shift),
            )
        )
    if judgement.newly_broken:
        count = len(judgement.newly_broken)
        said.append(
            ngettext(
                "{n} rule would be broken: {text}", "{n} rules would be broken, first: {text}", count
            ).format(n=count, text=judgement.newly_broken[0].text)
        )
    return " ".join(said)


def worse_count(judgement: Judgement) -> str:
    """Return how much a choice breaks or leaves open that is not so now, in a few words."""
    said = []
    if judgement.newly_open:
        count = len(judgement.newly_open)
        said.append(ngettext("{n} more slot open", "{n} more slots open", count).format(n=count))
    if judgement.newly_broken:
        count = len(judgement.newly_broken)
        said.append(ngettext("{n} rule broken", "{n} rules broken", count).format(n=count))
    return phrases(said)
