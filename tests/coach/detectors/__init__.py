"""Tests of the ways of finding a wording."""
