"""What a plan of a term is judged by; each outweighs what usually comes up of those after it."""

FORBIDDEN = 200_000_000
"""What must not be: two sessions that one person, place or teacher cannot do at once, parts out of order."""

LOPSIDED_GROUP = 3_000_000
"""Each person by whom a group is larger or smaller than an even share by more than a quarter of it."""

MISSING = 1_000_000
"""Someone cannot come to a session of their group, or it is not placed at all."""

MOVED = 20_000
"""A session of an earlier plan is at another time."""

PARTS_TOGETHER = 25_000
"""Two parts of a topic in one week for one group, which has no time to practise between."""

CROWDED_WEEK = 15_000
"""Each pair of sessions in one week."""

CROWDED_DAY = 10_000
"""Each pair of sessions on one day."""

OTHER_GROUP = 8_000
"""Someone whom an earlier plan put into another group."""

UNEVEN_GROUP = 5_000
"""Each person by whom a group is larger or smaller than an even share."""

LATER_WEEK = 1
"""Each week by which a session is later: what is left of the term is for those who fall ill."""
