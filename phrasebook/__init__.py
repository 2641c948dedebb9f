"""The knowledge: clauses, wordings, acts, approved phrases, and the files that hold them."""

from phrasebook.errors import PhrasebookError, PhrasebookInvalid, PhrasebookNotFound, Problem, TemplateError
from phrasebook.loader import LEARNED, folder_hash, load
from phrasebook.locate import data_folder
from phrasebook.model import (
    Act,
    Category,
    Clause,
    Frame,
    Language,
    Locale,
    LocalText,
    Phrase,
    Phrasebook,
    Replaces,
    Rule,
    Severity,
    Situation,
)
from phrasebook.sources import SourceMap

__all__ = [
    "LEARNED",
    "Act",
    "Category",
    "Clause",
    "Frame",
    "Language",
    "LocalText",
    "Locale",
    "Phrase",
    "Phrasebook",
    "PhrasebookError",
    "PhrasebookInvalid",
    "PhrasebookNotFound",
    "Problem",
    "Replaces",
    "Rule",
    "Severity",
    "Situation",
    "SourceMap",
    "TemplateError",
    "data_folder",
    "folder_hash",
    "load",
]
