"""The knowledge: clauses, wordings, acts, approved phrases, and the files that hold them."""

from phrasebook.book import Phrasebook
from phrasebook.duty import (
    CONVERSATION_CATEGORIES,
    ConversationCategory,
    Doing,
    Duty,
    DutyExamples,
    Moment,
    Range,
    SkipReason,
)
from phrasebook.errors import (
    PhrasebookError,
    PhrasebookInvalid,
    PhrasebookNotFound,
    Problem,
    ScorecardMissing,
    TemplateError,
)
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
    Replaces,
    Rule,
    Severity,
    Situation,
)
from phrasebook.scorecard import ScorecardForm, ScorecardItem, ScorecardSection
from phrasebook.sources import SourceMap

__all__ = [
    "CONVERSATION_CATEGORIES",
    "LEARNED",
    "Act",
    "Category",
    "Clause",
    "ConversationCategory",
    "Doing",
    "Duty",
    "DutyExamples",
    "Frame",
    "Language",
    "LocalText",
    "Locale",
    "Moment",
    "Phrase",
    "Phrasebook",
    "PhrasebookError",
    "PhrasebookInvalid",
    "PhrasebookNotFound",
    "Problem",
    "Range",
    "Replaces",
    "Rule",
    "ScorecardForm",
    "ScorecardItem",
    "ScorecardMissing",
    "ScorecardSection",
    "Severity",
    "Situation",
    "SkipReason",
    "SourceMap",
    "TemplateError",
    "data_folder",
    "folder_hash",
    "load",
]
