"""Run the command line as ``python -m dutydesk``."""

from dutydesk.cli.main import main

main()
