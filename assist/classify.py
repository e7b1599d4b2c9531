"""The models on material that is no call: turns in a file, recordings of customers. For quality teams.

Judged by the same code as in a call, each turn and each recording by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from assist.audio.recording import read_customer
from assist.coach.arc import Arc
from assist.coach.packs import Library
from assist.coach.wishes import Wishes
from assist.coach.wording import Before, Finding, Reader
from assist.emotion.fusion import state_of
from assist.emotion.pitch import PitchTracker
from assist.emotion.tone import judge_measured, measure_recording
from assist.emotion.words import WordsModel
from assist.errors import AssistError
from assist.events import Share, Speaker, State, Step, Utterance
from assist.privacy.kinds import read_table
from assist.privacy.masking import Masker
from assist.spoken import Spoken
from assist.text_model import Said


class ContextTurn(Struct, frozen=True):
    """Something said before."""

    speaker: Speaker
    text: str


class Turn(Struct, frozen=True):
    """A line of the file: a turn, and what was said before it, oldest first."""

    id: str | int
    text: Annotated[str, Meta(pattern=r"\S")]
    context: tuple[ContextTurn, ...] = ()


class Judged(Struct, frozen=True):
    """What is said of a turn; `state` may be unsure, then `confidence` is that of the best guess."""

    id: str | int
    state: State
    confidence: Share
    intensity: Share
    probabilities: dict[str, float]


class JudgedAgent(Struct, frozen=True):
    """What is said of an agent's turn; `suggestion` is a kinder or more personal way to say it."""

    id: str | int
    judgmental: bool
    judgmental_span: str | None
    scripted: bool
    scripted_why: str | None
    steps: tuple[Step, ...]
    suggestion: str | UnsetType = UNSET


class Heard(Struct, frozen=True):
    """What is said of a recording; `features` as `tone.ToneEstimate.relative` names them."""

    file: str
    arousal: Share
    confidence: Share
    features: dict[str, float]


def read_turns(lines: Iterable[bytes], name: str) -> Iterator[Turn]:
    """The turns of a JSON Lines file. Raises AssistError with file and line; what came before has been given."""
    decoder = msgspec.json.Decoder(Turn)
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield decoder.decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise AssistError(f"{name}, line {number}: {error}.") from None


def classify_turn(model: WordsModel, turn: Turn, *, abstain: bool) -> Judged:
    """The state of one turn; without `abstain` the best guess, however doubtful."""
    words = model.judge(turn.text, [Said(said.speaker, said.text) for said in turn.context])
    said = state_of(words, words.probabilities, model.stated_above)
    return Judged(
        id=turn.id,
        state=said.state if abstain else words.state,
        confidence=round(max(words.probabilities.values()), 4),
        intensity=round(words.intensity, 3),
        probabilities={state: round(share, 4) for state, share in words.probabilities.items()},
    )


def classify_agent_turn(reader: Reader, library: Library, turn: Turn) -> JudgedAgent:
    """The steps and the wording of one agent's turn, held against the turns before it."""
    turns = [Said(said.speaker, said.text) for said in turn.context]
    read = reader.read(turn.text, Before.of(turns))
    judgmental, scripted = read.judgmental, read.scripted
    return JudgedAgent(
        id=turn.id,
        judgmental=judgmental is not None,
        judgmental_span=judgmental.span if judgmental else None,
        scripted=scripted is not None,
        scripted_why=f'{scripted.kind}: "{scripted.span}". {scripted.why}' if scripted else None,
        steps=tuple(read.steps),
        suggestion=_better(library, judgmental or scripted, turns) or UNSET,
    )


def _better(library: Library, finding: Finding | None, turns: Sequence[Said]) -> str:
    """What the coach would propose in its place, with what the customer said."""
    if finding is None:
        return ""
    wishes = Wishes(library, Arc(), seed=0)
    masker = Masker(read_table())
    for number, said in enumerate(turns):
        if said.speaker == "customer":
            wishes.hear(_utterance(masker, said, f"customer-{number}"))
    wishes.state = "frustrated"  # the commonest; the situation and the details decide
    return wishes.wording(finding, _utterance(masker, Said("agent", finding.span), "agent-1")).say


def _utterance(masker: Masker, said: Said, name: str) -> Utterance:
    spoken = Spoken(at=0, speaker=said.speaker, id=name, start=0, end=0, text=said.text, final=True)
    return next(event for event in masker.hear(spoken) if isinstance(event, Utterance))


def classify_recordings(files: Sequence[Path], baseline: Path | None) -> Iterator[Heard]:
    """The arousal of each recording of one customer, beside their normal voice if given. Raises AudioFileError."""
    tracker = PitchTracker()
    usual = measure_recording(read_customer(baseline), tracker) if baseline else []
    for file in files:
        tone = judge_measured(measure_recording(read_customer(file), tracker), usual)
        yield Heard(
            file=str(file),
            arousal=round(tone.arousal, 3),
            confidence=round(tone.confidence, 3),
            features={name: round(value, 2) for name, value in tone.relative.items()},
        )
