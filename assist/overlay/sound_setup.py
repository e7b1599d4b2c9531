"""What the window of the sound is told by the program: plain values and callables. Knows no Qt, device and setting."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple, Protocol

from assist.overlay.first_run.setup import Meter, SoundInput


class Known(Protocol):
    """The inputs there are just now."""

    @property
    def found(self) -> Sequence[SoundInput]: ...
    @property
    def microphone(self) -> SoundInput | None:
        """What an empty choice for the agent stands for."""

    @property
    def playback(self) -> SoundInput | None:
        """What an empty choice for the customer stands for, where no softphone plays."""

    @property
    def softphone(self) -> SoundInput | None:
        """What it stands for where one plays."""

    @property
    def muted(self) -> Collection[str]:
        """Names of inputs that are muted in the system."""


class SoundSetup(NamedTuple):
    look: Callable[[str], Known]
    """What there is, with this choice of softphone; may raise AssistError. Asked every two seconds."""
    meter: Callable[[SoundInput], Meter]
    play: Callable[[SoundInput | None], None]
    """Begin to play a test sound where that input hears it; returns at once. May raise AssistError."""
    chosen: Callable[[str, str, str], None]
    """Agent's input, customer's and softphone, as settings have them: a running call follows at once."""
    save: Callable[[Mapping[str, object]], None]
    """Keep the settings that were changed, by name; may raise AssistError."""
    softphones: Sequence[str]
    """Names of known softphones."""
    agent_device: str = ""
    """As the settings have them now; empty follows the system."""
    customer_device: str = ""
    softphone: str = ""
    """A known name, names of programs, or empty for any that is known."""
    locked: Collection[str] = ()
    """Names of settings that cannot be changed here."""
