"""A request as JSON, and as the line that is printed of it."""

from dutydesk_roster.requests.duty import RequestedDuty
from dutydesk_roster.requests.judging import Judgement
from dutydesk_roster.requests.request import LeaveRequest, Request


def request_document(request: Request, judgement: Judgement | None = None) -> dict[str, object]:
    """Return a request as a JSON document, with its judgement where it was judged."""
    document: dict[str, object] = {
        "id": request.key.partition(":")[2],
        "person": request.person,
        "title": request.title,
        "waits": request.waits,
        "word": request.word,
        "answer": request.answer,
    }
    if isinstance(request, LeaveRequest):
        absence = request.absence
        document |= {
            "kind": "leave",
            "state": "lapsed" if request.lapsed else absence.state,
            "first": absence.first,
            "last": absence.last,
            "leave": absence.kind,
        }
    else:
        document |= {
            "kind": "swap",
            "state": request.state,
            "duty": _duty(request.duty),
            "with": request.swap.other,
            "back": None if request.back is None else _duty(request.back),
            "offers": [
                {
                    "person": each.person,
                    "back": None if each.back is None else _duty(each.back),
                    "word": each.record.note,
                    "lapsed": each.fault,
                }
                for each in request.offers
            ],
        }
    if judgement is not None:
        document |= {
            "allowed": judgement.allowed,
            "judged": judgement.line,
            "breaks": judgement.against,
            "costs": judgement.costs,
            "help": judgement.help,
            "fairness_before": judgement.fairness_before,
            "fairness_after": judgement.fairness_after,
        }
    return document


def _duty(duty: RequestedDuty) -> dict[str, object]:
    return {"day": duty.day, "post": duty.post, "shift": duty.shift}
