"""What stands in for mmdevapi: COM objects in memory as Windows lays them out, called as C calls them.

Behaviour after learn.microsoft.com (ActivateAudioInterfaceAsync, IAudioClient, IAudioCaptureClient) and Microsoft's
ApplicationLoopback sample; compared with no real Windows.
"""

from __future__ import annotations

import ctypes
import struct
import threading
import uuid
from typing import Any

import numpy as np

from tests.audio.fake_windows import INVALIDATED, NOT_INITIALIZED, Apartments, hresult

NO_SUCH_INTERFACE, BUFFER_EMPTY = 0x80004002, 0x08890001


class FakeObject:
    """A COM object: a table of functions that C can call, and a count of those who hold it."""

    def __init__(self, interfaces: list[str], methods: dict[int, Any], size: int) -> None:
        self.held = 1
        self._interfaces = [uuid.UUID(text).bytes_le for text in interfaces]
        place, count = ctypes.c_void_p, ctypes.CFUNCTYPE(ctypes.c_uint32, ctypes.c_void_p)
        query = ctypes.CFUNCTYPE(ctypes.c_int32, place, place, place)(self._query)
        functions: dict[int, Any] = {0: query, 1: count(lambda _: self._count(1)), 2: count(lambda _: self._count(-1))}
        self._kept = functions | methods
        self._table = (place * size)(
            *(ctypes.cast(self._kept[at], place).value if at in self._kept else None for at in range(size))
        )
        self._object = place(ctypes.addressof(self._table))
        self.pointer = ctypes.addressof(self._object)

    def _query(self, _: int, interface: int, found: int) -> int:
        if ctypes.string_at(interface, 16) not in self._interfaces:
            return hresult(NO_SUCH_INTERFACE)
        self._count(1)
        ctypes.c_void_p.from_address(found).value = self.pointer
        return 0

    def _count(self, step: int) -> int:
        self.held += step
        return self.held


