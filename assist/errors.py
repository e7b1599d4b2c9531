"""What stops the program from starting: one exception a cause, each with one sentence for the person.

The sentence says what, where and what to do. The command line prints it and exits with code 2.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class AssistError(Exception):
    """A problem that a person can do something about; `str(error)` is the sentence to show."""


class AudioFileError(AssistError):
    """A recording that cannot be replayed."""


class ScriptError(AssistError):
    """A `.call` script with a line that cannot be read."""


class DeviceError(AssistError):
    """A sound device that is not there or does not open."""


class ModelMissing(AssistError):
    """No model for what was asked."""


class ModelError(AssistError):
    """A model that could not be fetched, checked or loaded."""


class ChangedFile(AssistError):
    """A model or pack that is not as it was made."""


class NetworkError(AssistError):
    """What was asked of another machine and did not come, or came unusable."""


class SettingsError(AssistError):
    """A setting with a wrong name or value."""


class RulesError(AssistError):
    """A team's rules for what is hidden that cannot be used."""


class RecordingError(AssistError):
    """A call's recording that cannot be made, opened or deleted."""


class FloorError(AssistError):
    """The way to the supervisors cannot be used as it is set up: address, certificates, password, broker."""


class DisplayError(AssistError):
    """No screen to open a window on."""


class Mistake(NamedTuple):
    """Something wrong in a file that a team writes: `str(mistake)` is how editors and people find the place."""

    file: Path
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"
