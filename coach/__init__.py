"""The judging: utterances in, findings out."""

from coach.checker import Coach
from coach.context import Context, Role
from coach.finding import Finding, Suggestion, Verdict

__all__ = ["Coach", "Context", "Finding", "Role", "Suggestion", "Verdict"]
