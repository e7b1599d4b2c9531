"""The window of the first run: sound, language, keys and privacy in five steps. Saves nothing itself."""

from assist.overlay.first_run.setup import Meter, Setup, SoundInput
from assist.overlay.first_run.window import FirstRun

__all__ = ["FirstRun", "Meter", "Setup", "SoundInput"]
