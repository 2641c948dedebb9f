"""`python -m coach` is `phrase-coach`."""

from coach.cli import main

main()
