"""How the HTML report is made from its templates: what they may call, and what keeps text from outside from acting."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from coach.reports.dialogue import clock
from coach.reports.visible import visible

_TEMPLATES = Path(__file__).parent / "templates"


def environment(**names: Any) -> Environment:
    """Return the environment of the templates, in which `names` are known beside the page's style and script."""
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        finalize=_final,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = _asset("report.css"), _asset("report.js")
    made.globals.update(
        style=Markup(style),
        script=Markup(script),
        # Nothing but this page's own style and script may run, and nothing may be fetched.
        policy="default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
        f"style-src '{_digest(style)}'; script-src '{_digest(script)}'",
        whole=lambda number: f"{number:,}",
        points=_points,
        share=lambda share: f"{share:.0%}",
        clock=clock,
        **names,
    )
    return made


@cache
def _asset(name: str) -> str:
    return (_TEMPLATES / name).read_text("utf-8")


def _digest(source: str) -> str:
    """Return the hash by which a content security policy allows an inline element (https://www.w3.org/TR/CSP3/)."""
    return f"sha256-{b64encode(hashlib.sha256(source.encode()).digest()).decode()}"


def _points(number: float) -> str:
    """Return a score without needless decimals."""
    return f"{number:.1f}".removesuffix(".0")


def _final(value: Any) -> Any:
    """Make visible what must not reach a page, in everything that templates print; Jinja escapes it afterwards."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
