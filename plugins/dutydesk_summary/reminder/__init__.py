"""The safety reminder of a week: drafted from last week's records, edited, issued and counted."""
