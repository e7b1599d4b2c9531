"""Which engines there are, where their models are, and which one a call gets.

Engines are found without importing them, chosen by a pure function, imported when chosen.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from assist.errors import ModelMissing
from assist.speech.transcriber import Transcriber

MOONSHINE_LANGUAGES = frozenset({"en"})
NAMES = ("auto", "moonshine", "vosk")


class Choice(NamedTuple):
    """An engine for a language; `model` is the folder of its model where it is not part of the engine."""

    engine: str
    language: str
    model: Path | None = None


def choose(*, engine: str, language: str, vosk_models: Mapping[str, Path]) -> Choice:
    """The engine for a call. `vosk_models` are the Vosk models on this machine, by language.

    "auto" takes a Vosk model when there is one for the language, because somebody put it there; otherwise Moonshine,
    which speaks English. Raises ModelMissing when the wish cannot be met.
    """
    found = vosk_models.get(language)
    if engine in ("auto", "vosk") and found is not None:
        return Choice("vosk", language, found)
    if engine in ("auto", "moonshine") and language in MOONSHINE_LANGUAGES:
        return Choice("moonshine", language)
    if engine == "moonshine":
        raise ModelMissing(f'Moonshine knows English only; for language "{language}" add a Vosk model.')
    raise ModelMissing(
        f'There is no speech model for language "{language}" on this machine. '
        "`assist models list` shows which can be fetched; `assist models add PATH` takes one that you have."
    )


def load(choice: Choice) -> Transcriber:
    """The chosen engine with its model loaded: about half a second. Raises ModelError."""
    match choice:
        case Choice("vosk", _, Path() as folder):
            from assist.speech.vosk import Vosk

            return Vosk(folder)
        case _:
            from assist.speech.moonshine import Moonshine

            return Moonshine()
