"""Softphones and other programs that people telephone with, by the names under which a sound system knows them.

A row is data: what people call the softphone, and its programs in lower case, as PulseAudio and PipeWire show them
(`application.process.binary` or `application.name` of what plays) and as Windows and macOS name the process, without
".exe". Must not know what plays just now, nor what a name is looked for in.

Where the names come from. WirePlumber's list of programs for calls (its `media-role.applications`): "ZOOM VoiceEngine",
"linphone", "Skype". `pactl list sink-inputs` as people show it: zoom, chrome, chromium, msedge, firefox. Debian's
packages: baresip, ekiga, jami, linphone, twinkle. The install folders and firewall guides of the makers: Cisco
(CiscoCollabHost.exe, CiscoJabber.exe), 3CX (3CXDesktopApp.exe, 3CXWin8Phone.exe, 3CXSoftphone.exe), Zoiper
(Zoiper5.exe), Avaya (onexcui.exe, onexcengine.exe), Genesys (GenesysCloud.exe), Microsoft (Teams.exe, ms-teams.exe).
None was tried here but baresip. A softphone that is not in the table is named by its program in the setting.
"""

from __future__ import annotations

from pathlib import PureWindowsPath
from typing import NamedTuple

from assist.errors import SettingsError


class Softphone(NamedTuple):
    name: str
    """What people call it; without commas."""
    programs: frozenset[str] = frozenset()
    in_browser: bool = False
    """Whether it is, or may be, a page in a browser: then every browser is it too, once it is chosen by name."""


BROWSERS = frozenset(
    (
        "chrome", "google chrome", "chromium", "chromium-browser", "msedge", "microsoft edge", "firefox",
        "firefox-bin", "firefox-esr", "safari", "brave",
    )
)  # fmt: skip
"""Left out of "any softphone": what a browser plays is more often a video than a customer."""


def _row(name: str, *programs: str, in_browser: bool = False) -> Softphone:
    return Softphone(name, frozenset(programs), in_browser)


SOFTPHONES: tuple[Softphone, ...] = (
    _row("3CX", "3cxdesktopapp", "3cxwin8phone", "3cxsoftphone"),
    _row("Amazon Connect", in_browser=True),
    _row("Avaya one-X Communicator", "onexcui", "onexcengine"),
    _row("baresip", "baresip"),
    _row("Bria", "bria"),
    _row("Cisco Jabber", "ciscojabber", "cisco jabber"),
    _row("Ekiga", "ekiga"),
    _row("Five9", in_browser=True),
    _row("Genesys Cloud", "genesyscloud", in_browser=True),
    _row("Jami", "jami", "jamid"),
    _row("Jitsi Meet", "jitsi meet", "jitsi-meet"),
    _row("Linphone", "linphone", "linphonec"),
    _row("MicroSIP", "microsip"),
    _row("Microsoft Teams", "teams", "ms-teams", "msteams", "microsoft teams", "teams-for-linux"),
    _row("PhonerLite", "phonerlite", "phoner"),
    _row("pjsua", "pjsua"),
    _row("RingCentral", "ringcentral"),
    _row("Skype", "skype", "skypeforlinux"),
    _row("Talkdesk", in_browser=True),
    _row("Twilio Flex", in_browser=True),
    _row("Twinkle", "twinkle"),
    _row("Web browser", in_browser=True),
    _row("Webex", "webex", "ciscocollabhost", "webexmta", "atmgr"),
    _row("Zendesk Talk", in_browser=True),
    _row("Zoiper", "zoiper", "zoiper5"),
    _row("Zoom", "zoom", "zoom.us", "zoom voiceengine"),
)


def names() -> tuple[str, ...]:
    """What a person may choose, by name."""
    return tuple(one.name for one in SOFTPHONES)


def programs(wish: str) -> frozenset[str]:
    """The programs, in lower case and without ".exe", whose sound is the customer's.

    `wish` is the setting `softphone`: empty for any known softphone that is a program of its own; otherwise names of
    softphones or of programs, separated by commas. Raises SettingsError when that holds no name.
    """
    if not wish.strip():
        return frozenset().union(*(one.programs for one in SOFTPHONES))
    wished = [part.strip() for part in wish.split(",") if part.strip()]
    if not wished:
        raise SettingsError(
            'The setting "softphone" has no name in it; name programs as "baresip, zoiper", or leave it empty for any.'
        )
    return frozenset().union(*map(_programs_of, wished))


def _programs_of(wished: str) -> frozenset[str]:
    for one in SOFTPHONES:
        if one.name.lower() == wished.lower():
            return one.programs | BROWSERS if one.in_browser else one.programs
    program = PureWindowsPath(wished).name.lower()  # takes both kinds of slashes
    return frozenset({program.removesuffix(".exe")})
