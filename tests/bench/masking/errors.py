"""A recogniser's mistakes on the words of a turn, with the truth carried through.

A homophone or a near one ("for", "mine") still gives its digit away; another word does not, and its piece is `lost`;
another digit stays a word of the number but gives nothing away. Must not know what is measured.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from string import ascii_lowercase

from tests.bench.masking.pieces import Piece

_LETTERS = "eh,bee be,see sea,dee,he,eff,gee,age,eye,jay,kay,el,em,an in,owe oh,pea pee,queue cue,are,ess as,"
_LETTERS += "tea tee,you,vee fee,double,ex,why,zed zee"
NEAR: dict[str, tuple[str, ...]] = {
    "zero": ("hero", "zeros", "xero"),
    "oh": ("o", "a", "owe", "ah"),
    "nought": ("not", "naught"),
    "naught": ("not", "nought"),
    "one": ("won", "wan", "on"),
    "two": ("to", "too", "tu"),
    "three": ("free", "tree", "threes"),
    "four": ("for", "fore", "fours"),
    "five": ("fine", "hive", "fives"),
    "six": ("sicks", "sex", "six's"),
    "seven": ("heaven", "sven", "sevens"),
    "eight": ("ate", "eighth", "eights"),
    "nine": ("mine", "nines", "nein"),
    "ten": ("tan", "tens"),
    "eleven": ("a leven", "elven"),
    "twelve": ("twelfth", "twelves"),
    "thirteen": ("thirty", "thirteenth"),
    "fourteen": ("forty", "fourteenth"),
    "fifteen": ("fifty", "fifteenth"),
    "sixteen": ("sixty", "sixteenth"),
    "seventeen": ("seventy",),
    "eighteen": ("eighty", "a team"),
    "nineteen": ("ninety",),
    "twenty": ("plenty", "twenties"),
    "thirty": ("thirteen", "dirty"),
    "forty": ("fourteen", "forte", "naughty"),
    "fifty": ("fifteen", "fifties"),
    "sixty": ("sixteen", "sixties"),
    "seventy": ("seventeen",),
    "eighty": ("eighteen", "a tea"),
    "ninety": ("nineteen", "nighty"),
    "hundred": ("hunted", "hundreds"),
    "thousand": ("thousands",),
    "double": ("trouble", "doubled"),
    "triple": ("tripled", "ripple"),
    "treble": ("trouble", "terrible"),
    "card": ("car", "cod", "guard", "cart"),
    "security": ("secure city", "secured he", "security's"),
    "code": ("coat", "cold", "coach"),
    "number": ("numb", "members", "another"),
    "expiry": ("expire he", "inquiry", "expired"),
    "pin": ("pen", "been", "bin"),
    "sort": ("short", "salt", "sought"),
    "account": ("a count", "accounts", "count"),
    "password": ("past word", "passed word"),
    "order": ("older", "auto", "all the"),
    "routing": ("rooting", "writing", "rowing"),
    "digits": ("dig it's", "digit", "widgets"),
    "long": ("along", "wrong"),
    "back": ("bag", "bank"),
    "front": ("from", "friend"),
    "meter": ("metre", "me to"),
    "reference": ("preference", "references"),
    "phone": ("foam", "fun", "own"),
    "insurance": ("assurance", "in shores"),
    "visa": ("visor", "vista"),
    "date": ("day", "data", "late"),
    "text": ("texts", "tax", "test"),
    "name": ("main", "same"),
    "address": ("a dress", "addressed"),
    "right": ("write", "bright"),
    "your": ("you're", "you", "the"),
    "there": ("their", "they're"),
    **{letter: tuple(names.split()) for letter, names in zip(ascii_lowercase, _LETTERS.split(","), strict=True)},
}
"""Word → what telephone recognisers write instead; for a word of a number, what a reader still understands."""
ALIKE: dict[str, tuple[str, ...]] = {
    "zero": ("your row", "the road"),
    "one": ("when", "run", "want"),
    "two": ("do", "you", "through"),
    "three": ("the", "they", "see"),
    "four": ("or", "fall", "far", "before"),
    "five": ("by", "file", "life"),
    "six": ("sit", "mix", "thanks"),
    "seven": ("said in", "several"),
    "eight": ("hate", "it", "at", "hey"),
    "nine": ("line", "night", "then i"),
}
"""Digit → what is written instead in which a reader finds no digit any more."""
_COMMON = (
    "a the and of in it is that was to i you he so on at but bun they have this from or had by not what all were when "
    "can said up out if about who get which go me no make like back time just him know take people into year your good "
    "some could them see other than then now look only come its over think also after use how our work well way even "
    "want because any these give day most us fun shed rain letter house river paper garden money window music yeah uh"
)
COMMON = _COMMON.split()
"""What else is written instead, or where nothing was said. None of it sounds like a digit's name."""
WRONG_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
INTO_ANOTHER_DIGIT = {"five": "nine", "nine": "five", "oh": "four", "six": "seven", "zero": "seven", "eight": "a"}


def misheard(pieces: Sequence[Piece], rate: float, random: Random) -> list[Piece]:
    """The pieces with a share `rate` of word errors: six substitutions to two deletions and two insertions."""
    heard: list[Piece] = []
    for piece in pieces:
        wrong = random.random() < rate
        kind = random.choices(("another", "nothing", "one more"), (6, 2, 2))[0] if wrong else "right"
        if kind == "right":
            heard.append(piece)
        elif kind == "another":
            heard.append(_another(piece, random))
        elif kind == "one more":
            heard += [piece, _one_more(piece, random)]
    return heard


def _another(piece: Piece, random: Random) -> Piece:
    """The piece with another word or figure in its place."""
    word = piece.text.lower()
    if word.isdigit():
        return piece._replace(text="".join(random.choice("0123456789".replace(one, "")) for one in word), carries=())
    near, kind = NEAR.get(word, ()), random.random()
    if near and kind < 0.7:
        return piece._replace(text=_cased(random.choice(near), piece.text))
    if word in INTO_ANOTHER_DIGIT and kind < 0.85:
        text = INTO_ANOTHER_DIGIT[word]
        return piece._replace(text=text, carries=(), lost=bool(piece.number) and text not in WRONG_DIGITS)
    other = random.choice(ALIKE[word]) if word in ALIKE and kind < 0.92 else _near_sounding(word, random)
    return piece._replace(text=_cased(other, piece.text), lost=bool(piece.number), carries=())


def _near_sounding(word: str, random: Random) -> str:
    """A common word that begins like this one, or any."""
    alike = [one for one in COMMON if one[0] == word[0] and one != word]
    return random.choice(alike if alike and random.random() < 0.5 else COMMON)


def _one_more(piece: Piece, random: Random) -> Piece:
    """What is heard after the piece where nothing was said; within figures it is another figure."""
    if piece.text.isdigit():
        return piece._replace(text=random.choice("0123456789"), carries=(), before="")
    return Piece(random.choice(COMMON))


def _cased(word: str, like: str) -> str:
    return word[0].upper() + word[1:] if re.match("[A-Z]", like) else word
