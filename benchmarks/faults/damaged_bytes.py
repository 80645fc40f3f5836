"""Bytes that are changed by chance: the same copy for the same dice."""

from random import Random

WORDS = (
    b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\x1b[2J", b"\x1b]0;x\x07", b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xe2\x80\xae", b"\xc0\x80", b"\r", b"\n", b"\r\n", b"\t", b'"', b"'", b"\\", b",", b";", b"=",
    b"[", b"]", b"{",
    b"}", b"#", b".", b"-", b"9" * 30, b"1e9999", b"<", b"&", b"\x81\x30\x81\x30",
)  # fmt: skip


def damaged(raw: bytes, dice: Random) -> bytes:
    """Return a copy that was changed in one to four ways."""
    for _time in range(dice.randint(1, 4)):
        raw = raw or b" "
        at = dice.randrange(len(raw))
        way = dice.randrange(7)
        if way == 0:
            raw = raw[:at] + bytes([raw[at] ^ 1 << dice.randrange(8)]) + raw[at + 1 :]
        elif way == 1:
            raw = raw[:at] + bytes([dice.randrange(256)]) + raw[at:]
        elif way == 2:
            raw = raw[:at] + raw[at + dice.randint(1, 60) :]
        elif way == 3:
            raw = raw[:at]
        elif way == 4:
            raw = raw[:at] + raw[at : at + dice.randint(1, 80)] * dice.choice((2, 3, 200)) + raw[at:]
        else:
            raw = raw[:at] + dice.choice(WORDS) + raw[at + dice.choice((0, 0, 3)) :]
    return raw
