"""The name of a sound device without what a person or an organisation called it, and without its serial number.

People name their headsets ("Anna's AirPods"), and a computer's name is in those of its devices. So only words are kept
that say what kind of thing it is or who made it; all others, and all numbers, are left out.
"""

from __future__ import annotations

import re

from assist.log_lines import HIDDEN

_KINDS = """
adapter agent airpods alsa analog analogue array aux bluetooth bluez board bridge broadcast built buds cable call calls
capture card chat codec combined communications controller customer default device digital directsound display dock dp
duplex echo-cancel effects feed fallback family front game generic handset hands-free handsfree hd hdmi hdset head
headphone headphones headset high definition hostapi hub in inc input integrated interface internal jack lavalier left
line link loopback mic microphone mix mixer monitor mono multichannel null of on optical out output pci pcm phone
playback platform port pro profile pulse pulseaudio pipewire portaudio process rear receiver remap remapped right s sink
softphone sound source speaker speakerphone speakers spdif stereo surround system tap technologies the usb video virtual
voice wasapi webcam wdm wireless with
"""
_MAKERS = """
aculab airpods amd analog anker apple asus asustek audio audient avaya axtel behringer beyerdynamic blackhole blackwire
blue bose cable cirrus cisco citrix cmedia conexant corsair creative dell discord engage epos evolve fanvil fiio
focusrite freevoice genesys gn grandstream hama hp huawei hyperx imtradex intel jabra jbl jlab jpl kingston labs lenovo
link logic logitech microsoft mpow netcom nokia nvidia oppo panasonic parallels philips plantronics poly polycom
presonus qualcomm razer realtek rme rode samsung savi scarlett semiconductor sennheiser shure snom sony soundcore
soundwire steelseries steinberg studio teams teradici thunderbolt trust turtle vb vbox via virtualbox vmware voicemeeter
voyager xiaomi yealink yeti zebronics zoom
"""
_KNOWN = frozenset((_KINDS + _MAKERS).split())


def plain_device(name: str) -> str:
    """Its words that are known, in small letters; a sign for each run of others."""
    shown: list[str] = []
    for word in re.findall(r"[^\W_]+", name.lower()):
        kept = word if word in _KNOWN else HIDDEN
        if not (shown and shown[-1] == kept == HIDDEN):
            shown.append(kept)
    return " ".join(shown)
