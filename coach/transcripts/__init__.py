"""Readers of conversations, one module for each format."""

from coach.transcripts.formats import FORMATS
from coach.transcripts.opened import Head, Opened
from coach.transcripts.options import ReadOptions
from coach.transcripts.problem import ReadingError
from coach.transcripts.reading import read_paths

__all__ = ["FORMATS", "Head", "Opened", "ReadOptions", "ReadingError", "read_paths"]
