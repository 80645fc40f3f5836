"""A rule pack: the district wants two fire drills in every term, a fortnight apart."""

from collections.abc import Sequence

from dutydesk.api import hookimpl
from dutydesk_drills.api import CountRule, RulePack, SpacingRule


@hookimpl
def drill_rule_packs() -> Sequence[RulePack]:
    fire = CountRule(code="fire", name="Two fire drills a term", kinds=("fire",), every="term", least=2)
    apart = SpacingRule(code="apart", name="A fortnight apart", kinds=("fire",), least_days=14)
    return [RulePack(code="district", name="The district", source="its letter", rules=(fire, apart))]
