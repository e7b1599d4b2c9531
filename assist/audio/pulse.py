"""The sound system of a Linux desktop: a PulseAudio or PipeWire server, asked by libpulse (pulsectl).

It knows the inputs that come and go, the softphone's own output, and on which source our streams really are: when a
source disappears, PulseAudio moves whoever listened to another one without a word, perhaps to the agent's microphone.
PipeWire can be asked not to (node.dont-reconnect), but then one stream in fifty never starts. PortAudio captures, by
ALSA's Pulse plug-in; which source it takes is told it in the environment.

libpulse waits half a minute for a server that hangs. So it is polled here, and given up after a second.
"""

from __future__ import annotations

import os
import select
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

import pulsectl

from assist.audio.devices import Input, Inputs
from assist.audio.streams import Hear, NoAnswer, PortAudioStream, look_again, open_portaudio, sounddevice
from assist.errors import DeviceError

T = TypeVar("T")
_GONE = (pulsectl.PulseError, pulsectl.pulsectl.c.pa.CallError)
"""What pulsectl raises when the server has gone: the second where libpulse noticed before it did."""
_OURS = "assist.stream"
_GROUP = "node.link-group"
ANSWERS_WITHIN_S = 1.0


class PulseSystem:
    """One connection to the server, kept while it lasts and made again after that. For one thread."""

    def __init__(self, softphones: Collection[str]) -> None:
        """`softphones`: names of the programs whose output is the customer's, as "baresip"; in lower case."""
        self._softphones = softphones
        self._server: Any = None
        self._inputs: Inputs | None = None
        """What was found last."""
        self._stale = True
        """Whether something has changed since the server was last asked what there is."""
        self._names: Mapping[int, str] = {}
        """Of the sources, by the server's numbers."""
        self._placed: dict[str, str] = {}
        """On which source each of our streams was when something changed last."""
        self._streams: list[PortAudioStream] = []
        """All that were opened and may still be open."""
        self._stays: tuple[str, str] | None = None
        """The input on which the softphone was heard last, and the default output at that time."""
        self._until = 0.0
        """When the server must have answered."""

    def look(self, *, missing: bool) -> Inputs:
        """What there is now; nothing while the server is away. Raises NoAnswer when it hangs."""
        del missing  # the server tells by itself what comes
        if self._stale:
            self._ask(self._refresh)
        return self._inputs or Inputs()

    def places(self) -> Mapping[str, str]:
        """Of each of our streams, by its mark, the name of the source that it really is on. Raises NoAnswer."""
        return self._ask(self._places) or {}

    def open(self, device: Input, hear: Hear, *, called: str, mark: str) -> PortAudioStream:
        """Open a source. `mark` is what `places` calls the stream. Raises DeviceError."""
        environment = {"PULSE_SOURCE": str(device.address), "PULSE_PROP": f"{_OURS}={os.getpid()}-{mark}"}
        self._streams = [stream for stream in self._streams if stream.alive or stream.hangs]
        try:
            stream = open_portaudio(device, hear, called=called, environment=environment)
        except DeviceError:
            if self._streams:
                raise
            # PortAudio looks for devices once; where that was before the server was there, it must look again.
            look_again(sounddevice())
            stream = open_portaudio(device, hear, called=called, environment=environment)
        self._streams.append(stream)
        return stream

    def follow(self, softphones: Collection[str]) -> None:
        """These softphones from now on."""
        self._softphones, self._stays, self._stale = softphones, None, True

    def close(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = self._inputs = None
            self._stale = True

    @property
    def reachable(self) -> bool:
        """Whether a server answers."""
        return self._ask(lambda server: server.server_info()) is not None

    @property
    def softphone_listens(self) -> bool:
        """Whether the softphone has the microphone open: it does while a call goes on, and not while one rings."""
        return bool(self._ask(lambda server: any(map(self._is_softphone, server.source_output_list()))))

    # --- asking -----------------------------------------------------------------------------------------------------

    def _ask(self, what: Callable[[Any], T]) -> T | None:
        """The answer to a question; None where no server gives one. Raises NoAnswer when it does not come in time."""
        self._until = time.monotonic() + ANSWERS_WITHIN_S
        try:
            if self._server is None:
                self._server = self._connected()
            return what(self._server)
        except _GONE:  # the next question connects anew
            self.close()
            if time.monotonic() >= self._until:
                raise NoAnswer("The sound server does not answer; it may help to log out and in again.") from None
            return None

    def _connected(self) -> Any:
        server = pulsectl.Pulse("assist", connect=False)
        server.set_poll_func(partial(self._poll, server))
        try:
            server.connect(autospawn=False)
            server.event_mask_set("sink", "source", "server", "sink_input", "source_output")
            server.event_callback_set(self._changed)
        except _GONE:
            server.close()
            raise
        self._stale = True
        return server

    def _poll(self, server: Any, waiting: Sequence[Any], timeout_s: float) -> int:
        """What libpulse does with `poll`, but not for ever."""
        polled = select.poll()
        for each in waiting:
            polled.register(each.fd, each.events)
        left_s = max(0.0, self._until - time.monotonic())
        ready = dict(polled.poll(1000 * (left_s if timeout_s < 0 else min(left_s, timeout_s))))
        for each in waiting:
            each.revents = ready.get(each.fd, 0)
        if not ready and time.monotonic() >= self._until:
            server.connected = False  # ends pulsectl's waiting
        return len(ready)

    def _changed(self, event: Any) -> None:
        del event
        self._stale = True

    def _refresh(self, server: Any) -> None:
        """Ask what there is; what changes between two of the answers is asked for again."""
        self._stale = False
        self._inputs = self._found(server)

    def _found(self, server: Any) -> Inputs:
        sources = server.source_list()
        self._names = {source.index: source.name for source in sources}
        masters = _masters(server, sources)
        known = {
            source.name: Input(source.name, source.description, "pulse", source.name, _is_monitor(source),
                               masters.get(source.name, ""))
            for source in sources
        }  # fmt: skip
        about = server.server_info()
        microphone = known.get(about.default_source_name)
        playback = known.get(f"{about.default_sink_name}.monitor")
        return Inputs(
            found=list(known.values()),
            microphone=microphone if microphone is not None and not microphone.plays else None,
            playback=playback,
            softphone=self._softphone(server, known, default=about.default_sink_name),
            muted=frozenset(source.name for source in sources if source.mute),
        )

    def _softphone(self, server: Any, known: Mapping[str, Input], *, default: str) -> Input | None:
        """Where it plays; while it does not, where it played last, until that or the default output is another."""
        playing = [stream for stream in server.sink_input_list() if self._is_softphone(stream)]
        if playing:
            sinks = {sink.index: sink.monitor_source_name for sink in server.sink_list()}
            name = sinks.get(playing[-1].sink, "")
            self._stays = (name, default) if name in known else None
        elif self._stays is not None and (self._stays[0] not in known or self._stays[1] != default):
            self._stays = None
        return None if self._stays is None else known[self._stays[0]]

    def _is_softphone(self, stream: Any) -> bool:
        about = stream.proplist
        names = {os.path.basename(about.get(key, "")).lower() for key in ("application.process.binary",
                                                                          "application.name")}  # fmt: skip
        return bool(names & set(self._softphones))

    def _places(self, server: Any) -> dict[str, str]:
        """A listing costs ten times a short answer. The server sends its news before the answer to a later question."""
        server.server_info()
        listens = sum(stream.alive for stream in self._streams)
        if not self._stale and len(self._placed) == listens:
            return self._placed
        if self._stale:
            self._refresh(server)
        ours = f"{os.getpid()}-"
        self._placed = {
            stream.proplist[_OURS].removeprefix(ours): self._names.get(stream.source, "")
            for stream in server.source_output_list()
            if stream.proplist.get(_OURS, "").startswith(ours)
        }
        return self._placed


def _is_monitor(source: Any) -> bool:
    return source.monitor_of_sink_name is not None or source.name.endswith(".monitor")


def _masters(server: Any, sources: Sequence[Any]) -> Mapping[str, str]:
    """Of sources that are made of others, the names of those.

    PulseAudio says it of the source. PipeWire has a stream hear the other one and be of one group with the source.
    """
    groups = {
        stream.proplist[_GROUP]: stream.source for stream in server.source_output_list() if _GROUP in stream.proplist
    }
    names = {source.index: source.name for source in sources}
    return {
        source.name: source.proplist.get("device.master_device")
        or names.get(groups.get(source.proplist.get(_GROUP, "")), "")
        for source in sources
    }
