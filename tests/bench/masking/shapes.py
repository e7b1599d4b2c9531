"""How a number is given in a conversation: at once, over turns, with remarks, restarts, corrections and read-backs.

Owns the shapes. Must not know which kinds are secret: innocent numbers are given in the same ways.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from tests.bench.masking.pieces import Piece, Turn, words_of
from tests.bench.masking.spoken import Group, expiry, group, in_words, say
from tests.bench.masking.voices import Voice

ACKS: tuple[str, ...] = (
    "Mhm.",
    "Go on.",
    "Okay.",
    "Yeah.",
    "Got that.",
    "Yep.",
    "Uh huh.",
    "Right.",
    "Keep going.",
    "And the next?",
)
ACKS += ("Okay, go ahead.", "Yes.", "Thank you.", "Mm.", "Lovely.", "Perfect, and then?", "I'm listening.")
REMARKS = (
    "hang on, let me turn it over",
    "sorry, the light's bad in here",
    "bear with me, I need my glasses",
    "sorry, the dog's barking",
    "hold on, it's a bit worn",
    "sorry, somebody's at the door",
    "it's very small print",
    "just a second, I've lost my place",
    "let me see",
    "I think that's a",
    "is it, yes, it is",
)
RESTARTS = ("no wait, let me start again", "sorry, I'll start over", "hang on, from the top", "no, scrap that")
SORRIES = ("no sorry", "sorry", "no wait", "I mean", "no", "sorry, my mistake", "correction", "actually")
HESITATIONS = ("uh", "um", "er", "and then", "that's", "then", "uh", "um", "so", "and", "erm", "it's", "followed by")
AFTER_BACK = ("Yes.", "That's right.", "Correct.", "Yep, that's it.", "Perfect.", "That's the one.", "Mhm.")
BEFORE_BACK = ("So that's", "Okay, that's", "Let me read that back,", "I've got", "Just to confirm,", "", "Right, so")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number of a call. `group` is "" for an innocent one; `slot` names its kind in the templates."""

    slot: str
    characters: str
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Who speaks how in this call."""

    voices: dict[str, Voice]
    random: Random

    def said(self, number: Number, speaker: str) -> list[Group]:
        """The number in groups, in this speaker's way, marked with its name."""
        voice, random = self.voices[speaker], self.random
        if number.slot == "expiry":
            groups = expiry(number.characters, voice, random)
        elif number.slot == "password":
            groups = password(number.characters, voice, random)
        else:
            groups = say(number.characters, _usual(number.slot, voice), voice, random)
        return [one._replace(pieces=_marked(one.pieces, number)) for one in groups]


