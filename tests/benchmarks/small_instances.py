"""Tiny instances in the benchmark's public text format."""

import random


def text_of(seed, *, days=9, staff=3):
    """Return an instance as text: three shifts of two lengths, limits that bind, wishes, cover."""
    dice = random.Random(seed)  # noqa: S311
    lines = [
        "# made for a test",
        "SECTION_HORIZON",
        str(days),
        "",
        "SECTION_SHIFTS",
        "E,480,",
        "L,480,E",
        "N,600,E|L",
    ]
    lines += ["", "SECTION_STAFF"]
    names = [f"P{number}" for number in range(staff)]
    for name in names:
        limits = f"E={days}|L={dice.randint(1, days)}|N={dice.randint(0, 3)}"
        least = dice.choice([0, 480])
        lines.append(
            f"{name},{limits},{dice.randint(3, 7) * 600},{least},{dice.randint(2, 5)},"
            f"{dice.randint(1, 2)},{dice.randint(1, 3)},{dice.randint(0, 2)}"
        )
    lines += ["", "SECTION_DAYS_OFF", *(f"{name},{dice.randrange(days)}" for name in names[:2])]
    for section in ("ON", "OFF"):
        lines += ["", f"SECTION_SHIFT_{section}_REQUESTS"]
        lines += [
            f"{name},{dice.randrange(days)},{dice.choice('ELN')},{dice.randint(1, 3)}" for name in names
        ]
    lines += ["", "SECTION_COVER"]
    lines += [f"{day},{shift},{dice.randint(0, 2)},100,1" for day in range(days) for shift in "ELN"]
    return "\n".join(lines) + "\n"
