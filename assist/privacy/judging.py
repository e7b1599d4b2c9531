"""Which words of a text are secret, and what the call's memory is afterwards. A pure function of both.

What announces a number weighs most: a phrase before it ("the long number is"), behind it, or in the question it answers.
Then the number that is being given: what follows goes on with it, of whoever it comes. Then what the digits are. A
number that nothing tells anything of is in doubt: it is hidden for the time being, and shown again when the call has
gone on and it has not become a card's.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from assist.events import Speaker
from assist.privacy import shapes, wordy
from assist.privacy.checks import begins_as_card, is_card
from assist.privacy.finding import Finding, united
from assist.privacy.kinds import Kind, Label, Readable, Table
from assist.privacy.memory import GIVING_TURNS, KEPT, READABLE, UNKNOWN, Giving, Memory
from assist.privacy.phrases import Found
from assist.privacy.runs import Run
from assist.privacy.turn import BESIDE, Turn

IN_DOUBT = "number"
"""What a number is called that is hidden for the time being."""
LONG, LONGEST = 14, 19
"""So many digits are a card's where nothing else is known; one or two may have been lost."""
WHOLE = 12
"""With so many digits a card that is being given may be complete."""
FEWEST = 10
"""With so many, where cards are spoken of, a number that nobody named is taken for a card."""
CLOSES = 4
"""An agent who says so many words that are no numbers has gone on from a question that was answered."""
FEW = 3
"""With so few other words it is the number that is said."""
_CODES = frozenset({"security code", "expiry"})
_OFFERS = frozenset(["want", "need", "shall", "ready", "give", "read", "take", "i'll", "i'm"])
_NOT = frozenset(
    [
        "never",
        "don't",
        "not",
        "won't",
        "without",
        "no",
        "isn't",
        "wasn't",
        "haven't",
        "didn't",
        "doesn't",
        "lost",
        "forgot",
        "forgotten",
        "asking",
        "asked",
        "wants",
        "wanted",
    ]
)


class Judgement(NamedTuple):
    """What is found in a text, what is known afterwards, and which doubts are settled: their numbers and kinds."""

    findings: list[Finding]
    memory: Memory
    settled: dict[int, str]


def judge(table: Table, memory: Memory, speaker: Speaker, text: str) -> Judgement:
    """The secrets in what was said next."""
    turn = Turn(table, memory, speaker, text)
    if turn.is_empty and not turn.runs:
        return Judgement([], memory, {})
    memory = _listen(turn, replace(memory, turn=memory.turn + 1))
    findings = [*wordy.find(turn, memory)]
    settled: dict[int, str] = {}
    given: set[int] = set()
    for run in turn.runs:
        kind, why = _kind(turn, memory, run)
        if kind == UNKNOWN and _is_new(memory):
            memory = _settled(memory, settled)
        label = turn.label_of(run)
        if label is not None and (isinstance(label.meaning, Readable) or label.meaning.name == kind):
            given.add(label.first)
        memory = _give(turn, memory, run, kind, settled)
        giving = memory.giving
        if kind == UNKNOWN and giving is not None and giving.doubt and giving.turn == memory.turn:
            findings.append(_finding(turn, run, IN_DOUBT, "nobody has said what it is", giving))
        elif kind not in (UNKNOWN, READABLE):
            findings.append(_finding(turn, run, kind, why, giving))
    findings += shapes.find(turn.text)
    memory = _ask(turn, memory, given)
    return Judgement(united(findings), _settle(turn, memory, settled), settled)


def close(memory: Memory) -> dict[int, str]:
    """The call is over: what was in doubt last."""
    giving = memory.giving
    return {giving.doubt: _verdict(memory, giving)} if giving is not None and giving.doubt else {}


def _listen(turn: Turn, memory: Memory) -> Memory:
    """Take in what makes some kinds likelier from now on."""
    near = turn.table.all_near.intersection(turn.words)
    if near:
        memory = replace(memory, said_at={**memory.said_at, **dict.fromkeys(near, memory.turn)})
    if turn.cards:
        memory = replace(memory, card_at=memory.turn)
    if turn.other_cards:
        memory = replace(memory, other_card_at=memory.turn)
    return memory