def given(number: Number, speaker: str, scene: Scene) -> list[Turn]:
    """The number as `speaker` gives it: turns that begin and end with this speaker's."""
    random, other = scene.random, _other(speaker)
    groups = scene.said(number, speaker)
    pieces, ends = _flat(number, groups, speaker, scene)
    turns: list[Turn] = [(speaker, [])]
    cuts = _cuts(pieces, ends, random)
    if random.random() < 0.07 and len(groups) > 1:
        false_start = [piece for one in groups[: random.randint(1, len(groups) // 2 + 1)] for piece in one.pieces]
        turns[0][1].extend([*false_start, *words_of(random.choice(RESTARTS))])
        if random.random() < 0.5:
            turns += [(other, words_of("No problem, take your time.")), (speaker, [])]
    begun = 0
    for cut in [*cuts, len(pieces)]:
        turns[-1][1].extend(pieces[begun:cut])
        if cut < len(pieces):
            turns += _between(pieces[begun:cut], other, random)
            turns.append((speaker, []))
        begun = cut
    return turns


def read_back(number: Number, speaker: str, scene: Scene) -> list[Turn]:
    """The other person's reading the number back, in whole or in groups, and what the giver says to it."""
    random, other = scene.random, _other(speaker)
    groups = scene.said(number, other)
    if len(groups) < 2 or random.random() < 0.6:
        whole = [piece for one in groups for piece in one.pieces]
        return [
            (other, [*words_of(random.choice(BEFORE_BACK)), *whole]),
            (speaker, words_of(random.choice(AFTER_BACK))),
        ]
    turns: list[Turn] = []
    for one in groups:
        turns += [(other, list(one.pieces)), (speaker, words_of(random.choice(AFTER_BACK)))]
    return turns


def password(characters: str, voice: Voice, random: Random) -> list[Group]:
    """A password's words said as words or spelled, and its figures said one by one or as numbers."""
    groups: list[Group] = []
    for at, word in enumerate(characters.split()):
        place = at * 50
        if not word.isalpha() or (len(word) <= 7 and random.random() < 0.25):
            groups.append(Group(place, word, group(word, place, voice, random)))
        else:
            groups.append(Group(place, word, [Piece(word if voice.writing.plain else word.title(), (place,))]))
    return groups


def _usual(slot: str, voice: Voice) -> str:
    """What the slot's groups are called in `spoken`."""
    return {"us_account": "account", "mpan": "card", "imei": "", "tracking": ""}.get(slot, slot)


def _flat(number: Number, groups: Sequence[Group], speaker: str, scene: Scene) -> tuple[list[Piece], set[int]]:
    """All words of the giving, with hesitations, remarks and corrections, and where groups end."""
    random, habits = scene.random, scene.voices[speaker].habits
    pieces: list[Piece] = []
    ends = set()
    remark_at = random.randrange(1, len(groups)) if len(groups) > 1 and random.random() < 0.1 else -1
    wrong_at = random.randrange(len(groups)) if random.random() < 0.08 and number.slot != "password" else -1
    for n, one in enumerate(groups):
        if n == remark_at:
            pieces += words_of(random.choice(REMARKS))
        if random.random() < habits.hesitant * (1 if n else 0.5):
            pieces += words_of(random.choice(HESITATIONS))
        pieces += _corrected(one, number, speaker, scene) if n == wrong_at else one.pieces
        ends.add(len(pieces))
    return pieces, ends


def _corrected(one: Group, number: Number, speaker: str, scene: Scene) -> list[Piece]:
    """The group with one figure said wrong first, and put right."""
    random, voice = scene.random, scene.voices[speaker]
    places = [n for n, character in enumerate(one.characters) if character.isdigit()]
    if not places or number.slot == "expiry":
        return one.pieces
    at = random.choice(places)
    digit = random.choice("0123456789".replace(one.characters[at], ""))
    wrong = _marked(in_words(one.characters[:at] + digit + one.characters[at + 1 :], one.at, voice, random), number)
    if random.random() < 0.3:
        return [*wrong, *words_of("no"), *one.pieces, *words_of("not"), *wrong]
    return [*wrong, *words_of(random.choice(SORRIES)), *one.pieces]


def _cuts(pieces: Sequence[Piece], ends: set[int], random: Random) -> list[int]:
    """Where the giving is broken into turns: mostly after a group, seldom within one."""
    long = sum(len(piece.carries) for piece in pieces) >= 8
    if random.random() < (0.45 if long else 0.9):
        return []
    within = 0.08 if long else 0.5
    whole = [n for n in range(1, len(pieces)) if pieces[n - 1].carries]
    possible = [n for n in whole if n in ends or random.random() < within]
    return sorted(random.sample(possible, min(len(possible), random.choice((1, 1, 2, 3, 3, 4)) if long else 1)))


def _between(just_said: Sequence[Piece], other: str, random: Random) -> list[Turn]:
    """What the other says between two parts: mostly a word, at times the last group again, or nothing."""
    kind = random.random()
    if kind < 0.2:
        return []
    if kind < 0.4:
        last = [piece for piece in just_said if piece.carries][-4:]
        return [(other, [*last, *words_of(random.choice(("", "", "Yep.", "Okay.", "Got it.")))])]
    return [(other, words_of(random.choice(ACKS)))]


def _marked(pieces: Sequence[Piece], number: Number) -> list[Piece]:
    return [piece._replace(number=number.group) for piece in pieces]


def _other(speaker: str) -> str:
    return "customer" if speaker == "agent" else "agent"
