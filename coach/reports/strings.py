"""What reports say around the results, in the language of their reader: `data/reports/strings.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import yaml
from pydantic import RootModel

from phrasebook import LocalText, data_folder

if TYPE_CHECKING:
    from phrasebook import Language


class _Shelves(RootModel[dict[str, dict[str, LocalText]]]):
    """The file: groups of named texts."""


@cache
def _shelves() -> dict[str, dict[str, LocalText]]:
    text = (data_folder() / "reports" / "strings.yaml").read_text("utf-8")
    return _Shelves.model_validate(yaml.safe_load(text)).root


@dataclass(frozen=True, slots=True)
class Strings:
    """The texts of the reports in one language."""

    language: Language

    def __call__(self, group: str, name: str, **values: object) -> str:
        """Return a text with `values` filled in.

        Raises:
            KeyError: the file has no such text, or the text asks for a value that is not given.
        """
        text = _shelves()[group][name].get(self.language)
        return text.format(**values) if values else text

    def category(self, slug: str, title: str = "") -> str:
        """Return the name of a category or, as “missed: …”, of a duty; `title` or the slug for an unknown one."""
        shelves = _shelves()
        if slug in shelves["categories"]:
            return shelves["categories"][slug].get(self.language)
        if slug in shelves["duties"]:
            return self("list", "missed", duty=self.duty(slug))
        return title or slug

    def duty(self, slug: str, title: str = "") -> str:
        """Return the short name of a duty; `title` or the slug for an unknown one."""
        known = _shelves()["duties"].get(slug)
        return known.get(self.language) if known else title or slug