def _kind(turn: Turn, memory: Memory, run: Run) -> tuple[str, str]:
    """What a number is, and why: the name of a kind of secret, READABLE, or UNKNOWN."""
    giving = memory.open_number
    found = turn.label_of(run)
    label = found.meaning if found else None
    if turn.table.is_allowed(run.digits):
        return READABLE, "the team's rules let it stand"
    more = giving.digits if giving and label is None and giving.kind != READABLE and turn.bare else ""
    if any(is_card(digits) for digits in (*run.readings, more + run.digits)):
        return "card", "these digits are a card number"
    if isinstance(label, Readable) and _is_meant(label, run, memory):
        return (UNKNOWN if label.amount else READABLE), "it is announced as something else"
    if isinstance(label, Kind) and found is not None and _is_announced(turn, run, found, label):
        return label.name, "it is announced"
    if turn.names_card(run):
        return "card", "a card is named beside it"
    if len(run.core) >= 3 and run.core in memory.shown:
        return READABLE, "it was said before and is no secret"
    secret = memory.open_secret
    if secret is not None and _goes_on(turn, memory, run, secret):
        return _next_kind(memory, run, secret), "it is read back" if turn.speaker != secret.by else "it goes on"
    if memory.secrets_asked and (kind := _answered(turn, memory, run)):
        return kind, "it answers the question for it"
    if _is_something_else(memory):
        return READABLE, "it answers a question for something else, or goes on with that"
    if memory.paying and turn.speaker == "customer" and _may_be_code(turn, run):
        return ("card" if len(run.core) > 4 else "security code"), "a card is being given"
    if LONG <= len(run.core) <= LONGEST and begins_as_card(run.core) and run.is_one_number:
        return "card", "it is as long as a card number"
    return UNKNOWN, ""


def _is_meant(label: Readable, run: Run, memory: Memory) -> bool:
    """Whether a phrase means this number. The last four of a card that is being given are its end."""
    secret = memory.open_secret
    if label.longest <= 4 and secret is not None and secret.kind == "card":
        return False
    return len(run.core) <= label.longest


def _is_announced(turn: Turn, run: Run, found: Found[Label], kind: Kind) -> bool:
    """Whether a phrase is about this number: enough of it is given, or it comes right after."""
    beside = 0 < run.first - found.last <= BESIDE and bool(run.core) and not _is_one_word(turn, run)
    return len(run.digits) >= kind.least or (_is_enough(turn, run, kind) and (beside or turn.bare))


def _is_enough(turn: Turn, run: Run, kind: Kind) -> bool:
    """Whether so much is given that it may be what was announced or asked for; of a card the first digits count too."""
    if kind.name == "card" and turn.speaker == "customer" and run.core and not _is_one_word(turn, run):
        return True
    return len(run.digits) >= kind.least or (turn.bare and not _is_one_word(turn, run))


def _goes_on(turn: Turn, memory: Memory, run: Run, secret: Giving) -> bool:
    """Whether a run may belong to the secret before it: nothing else is said, it is a number that is read out, or it
    is read back."""
    if memory.asked_at > secret.turn and not memory.secrets_asked:
        return False
    if _is_one_word(turn, run):
        return False
    read_back = len(run.core) >= 2 and (run.core in secret.digits or turn.substance <= FEW)
    return turn.bare or run.is_read_out(3) or (turn.speaker != secret.by and read_back)


def _next_kind(memory: Memory, run: Run, secret: Giving) -> str:
    """The kind of a number that goes on: after a card's it may be one of its codes."""
    if secret.kind == "card" and len(secret.digits) >= WHOLE:
        names = [kind.name for kind in memory.secrets_asked]
        if len(run.core) == 3 and "security code" in names:
            return "security code"
        if len(run.core) == 4 and "expiry" in names:
            return "expiry"
    return secret.kind


