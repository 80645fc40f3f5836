"""Something that the user gave and that cannot be used."""


class DataProblem(Exception):
    """Bad input in one line: what is wrong, where it stands, and what was expected.

    The command line prints the message and leaves with status 2; the terminal shows it in a bar.
    """

    def __init__(self, message: str) -> None:
        super().__init__(" ".join(message.split()))


class RoleRefused(DataProblem):
    """Whoever works at the desk may not do this, by their role; the journal keeps that it was tried."""


class StoreProblem(DataProblem):
    """The database cannot be reached, read or written just now; it is nobody's fault who asked it."""


class DamagedDesk(StoreProblem):
    """Records or files of the desk are gone, or not as they were written: a backup is what helps.

    `found` says what it is, and `otherwise` what to do where no backup is wanted.
    """

    def __init__(self, found: str, otherwise: str = "") -> None:
        super().__init__(f"{found}. {otherwise}" if otherwise else found)
        self.found = found
        self.otherwise = otherwise
