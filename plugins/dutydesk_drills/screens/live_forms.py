"""The forms of the live screen: adding a moment that was forgotten, putting one right, an alarm unplanned."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from dutydesk.tui.widgets import Form, FormField
from dutydesk.wording import _
from dutydesk_drills.drill_moment import DrillMoment, MomentSort
from dutydesk_drills.live.correcting import Correction
from dutydesk_drills.live.drill_run import DrillRun
from dutydesk_drills.live.moment_draft import MomentDraft
from dutydesk_drills.live.moment_words import moment_text
from dutydesk_drills.live.time_meant import parse_clock_time, time_meant
from dutydesk_drills.screens.typed_values import clock_field, heads_field, heads_of, reason_field

_OTHERS = (MomentSort.COUNT, MomentSort.MISSING, MomentSort.FOUND, MomentSort.NOTE, MomentSort.END)


def add_form(
    run: DrillRun, planned: date, now: datetime, save: Callable[[MomentDraft], bool], building: str = ""
) -> Form:
    """Return a form for a moment with its time; it begins at `building`."""
    stages = tuple((f"stage:{each.code}", each.name) for each in run.setup.stages)
    names = {
        MomentSort.COUNT: _("Heads counted"),
        MomentSort.MISSING: _("Somebody missing"),
        MomentSort.FOUND: _("Somebody found"),
        MomentSort.NOTE: _("A note"),
        MomentSort.END: _("The end"),
    }
    every = {each.building.code: each.building.name for each in run.buildings if each.building.code}
    every |= {each.code: each.name for each in run.setup.others}

    def keep(values: dict[str, str]) -> bool:
        sort, _colon, code = values["what"].partition(":")
        stage = run.setup.stage(code)
        has_place = stage is None or stage.per == "building"
        return save(
            MomentDraft(
                sort=MomentSort(sort),
                stage=code,
                building=values["building"] if has_place and sort != MomentSort.END else "",
                heads=heads_of(values["heads"]),
                text=values["text"],
                at=time_meant(run, planned, now.date(), parse_clock_time(values["at"])),
            )
        )

    return Form(
        _("Add what was forgotten"),
        (
            clock_field(run.ended or now),
            FormField(
                "what",
                _("What"),
                "choice",
                f"stage:{run.setup.leaving.code}" if run.setup.leaving else "",
                (*stages, *((each.value, names[each]) for each in _OTHERS)),
            ),
            FormField("building", _("Building"), "choice", building, (("", "-"), *every.items())),
            heads_field("heads", _("Heads"), None),
            FormField("text", _("Name or note")),
        ),
        keep,
        about="forgotten",
    )


def correct_form(
    run: DrillRun, planned: date, moment: DrillMoment, save: Callable[[Correction], bool]
) -> Form:
    """Return a form that puts a moment right, with a reason."""
    fields = [clock_field(moment.at)]
    if moment.sort is MomentSort.COUNT or (moment.sort is MomentSort.STAGE and moment.building):
        fields.append(heads_field("heads", _("Heads"), moment.heads))
    if moment.text:
        fields.append(FormField("text", _("Name or note"), value=moment.text, required=True))
    fields.append(reason_field())

    def keep(values: dict[str, str]) -> bool:
        at = time_meant(run, planned, moment.at.date(), parse_clock_time(values["at"]), moment)
        return save(
            Correction(
                why=values["why"],
                at=None if at == moment.at else at,
                heads=heads_of(values.get("heads", "")),
                text=None if values.get("text") in {None, moment.text} else values["text"],
            )
        )

    title = _("Put right: {what}").format(what=moment_text(run.setup, moment))
    return Form(title, fields, keep, about=f"right {moment.id}")


def remove_form(run: DrillRun, moment: DrillMoment, save: Callable[[str], bool]) -> Form:
    """Return a form that removes a moment, with a reason."""
    return Form(
        _("Remove: {what}").format(what=moment_text(run.setup, moment)),
        (reason_field(),),
        lambda values: save(values["why"]),
        about=f"remove {moment.id}",
    )


def alarm_form(kinds: Sequence[tuple[str, str]], save: Callable[[str], bool]) -> Form:
    """Return a form for an alarm that no plan foresaw: Enter begins."""
    return Form(
        _("Alarm now"),
        (FormField("kind", _("Kind"), "choice", _usual(kinds), tuple(kinds)),),
        lambda values: save(values["kind"]),
        keeps_draft=False,
    )


def _usual(kinds: Sequence[tuple[str, str]]) -> str:
    """Return the kind that an alarm mostly is: fire, where the school has that kind."""
    return next((code for code, _name in kinds if code == "fire"), kinds[0][0] if kinds else "")
