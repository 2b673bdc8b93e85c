"""How a job refuses a file."""

from suppliers.documents.results import Code, Refused


class Refusal(Exception):
    """Raised by a job that refuses the file: an answer, not an error."""

    def __init__(self, code: Code, **params: int) -> None:
        super().__init__(code)
        self.refused = Refused(code, params)
