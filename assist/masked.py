"""Words that may be shown, kept and sent: spoken secrets are out of them.

Every text of an event has this type, and only `assist/privacy/masking.py` makes it, from what a recogniser gave
(`spoken.py`). Two guards hold that: an import contract names who may import this module, and mypy, under which the
name cannot be had through another module and a plain string is no `Masked`.
"""

from __future__ import annotations

from typing import NewType

Masked = NewType("Masked", str)
"""A text in which each secret's words have given way to its kind in brackets, as `[card 1111]`."""
