"""Cues as the overlay shows them: the one on screen, and those that have gone. Knows no Qt."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import UNSET

from assist.events import Cue, CueEnd, CueKind, Speaker

PAST = 3
"""Cues that are still listed after they have gone."""


class CueCard(NamedTuple):
    """The cue on screen: headline for a glance, body and example under it, and the words or times that fired it."""

    id: str
    kind: CueKind
    headline: str
    body: str
    say: str
    because: tuple[str, ...]
    who: Speaker | None = None
    """Who said what it was shown because of; None where that is a time, not words."""


class PastCue(NamedTuple):
    id: str
    kind: CueKind
    headline: str
    end: CueEnd


def card_of(cue: Cue) -> CueCard:
    """The card of a cue."""
    return CueCard(
        id=cue.id,
        kind=cue.kind,
        headline=cue.headline,
        body=cue.body,
        say="" if cue.say is UNSET else str(cue.say),
        because=cue.because,
        who=None if cue.utterance is UNSET else "agent" if str(cue.utterance).startswith("agent") else "customer",
    )
