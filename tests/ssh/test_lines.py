"""What a member sees over the line: size, colours, mouse, wide characters, and files where they belong."""

from dutydesk.domain import new_id
from dutydesk_roster.assignment import Assignment

TRUECOLOUR = b"38;2;"
RIGHT, CLEARS = "\x1b[C", "\x15"


def column_of(member, text):
    """Return where `text` begins on the screen, in cells, or -1; a wide character fills two of them."""
    for y in range(member.screen.lines):
        cells = [member.screen.buffer[y][x].data for x in range(member.screen.columns)]
        for x in range(member.screen.columns):
            if "".join(cells[x : x + 2 * len(text)]).startswith(text):
                return x, y
    return -1, -1


def test_the_desk_follows_the_size_of_the_terminal(client):
    member = client("li", columns=60, lines=20)
    member.wait_for("Help")
    member.resize(132, 43)
    member.wait_for("7 Tasks")
    assert "Help" in member.screen.display[42]
    member.resize(40, 12)
    member.wait_for("Help")
    assert "Help" in member.screen.display[11]


def test_colours_are_those_that_the_terminal_says_it_has(client):
    plain = client("li", "-o", "SendEnv=COLORTERM")
    plain.wait_for("Quit")
    assert TRUECOLOUR not in plain.sent
    full = client("li", "-o", "SendEnv=COLORTERM", COLORTERM="truecolor")
    full.wait_for("Quit")
    assert TRUECOLOUR in full.sent


def test_a_click_opens_an_area_and_wide_characters_stand_in_line_and_can_be_typed(client):
    member = client("li")
    member.wait_for("Quit")
    x, y = column_of(member, "Peo")
    member.child.send(f"\x1b[<0;{x + 1};{y + 1}M\x1b[<0;{x + 1};{y + 1}m")
    member.wait_for("李伟")
    member.wait_for("刘洋")
    latin = {column_of(member, each)[0] for each in ("Li Wei", "Liu Yang", "Ouyang Mingyue", "Qian Weidong")}
    assert len(latin) == 1
    assert latin != {-1}
    member.child.send("/刘洋")
    member.wait_for("刘洋")
    while "李伟" in member.text:
        member.read()
    assert "欧阳明月" not in member.text


def test_a_file_is_written_below_the_desk_and_nowhere_else(server, client, tmp_path):
    with server.open() as desk, desk.change("one duty") as change:
        change.add(Assignment(id=new_id(), person="li-wei", post="main-gate", shift="day", day=desk.today()))
    member = client("li")
    member.wait_for("Quit")
    member.open_area("Ros")
    member.wait_for("李伟")
    member.child.send("P")
    member.wait_for("Enter saves")
    member.child.send(RIGHT * 3 + "\t" * 4 + CLEARS + f"{tmp_path}/taken\r")
    member.wait_for("over SSH files are kept in")
    member.child.send(f"{CLEARS}month\r")
    member.wait_for("Printed: month")
    assert [each.name for each in (server.desk / "out").iterdir()] == ["month.csv"]
    assert not list(tmp_path.iterdir())
