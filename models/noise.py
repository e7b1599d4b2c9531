"""Text as a recogniser might have written it: no punctuation, like-sounding words, lost and doubled small words."""

from __future__ import annotations

import random
import re

SOUND_ALIKE = {
    "four": ("for",), "for": ("four",), "to": ("two", "too"), "two": ("to",), "bill": ("build", "bells"), "their": ("there",),
    "there": ("their",), "hear": ("here",), "here": ("hear",), "right": ("write",), "weeks": ("week",), "week": ("weak",),
    "paid": ("pay",), "pay": ("paid",), "charged": ("charge",), "charge": ("charged",), "i've": ("i", "i have"), "i'm": ("i am", "im"),
    "it's": ("its", "it is"), "don't": ("do", "dont"), "can't": ("can", "cant"), "won't": ("want", "wont"), "haven't": ("have",),
    "isn't": ("is",), "didn't": ("did", "didnt"), "you've": ("you",), "we've": ("we",), "that's": ("that", "thats"), "would": ("wood",),
    "know": ("no",), "no": ("know",), "one": ("won",), "been": ("being", "bin"), "being": ("been",), "and": ("an", "in"), "in": ("and",),
    "a": ("the", "uh"), "the": ("a",), "of": ("a",), "is": ("as",), "was": ("is",), "said": ("say", "set"), "told": ("tell",), "new": ("knew",),
    "whole": ("hole",), "wait": ("weight",), "waiting": ("weighting",), "mail": ("male",), "fare": ("fair",), "plane": ("plain",),
    "meter": ("metre", "meet her"), "oh": ("o",), "your": ("you",), "you": ("your",), "our": ("are",), "are": ("our",), "phone": ("fun",),
}  # fmt: skip
FILLERS = ("um", "uh", "erm", "you know", "like", "well")
PUNCTUATION = re.compile(r"[^\w\s'\u2019]")


def disturb(text: str, rng: random.Random) -> str:
    """One of the ways in which text is not as it was written."""
    if rng.random() < 0.8:
        text = PUNCTUATION.sub(" ", text).lower()
    rate = rng.choice((0.0, 0.0, 0.05, 0.1, 0.2))
    said = [changed for word in text.split() for changed in _changed(word, rate, rng)]
    return " ".join(said) or text


def disturb_at(text: str, rng: random.Random, rate: float) -> str:
    """Without punctuation, and with this share of the words wrong, lost or doubled."""
    said = []
    for word in PUNCTUATION.sub(" ", text).lower().split():
        if rng.random() >= rate:
            said.append(word)
        elif (fate := rng.random()) < 0.4:
            said.append(rng.choice(SOUND_ALIKE.get(word, (word[:-1] or "uh",))))
        elif fate < 0.7:
            said += [word, rng.choice(FILLERS)]
    return " ".join(said) or text


def _changed(word: str, rate: float, rng: random.Random) -> list[str]:
    if rng.random() >= rate:
        return [word]
    fate = rng.random()
    if fate < 0.35:
        return []
    if fate < 0.45:
        return [word, rng.choice(FILLERS)]
    if word.lower() in SOUND_ALIKE:
        return [rng.choice(SOUND_ALIKE[word.lower()])]
    return [word[:-1]] if len(word) > 4 and fate < 0.7 else [word]
