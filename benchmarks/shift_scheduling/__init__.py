"""The public shift-scheduling instances of Curtois and Qu, solved by the roster engine.

The files are read from where they lie and are never part of this project.
"""
