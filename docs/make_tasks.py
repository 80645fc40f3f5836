"""Make docs/manual/tasks.md: what a leader and a guard do, with the keys that the registry of actions gives.

A task is a sentence and the actions that do it, one after another; an action that the program does not know
ends this with an error. With --check it writes nothing and leaves with status 1 where the page is out of
date.
"""

import sys
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

from dutydesk.tui.areas import in_order
from dutydesk.tui.catalogue import CataloguedAction, catalogue
from dutydesk.tui.widgets.actions import key_name

PAGE = Path(__file__).parent / "manual" / "tasks.md"
INTRODUCTION = """# Each task and its keys

<!-- Made by docs/make_tasks.py from the program's own keys; edit the tasks there. -->

Keys one after another are pressed one after another; keys in brackets do the same. A letter that begins the
code of one of your shifts or posts belongs to the code while the grid has the cursor: use the key in
brackets, the palette, or [other keys of your own](terminal.md). `?` tells the keys of where you are."""

Task = tuple[str, tuple[str, ...]]
TASKS: dict[str, tuple[Task, ...]] = {
    "Everywhere": (
        ("open an area; or click its tab", ("app.area-1",)),
        ("see what the keys do here", ("app.help",)),
        ("find anything by a few letters", ("app.palette",)),
        ("take back your last change, or do it again", ("app.undo", "app.redo")),
        ("see who changed what, and go back further", ("app.history", "history.back-to")),
        ("change the colours", ("app.theme",)),
        ("take the tour again", ("app.help", "help.tour")),
        ("leave", ("app.quit",)),
    ),
    "Today": (
        ("go to where something is done; or double-click", ("today.jump",)),
        ("go to the other list", ("today.other",)),
    ),
    "Arrange a month (Roster)": (
        ("fill a cell, or the marked block", ()),
        ("empty the marked cells", ("grid.clear",)),
        ("mark a block; or drag with the mouse", ("grid.mark-right", "grid.mark-down")),
        ("mark all days of a person", ("grid.mark-row",)),
        ("pin, or unpin", ("roster.pin",)),
        ("copy a block to another place", ("roster.copy", "roster.paste")),
        ("move a duty; or drag it", ("roster.cut", "roster.paste")),
        ("repeat last week", ("roster.repeat",)),
        ("lay a rotation", ("roster.rotation", "rotation.accept")),
        ("write a note on a cell", ("roster.note",)),
        ("find a person", ("roster.find",)),
        ("go to the next open slot", ("roster.next-open",)),
        ("go to the next broken rule", ("roster.next-clash",)),
        ("show a month, a fortnight, a week", ("roster.zoom",)),
        ("show by person or by post", ("roster.by",)),
        ("show earlier or later days; go to today", ("roster.previous", "roster.following", "roster.today")),
        ("see who shares what, and how fairly", ("roster.load",)),
        ("print", ("roster.print",)),
    ),
    "Let the program arrange it": (
        ("search", ("roster.generate",)),
        ("stop, and keep the best so far", ("roster.stop",)),
        ("leave out a change, or take it in", ("proposal.toggle",)),
        ("choose all changes, or none", ("proposal.all", "proposal.none")),
        ("list them by person or by day", ("proposal.group",)),
        ("accept what is chosen", ("proposal.accept",)),
        ("drop the proposal", ("proposal.drop",)),
    ),
    "Someone is sick": (
        (
            "from the call to the changed calendar",
            ("roster.sick", "form.save", "table.open", "sick.publish", "publish.go"),
        ),
        ("give every duty to the best for it", ("sick.all",)),
        ("let the program mend the rest", ("sick.repair",)),
        ("see who can stand in one cell", ("roster.who",)),
    ),
    "Ask why": (
        ("why this person, and why not another", ("roster.why", "table.open")),
        ("make it so, where it can be", ("why.accept",)),
    ),
    "Publish": (
        ("see what changes for whom, and publish", ("roster.publish", "publish.go")),
        ("copy the message for a person", ("roster.publish", "publish.copy")),
        ("write all messages to a file", ("roster.publish", "publish.write")),
        ("see the roster as it was published", ("roster.as-published", "table.open")),
        ("see that of any time", ("roster.as-published", "past.any")),
    ),
    "Events": (
        ("enter a sports meet or a parents' evening", ("roster.events", "events.add")),
        ("see who can cover it", ("roster.events", "events.who")),
        ("copy it to the next year", ("roster.events", "events.copy")),
        ("call it off", ("roster.events", "events.delete")),
    ),
    "Answer requests (Requests)": (
        ("grant, also with a word", ("requests.approve", "requests.approve-word")),
        ("turn down with a word", ("requests.decline",)),
        ("see what was done about one", ("requests.history",)),
        ("see settled ones too", ("requests.settled",)),
    ),
    "Your own duties (Mine)": (
        ("ask for leave", ("mine.leave",)),
        ("ask for a swap of the duty at the cursor", ("mine.swap",)),
        ("offer to stand in; say yes to who asks you", ("mine.offer",)),
        ("take a duty at once, in an emergency", ("mine.take",)),
        ("say when you can be called", ("mine.volunteer",)),
        ("take back a request", ("mine.withdraw",)),
    ),
    "Calendars on phones (People)": (
        ("give a person a link to their calendar", ("people.links", "links.new", "form.save")),
        ("copy its address, while it is shown", ("link.copy",)),
        ("replace a link, as when a phone is lost", ("people.links", "links.replace")),
        ("end a link for good", ("people.links", "links.revoke")),
        ("see the links to every calendar", ("app.links",)),
    ),
    "People and calendar": (
        ("add a person", ("people.add",)),
        ("enter an absence", ("people.absence",)),
        ("add an activity", ("calendar.add",)),
        ("the list or the month", ("calendar.view",)),
    ),
    "What is to be done (Tasks)": (
        ("add a task", ("tasks.add",)),
        ("say that it is done, and what was done", ("tasks.done",)),
        ("see those that are done too", ("tasks.settled",)),
    ),
    "Meetings and training (Training)": (
        ("add one that no file plans", ("occurrences.add",)),
        ("mark one held; every past one", ("occurrences.mark", "occurrences.mark-all")),
        ("say who came, one key a person", ("training.attendance", "attendance.present")),
        ("late, excused, absent", ("attendance.late", "attendance.excused", "attendance.absent")),
        ("everyone left is here", ("attendance.rest",)),
        ("take in a list from Excel", ("training.attendance", "attendance.import")),
        ("when someone can make up for it", ("training.attendance", "attendance.catch-up")),
        ("a person's record", ("training.attendance", "attendance.record")),
        ("the sign-in sheet", ("training.attendance", "attendance.print")),
        ("open a meeting; add a point", ("training.meeting", "meeting.point")),
        ("write its minutes, its last week", ("meeting.write", "meeting.last-week")),
        ("keep a decision; say that one is done", ("meeting.decide", "meeting.done")),
        ("keep a file or a link with it", ("meeting.attach",)),
        ("print agenda, minutes, hand-out", ("meeting.print",)),
        ("say what a lecture was about, and how many came", ("training.lecture",)),
        (
            "find times for the term's topics, and accept them",
            ("training.plan", "plan.search", "plan.accept"),
        ),
        (
            "enter a certificate; plan its renewal",
            ("training.certificates", "certificates.add", "certificates.renew"),
        ),
    ),
    "The safety education week (Safety week)": (
        ("plan it from a pack; or like last year's", ("week.plan", "week.copy")),
        ("add an activity", ("week.add",)),
        ("move it a day; or drag it", ("week.earlier", "week.later")),
        ("everything for it is ready", ("week.ready",)),
        ("it is done, with what was counted", ("week.done",)),
        ("keep a weak point", ("week.weak-point",)),
        ("what is to be prepared; tick it off", ("week.preparation", "week-tasks.done")),
        ("the budget", ("week.budget",)),
        ("photos and files", ("week.files",)),
        ("go to what clashes or lacks something", ("week.next-problem",)),
        ("poster, hand-out, list, closing report", ("week.print",)),
    ),
    "Registers (Registers)": (
        ("open a register", ("registers.open",)),
        ("add an entry; change one", ("register.add", "register.edit")),
        ("do what comes next: rectified, signed, serviced", ("register.next",)),
        ("photos and files of an entry", ("register.files",)),
        ("who changed what of it", ("register.history",)),
        (
            "another year; all years; only what is open",
            ("register.year-before", "register.all-years", "register.only-open"),
        ),
        ("begin a round; go on with it", ("register.begin", "register.round")),
        ("say of an item that it is in order, or is not", ("round.right", "round.wrong")),
        ("who has signed and who has not", ("register.matrix",)),
        ("import a table; print the list, labels or a table", ("register.import", "register.print")),
        ("take in hazards that were kept as tasks", ("register.take",)),
        ("say that a year is complete", ("register.complete",)),
    ),
    "The weekly reminder and the year's summary (Summary)": (
        ("see what proves a figure; go there", ("summary.records", "records.open")),
        ("write a paragraph of your own", ("summary.note",)),
        ("see what the evaluation asks for", ("summary.evaluation",)),
        ("print the summary", ("summary.print",)),
        ("open this week's reminder", ("summary.this-week",)),
        ("change its points; issue it; print it", ("reminder.points", "reminder.issue", "reminder.print")),
    ),
}
TYPED = "its shift's or post's short, such as `d` or `dmg`"


