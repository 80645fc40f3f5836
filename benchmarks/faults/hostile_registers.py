"""What registers and the summary keep on a hostile desk: a register and a template of its own, and entries.

The values of an entry stand together in one text, so that they are made hostile here, each by its field.
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.faults.hostile_texts import TEXTS
from benchmarks.workbench.line import ROOT
from dutydesk.api.week import Week
from dutydesk.config.writing import write_toml
from dutydesk.desk import OpenDesk
from dutydesk_registers.complete_years import say_complete
from dutydesk_registers.inspecting.rounds import begin_round, mark_item
from dutydesk_registers.keeping import keep_entry
from dutydesk_registers.registers import known_register, registers
from dutydesk_summary.reminder.keeping import Part, keep_part, reminder_of
from dutydesk_summary.year.section_note import SectionNote

REGISTER = "lost_property.toml"
OWN = "lost-property"
TEMPLATE = "hostile"

_WORDS = frozenset({"text", "long", "person"})
_ALL_IN = 5
_MOST_NAME = 90

Kinds = Mapping[str, Mapping[str, str]]
"""By register, the kind of each of its fields."""


def bring_register(folder: Path) -> None:
    """Put a register of its own into a desk."""
    shutil.copy(ROOT / "docs" / "plugins" / "examples" / REGISTER, folder / "plugins")


def keep_more(desk: OpenDesk) -> None:
    """Keep an entry for each text that there is, a round, a reminder, notes, and a year that is complete."""
    own, inspections = known_register(desk, OWN), known_register(desk, "inspections")
    day = f"{desk.today()}"
    for number in range(len(TEXTS)):
        words = {"what": "what", "number": f"L-{number:03}", "who": "who", "place": "place", "by": "by"}
        keep_entry(desk, own, {**words, "found": day, "kind": "telephone"})
    tour = begin_round(desk, inspections, "canteen", "place")
    mark_item(desk, inspections, tour, 0, is_right=False, note="note")
    mark_item(desk, inspections, tour, 1, is_right=True)
    say_complete(desk, own, desk.today().year)
    keep_part(desk, reminder_of(desk, Week.of(desk.today())), Part.POINTS, "one\ntwo")
    year = desk.today().year
    with desk.change("Notes") as change:
        for section in ("publicity", "evaluation", "gone"):
            change.add(SectionNote(id=f"{year}-{section}", year=year, section=section, text="text"))


def kinds_of(desk: OpenDesk) -> Kinds:
    """Return the kinds of the fields of all registers."""
    return {
        code: {field.code: field.kind for field in register.fields.values()}
        for code, register in registers(desk).items()
    }


def poisoned_body(register: str, body: str, kinds: Kinds, texts: Iterator[str], number: int) -> str:
    """Return the values of an entry with a hostile text for each of its words; of some entries for all."""
    known = kinds.get(register, {})
    everything = number % _ALL_IN == 0
    return json.dumps(
        {
            code: next(texts) if everything or known.get(code) in _WORDS else value
            for code, value in json.loads(body).items()
        }
    )


def write_template(folder: Path) -> int:
    """Give a desk a template of the summary with every text in it, and return how many."""
    texts = [text.replace("{", "(").replace("}", ")") for text in TEXTS.values()]
    sections: list[dict[str, object]] = [
        {
            "code": f"section-{number}",
            "heading": text[:_MOST_NAME],
            "empty": text[:_MOST_NAME],
            "line": [
                {"text": f"{{hazards.found}} {text[:1000]}"},
                {"text": f"{{bicycles.all:before}} {text[:99]}"},
            ],
            "table": ["hazards.found"],
            "chart": {"title": text[:_MOST_NAME], "figures": ["hazards.found"], "unit": text[:_MOST_NAME]},
        }
        for number, text in enumerate(texts)
    ]
    sections += [
        {"code": shows, "heading": shows, "shows": shows, "line": []} for shows in ("evaluation", "outlook")
    ]
    path = folder / "config" / "packs" / "summary" / f"{TEMPLATE}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    advice = [{"figures": ["bicycles.*"], "text": texts[0]}]
    write_toml(path, {"title": texts[0], "section": sections, "advice": advice})
    (folder / "config" / "summary.toml").write_text(f'template = "{TEMPLATE}"\n', encoding="utf-8")
    return len(texts)
