"""What a number is that was said: the name of a kind of secret, readable, or unknown. A pure function.

What announces a number weighs most: a phrase before it ("the long number is"), behind it, or in the question that it
answers. Then the number that is being given: what follows goes on with it, of whoever it comes. Then what the digits
are.
"""

from __future__ import annotations

from typing import NamedTuple

from assist.privacy.checks import begins_as_card, is_card
from assist.privacy.kinds import Kind, Readable
from assist.privacy.memory import KEPT, LAST_FOUR, READABLE, UNKNOWN, Giving, Memory
from assist.privacy.runs import Run
from assist.privacy.turn import BESIDE, OF_CARDS, Turn
from assist.privacy.weighing import PARTLY, WHOLE

USUAL = (15, 16)
"""So many digits most cards have."""
AMOUNT = 5
"""Digits of an amount, at most."""
LEAST = {"card": KEPT, "security code": 3, "pin": 4, "one-time code": 5}
"""With fewer digits there may be more of it to come; a card's are counted more than once when they are put right."""
JUST = 2
"""Turns after a secret in which it is read back."""
ECHO = 4
"""So many digits of a secret that come again one after another are it."""
FEW = 3
"""With so few other words it is the number that is said."""


class Named(NamedTuple):
    """A kind's name, READABLE or UNKNOWN; why, in plain words; and of an UNKNOWN one what it may turn out to be."""

    kind: str
    why: str
    perhaps: str = ""


def name(turn: Turn, memory: Memory, run: Run) -> Named:
    """What this number is; `memory` is as the turn finds it, with what was said before the number."""
    return (
        _by_itself(turn, memory, run) or _in_course(turn, memory, run) or Named(UNKNOWN, "nobody has said what it is")
    )


def _by_itself(turn: Turn, memory: Memory, run: Run) -> Named | None:
    """What its digits or the words beside it tell."""
    if turn.table.is_allowed(run.digits):
        return Named(READABLE, "the team's rules let it stand")
    found = turn.label_of(run)
    giving = memory.open_number
    if any(is_card(digits) for digits in run.readings):
        return Named("card", "these digits are a card number")
    anew = giving is not None and giving.digits == run.digits  # twice the same is no longer number
    if giving is not None and giving.kind != READABLE and found is None and turn.bare and not anew:
        joined = giving.digits + run.digits
        # Of many lengths one passes by chance; so it is a usual one, or cards or paying are spoken of.
        usual = len(joined) in USUAL or memory.pays or memory.speaks_of_cards
        if usual and is_card(joined):
            return Named("card", "these digits are a card number")
    if found is not None and isinstance(found.meaning, Readable) and _is_meant(found.meaning, run, memory):
        unsure = found.meaning.amount and (len(run.core) > AMOUNT or memory.paying)
        return Named(UNKNOWN if unsure else READABLE, "it is announced as something else")
    if found is not None and isinstance(found.meaning, Kind):
        beside = 0 < run.first - found.last <= BESIDE and bool(run.core) and not _is_one_word(turn, run)
        kind = found.meaning
        by_chance = turn.speaker == "agent" and kind.name == "one-time code"  # "three codes in ten minutes"
        counts = not by_chance or run.is_read_out(3)
        if counts and (len(run.digits) >= kind.least or beside or (_is_enough(turn, run, kind) and turn.bare)):
            return _claimed(turn, memory, run, kind, "it is announced")
    if turn.names_card(run):
        sure = memory.paying or len(run.core) > 4
        return Named("card" if sure else UNKNOWN, "a card is named beside it", "card")
    return None


def _in_course(turn: Turn, memory: Memory, run: Run) -> Named | None:
    """What the call tells: the number that is being given, and what was asked for."""
    secret = memory.open_secret
    if secret is not None and _goes_on(turn, memory, run, secret):
        return Named(_next_kind(memory, run, secret), "it goes on" if turn.speaker == secret.by else "it is read back")
    if memory.secrets_asked and (kind := _answered(turn, memory, run)):
        return _claimed(turn, memory, run, kind, "it answers the question for it")
    if len(run.core) >= 3 and run.core in memory.shown and not memory.in_doubt:
        return Named(READABLE, "it was said before and is no secret")
    if memory.tells_of_else:
        return Named(READABLE, "it answers a question for something else, or goes on with that")
    if run.is_list and not memory.in_doubt:
        return Named(READABLE, "it is a list")
    if memory.paying and memory.pays and turn.speaker == "customer" and _may_be_code(turn, run):
        return Named("card" if len(run.core) > 4 else "security code", "a card is being given")
    return None


