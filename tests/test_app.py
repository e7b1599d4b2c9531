"""What is started is stopped: also when the next part cannot be."""

from __future__ import annotations

import threading

import pytest

from assist import app
from assist.errors import ModelMissing
from assist.settings import Settings


class Microphone:
    """A source that writes down on which thread it was started and stopped."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []

    def start(self) -> None:
        self.told.append(("start", threading.current_thread().name))

    def stop(self) -> None:
        self.told.append(("stop", threading.current_thread().name))


def test_no_microphone_stays_open_for_a_call_that_cannot_be_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    microphone = Microphone()
    monkeypatch.setattr(app, "_capture", lambda settings, inbox: microphone)
    with pytest.raises(ModelMissing, match='no speech model for language "xx"'):
        app.run_live(Settings(language="xx"), [], window=None)
    assert microphone.told[:2] == [("start", "assist-live"), ("stop", "assist-live")], "at once, not when all ends"
