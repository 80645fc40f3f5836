"""``dutydesk summary`` and ``dutydesk reminder``."""