class FakeProcessSound:
    """mmdevapi and what it gives for one program: an IAudioClient and its IAudioCaptureClient."""

    def __init__(self, ole32: Apartments) -> None:
        self._ole32 = ole32
        self.packets: list[tuple[np.ndarray[Any, Any], int]] = []
        """Frames x 2 float32 and flags, in the order in which they are given."""
        self.activation = 0
        self.gone = False
        self.started = self.stopped = False
        self.asked: tuple[str, int, int] | None = None
        self.format: tuple[int, ...] | None = None
        self.flags = 0
        self._lent: Any = None
        number, place, pointers = ctypes.c_int32, ctypes.c_void_p, [ctypes.c_void_p] * 6
        call = ctypes.CFUNCTYPE
        self.capture = FakeObject(["C8ADBD64-E71E-48A0-A4DE-185C395CD317"], {
            3: call(number, *pointers)(self._get_buffer),
            4: call(number, place, ctypes.c_uint32)(self._release_buffer),
            5: call(number, place, place)(self._next_packet),
        }, 6)  # fmt: skip
        self.client = FakeObject(["1CB9AD4C-DBFA-4C32-B178-C2F568A703B2"], {
            3: call(number, place, number, ctypes.c_uint32, ctypes.c_int64, ctypes.c_int64, place, place)(self._init),
            10: call(number, place)(self._start),
            11: call(number, place)(self._stop),
            14: call(number, place, place, place)(self._service),
        }, 15)  # fmt: skip
        self.operation = FakeObject([], {3: call(number, place, place, place)(self._result)}, 4)

    def ActivateAudioInterfaceAsync(self, path: Any, wanted: Any, variant: Any, handler: Any, operation: Any) -> int:
        if not self._ole32.here:
            return hresult(NOT_INITIALIZED)
        name = bytearray()
        while (letter := ctypes.string_at(path.value + len(name), 2)) != b"\0\0":
            name += letter
        kind, size, blob = struct.unpack("<H6xI4xQ", ctypes.string_at(variant.value, 24))
        assert (kind, size) == (65, 12), "a PROPVARIANT with AUDIOCLIENT_ACTIVATION_PARAMS as its blob"
        activation, process, mode = struct.unpack("<iIi", ctypes.string_at(blob, 12))
        assert activation == 1, "AUDIOCLIENT_ACTIVATION_TYPE_PROCESS_LOOPBACK"
        assert ctypes.string_at(wanted.value, 16) == uuid.UUID("1CB9AD4C-DBFA-4C32-B178-C2F568A703B2").bytes_le
        self.asked = name.decode("utf-16-le"), process, mode
        answer = Called(handler.value)
        for interface in ("94EA2B94-E9CC-49E0-C0FF-EE64CA8F5B90", "41D949AB-9862-444A-80F6-C261334DA5EB"):
            if answer.query(interface) != 0:
                return hresult(0x8000000E)  # E_ILLEGAL_METHOD_CALL: not an agile object
        ctypes.c_void_p.from_address(operation.value).value = self.operation.pointer
        threading.Thread(target=self._complete, args=(answer,)).start()
        return 0

    def _complete(self, answer: Called) -> None:
        answer.completed(self.operation.pointer)
        for _ in range(2):
            answer.release()

    def _result(self, _: int, result: int, found: int) -> int:
        ctypes.c_int32.from_address(result).value = hresult(self.activation)
        if self.activation == 0:
            self.client._count(1)
            ctypes.c_void_p.from_address(found).value = self.client.pointer
        return 0

    def _init(self, _: int, mode: int, flags: int, buffer: int, period: int, wanted: int, session: int | None) -> int:
        self.format = struct.unpack("<HHIIHHH", ctypes.string_at(wanted, 18))
        self.flags = flags
        assert (mode, period, session) == (0, 0, None)
        assert buffer > 0
        return 0

    def _service(self, _: int, wanted: int, found: int) -> int:
        if self.format is None:
            return hresult(0x88890001)  # AUDCLNT_E_NOT_INITIALIZED
        return self.capture._query(0, wanted, found)

    def _start(self, _: int) -> int:
        self.started = True
        return 0

    def _stop(self, _: int) -> int:
        self.stopped = True
        return 0

    def _next_packet(self, _: int, frames: int) -> int:
        if self.gone:
            return hresult(INVALIDATED)
        ctypes.c_uint32.from_address(frames).value = len(self.packets[0][0]) if self.packets else 0
        return 0

    def _get_buffer(self, _: int, data: int, frames: int, flags: int, position: int | None, at: int | None) -> int:
        if not self.packets:
            return BUFFER_EMPTY
        self._lent, flag = self.packets[0]
        ctypes.c_void_p.from_address(data).value = self._lent.ctypes.data
        ctypes.c_uint32.from_address(frames).value = len(self._lent)
        ctypes.c_uint32.from_address(flags).value = flag
        return 0

    def _release_buffer(self, _: int, frames: int) -> int:
        assert self._lent is not None, "released without being got"
        assert frames == len(self._lent)
        self._lent = None
        self.packets.pop(0)
        return 0


class Called:
    """An object of ours, called as Windows calls it."""

    def __init__(self, pointer: int) -> None:
        self._pointer = pointer
        self._table = ctypes.cast(pointer, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p))).contents

    def query(self, text: str) -> int:
        interface, found = (ctypes.c_uint8 * 16)(*uuid.UUID(text).bytes_le), ctypes.c_void_p()
        kind = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
        return int(kind(self._table[0] or 0)(self._pointer, ctypes.addressof(interface), ctypes.addressof(found)))

    def release(self) -> int:
        return int(ctypes.CFUNCTYPE(ctypes.c_uint32, ctypes.c_void_p)(self._table[2] or 0)(self._pointer))

    def completed(self, operation: int) -> None:
        kind = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p)
        assert kind(self._table[3] or 0)(self._pointer, operation) == 0