def _answered(turn: Turn, memory: Memory, run: Run) -> str:
    """The kind of what answers a question for secrets; "" where it is no answer."""
    kinds = memory.secrets_asked
    if turn.speaker == "agent" and not turn.bare and not run.is_read_out(3):
        return ""
    kind = next((each for each in kinds if _fits(each, run)), kinds[0])
    if not _is_enough(turn, run, kind) or not (run.core or turn.bare):
        return ""
    enough = turn.bare or len(run.digits) >= 3 or kind.form != "digits" or kind.name == "card"
    return kind.name if enough else ""


def _fits(kind: Kind, run: Run) -> bool:
    """Whether a number of this length may be the whole of it, or a piece."""
    count = len(run.core)
    return {"security code": count in (3, 4), "expiry": count in (3, 4, 6), "card": count != 3}.get(kind.name, True)


def _is_something_else(memory: Memory) -> bool:
    """Whether what was last asked for, or is being given, is a number that is no secret."""
    giving = memory.open_number
    if memory.questions and not memory.secrets_asked and memory.asked_at >= memory.card_at:
        return not all(isinstance(label, Readable) and label.amount for label in memory.questions)
    return giving is not None and giving.kind == READABLE and giving.turn >= memory.card_at


def _may_be_code(turn: Turn, run: Run) -> bool:
    return len(run.core) >= 2 and (turn.bare or run.is_read_out(3))


def _is_one_word(turn: Turn, run: Run) -> bool:
    """One lone word that is a number only by chance: "the other one"."""
    return len(run.said) == 1 and turn.words[run.first] in ("one", "two") and len(turn.words) > 2


def _give(turn: Turn, memory: Memory, run: Run, kind: str, settled: dict[int, str]) -> Memory:
    """The number as it stands with this run in it."""
    giving = memory.open_number
    if kind == UNKNOWN and not _is_in_doubt(turn, memory, run):
        return replace(memory, shown=run.digits)
    if kind == READABLE and giving is not None and giving.kind == UNKNOWN and turn.label_of(run) is None:
        return memory  # said again while it is in doubt
    goes_on = giving is not None and (giving.kind == kind or (giving.kind == UNKNOWN and kind == "card"))
    if kind == UNKNOWN and not turn.bare and turn.substance > FEW:
        goes_on = False
    if giving is not None and giving.doubt and not (goes_on and kind == UNKNOWN):
        settled[giving.doubt] = "card" if goes_on or _is_followed(kind, giving) else _verdict(memory, giving)
    if goes_on and giving is not None:
        said_again = turn.speaker != giving.by
        digits = giving.digits if said_again else giving.digits + run.digits
        given = replace(giving, kind=kind, digits=digits[-KEPT:], turn=memory.turn, pieces=giving.pieces + 1)
    else:
        given = Giving(kind, run.digits[-KEPT:], memory.turn, turn.speaker)
    if kind == UNKNOWN and not given.doubt:
        memory = replace(memory, doubts=memory.doubts + 1)
        given = replace(given, doubt=memory.doubts)
    if kind != UNKNOWN:
        given = replace(given, doubt=0)
    if kind == READABLE:
        memory = replace(memory, shown=given.digits)
    memory = replace(memory, giving=given, answered=True)
    return replace(memory, paying_at=memory.turn) if kind in ("card", "security code") else memory


def _is_in_doubt(turn: Turn, memory: Memory, run: Run) -> bool:
    """Whether a number that nothing is known of is hidden for the time being."""
    giving = memory.open_number
    if giving is not None and giving.doubt:
        said_again = turn.speaker != giving.by and run.is_read_out(2)
        return turn.bare or said_again or (turn.substance <= FEW and run.is_read_out(3))
    if turn.speaker == "agent":
        return False
    if memory.speaks_of_cards or memory.paying:
        return (turn.bare or len(run.core) >= 3) and not _is_one_word(turn, run)
    return len(run.core) >= 3 and (turn.bare or run.is_read_out(4))


