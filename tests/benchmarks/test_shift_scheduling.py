import json
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from small_instances import text_of

from benchmarks.shift_scheduling.checker import check
from benchmarks.shift_scheduling.instance import BadFile, read
from benchmarks.shift_scheduling.mapping import numbers_of, problem_of, roster_of
from dutydesk_roster.engine.patterns.arrange import arrange
from dutydesk_roster.engine.patterns.costs import cost_of

ROOT = Path(__file__).parents[2]


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "benchmarks.shift_scheduling", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("seed", range(4))
def test_the_cost_and_the_checker_agree_on_any_roster(tmp_path, seed):
    path = tmp_path / "Tiny.txt"
    path.write_text(text_of(seed))
    instance = read(path)
    problem = problem_of(instance)
    dice = random.Random(seed)  # noqa: S311
    allowed = 0
    for _ in range(400):
        share = dice.random() * 0.6
        roster = {
            name: [dice.choice("ELN") if dice.random() < share else "" for _ in range(instance.days)]
            for name in instance.staff
        }
        verdict = check(instance, roster)
        cost = cost_of(problem, numbers_of(instance, roster))
        assert np.isfinite(cost) == (not verdict.violations), verdict.violations
        if not verdict.violations:
            assert cost == verdict.objective
            allowed += 1
        # One person at a time, so that single rules are met alone.
        for name, days in roster.items():
            alone = {other: [""] * instance.days for other in instance.staff} | {name: days}
            broken = check(instance, alone).violations
            empty = check(instance, {other: [""] * instance.days for other in instance.staff}).violations
            if not empty:
                assert np.isfinite(cost_of(problem, numbers_of(instance, alone))) == (not broken)


@pytest.mark.parametrize("seed", range(3))
def test_the_roster_found_keeps_all_rules(tmp_path, seed):
    path = tmp_path / "Tiny.txt"
    path.write_text(text_of(seed, days=14, staff=4))
    instance = read(path)
    found = arrange(problem_of(instance), seconds=0.5, tasks=1)
    if np.isfinite(found.cost):
        verdict = check(instance, roster_of(instance, found.roster))
        assert verdict.violations == ()
        assert verdict.objective == found.cost


def test_line_ends_and_comments_do_not_matter(tmp_path):
    plain, windows = tmp_path / "A.txt", tmp_path / "B.txt"
    plain.write_text(text_of(1))
    windows.write_bytes(b"\xef\xbb\xbf" + text_of(1).replace("\n", " # note\r\n").encode())
    assert read(plain).cover == read(windows).cover
    assert read(plain).staff == read(windows).staff


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            ("SECTION_HORIZON\n9", "SECTION_HORIZON\nnine"),
            "line 3: horizon is 'nine'; expected a whole number from 1",
        ),
        (("L,480,E", "L,480,X"), "names the unknown shift 'X'; expected"),
        (("SECTION_COVER", "SECTION_COVERS"), "unknown section 'SECTION_COVERS'; expected one of"),
        (("0,E,", "0,Q,"), "unknown shift 'Q'; expected one of E, L, N"),
        (("P0,E=9", "P0,E"), "'E'; expected SHIFT=COUNT"),
    ],
)
def test_a_bad_file_is_told_in_one_line(tmp_path, change, told):
    path = tmp_path / "Bad.txt"
    path.write_text(text_of(1).replace(*change, 1))
    with pytest.raises(BadFile) as problem:
        read(path)
    assert told in str(problem.value)
    assert "\n" not in str(problem.value)


def test_a_bad_file_gives_exit_status_2(tmp_path):
    path = tmp_path / "Bad.txt"
    path.write_text("SECTION_HORIZON\n\nsoon\n")
    done = run(path, "--json")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert f"{path}, line 3: horizon is 'soon'; expected" in done.stderr


@pytest.mark.parametrize(("number", "best"), [(2, 828), (4, 1716)])
def test_public_instances_are_solved_and_proved(public_instance, number, best):
    done = run(public_instance(number), "--seconds", 10, "--json")
    document = json.loads(done.stdout)
    assert done.returncode == 0
    assert document["violations"] == 0
    assert document["objective"] == document["bound"] == best
    assert document["instance"] == f"Instance{number}"
