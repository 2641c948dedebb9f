"""What can be wrong with phrasebook files.

* PhrasebookError
  * PhrasebookNotFound   the folder is not there or holds no phrasebook
  * PhrasebookInvalid    the files were read and have problems, each with its place and its remedy
  * ScorecardMissing     a conversation cannot be scored: the phrasebook holds no scorecard
  * TemplateError        a wording template is not well formed
"""

from dataclasses import dataclass


class PhrasebookError(Exception):
    """Base of everything that can go wrong with a phrasebook."""


class PhrasebookNotFound(PhrasebookError, FileNotFoundError):
    """The phrasebook folder does not exist or has no phrasebook.yaml."""

    def __str__(self) -> str:
        return str(self.args[0])


class ScorecardMissing(PhrasebookError, LookupError):
    """The phrasebook has no scorecard to score conversations by."""


class TemplateError(PhrasebookError, ValueError):
    """A template is not well formed; `column` is the 0-based place inside the template."""

    def __init__(self, message: str, column: int = 0) -> None:
        super().__init__(message)
        self.column = column


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in a phrasebook file: where (1-based line and column), what, and what to do about it."""

    path: str
    line: int
    column: int
    code: str
    message: str
    advice: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: [{self.code}] {self.message} → {self.advice}"


class PhrasebookInvalid(PhrasebookError, ValueError):
    """The files of a phrasebook have problems; none of it was loaded."""

    def __init__(self, problems: list[Problem]) -> None:
        # What is wrong in the head of a file is noticed at each of its rules, and is one problem all the same.
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))