def _claimed(turn: Turn, memory: Memory, run: Run, kind: Kind, why: str) -> Named:
    """What somebody says or asks for; with words that others use too, it may be."""
    if kind.name in OF_CARDS and not memory.paying and turn.speaker == "agent" and not _is_theirs(memory):
        return Named(UNKNOWN, why)
    weak = bool(kind.near or kind.paying) and (kind.name == "one-time code" or not memory.paying)
    if kind.name == "card" and memory.paying and not kind.near and turn.speaker == "customer":
        return Named(kind.name, why)  # however few or misheard its digits are
    if kind.name == "card":
        few = len(run.core) < PARTLY and not memory.paying
        weak = weak or few or not (begins_as_card(run.digits) or memory.open_secret or memory.pays)
    weak = weak and kind.name in (*OF_CARDS, "one-time code")
    return Named(UNKNOWN, why, kind.name) if weak else Named(kind.name, why)


def _is_theirs(memory: Memory) -> bool:
    """Whether the customer is giving a number, so that an agent's may be the same."""
    giving = memory.open_number
    return giving is not None and giving.by == "customer" and giving.kind != READABLE


def _is_meant(label: Readable, run: Run, memory: Memory) -> bool:
    """Whether a phrase means this number. The last four of a card that is being given are its end."""
    secret = memory.open_secret
    if label.longest <= LAST_FOUR and secret is not None and secret.kind == "card":
        return False
    return len(run.core) <= label.longest


def _is_enough(turn: Turn, run: Run, kind: Kind) -> bool:
    """Whether so much is given that it may be what was announced or asked for; of a card the first digits count too."""
    if len(run.digits) >= kind.least:
        return True
    lone = _is_one_word(turn, run)
    return not lone and (
        turn.bare
        or _is_asked_now(turn, turn.memory, run)
        or (kind.name == "card" and turn.speaker == "customer" and bool(run.core))
    )


def _goes_on(turn: Turn, memory: Memory, run: Run, secret: Giving) -> bool:
    """Whether a run may belong to the secret before it: nothing else is said, it is a number that is read out, or it
    is read back."""
    if memory.asked_at > secret.turn and not memory.secrets_asked:
        return False
    if _is_one_word(turn, run):
        return False
    just = memory.turn - secret.turn <= JUST
    if turn.speaker == secret.by:
        lacks = just and len(secret.digits) < LEAST.get(secret.kind, 0)
        return turn.bare or run.is_read_out(3) or (lacks and bool(run.core) and run.first == 0)
    return (turn.bare and just) or _is_echo(run, secret) or (just and turn.substance <= FEW and len(run.digits) >= 2)


def _is_echo(run: Run, secret: Giving) -> bool:
    """Whether some of a secret is said again, as far as it was understood."""
    parts = {run.core[at : at + ECHO] for at in range(max(1, len(run.core) - ECHO + 1))}
    return len(run.core) > 1 and any(part in secret.digits for part in parts)


def _next_kind(memory: Memory, run: Run, secret: Giving) -> str:
    """The kind of a number that goes on: after a card's it may be one of its codes."""
    if secret.kind == "card" and len(secret.digits) >= WHOLE:
        names = [kind.name for kind in memory.secrets_asked]
        if len(run.core) == 3 and "security code" in names:
            return "security code"
        if len(run.core) == 4 and "expiry" in names:
            return "expiry"
    return secret.kind


def _answered(turn: Turn, memory: Memory, run: Run) -> Kind | None:
    """The kind of what answers a question for secrets; None where it is no answer."""
    kinds = memory.secrets_asked
    if turn.speaker == "agent" and (not _is_theirs(memory) or not (turn.bare or run.is_read_out(3))):
        return None
    fitting = [each for each in kinds if _fits(each, run)] or kinds
    kind = min(fitting, key=lambda each: (each.name not in OF_CARDS, bool(each.near)))
    if not _is_enough(turn, run, kind) or not (run.core or turn.bare):
        return None
    enough = turn.bare or len(run.digits) >= 3 or kind.form != "digits" or kind.name == "card"
    return kind if enough or _is_asked_now(turn, memory, run) else None


def _is_asked_now(turn: Turn, memory: Memory, run: Run) -> bool:
    """Whether the customer says it right after they were asked for a secret: all of it may be the answer."""
    return (
        turn.speaker == "customer"
        and bool(memory.secrets_asked and run.core)
        and turn.memory.turn + 1 - memory.asked_at <= 2
    )


def _fits(kind: Kind, run: Run) -> bool:
    """Whether a number of this length may be the whole of it, or a piece."""
    count = len(run.core)
    return {"security code": count in (3, 4), "expiry": count in (3, 4, 6), "card": count != 3}.get(kind.name, True)


def _may_be_code(turn: Turn, run: Run) -> bool:
    return len(run.core) >= 2 and (turn.bare or run.is_read_out(3))


def _is_one_word(turn: Turn, run: Run) -> bool:
    """One lone word that is a number only by chance: "the other one"."""
    alone = len(run.said) == 1 and turn.words[run.first] in ("one", "two") and len(turn.words) > 2
    return alone and not (run.first == 0 and turn.bare)
