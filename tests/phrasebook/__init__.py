"""Tests of the files and the model of the phrasebook."""
