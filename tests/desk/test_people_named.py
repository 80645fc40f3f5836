"""Finding people as they are named in commands, forms and tables."""

import pytest

from dutydesk.api import DataProblem
from dutydesk.api.participants_named import participants_named
from dutydesk.api.people_named import key_named, person_among, person_fault, person_named, person_with_key
from dutydesk.domain import Person


@pytest.fixture
def desk(make_desk):
    desk = make_desk()
    with desk.change("people") as change:
        change.add(Person(id="li", name="李强", latin="Li Qiang"))
        change.add(Person(id="lin", name="林敏", latin="Lin Min"))
    return desk


def test_a_person_is_named_by_key_name_or_beginning_and_never_guessed(desk):
    assert person_named(desk, "li").id == "li"
    assert person_named(desk, "林敏").id == "lin"
    assert person_named(desk, "lin m").id == "lin"
    with pytest.raises(DataProblem, match="may be 李强 \\(li\\), 林敏 \\(lin\\)"):
        person_named(desk, "L")
    with pytest.raises(DataProblem, match="'wang' is nobody here"):
        person_named(desk, "wang")


@pytest.mark.parametrize(
    ("text", "key"), [("lin m", "lin"), ("李强", "li"), ("", ""), ("  ", ""), (None, "")]
)
def test_the_key_of_whom_a_text_names_is_nothing_where_nobody_is_named(desk, text, key):
    assert key_named(desk, text) == key


def test_someone_named_in_a_list_may_be_nobody_but_not_several(desk):
    people = desk.people()
    assert person_among(people, "敏") is None
    assert person_among(people, "Min").id == "lin"
    with pytest.raises(DataProblem, match=r"'l' may be 李强 \(li\), 林敏 \(lin\); expected one key"):
        person_among(people, "l")


def test_a_form_says_what_is_wrong_with_a_name(desk):
    assert person_fault(desk, "林敏") == ""
    assert person_fault(desk, "wang") == "'wang' is nobody here; expected a key or a name"
    assert "\x1b" not in person_fault(desk, "\x1b[31mwang")


def test_a_key_is_that_of_one_person_whole(desk):
    assert person_with_key(desk, "lin").name == "林敏"
    with pytest.raises(DataProblem, match="nobody has the key 'Lin Min'"):
        person_with_key(desk, "Lin Min")


def test_those_who_take_part_are_people_and_expressions_each_once(desk):
    assert participants_named(desk, ["李强、@squad:1, Lin", "@all；li", " "]) == (
        "li",
        "@squad:1",
        "lin",
        "@all",
    )


@pytest.mark.parametrize(
    ("text", "expected"), [("li, wang", "'wang' is nobody here"), ("@rank:king", "'king' is no rank")]
)
def test_who_cannot_take_part_is_named(desk, text, expected):
    with pytest.raises(DataProblem, match=expected):
        participants_named(desk, [text])
