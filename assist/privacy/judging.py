"""Which words of a text are secret, and what the call's memory is afterwards. A pure function of both.

What a number is `naming.py` says. One that nothing tells anything of is in doubt: it is hidden for the time being, and
shown again when the call has gone on and it has not become a secret.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from assist.events import Speaker
from assist.privacy import shapes, wordy
from assist.privacy.finding import Finding
from assist.privacy.kinds import Kind, Readable, Table
from assist.privacy.memory import GIVING_TURNS, KEPT, LAST_FOUR, READABLE, UNKNOWN, WAIT_TURNS, Giving, Memory
from assist.privacy.naming import FEW, Named, name
from assist.privacy.runs import Run
from assist.privacy.turn import Turn
from assist.privacy.weighing import WHOLE, weigh

IN_DOUBT = "number"
"""What a number is called that is hidden for the time being."""
CLOSES = 1
"""An agent who says so many words that are no numbers has gone on from a question that was answered."""
_NOT = frozenset(
    "never don't not won't without no isn't wasn't haven't didn't doesn't lost forgot forgotten asking asked wants "
    "wanted".split()
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
    findings = [*wordy.find(turn, memory), *shapes.find(turn.text)]
    settled: dict[int, str] = {}
    given: set[int] = set()
    for run in turn.runs:
        kind, why, perhaps = name(turn, memory, run)
        if kind == UNKNOWN and _is_new(memory):
            memory = _ended(memory)
        label = turn.label_of(run)
        if label is not None and (isinstance(label.meaning, Readable) or label.meaning.name == kind):
            given.add(label.first)
        memory = _give(turn, memory, run, Named(kind, why, perhaps), settled)
        giving = memory.giving
        if kind == UNKNOWN and giving is not None and giving.doubt and giving.turn == memory.turn:
            findings.append(_finding(turn, run, IN_DOUBT, why, giving))
        elif kind not in (UNKNOWN, READABLE):
            findings.append(_finding(turn, run, kind, why, giving))
    memory = _ask(turn, memory, given)
    return Judgement(_united(findings), _settle(memory, settled), settled)


def close(memory: Memory) -> dict[int, str]:
    """The call is over: what was in doubt last."""
    return {number.doubt: weigh(memory, number) for number in _doubted(memory)}


def _listen(turn: Turn, memory: Memory) -> Memory:
    """Take in what makes some kinds likelier from now on."""
    near = turn.table.all_near.intersection(turn.words)
    if near:
        memory = replace(memory, said_at={**memory.said_at, **dict.fromkeys(near, memory.turn)})
    if turn.cards:
        memory = replace(memory, card_at=memory.turn)
    if turn.pays:
        memory = replace(memory, pay_at=memory.turn)
    if turn.is_date and any(len(number.digits) >= WHOLE for number in _doubted(memory)):
        memory = replace(memory, expiry_at=memory.turn)
    if turn.sends:
        memory = replace(memory, sent_at=memory.turn)
    if turn.speaker == "agent" and turn.codes:
        memory = replace(memory, code_at=memory.turn)
    giving = memory.giving
    if turn.speaker == "agent" and turn.substance and not turn.runs and giving is not None and giving.doubt:
        memory = replace(memory, parted_at=memory.turn)
    if turn.other_cards:
        memory = replace(memory, other_card_at=memory.turn)
    return memory


def _give(turn: Turn, memory: Memory, run: Run, named: Named, settled: dict[int, str]) -> Memory:
    """The number as it stands with this run in it."""
    giving = memory.open_number
    kind, _, perhaps = named
    if kind == UNKNOWN and not perhaps and not _is_in_doubt(turn, memory, run):
        return replace(memory, shown=run.digits)
    again = giving is not None and giving.kind == UNKNOWN and memory.asked_at <= giving.turn
    if kind == READABLE and again and turn.label_of(run) is None:
        return memory  # said again while it is in doubt
    goes_on = giving is not None and (giving.kind == kind or (giving.kind == UNKNOWN and kind == "card"))
    if kind == UNKNOWN and not turn.bare and turn.substance > FEW and giving is not None:
        goes_on = giving.turn == memory.turn
    if giving is not None and perhaps and perhaps != giving.perhaps:
        goes_on = False
    if goes_on and giving is not None:
        if giving.doubt and kind == "card":
            settled[giving.doubt] = "card"
        said_again = turn.speaker != giving.by
        digits = giving.digits if said_again else giving.digits + run.digits
        given = replace(giving, kind=kind, digits=digits[-KEPT:], turn=memory.turn)
    else:
        memory = _ended(memory)
        given = Giving(kind, run.digits[-KEPT:], memory.turn, turn.speaker, begun=memory.turn)
    if kind == UNKNOWN and not given.doubt:
        memory = replace(memory, doubts=memory.doubts + 1)
        given = replace(given, doubt=memory.doubts)
    given = replace(given, perhaps=perhaps or given.perhaps) if kind == UNKNOWN else replace(given, doubt=0)
    if kind == READABLE:
        memory = replace(memory, shown=given.digits)
    memory = replace(memory, giving=given, answered=True)
    return replace(memory, paying_at=memory.turn) if kind in ("card", "security code") else memory


def _is_in_doubt(turn: Turn, memory: Memory, run: Run) -> bool:
    """Whether a number that nothing is known of is hidden for the time being."""
    giving = memory.open_number
    if giving is not None and giving.doubt:
        if turn.speaker != giving.by and len(run.core) >= 2 and run.core in giving.digits:
            return True
        return turn.bare or (turn.substance <= FEW and run.is_read_out(3))
    if turn.speaker == "agent":
        return False
    if memory.speaks_of_cards or memory.paying:
        return (turn.bare or len(run.core) >= 3) and not (len(turn.words) > 2 and turn.words[run.first] == "one")
    return len(run.core) >= 2 and (turn.bare or run.is_read_out(4))


def _ask(turn: Turn, memory: Memory, given: Collection[int]) -> Memory:
    """What is asked for from now on: what this text announces and does not give; `given` is where it does."""
    asked = [label for label in turn.labels if label.first not in given and not _is_denied(turn.words, label.first)]
    if turn.speaker == "customer" and not turn.announcing:
        asked = []
    requests = turn.speaker == "customer" or turn.requests or turn.substance <= 4
    if not requests:
        asked = [label for label in asked if isinstance(label.meaning, Kind) or label.last > label.first]
    if not asked:
        goes_on = turn.speaker == "agent" and turn.substance >= CLOSES and (memory.answered or turn.requests)
        return _closed(memory) if goes_on else memory
    labels = tuple(label.meaning for label in asked)
    if any(isinstance(label, Readable) and label.longest <= LAST_FOUR for label in labels):
        labels = tuple(label for label in labels if isinstance(label, Readable))
    names = {label.name for label in labels if isinstance(label, Kind)}
    giving = memory.giving
    if giving is not None and not giving.doubt and giving.kind not in names:
        giving = None
    memory = replace(memory, asked=labels, asked_at=memory.turn, answered=False, giving=giving)
    if "expiry" in names:
        memory = replace(memory, expiry_at=memory.turn)
    sure = any(isinstance(label, Kind) and label.name == "card" and not label.near for label in labels)
    return replace(memory, paying_at=memory.turn) if sure and turn.speaker == "agent" else memory


def _closed(memory: Memory) -> Memory:
    """The question was answered, or another is asked, and the call goes on. A secret may still come."""
    giving = memory.giving if memory.giving is not None and memory.giving.kind != READABLE else None
    asked = memory.asked if memory.secrets_asked else ()
    return replace(memory, asked=asked, giving=giving)


def _settle(memory: Memory, settled: dict[int, str]) -> Memory:
    """Say of the numbers in doubt what they are, once that is plain or the call has gone on."""
    for number in _doubted(memory):
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


def _doubted(memory: Memory) -> tuple[Giving, ...]:
    giving = memory.giving
    return (*memory.waiting, giving) if giving is not None and giving.doubt else memory.waiting


def _is_new(memory: Memory) -> bool:
    """Whether the number in doubt has ended, so that what comes now is another: since it was given a card was spoken of,
    or, where none was, something was said that is no "go on"."""
    giving = memory.giving
    if giving is None or not giving.doubt:
        return False
    said_at = memory.card_at if memory.spoke_of_cards(giving.begun) or giving.perhaps else memory.parted_at
    return giving.turn < said_at < memory.turn


def _ended(memory: Memory) -> Memory:
    """The number that was being given has ended; one in doubt waits to be known."""
    giving = memory.giving
    waiting = (*memory.waiting, giving) if giving is not None and giving.doubt else memory.waiting
    return replace(memory, giving=None, waiting=waiting)


def _is_denied(words: Sequence[str], at: int) -> bool:
    """Whether it is said that it is not wanted, or was had: "never tell anyone your", "thanks for the"."""
    before = words[max(0, at - 8) : at]
    thanked = "for" in before[-2:] and not {"thanks", "thank"}.isdisjoint(before)
    return thanked or not _NOT.isdisjoint(before)


def _finding(turn: Turn, run: Run, kind: str, why: str, giving: Giving | None) -> Finding:
    first, last = turn.span_of(run)
    doubt = giving.doubt if giving is not None else 0
    digits = giving.digits if giving is not None else run.digits
    return Finding(turn.tokens[first].start, turn.tokens[last].end, kind, why, digits, doubt)


def _united(findings: list[Finding]) -> list[Finding]:
    """In order, and those that overlap as one."""
    united: list[Finding] = []
    for each in sorted(findings):
        if united and each.start < united[-1].end:
            united[-1] = united[-1]._replace(end=max(each.end, united[-1].end))
        else:
            united.append(each)
    return united
