"""Breaches told in a leader's words."""

from datetime import date

from dutydesk.wording import _
from dutydesk_roster.engine.rules import RuleBase
from dutydesk_roster.engine.solution import Breach


def broken(rule: RuleBase, day: date, person: str, text: str, amount: int = 1) -> Breach:
    """Return the breach of `rule`, with what the leader calls it before the sentence."""
    return Breach(
        day=day,
        person=person,
        rule=rule.code,
        text=_("{rule}: {text}").format(rule=rule.name, text=text) if rule.name else text,
        amount=amount,
        weight=rule.weight or 0,
    )
