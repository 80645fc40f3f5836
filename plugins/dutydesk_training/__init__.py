"""Meetings, concentrated study, training and lectures."""
