"""The texts of the windows, as translators left them."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import NamedTuple

from assist.windows.application import TRANSLATIONS


class Text(NamedTuple):
    """A text of a window with what a translator made of it."""

    context: str
    source: str
    translation: str
    state: str
    """Empty, or "unfinished", "vanished", "obsolete"."""


def texts(path: Path) -> list[Text]:
    found = []
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            made = message.find("translation")
            assert made is not None
            name, source = context.findtext("name", ""), message.findtext("source", "")
            found.append(Text(name, source, made.text or "", made.get("type", "")))
    return found


FILES = sorted(TRANSLATIONS.glob("*.ts"))
TEXTS = {path.stem.removeprefix("assist_"): texts(path) for path in FILES}
SPANISH = {(text.context, text.source): text.translation for text in TEXTS["es"]}
