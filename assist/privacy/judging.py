"""Which words of a text are secret, and what the call's memory is afterwards. A pure function of both.

What a number is `naming.py` says. One that nothing tells anything of is in doubt: it is hidden for the time being, and
shown again when the call has gone on and it has not become a secret.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from msgspec.structs import replace

from assist.events import Speaker
from assist.privacy import shapes, wordy
from assist.privacy.evidence import hear
from assist.privacy.finding import Finding, united
from assist.privacy.kinds import Kind, Readable, Table
from assist.privacy.memory import GIVING_TURNS, KEPT, LAST_FOUR, READABLE, UNKNOWN, WAIT_TURNS, Giving, Memory
from assist.privacy.naming import FEW, Named, name
from assist.privacy.runs import Run
from assist.privacy.turn import Turn
from assist.privacy.weighing import weigh

IN_DOUBT = "number"
"""What a number is called that is hidden for the time being."""
CLOSES = 1
"""An agent who says so many words that are no numbers has gone on from a question that was answered."""
_LARGE = frozenset({"hundred", "thousand"})
"""Said in amounts; in a number that is read out hardly ever."""
_ALL = frozenset({"all", "whole", "full", "entire", "nine", "complete"})
_OF_BANKS = frozenset({"account", "sort code", "routing number"})
_WHOLE = {"expiry": 3, "security code": 3, "pin": 4, "one-time code": 4}
"""With so many digits what was asked for is given."""


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
    memory = hear(turn, replace(memory, turn=memory.turn + 1))
    findings = [*wordy.find(turn, memory), *shapes.find(turn.text)]
    settled: dict[int, str] = {}
    given: set[int] = set()
    for run in turn.runs:
        if not run.core and _is_chance(turn, memory):
            continue
        named = name(turn, memory, run)
        kind, why, _ = named
        if kind == UNKNOWN and _is_new(memory):
            memory = _ended(memory)
        label = turn.label_of(run)
        if label is not None and (isinstance(label.meaning, Readable) or label.meaning.name == kind):
            given.add(label.first)
        memory = _give(turn, memory, run, named, settled)
        giving = memory.giving
        if giving is not None and giving.turn == memory.turn and (giving.doubt or kind) and kind != READABLE:
            findings.append(_finding(turn, run, kind or IN_DOUBT, why, giving))
    memory = _ask(turn, memory, given)
    return Judgement(united(findings), _settle(memory, settled), settled)


def _is_chance(turn: Turn, memory: Memory) -> bool:
    """Whether words that sound like digits are none: "thanks for that", "oh okay"."""
    if turn.words[0] == "oh" and not turn.is_all_numbers:
        return True
    if turn.speaker == "agent":
        return turn.substance > 0
    return not turn.bare and not memory.secrets_asked


def close(memory: Memory) -> dict[int, str]:
    """The call is over: what was in doubt last."""
    return {number.doubt: weigh(memory, number) for number in memory.doubted}


def _give(turn: Turn, memory: Memory, run: Run, named: Named, settled: dict[int, str]) -> Memory:
    """The number as it stands with this run in it."""
    kind, _, perhaps = named
    if kind == UNKNOWN and not perhaps and not _is_in_doubt(turn, memory, run):
        return replace(memory, shown=run.digits)
    giving = memory.open_number
    if kind == READABLE and turn.label_of(run) is None and run.core in memory.shown:
        return memory  # said again, it makes nothing of what comes next
    if kind == READABLE and memory.in_doubt and turn.label_of(run) is None and not memory.asked_since_doubt:
        return memory  # said again while it is in doubt
    if giving is not None and _is_more_of(turn, memory, run, named, giving):
        if giving.doubt and kind == "card":
            settled[giving.doubt] = "card"
        digits = giving.digits if turn.speaker != giving.by else giving.digits + run.digits
        given = replace(giving, kind=kind, digits=digits[-KEPT:], turn=memory.turn)
    else:
        memory = _ended(memory)
        given = Giving(kind, run.digits[-KEPT:], memory.turn, turn.speaker, begun=memory.turn)
    if kind == UNKNOWN:
        doubt = given.doubt or memory.doubts + 1
        given = replace(given, doubt=doubt, perhaps=perhaps or given.perhaps)
        memory = replace(memory, doubts=max(memory.doubts, doubt))
    else:
        given = replace(given, doubt=0)
    memory = replace(memory, giving=given, answered=True)
    if kind == READABLE:
        return replace(memory, shown=given.digits)
    if kind in _OF_BANKS:
        return replace(memory, bank_at=memory.turn)
    return replace(memory, paying_at=memory.turn) if kind in ("card", "security code") else memory


def _is_more_of(turn: Turn, memory: Memory, run: Run, named: Named, giving: Giving) -> bool:
    """Whether a run belongs to the number that is being given."""
    kind, _, perhaps = named
    begins_card = perhaps == "card" and not giving.perhaps and giving.begun >= memory.card_at
    if perhaps not in ("", giving.perhaps) and not begins_card:
        return False
    if kind == UNKNOWN and not turn.bare and turn.substance > FEW:
        return giving.turn == memory.turn or _says_again(turn, run, giving)
    return giving.kind == kind or (giving.kind == UNKNOWN and kind == "card")


def _says_again(turn: Turn, run: Run, giving: Giving) -> bool:
    """Whether the other one says some of the number again."""
    return turn.speaker != giving.by and len(run.core) >= 2 and run.core in giving.digits


def _is_in_doubt(turn: Turn, memory: Memory, run: Run) -> bool:
    """Whether a number that nothing is known of is hidden for the time being."""
    giving = memory.open_number
    if giving is not None and giving.doubt:
        return turn.bare or _says_again(turn, run, giving) or (turn.substance <= FEW and run.is_read_out(3))
    if turn.speaker == "agent":
        return False
    if memory.speaks_of_cards or memory.paying:
        return (turn.bare or len(run.core) >= 3) and not (len(turn.words) > 2 and turn.words[run.first] == "one")
    amount = not _LARGE.isdisjoint(turn.words[run.first : run.last + 1])
    return not amount and len(run.core) >= 2 and (turn.bare or run.is_read_out(4))


def _ask(turn: Turn, memory: Memory, given: Collection[int]) -> Memory:
    """What is asked for from now on: what this text announces and does not give; `given` is where it does."""
    asked = [label for label in turn.labels if label.first not in given and not turn.denies(label.first)]
    if turn.speaker == "customer" and not turn.announcing:
        asked = []
    requests = turn.speaker == "customer" or turn.requests or turn.substance <= 4
    if not requests:
        asked = [label for label in asked if isinstance(label.meaning, Kind) or label.last > label.first]
    if not asked and turn.speaker == "agent" and turn.declines:
        return replace(memory, asked=())
    if not asked:
        goes_on = turn.speaker == "agent" and turn.substance >= CLOSES and (memory.answered or turn.requests)
        return _closed(memory) if goes_on else memory
    labels = tuple(label.meaning for label in asked)
    last_four = any(isinstance(label, Readable) and label.longest <= LAST_FOUR for label in labels)
    if last_four and _ALL.isdisjoint(turn.words):
        labels = tuple(label for label in labels if isinstance(label, Readable))
    names = {label.name for label in labels if isinstance(label, Kind)}
    giving = memory.giving
    if giving is not None and not giving.doubt and giving.kind not in names:
        giving = None
    memory = replace(memory, asked=labels, asked_at=memory.turn, answered=False, giving=giving)
    if memory.pays and names & {"expiry", "security code"}:
        memory = replace(memory, expiry_at=memory.turn)
    sure = any(isinstance(label, Kind) and label.name == "card" and not label.near for label in labels)
    return replace(memory, paying_at=memory.turn) if sure and turn.speaker == "agent" else memory


def _closed(memory: Memory) -> Memory:
    """The question was answered, or another is asked, and the call goes on. A secret may still come."""
    giving = memory.giving
    if giving is None:
        return memory if memory.secrets_asked else replace(memory, asked=())
    whole = len(giving.digits) >= _WHOLE.get(giving.kind or giving.perhaps, KEPT)
    asked = memory.asked if memory.secrets_asked and not whole else ()
    return replace(memory, asked=asked, giving=None if giving.kind == READABLE else giving)


def _settle(memory: Memory, settled: dict[int, str]) -> Memory:
    """Say of the numbers in doubt what they are, once that is plain or the call has gone on."""
    for number in memory.doubted:
        kind = weigh(memory, number)
        if kind == READABLE and memory.turn - number.turn < WAIT_TURNS:
            continue
        if kind not in (READABLE, "card") and memory.turn - number.turn < GIVING_TURNS:
            continue  # more of it may come
        settled[number.doubt] = kind
        if memory.giving is number:
            memory = replace(memory, giving=None if kind == READABLE else replace(number, kind=kind, doubt=0))
        else:
            memory = replace(memory, waiting=tuple(each for each in memory.waiting if each is not number))
        if kind == "card":
            memory = replace(memory, paying_at=memory.turn)
    return memory


def _is_new(memory: Memory) -> bool:
    """Whether the number in doubt has ended, so that what comes now is another.

    Since it was given a card was spoken of; or, where none was, the agent said something that is no "go on".
    """
    giving = memory.giving
    if giving is None or not giving.doubt:
        return False
    cards = not giving.perhaps and memory.spoke_of_cards(giving.begun) and len(giving.digits) > 4
    long = giving.perhaps == "card" or cards
    said_at = memory.card_at if long else memory.parted_at
    return giving.turn < said_at < memory.turn


def _ended(memory: Memory) -> Memory:
    """The number that was being given has ended; one in doubt waits to be known."""
    giving = memory.giving
    waiting = (*memory.waiting, giving) if giving is not None and giving.doubt else memory.waiting
    return replace(memory, giving=None, waiting=waiting)


def _finding(turn: Turn, run: Run, kind: str, why: str, giving: Giving) -> Finding:
    first, last = turn.span_of(run)
    return Finding(turn.tokens[first].start, turn.tokens[last].end, kind, why, giving.digits, giving.doubt)
