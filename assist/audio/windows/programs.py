"""Which programs run on Windows, by the name of their file; knows nothing of sound."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from assist.audio.windows.com import address

_PROCESSES = 0x2
"""What a snapshot is to hold: TH32CS_SNAPPROCESS."""
_MAY_WAIT = 0x00100000
"""SYNCHRONIZE: enough to be told of a program's end, and given for any program of the same person."""
_ENDED = 0


class Program(NamedTuple):
    name: str
    id: int
    parent: int


class _Entry(ctypes.Structure):
    """PROCESSENTRY32W of 64-bit Windows; its letters are 16 bits wide on every system."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("usage", ctypes.c_uint32),
        ("id", ctypes.c_uint32),
        ("heap", ctypes.c_uint64),
        ("module", ctypes.c_uint32),
        ("threads", ctypes.c_uint32),
        ("parent", ctypes.c_uint32),
        ("priority", ctypes.c_int32),
        ("flags", ctypes.c_uint32),
        ("file", ctypes.c_uint16 * 260),
    )


def programs(kernel32: Any) -> list[Program]:
    """Those that run now."""
    kernel32.CreateToolhelp32Snapshot.restype = ctypes.c_void_p
    snapshot = ctypes.c_void_p(kernel32.CreateToolhelp32Snapshot(_PROCESSES, 0))
    entry = _Entry(size=ctypes.sizeof(_Entry))
    found = []
    try:
        more = kernel32.Process32FirstW(snapshot, address(entry))
        while more:
            name = bytes(entry.file).decode("utf-16-le", "replace").split("\0")[0]
            found.append(Program(name, entry.id, entry.parent))
            more = kernel32.Process32NextW(snapshot, address(entry))
    finally:
        kernel32.CloseHandle(snapshot)
    return found


def root_of(name: str, running: list[Program]) -> Program | None:
    """The program of that file name, upper or lower case, that started the others of its name."""
    alike = [one for one in running if one.name.lower() == name.lower()]
    ids = {one.id for one in alike}
    return next((one for one in alike if one.parent not in ids or one.parent == one.id), None)


@contextmanager
def watched(kernel32: Any, program: Program) -> Iterator[Any]:
    """Yields a function that tells whether the program has ended. One that cannot be watched is taken to go on."""
    kernel32.OpenProcess.restype = ctypes.c_void_p
    handle = ctypes.c_void_p(kernel32.OpenProcess(_MAY_WAIT, 0, program.id))
    try:
        yield lambda: bool(handle) and kernel32.WaitForSingleObject(handle, 0) == _ENDED
    finally:
        if handle:
            kernel32.CloseHandle(handle)
