"""What keeps a call's secrets back, put together: the masker, the pause, and the ear for keypads.

The pipeline asks it before anything else hears, reads, keeps or shows what was said.
"""

from __future__ import annotations

from assist.events import Partial, Pause, Revealed, Samples, Utterance
from assist.privacy.asking import asks_for_card
from assist.privacy.keypad import Keypad
from assist.privacy.masking import Masker
from assist.privacy.pausing import Pausing
from assist.privacy.tokens import tokenise
from assist.spoken import Spoken


class CallPrivacy:
    """One call's."""

    def __init__(self, masker: Masker, *, pause_s: float, by_itself: bool) -> None:
        """A pause lasts `pause_s` seconds; `by_itself` it begins when a card is asked for or a keypad is heard."""
        self._masker = masker
        self._pausing = Pausing(pause_s)
        self._keypad = Keypad() if by_itself else None
        self._by_itself = by_itself
        self._asked = ""
        """The agent's utterance that began the last pause: its later texts begin none."""

    @property
    def paused(self) -> bool:
        return self._pausing.paused

    def hear(self, customer: Samples, now: float) -> list[Pause]:
        """The customer's next frame; `now` is its end in seconds of call."""
        if self._keypad is not None and self._keypad.hear(customer):
            return self._pausing.begin("keypad", now)
        return self._pausing.advance(now)

    def mask(self, spoken: Spoken) -> list[Partial | Utterance | Revealed | Pause]:
        """The words as they may be known, earlier ones that hold no secret after all, and the pause that they begin."""
        return [*self._masker.hear(spoken), *self._pause_for(spoken)]

    def pause(self, paused: bool, now: float) -> list[Pause]:
        """As the agent wishes."""
        return self._pausing.begin("agent", now) if paused else self._pausing.end("agent", now)

    def finish(self, now: float) -> list[Revealed]:
        """The call is over: earlier words that hold no secret after all."""
        return self._masker.finish(now)

    def _pause_for(self, spoken: Spoken) -> list[Pause]:
        if not self._by_itself or spoken.speaker != "agent" or spoken.id == self._asked:
            return []
        if not asks_for_card([token.text for token in tokenise(spoken.text)]):
            return []
        self._asked = spoken.id
        return self._pausing.begin("card", spoken.at)
