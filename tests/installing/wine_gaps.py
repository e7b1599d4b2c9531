"""What Wine 8 lacks of Windows, filled in so that the installed tree can be run in it. For tests only, never shipped.

Two libraries that Wine does not have are written into its system32; functions that it only has by name, where it ends
the program, are given a body in memory by `FILLING`, Python code that runs in the installed Python before the program.
None of them decides what is heard or shown: random numbers are Wine's own, complex numbers are NumPy's where it begins
and where tones of a keypad are looked for, ICU's converters are named by Qt and not used.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path

RETURN_NOTHING = b"\x31\xc0\xc3"  # xor eax, eax; ret
_CONVERTERS = (
    "cbFromUWriteUChars", "cbToUWriteUChars", "close", "countAvailable", "fromUCountPending", "fromUnicode",
    "getAvailableName", "getFromUCallBack", "getMaxCharSize", "getName", "getStandardName", "getToUCallBack", "open",
    "reset", "setFromUCallBack", "setToUCallBack", "toUCountPending", "toUnicode",
)  # fmt: skip
LIBRARIES: Mapping[str, Mapping[str, str]] = {
    "bcryptprimitives.dll": {"ProcessPrng": "advapi32.SystemFunction036"},
    "icuuc.dll": {
        **{f"ucnv_{name}": "" for name in _CONVERTERS},
        "UCNV_FROM_U_CALLBACK_SUBSTITUTE": "",
        "UCNV_TO_U_CALLBACK_SUBSTITUTE": "",
    },
}
"""Library → function → the function of Wine that it stands for, or "" for one that returns nothing."""

FILLING = r"""
import cmath, ctypes, sys
from ctypes import wintypes

def fill(library, name, code):
    place = ctypes.cast(getattr(ctypes.WinDLL(library), name), ctypes.c_void_p).value
    old = wintypes.DWORD()
    protect = ctypes.windll.kernel32.VirtualProtect
    protect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, wintypes.DWORD, ctypes.POINTER(wintypes.DWORD)]
    assert protect(place, len(code), 0x40, ctypes.byref(old))
    ctypes.memmove(place, code, len(code))

fill("propsys", "VariantToString", bytes.fromhex("b805400080c3"))  # E_FAIL: Python asks elsewhere for the version
for kind in ("f", "", "l"):
    # A pair of floats comes in rcx; one of doubles by its place.
    fill("ucrtbase", "creal" + kind, bytes.fromhex("660f6ec1c3" if kind == "f" else "f20f1001c3"))
    fill("ucrtbase", "cimag" + kind, bytes.fromhex("48c1e920660f6ec1c3" if kind == "f" else "f20f104108c3"))

@ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.POINTER(ctypes.c_double), ctypes.POINTER(ctypes.c_double))
def cexp(result, argument):
    value = cmath.exp(complex(argument[0], argument[1]))
    result[0], result[1] = value.real, value.imag
    return ctypes.addressof(result.contents)

place = ctypes.cast(cexp, ctypes.c_void_p).value
fill("ucrtbase", "cexp", b"\x48\xb8" + place.to_bytes(8, "little") + b"\xff\xe0")  # mov rax, place; jmp rax
"""


def fill_in(system32: Path) -> None:
    """Write the libraries that Wine lacks."""
    for name, functions in LIBRARIES.items():
        (system32 / name).write_bytes(library(name, functions))


def library(name: str, functions: Mapping[str, str]) -> bytes:
    """A 64-bit Windows library with these functions (Microsoft, "PE Format")."""
    start = 0x1000
    exports = _exports(name, functions, start)
    size = (len(exports) + 0xFFF) & ~0xFFF
    header = b"MZ".ljust(60, b"\0") + struct.pack("<I", 64)
    header += b"PE\0\0" + struct.pack("<HHIIIHH", 0x8664, 1, 0, 0, 0, 240, 0x2022)
    header += struct.pack("<HBBIIIII", 0x20B, 14, 0, size, 0, 0, 0, start)
    header += struct.pack(
        "<QIIHHHHHHIIIIHH", 0x180000000, 0x1000, 0x200, 6, 0, 0, 0, 6, 0, 0, start + size, 0x200, 0, 3, 0
    )
    header += struct.pack("<QQQQII", 0x100000, 0x1000, 0x100000, 0x1000, 0, 16)
    header += struct.pack("<II", start, len(exports)) + bytes(15 * 8)
    header += b".text\0\0\0" + struct.pack("<IIIIIIHHI", size, start, size, 0x200, 0, 0, 0, 0, 0x60000020)
    return header.ljust(0x200, b"\0") + exports.ljust(size, b"\0")


def _exports(name: str, functions: Mapping[str, str], start: int) -> bytes:
    """The table of exports, its texts, and one body for the functions that return nothing."""
    names = sorted(functions)
    texts, places = bytearray(RETURN_NOTHING), {"": 0}
    for text in (name, *names, *(functions[one] for one in names)):
        if text not in places:
            places[text] = len(texts)
            texts += text.encode() + b"\0"
    tables = start + 40
    at = tables + 10 * len(names)
    addresses = b"".join(struct.pack("<I", at + places[functions[one]]) for one in names)
    titles = b"".join(struct.pack("<I", at + places[one]) for one in names)
    numbers = b"".join(struct.pack("<H", number) for number in range(len(names)))
    count = len(names)
    head = struct.pack(
        "<IIHHIIIIIII", 0, 0, 0, 0, at + places[name], 1, count, count, tables, tables + 4 * count, tables + 8 * count
    )
    return head + addresses + titles + numbers + bytes(texts)
