"""What stands in for Windows: COM's apartments, programs that run, the registry, PortAudio's devices.

Behaviour after learn.microsoft.com (CoInitializeEx, Toolhelp, registry); compared with no real Windows.
"""

from __future__ import annotations

import ctypes
import struct
import threading
import types
from collections.abc import Callable
from typing import Any

from assist.audio.windows.com import Libraries

NOT_INITIALIZED, INVALIDATED, CHANGED_MODE = 0x800401F0, 0x88890004, 0x80010106
LOUD = 0.25


def hresult(code: int) -> int:
    return ctypes.c_int32(code).value


class Apartments:
    """ole32: which threads have asked for COM."""

    def __init__(self) -> None:
        self.threads: set[int] = set()
        self.other_mode: set[int] = set()

    def CoInitializeEx(self, reserved: None, mode: int) -> int:
        assert mode == 0
        me = threading.get_ident()
        if me in self.other_mode:
            return hresult(CHANGED_MODE)
        self.threads.add(me)
        return 0

    def CoUninitialize(self) -> None:
        self.threads.remove(threading.get_ident())

    @property
    def here(self) -> bool:
        return threading.get_ident() in self.threads | self.other_mode


class _Function:
    """A function of a library, on which ctypes lets its result's type be set."""

    def __init__(self, function: Callable[..., int | None]) -> None:
        self._function = function
        self.restype: Any = None

    def __call__(self, *arguments: Any) -> int | None:
        return self._function(*arguments)


class FakeKernel:
    """kernel32: the programs that run, as (name, id, parent)."""

    def __init__(self, running: list[tuple[str, int, int]]) -> None:
        self.running = running
        self.open: list[int] = []
        self._at = 0
        self.CreateToolhelp32Snapshot = _Function(lambda what, of: self._opened(99) if what == 2 else -1)
        self.OpenProcess = _Function(lambda rights, inherit, process: self._opened(process))

    def Process32FirstW(self, snapshot: Any, entry: Any) -> int:
        self._at = 0
        return self._fill(entry)

    def Process32NextW(self, snapshot: Any, entry: Any) -> int:
        self._at += 1
        return self._fill(entry)

    def WaitForSingleObject(self, handle: Any, milliseconds: int) -> int:
        assert handle.value in self.open
        assert milliseconds == 0
        return 0x102 if any(process == handle.value for _, process, _ in self.running) else 0

    def CloseHandle(self, handle: Any) -> int:
        self.open.remove(handle.value)
        return 1

    def _opened(self, handle: int) -> int:
        self.open.append(handle)
        return handle

    def _fill(self, entry: Any) -> int:
        """As PROCESSENTRY32W lies in memory on 64-bit Windows: 568 bytes, the name from the 44th on."""
        assert ctypes.c_uint32.from_address(entry.value).value == 568, "Windows refuses another size"
        if self._at >= len(self.running):
            return 0
        name, process, parent = self.running[self._at]
        values = struct.pack("<III4xQIIIiI", 568, 0, process, 0, 0, 1, parent, 8, 0)
        letters = name.encode("utf-16-le") + b"\0\0"
        ctypes.memmove(entry.value, values + letters, len(values) + len(letters))
        return 1


def libraries(ole32: Apartments, *, kernel32: Any = None, mmdevapi: Any = None) -> Callable[[], Libraries]:
    return lambda: Libraries(ole32, mmdevapi, kernel32)


class FakeRegistry(types.ModuleType):
    """`winreg`, with the values that are given by (root, key)."""

    HKEY_LOCAL_MACHINE, HKEY_CURRENT_USER = "machine", "person"

    def __init__(self, values: dict[tuple[str, str], str]) -> None:
        super().__init__("winreg")
        self._values = values

    def OpenKey(self, root: str, key: str) -> Any:
        name = key.rpartition("ConsentStore\\")[2]
        if (root, name) not in self._values:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        return Opened(self._values[root, name])

    def QueryValueEx(self, opened: Opened, name: str) -> tuple[str, int]:
        assert name == "Value"
        return opened.value, 1


class Opened:
    def __init__(self, value: str) -> None:
        self.value = value

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *error: object) -> None:
        pass


class FakePortAudio:
    """sounddevice on Windows with a PortAudio that has loopbacks, or without."""

    def __init__(self, *, loopbacks: bool) -> None:
        names = [
            ("Speakers (Re", 0, 2),  # MME cuts names short
            ("Microphone (Ja", 1, 0),
            ("Speakers (Realtek)", 0, 2),
            ("Headset (Jabra)", 0, 2),
            ("Array (Intel)", 2, 0),
            ("Microphone (Jabra)", 1, 0),
        ]
        if loopbacks:
            names += [("Speakers (Realtek) [Loopback]", 2, 0), ("Headset (Jabra) [Loopback]", 2, 0)]
        self._devices = [{"name": name, "max_input_channels": ins, "max_output_channels": outs}
                         for name, ins, outs in names]  # fmt: skip

    def query_hostapis(self) -> list[dict[str, Any]]:
        return [
            {"name": "MME", "devices": [0, 1], "default_input_device": 1, "default_output_device": 0},
            {"name": "Windows WASAPI", "devices": list(range(2, len(self._devices))), "default_input_device": 5,
             "default_output_device": 3},
        ]  # fmt: skip

    def query_devices(self, index: int) -> dict[str, Any]:
        return self._devices[index]
