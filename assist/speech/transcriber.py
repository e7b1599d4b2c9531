"""The two protocols that every speech engine meets; `tests/speech/test_contract.py` is their contract in full.

A `Transcriber` is a loaded model, shared by both speakers, with no memory of any call. A `Session` hears one
speaker of one call on one thread.
"""

from __future__ import annotations

from typing import Protocol

from assist.events import Samples, Speaker
from assist.spoken import Spoken


class Session(Protocol):
    def accept(self, samples: Samples, *, partials: bool = True) -> list[Spoken]:
        """The next samples of this speaker in, any number of them; what became known, in order.

        With `partials=False` work that only serves partial texts is left out. The final words are the same for
        any division into calls, within the engine's own tolerance. Times lie inside the audio accepted so far.
        """
        ...

    def skip(self, length: int) -> None:
        """So many samples passed that may not be heard: what of an utterance is not final yet is forgotten."""
        ...

    def finish(self) -> list[Spoken]:
        """The audio is over: the last words. The session accepts nothing afterwards."""
        ...


class Transcriber(Protocol):
    @property
    def name(self) -> str:
        """The engine as it is chosen on the command line."""
        ...

    def open(self, speaker: Speaker) -> Session:
        """A fresh session; any number of them may be open at once and none hears another's audio."""
        ...

    def close(self) -> None:
        """Free the model. Its sessions must not be used any more."""
        ...
