"""Calling Windows' COM interfaces by ctypes: ids, methods, apartments. Knows nothing of sound.

On 64-bit Windows, the only one Qt runs on, there is one calling convention: CFUNCTYPE and CDLL are right there, and
they exist on other systems, where the tests answer these very calls.
"""

from __future__ import annotations

import ctypes
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

S_OK, E_NOINTERFACE, E_ACCESSDENIED = 0, 0x80004002, 0x80070005
RPC_E_CHANGED_MODE = 0x80010106
_MULTITHREADED = 0
_UNKNOWN = "00000000-0000-0000-C000-000000000046"
QUERY_INTERFACE, RELEASE = 0, 2
"""Their places in every interface's table."""


class Libraries(NamedTuple):
    """The system's libraries, or in tests what stands in for them."""

    ole32: Any
    mmdevapi: Any
    kernel32: Any


class Guid(ctypes.Structure):
    _fields_ = (("bytes", ctypes.c_uint8 * 16),)


class ComError(Exception):
    """A call that failed; `code` is its HRESULT as it is written: 0x88890004."""

    def __init__(self, code: int) -> None:
        super().__init__(f"0x{code:08X}")
        self.code = code


def libraries() -> Libraries:
    return Libraries(*(ctypes.CDLL(name) for name in ("ole32", "mmdevapi", "kernel32")))


def guid(text: str) -> Guid:
    return Guid.from_buffer_copy(uuid.UUID(text).bytes_le)


def same(interface: int, *texts: str) -> bool:
    """Whether the GUID at the address is IUnknown's or one of those."""
    asked = ctypes.string_at(interface, 16)
    return any(asked == uuid.UUID(text).bytes_le for text in (_UNKNOWN, *texts))


def checked(result: int) -> int:
    """The HRESULT of a call that went well. Raises ComError."""
    if result < 0:
        raise ComError(result & 0xFFFFFFFF)
    return result


def address(thing: Any) -> ctypes.c_void_p:
    """Where a ctypes object is, as an argument; the caller keeps it alive."""
    return ctypes.c_void_p(ctypes.addressof(thing))


class Interface:
    """A COM object that is ours to release, once."""

    def __init__(self, pointer: int) -> None:
        self._pointer = pointer

    def call(self, place: int, *arguments: Any) -> int:
        """Call the method at `place` of its table; arguments are ctypes values of the right width."""
        table = ctypes.cast(self._pointer, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p))).contents
        kind = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, *(type(argument) for argument in arguments))
        return checked(kind(table[place] or 0)(self._pointer, *arguments))

    def query(self, wanted: str) -> Interface:
        """The same object by another of its interfaces."""
        found, interface = ctypes.c_void_p(), guid(wanted)
        self.call(QUERY_INTERFACE, address(interface), address(found))
        return Interface(found.value or 0)

    def release(self) -> None:
        table = ctypes.cast(self._pointer, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p))).contents
        ctypes.CFUNCTYPE(ctypes.c_uint32, ctypes.c_void_p)(table[RELEASE] or 0)(self._pointer)


@contextmanager
def apartment(ole32: Any) -> Iterator[None]:
    """COM on this thread, as every thread that uses it must ask. Qt's own thread has asked for another kind already.

    Raises ComError.
    """
    result = int(ole32.CoInitializeEx(None, _MULTITHREADED))
    if result & 0xFFFFFFFF == RPC_E_CHANGED_MODE:
        yield
        return
    checked(result)
    try:
        yield
    finally:
        ole32.CoUninitialize()
