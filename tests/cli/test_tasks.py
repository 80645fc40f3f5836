"""``dutydesk tasks``: listing, adding, finishing, and what cannot be done."""


def test_a_task_is_added_listed_and_done(commands):
    status, added = commands.json(
        "tasks", "add", "Mend the lamp", "--owner", "Li", "--due", "2026-11-20", "--hazard"
    )
    assert (status, added["kind"], added["state"], added["owner"]) == (0, "hazard", "overdue", "li")
    commands("tasks", "add", "Write the notice", "--due", "2026-12-01")
    status, listed = commands.json("tasks", "list")
    assert status == 1
    assert [(each["title"], each["state"]) for each in listed["tasks"]] == [
        ("Mend the lamp", "overdue"),
        ("Write the notice", "open"),
    ]
    status, done = commands.json("tasks", "done", added["key"][:6], "--outcome", "new bulb")
    assert (status, done["done"], done["outcome"]) == (0, "2026-11-24", "new bulb")
    status, out, _err = commands("tasks", "list")
    assert status == 0
    assert "Mend the lamp" not in out
    status, listed = commands.json("tasks", "list", "--all", "--owner", "li")
    assert [each["state"] for each in listed["tasks"]] == ["done"]
    commands("tasks", "done", added["key"], "--undo")
    assert commands("tasks", "list")[0] == 1


def test_an_empty_list_says_how_to_begin(commands):
    status, out, _err = commands("tasks", "list")
    assert status == 0
    assert "dutydesk tasks add" in out


def test_what_cannot_be_done_is_one_line(commands):
    assert "nobody here" in commands.refused("tasks", "add", "X", "--owner", "zzz")
    assert "some words" in commands.refused("tasks", "add", " ")
    assert "no task has the key" in commands.refused("tasks", "done", "nope")
    assert "2026-13-01" in commands.refused("tasks", "add", "X", "--due", "2026-13-01")
    assert commands.json("tasks", "list") == (0, {"tasks": []})


def test_a_file_that_is_gone_is_named_by_the_doctor(commands, tmp_path):
    from dutydesk.api.attachments import attach, file_of
    from dutydesk.host.opening import open_desk

    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"x")
    desk = open_desk(commands.folder)
    file_of(desk, attach(desk, "activity:x", str(photo))).unlink()
    desk.close()
    status, out, _err = commands("doctor")
    assert status == 1
    assert "photo.jpg is attached to activity:x" in out
