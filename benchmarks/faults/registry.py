"""Every fault that is tried; a part adds its trials here."""

from benchmarks.faults.backups import BACKUPS
from benchmarks.faults.broken import BROKEN
from benchmarks.faults.disks import FULL_DISK, READ_ONLY
from benchmarks.faults.files import FILES, TOML
from benchmarks.faults.imports import CSV, ICS, SETTINGS, XLSX
from benchmarks.faults.kills import KILLS
from benchmarks.faults.migrations import MIGRATION_KILLS, MIGRATIONS
from benchmarks.faults.names import NAMES
from benchmarks.faults.postgres import POSTGRES_KILLS, POSTGRES_UPDATES
from benchmarks.faults.sizes import SIZES
from benchmarks.faults.trial import Trial
from benchmarks.faults.updates import UPDATES
from benchmarks.faults.zones import ZONE_CHANGES

STORAGE = (KILLS, UPDATES, FULL_DISK, READ_ONLY, TOML, FILES, MIGRATIONS, MIGRATION_KILLS, BACKUPS, BROKEN)
POSTGRES = (POSTGRES_KILLS, POSTGRES_UPDATES)
INPUT = (NAMES, CSV, XLSX, ICS, SETTINGS, SIZES, ZONE_CHANGES)
TRIALS: tuple[Trial, ...] = (*STORAGE, *POSTGRES, *INPUT)
