"""Asks Windows for the sound of one program and of those it started: ActivateAudioInterfaceAsync, by ctypes.

Windows answers on a thread of its own, by calling an object of ours; that object is here. After Microsoft's
ApplicationLoopback sample and learn.microsoft.com/windows/win32/api/audioclientactivationparams.
"""

from __future__ import annotations

import ctypes
import threading
from typing import Any

from assist.audio.windows.com import E_NOINTERFACE, S_OK, Interface, Libraries, address, checked, guid, same

AUDIO_CLIENT = "1CB9AD4C-DBFA-4C32-B178-C2F568A703B2"
_HANDLER = "41D949AB-9862-444A-80F6-C261334DA5EB"
_AGILE = "94EA2B94-E9CC-49E0-C0FF-EE64CA8F5B90"
"""Says that any thread may call the object; without it Windows refuses."""
_DEVICE = "VAD\\Process_Loopback"
_BLOB = 65
_PROCESS_LOOPBACK = 1
_PROCESS_AND_THOSE_IT_STARTED = 0
_GET_ACTIVATE_RESULT = 3
_LET_GO_WITHIN_S = 1.0


class _Parameters(ctypes.Structure):
    """AUDIOCLIENT_ACTIVATION_PARAMS."""

    _fields_ = (("type", ctypes.c_int32), ("process", ctypes.c_uint32), ("mode", ctypes.c_int32))


class _Variant(ctypes.Structure):
    """PROPVARIANT with a blob in it."""

    _fields_ = (
        ("kind", ctypes.c_uint16),
        ("reserved", ctypes.c_uint16 * 3),
        ("size", ctypes.c_uint32),
        ("blob", ctypes.c_void_p),
    )


def activate(system: Libraries, process: int) -> Interface:
    """The IAudioClient of the program with that id, not yet initialized. Raises ComError.

    Waits for as long as Windows takes: it holds our object until it has answered.
    """
    parameters = _Parameters(_PROCESS_LOOPBACK, process, _PROCESS_AND_THOSE_IT_STARTED)
    variant = _Variant(kind=_BLOB, size=ctypes.sizeof(parameters), blob=ctypes.addressof(parameters))
    answer, operation, wanted = _Answer(), ctypes.c_void_p(), guid(AUDIO_CLIENT)
    device = ctypes.create_string_buffer(f"{_DEVICE}\0".encode("utf-16-le"))
    checked(
        system.mmdevapi.ActivateAudioInterfaceAsync(
            address(device), address(wanted), address(variant), answer.pointer, address(operation)
        )
    )
    answer.came.wait()
    asked = Interface(operation.value or 0)
    try:
        return _activated(asked)
    finally:
        asked.release()
        answer.let_go.wait(_LET_GO_WITHIN_S)  # Windows' thread may still be on its way out of it


def _activated(operation: Interface) -> Interface:
    result, found = ctypes.c_int32(), ctypes.c_void_p()
    operation.call(_GET_ACTIVATE_RESULT, address(result), address(found))
    checked(result.value)
    unknown = Interface(found.value or 0)
    try:
        return unknown.query(AUDIO_CLIENT)
    finally:
        unknown.release()


class _Answer:
    """An IActivateAudioInterfaceCompletionHandler."""

    def __init__(self) -> None:
        self.came = threading.Event()
        self.let_go = threading.Event()
        self._counting = threading.Lock()
        self._held = 0
        number, place = ctypes.c_int32, ctypes.c_void_p
        self._methods: list[Any] = [
            ctypes.CFUNCTYPE(number, place, place, place)(self._query),
            ctypes.CFUNCTYPE(ctypes.c_uint32, place)(lambda _: self._count(1)),
            ctypes.CFUNCTYPE(ctypes.c_uint32, place)(lambda _: self._count(-1)),
            ctypes.CFUNCTYPE(number, place, place)(self._completed),
        ]
        self._table = (place * 4)(*(ctypes.cast(method, place).value for method in self._methods))
        self._object = place(ctypes.addressof(self._table))

    @property
    def pointer(self) -> ctypes.c_void_p:
        return address(self._object)

    def _query(self, _: int, interface: int, found: int) -> int:
        known = same(interface, _HANDLER, _AGILE)
        ctypes.c_void_p.from_address(found).value = ctypes.addressof(self._object) if known else None
        if known:
            self._count(1)
        return S_OK if known else ctypes.c_int32(E_NOINTERFACE).value

    def _count(self, step: int) -> int:
        with self._counting:
            self._held += step
            if self._held <= 0:
                self.let_go.set()
            return max(0, self._held)

    def _completed(self, _: int, operation: int) -> int:  # noqa: ARG002  (the operation is ours already)
        self.came.set()
        return S_OK