def actions() -> dict[str, CataloguedAction]:
    """Return every action of the host and of the bundled plugins, by its id."""
    brought = [
        screen
        for point in entry_points(group="dutydesk.plugins")
        for screen in getattr(point.load(), "screens", tuple)()
    ]
    return {each.id: each for each in catalogue(in_order(tuple(brought))).actions}


def keys_of(action: CataloguedAction) -> str:
    """Return the keys of an action, the further ones in brackets."""
    if action.id == "app.area-1":
        return "`1` to `9`, `0`"
    first, *more = [f"`{key_name(key)}`" for key in action.keys]
    return f"{first} ({' '.join(more)})" if more else first


def sections() -> Iterator[str]:
    """Yield a section for each place."""
    known = actions()
    for heading, tasks in TASKS.items():
        rows = [
            f"| {task} | {' '.join(keys_of(known[each]) for each in done_by) or TYPED} |"
            for task, done_by in tasks
        ]
        yield "\n".join([f"## {heading}", "", "| To | Keys |", "|---|---|", *rows])


def page() -> str:
    """Return the page."""
    return "\n\n".join([INTRODUCTION, *sections()]) + "\n"


def main() -> None:
    """Write the page, or say that it is out of date."""
    fresh = page()
    if "--check" in sys.argv:
        if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != fresh:
            sys.exit("docs/manual/tasks.md is out of date: run `make docs`")
        return
    PAGE.write_text(fresh, encoding="utf-8")
    print(PAGE)


if __name__ == "__main__":
    main()
