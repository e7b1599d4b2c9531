"""Whether macOS lets this program use the microphone. Where it does not, the microphone opens and gives zeros."""

from __future__ import annotations

from importlib import import_module

REFUSED = (
    "macOS does not let Assist use the microphone; allow it under System Settings, Privacy & Security, Microphone, "
    "and start Assist again."
)
TAP_REFUSED = (
    "Nothing but silence comes from the softphone; if it plays, allow Assist under System Settings, Privacy & "
    "Security, Screen & System Audio Recording, and start Assist again."
)
"""For a tap that gives only zeros (`TapStream.only_silence`): macOS has no way to ask, and no error."""
_FRAMEWORK = "/System/Library/Frameworks/AVFoundation.framework"
_SOUND = "soun"
_NO = (1, 2)
"""AVAuthorizationStatus: restricted, denied. 0 is "not asked yet": macOS asks when the microphone is opened."""


def microphone_refused() -> bool:
    """Whether the person or the organisation said no. Without pyobjc nobody can tell: False."""
    try:
        bridge = import_module("objc")
    except ImportError:
        return False
    bridge.loadBundle("AVFoundation", {}, bundle_path=_FRAMEWORK)
    return bridge.lookUpClass("AVCaptureDevice").authorizationStatusForMediaType_(_SOUND) in _NO
