"""What programs are told of a proposal."""

from typing import Any

from dutydesk_drills.proposing.proposal import DrillProposal
from dutydesk_drills.proposing.solution import What


def proposal_values(proposal: DrillProposal) -> dict[str, Any]:
    """Return a proposal as JSON tells of it."""
    problem = proposal.problem
    return {
        "year": problem.year,
        "first": problem.first,
        "last": problem.last,
        "drills": [
            {
                "kind": each.planned.kind,
                "title": each.title,
                "day": each.day,
                "start": f"{each.planned.start:%H:%M}",
                "end": f"{each.planned.end:%H:%M}",
                "announced": each.planned.announced,
                "conditions": each.conditions,
                "buildings": each.planned.buildings,
                "what": each.planned.what.value,
                "from": each.planned.standing.start
                if each.planned.standing is not None and each.planned.what is What.MOVED
                else None,
                "reason": each.reason,
            }
            for each in proposal.drills
        ],
        "unmet": [
            {
                "pack": each.pack,
                "rule": each.name,
                "period": each.period,
                "missing": each.missing,
                "reason": each.reason,
            }
            for each in proposal.unmet
        ],
        "clashes": [{"day": each.day, "title": each.title, "text": each.text} for each in proposal.clashes],
        "remarks": proposal.remarks,
    }
