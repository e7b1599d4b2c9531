"""Out of screen sharing: what the two systems that can are asked, against fakes of what is documented."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from assist.overlay import sharing

EVERYWHERE, READ_ONLY = 0x00, 1
"""WDA_NONE and NSWindowSharingReadOnly: how a window is before."""


class FakeUser32:
    """A system that takes the affinities in `knows`."""

    def __init__(self, *knows: int) -> None:
        self.knows = knows
        self.affinities = {41: 0}

    def SetWindowDisplayAffinity(self, window: int, affinity: int) -> int:
        if window not in self.affinities or affinity not in self.knows:
            return 0
        self.affinities[window] = affinity
        return 1

    def GetWindowDisplayAffinity(self, window: int, affinity: Any) -> int:
        affinity.contents.value = self.affinities[window]
        return 1


class Forgetful(FakeUser32):
    """Says yes and does nothing, as some builds of Windows do with layered windows."""

    def SetWindowDisplayAffinity(self, window: int, affinity: int) -> int:
        return 1


class Function:
    """A C function: ctypes wants to be told its types before it is called."""

    def __init__(self, act: Any) -> None:
        self.act = act
        self.argtypes: tuple[Any, ...] = ()
        self.restype: Any = None

    def __call__(self, *arguments: Any) -> Any:
        assert len(arguments) == len(self.argtypes)
        assert self.restype is not None
        return self.act(*arguments)


class FakeObjectiveC:
    """One window, 7, with a view, 5, and a view, 6, that is in no window yet. A selector is its own name."""

    def __init__(self, *, deaf: bool = False) -> None:
        self.sharing = READ_ONLY
        self.deaf = deaf
        self.sel_registerName = Function(lambda name: name)
        self.objc_msgSend = Function(self.send)

    def send(self, receiver: int, selector: bytes, *arguments: int) -> int | None:
        match receiver, selector, arguments:
            case 5, b"window", ():
                return 7
            case 6, b"window", ():
                return None
            case 7, b"setSharingType:", (kind,):
                self.sharing = self.sharing if self.deaf else kind
                return None
            case 7, b"sharingType", ():
                return self.sharing or None  # ctypes gives None for a pointer of 0
        raise AssertionError((receiver, selector, arguments))


def test_windows_hides_a_window_and_shows_it_again() -> None:
    user32 = FakeUser32(0x00, 0x01, 0x11)
    assert sharing.set_affinity(user32, 41, sharing.EXCLUDED)
    assert user32.affinities == {41: 0x11}
    assert sharing.set_affinity(user32, 41, EVERYWHERE)
    assert user32.affinities == {41: 0}


@pytest.mark.parametrize(("user32", "window"), [(FakeUser32(0x00, 0x01), 41), (FakeUser32(0x11), 42)])
def test_an_older_windows_and_a_window_that_is_gone_are_not_hidden(user32: FakeUser32, window: int) -> None:
    assert not sharing.set_affinity(user32, window, sharing.EXCLUDED)


def test_windows_is_not_believed_but_asked() -> None:
    assert not sharing.set_affinity(Forgetful(0x11), 41, sharing.EXCLUDED)


def test_macos_hides_a_window_and_shows_it_again() -> None:
    runtime = FakeObjectiveC()
    assert sharing.set_sharing_type(runtime, 5, sharing.NOT_SHARED)
    assert runtime.sharing == 0
    assert sharing.set_sharing_type(runtime, 5, READ_ONLY)
    assert runtime.sharing == 1


def test_macos_is_not_believed_but_asked_and_a_view_without_a_window_is_left() -> None:
    assert not sharing.set_sharing_type(FakeObjectiveC(deaf=True), 5, sharing.NOT_SHARED)
    assert not sharing.set_sharing_type(FakeObjectiveC(), 6, sharing.NOT_SHARED)


@pytest.mark.parametrize(
    ("version", "keeps"), [("12.7.6", True), ("14.5", True), ("15.0", False), ("26.1", False), ("", False)]
)
def test_newer_macos_is_promised_nothing(version: str, keeps: bool) -> None:
    assert sharing.keeps_its_promise(version) is keeps


def test_elsewhere_nothing_is_hidden() -> None:
    assert sharing.can_hide() == (sys.platform in ("win32", "darwin"))
    if sys.platform.startswith("linux"):
        assert not sharing.hide_from_sharing(41)