def _ask(turn: Turn, memory: Memory, given: Collection[int]) -> Memory:
    """What is asked for from now on: what this text announces and does not give; `given` is where it does."""
    asked = [label for label in turn.labels if label.first not in given and not _is_denied(turn.words, label.first)]
    if turn.speaker == "customer" and not _OFFERS.intersection(turn.words):
        asked = [label for label in asked if isinstance(label.meaning, Readable)]
    requests = turn.speaker == "customer" or turn.requests or turn.substance <= CLOSES
    if not requests:
        asked = [label for label in asked if isinstance(label.meaning, Kind) or label.last > label.first]
    if not asked:
        goes_on = turn.speaker == "agent" and turn.substance >= CLOSES and (memory.answered or turn.requests)
        return _closed(memory) if goes_on else memory
    labels = tuple(label.meaning for label in asked)
    names = {label.name for label in labels if isinstance(label, Kind)}
    giving = memory.giving
    if giving is not None and not giving.doubt and giving.kind not in names:
        giving = None
    memory = replace(memory, asked=labels, asked_at=memory.turn, answered=False, giving=giving)
    return replace(memory, paying_at=memory.turn) if "card" in names else memory


def _closed(memory: Memory) -> Memory:
    """The question was answered, or another is asked, and the call goes on. A secret may still come."""
    giving = memory.giving if memory.giving is not None and memory.giving.kind != READABLE else None
    asked = memory.asked if memory.secrets_asked else ()
    return replace(memory, asked=asked, giving=giving)


def _settle(turn: Turn, memory: Memory, settled: dict[int, str]) -> Memory:
    """Say of the number in doubt what it is, once its codes are asked for or the call has gone on."""
    giving = memory.giving
    if giving is None or not giving.doubt:
        return memory
    asked = memory.asked if memory.asked_at == memory.turn else ()
    if any(isinstance(label, Kind) and _is_followed(label.name, giving) for label in asked):
        settled[giving.doubt] = "card"
    elif memory.turn - giving.turn >= GIVING_TURNS:
        settled[giving.doubt] = _verdict(memory, giving)
    else:
        return memory
    kind = settled[giving.doubt]
    memory = replace(memory, giving=None if kind == READABLE else replace(giving, kind=kind, doubt=0))
    return replace(memory, paying_at=memory.turn) if kind == "card" else memory


def _is_followed(kind: str, giving: Giving) -> bool:
    """Whether a number that nobody named was a card's, as its codes come after it."""
    return kind in _CODES and len(giving.digits) >= FEWEST


def _is_new(memory: Memory) -> bool:
    """Whether a card was spoken of since the number in doubt was given: what comes now is another."""
    giving = memory.giving
    return giving is not None and giving.doubt > 0 and giving.turn < memory.card_at < memory.turn


def _settled(memory: Memory, settled: dict[int, str]) -> Memory:
    """The number in doubt has ended."""
    giving = memory.giving
    if giving is not None:
        settled[giving.doubt] = _verdict(memory, giving)
    return replace(memory, giving=None)


def _verdict(memory: Memory, giving: Giving) -> str:
    """What a number is that nobody named, now that it has ended."""
    count = len(giving.digits)
    if memory.speaks_of_cards or memory.paying:
        return "card" if count >= (FEWEST if begins_as_card(giving.digits) else WHOLE) else READABLE
    return "card" if LONG <= count <= LONGEST and begins_as_card(giving.digits) else READABLE


def _is_denied(words: Sequence[str], at: int) -> bool:
    """Whether it is said that it is not wanted, or was had: "never tell anyone your", "thanks for the"."""
    before = words[max(0, at - 5) : at]
    thanked = "for" in before[-2:] and not {"thanks", "thank"}.isdisjoint(before)
    return thanked or not _NOT.isdisjoint(before)


def _finding(turn: Turn, run: Run, kind: str, why: str, giving: Giving | None) -> Finding:
    start, end = turn.tokens[run.first].start, turn.tokens[run.last].end
    doubt = giving.doubt if giving is not None else 0
    return Finding(start, end, kind, why, giving.digits if giving is not None else run.digits, doubt)
