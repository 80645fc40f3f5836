"""Run the command line as ``python -m dutydesk``."""

from dutydesk.cli.entry import main

main()
