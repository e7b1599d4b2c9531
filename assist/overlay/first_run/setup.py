"""What the first run is told by the program: plain values and callables. Knows no Qt, no device and no setting."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol

from assist.overlay.actions import Action


class SoundInput(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def note(self) -> str:
        """What a person would call it; may be empty."""

    @property
    def plays(self) -> bool:
        """Whether it is what an output plays."""


class Meter(Protocol):
    def start(self) -> None:
        """Raises AssistError with one sentence."""

    def stop(self) -> None: ...

    @property
    def level(self) -> float:
        """The latest peak in dBFS, -90 to 0."""

    @property
    def arrived(self) -> bool: ...


class Setup(NamedTuple):
    inputs: Callable[[], Sequence[SoundInput]]
    """The inputs there are now; may raise AssistError."""
    default_agent: str
    """Name of the input that an empty setting stands for; empty when there is none."""
    default_customer: str
    meter: Callable[[SoundInput], Meter]
    languages: Sequence[tuple[str, str]]
    """Code and name of each language that has a model."""
    language: str
    keys: Mapping[Action, str]
    """As Qt writes keys portably ("Ctrl+F9"); empty is no key."""
    check_keys: Callable[[Mapping[Action, str]], Mapping[Action, str]]
    """What is wrong with keys: a sentence for each action that has a problem."""
    hidden_from_sharing: bool
    """Whether this system leaves the overlay out of screen sharing."""
    agent_device: str = ""
    """The inputs of now, as the settings have them; empty follows the system."""
    customer_device: str = ""
    recorded: bool = False
    """Whether the organisation has calls recorded."""
    floor: bool = False
    """Whether supervisors see calls."""
    excerpts: bool = False
    """Whether they see the customer's last words."""
