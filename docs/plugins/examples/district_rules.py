"""A rule pack in Python: what the district asks of its schools, put together from a list."""

from dutydesk.api import hookimpl
from dutydesk_drills.api import CountRule, RulePack

ASKED = {"fire": 2, "lockdown": 1, "earthquake": 1}


@hookimpl
def drill_rule_packs():
    rules = tuple(
        CountRule(code=kind, name=f"{least} {kind} a term", kinds=(kind,), every="term", least=least)
        for kind, least in ASKED.items()
    )
    return [RulePack(code="district", name="The district", source="Letter of 1 September", rules=rules)]
