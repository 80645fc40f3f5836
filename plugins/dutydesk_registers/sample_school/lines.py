"""The entries of the sample school's registers that hang on no other register."""

from collections.abc import Iterator
from datetime import timedelta

from dutydesk_registers.field_values import FieldContext
from dutydesk_registers.sample_school import rows
from dutydesk_registers.sample_school.days import SampleDays
from dutydesk_registers.sample_school.keeping import LEADER, Values


def publicity(days: SampleDays) -> Iterator[Values]:
    """Yield what was said to pupils, staff and parents."""
    for ago, month, day, kind, title, copies, tips, audience in rows.PUBLICITY:
        yield {
            "title": title,
            "kind": kind,
            "day": f"{days.on(ago, month, day)}",
            "copies": copies,
            "tips": tips,
            "audience": audience,
            "by": LEADER,
        }


def letters(days: SampleDays) -> Iterator[Values]:
    """Yield the letters of responsibility of both years; one of this year is not signed yet."""
    for ago in (1, 0):
        for kind, party, copies, is_new in rows.PARTIES:
            if ago and is_new:
                continue
            sent = days.on(ago, 3, 2)
            values = {
                "party": party,
                "party_kind": kind,
                "copies": copies,
                "year": str(days.today.year - ago),
                "owner": LEADER,
            }
            if party == rows.OPEN_PARTY:
                sent, by = days.today - timedelta(days=10), days.today + timedelta(days=4)
                yield {**values, "sent": f"{sent}", "by": f"{by}"}
            else:
                yield {**values, "sent": f"{sent}", "signed": f"{days.later(sent, 11)}"}


def plans(days: SampleDays) -> Iterator[Values]:
    """Yield the accident plans, the leading group, and a plan that was withdrawn."""
    common = {"leader": "Principal 校长", "deputies": "Vice-principal 分管副校长", "owner": LEADER}
    reviewed = f"{days.on(0, 2, 26)}"
    for kind, title, version, ago in rows.PLANS:
        made = f"{days.on(ago, 2, 20)}"
        yield {**common, "title": title, "kind": kind, "version": version, "made": made, "reviewed": reviewed}
    group = {"title": "Leading group for safety 安全工作领导小组", "kind": "group", "version": "2"}
    yield {**common, **group, "made": f"{days.on(2, 9, 1)}", "reviewed": reviewed}
    old = {
        "title": "Infectious illness, old version 传染病应急预案（旧版）",
        "kind": "illness",
        "version": "1",
    }
    past = {
        "made": f"{days.on(5, 3, 1)}",
        "reviewed": f"{days.on(1, 2, 27)}",
        "withdrawn": f"{days.on(1, 12, 20)}",
    }
    yield {**common, **old, **past}


def incidents(days: SampleDays) -> Iterator[Values]:
    """Yield what happened."""
    for ago, month, day, clock, kind, what, place, hurt in rows.INCIDENTS:
        on = days.on(ago, month, day)
        yield {
            "what": what,
            "kind": kind,
            "severity": "slight",
            "day": f"{on}",
            "time": clock,
            "place": place,
            "hurt": hurt,
            "owner": LEADER,
            "measures": "Parents told, looked after at once 当场处置并通知家长",
            "closed": f"{days.later(on, 9)}",
        }


def breaches(days: SampleDays) -> Iterator[Values]:
    """Yield what was done though it is forbidden."""
    for ago, month, day, rule, what, who, measures in rows.BREACHES:
        on = days.on(ago, month, day)
        settled = f"{days.later(on, 6)}"
        yield {
            "rule": rule,
            "what": what,
            "day": f"{on}",
            "who": who,
            "measures": measures,
            "owner": LEADER,
            "settled": settled,
        }


def dutylog(days: SampleDays) -> Iterator[Values]:
    """Yield the lines of the last days, with what was handed over."""
    for ago, clock, kind, what, by, to in rows.DUTY:
        day = f"{days.today - timedelta(days=ago)}"
        values = {"kind": kind, "day": day, "time": clock, "what": what, "by": by, "handed_to": to}
        if kind == "handover":
            things = "Keys, radios, torches, visitors' book 钥匙、对讲机、手电、来访登记簿"
            values |= {"things": things, "acknowledged": day, "acknowledged_at": clock, "acknowledged_by": to}
        yield values


def bicycles(days: SampleDays) -> Iterator[Values]:
    """Yield the bicycles of both years; those that failed were mended."""
    for ago in (1, 0):
        for number, of_class, failed, is_new in rows.BICYCLES:
            if ago and is_new:
                continue
            checked = days.on(ago, 3, 11)
            wrong = failed if not ago else rows.FAILED_LAST_YEAR.get(number, "")
            values = {"number": number, "class": of_class, "year": str(days.today.year - ago)}
            values |= {check: "no" if check == wrong else "yes" for check in ("brakes", "bell", "plate")}
            yield {
                **values,
                "checked": f"{checked}",
                "passed": f"{days.later(checked, 5 if wrong else 0)}",
            }


def counters(days: SampleDays) -> Iterator[Values]:
    """Yield what was done at the counter."""
    for ago, month, day, kind, people, who in rows.COUNTERS:
        yield {
            "kind": kind,
            "day": f"{days.on(ago, month, day)}",
            "people": people,
            "who": who,
            "by": LEADER,
        }


def evaluation(days: SampleDays, context: FieldContext) -> Iterator[Values]:
    """Yield the indicators of the year, with the figures that the desk has."""
    for group, indicator, standard, points, figure, least, met, proof in rows.INDICATORS:
        known = figure if figure in context.figures else ""
        yield {
            "group": group,
            "indicator": indicator,
            "standard": standard,
            "points": points,
            "figure": known,
            "least": least if known else "",
            "met": met,
            "proof": proof,
            "year": str(days.today.year),
            "owner": LEADER,
        }
