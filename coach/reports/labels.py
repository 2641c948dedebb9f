"""What reports say in the language of their reader, from data/reports/table.yaml."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from phrasebook import data_folder
from phrasebook.yamlfile import read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from phrasebook import Language

Labels: TypeAlias = "Mapping[str, str]"


@cache
def labels(language: Language) -> Labels:
    """Return the labels by group and name, such as `columns.agent`."""
    path = data_folder() / "reports" / "table.yaml"
    groups = read(path, path.name).data
    return {f"{group}.{name}": texts[language] for group, names in groups.items() for name, texts in names.items()}
