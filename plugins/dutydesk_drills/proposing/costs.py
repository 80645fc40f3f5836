"""What a plan of drills is judged by; each outweighs all that usually comes up of those after it."""

MISSING = 10_000_000
"""A drill that a rule wants and that is not there, or a rule of spacing or variety that is broken once."""

MISFIT = 1_000_000
"""A drill stays where it cannot be held, such as on a holiday."""

MOVED = 100_000
"""A drill that stands is moved."""

ENDS_EARLY = 5_000
"""No drill follows the last one of the year in the time in which another is to come."""

PROPOSED = 500
"""A drill is added."""

ADDED_CONDITION = 60
"""Something is added to the plan of a drill that stands, such as the second way out."""

HINDERED = 40
"""Whoever leads the drill is kept from it, so that another must."""

SUMMER = 30
"""A drill in a summer school that need not be there."""

CONDITION = 8
"""Each condition of a drill that is added."""

CROWDED = ((7, 30), (12, 12), (18, 6))
"""More than one drill in so many days, for each beyond the first."""

TERM_BEGINS = 5
TERM_ENDS = 3
EDGE = 10
"""A drill within the first or the last so many days of school of a term, for each day nearer to its edge."""
