"""The roster's settings: posts, shifts, demand, rules and rotations, as TOML files hold them."""

from dutydesk.api import SettingsFile
from dutydesk_roster.settings.dated import Dated
from dutydesk_roster.settings.demand import DemandEvent, DemandFile, DemandLine, check_demand
from dutydesk_roster.settings.posts import Post, PostsFile, check_posts
from dutydesk_roster.settings.rotations import RotationsFile, RotationTable, check_rotations
from dutydesk_roster.settings.rule_tables import PersonalRule, RuleTable
from dutydesk_roster.settings.rules import RulesFile, WeightsTable, WishTable, check_rules
from dutydesk_roster.settings.shifts import Shift, ShiftsFile, check_shifts

SETTINGS_FILES = (
    SettingsFile("posts.toml", PostsFile, check_posts),
    SettingsFile("shifts.toml", ShiftsFile, check_shifts),
    SettingsFile("demand.toml", DemandFile, check_demand),
    SettingsFile("rules.toml", RulesFile, check_rules),
    SettingsFile("rotations.toml", RotationsFile, check_rotations),
)

__all__ = [
    "SETTINGS_FILES",
    "Dated",
    "DemandEvent",
    "DemandFile",
    "DemandLine",
    "PersonalRule",
    "Post",
    "PostsFile",
    "RotationTable",
    "RotationsFile",
    "RuleTable",
    "RulesFile",
    "Shift",
    "ShiftsFile",
    "WeightsTable",
    "WishTable",
]
