"""Sentences made in Python, on a page: French signs stay with their word."""

from __future__ import annotations

import re

from django import template

register = template.Library()
APRES = re.compile(r"« ")
AVANT = re.compile(r" (?=[»:;?!])")


@register.filter
def insecable(phrase: object) -> str:
    """Tie quotes, colons, semicolons, question and exclamation marks to their word by a no-break space."""
    return AVANT.sub("\u00a0", APRES.sub("«\u00a0", str(phrase)))
