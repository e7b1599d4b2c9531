"""Every title, meaning, group and choice of the settings, in the language of the window.

The texts are those of the table in the settings, which this must not know; they are written here once more because
translators' tools find only literal texts. A test holds both in step.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

Translate = Callable[[str, str], str]


def setting_words() -> dict[str, str]:
    """Groups, titles and meanings as they are written, each with its translation; now, not at import."""
    as_written = _words(lambda _context, text: text)
    return dict(zip(as_written, _words(QCoreApplication.translate), strict=True))


def choice_words() -> dict[str, str]:
    """The values of choices, each as a person reads it."""
    translate = QCoreApplication.translate
    return {
        "auto": translate("Settings", "Automatic"),
        "moonshine": "Moonshine",
        "vosk": "Vosk",
        "left": translate("Settings", "Left"),
        "right": translate("Settings", "Right"),
        "novice": translate("Settings", "Novice: a little more"),
        "standard": translate("Settings", "Standard"),
        "expert": translate("Settings", "Expert: a little less"),
        "quiet": translate("Settings", "Quiet: warnings only"),
        "compact": translate("Settings", "Compact"),
        "full": translate("Settings", "Full"),
        "off": translate("Settings", "Off"),
        "softphone": translate("Settings", "By the softphone"),
        "speech": translate("Settings", "By speech"),
        "both": translate("Settings", "By either"),
        "dark": translate("Settings", "Dark"),
        "light": translate("Settings", "Light"),
        "contrast": translate("Settings", "High contrast"),
        "soft": translate("Settings", "Soft"),
        "none": translate("Settings", "None"),
        "en": "English",
        "es": "Español",
    }


def _words(translate: Translate) -> tuple[str, ...]:
    return (
        *_call(translate),
        *_coach(translate),
        *_models(translate),
        *_window(translate),
        *_privacy(translate),
        *_recording(translate),
        *_floor(translate),
        *_keys(translate),
        *_system(translate),
    )


def _call(translate: Translate) -> tuple[str, ...]:
    return (
        translate("Settings", "Call"),
        translate("Settings", "Language"),
        translate("Settings", "Language of the calls, as `en` or `ko`."),
        translate("Settings", "Speech engine"),
        translate("Settings", "Speech engine; `auto` takes a Vosk model of the language if there is one."),
        translate("Settings", "Your microphone"),
        translate("Settings", "Sound input with the agent's voice; empty is the system's microphone."),
        translate("Settings", "The customer's sound"),
        translate("Settings", "Sound input with what the softphone plays; empty is what the system's output plays."),
        translate("Settings", "Your channel in recordings"),
        translate("Settings", "Channel of the agent in stereo recordings."),
        translate("Settings", "Calls that begin by themselves"),
        translate(
            "Settings",
            "Whether a call begins and ends by itself: by the softphone's taking the microphone, by speech on "
            "both sides, or either.",
        ),
        translate("Settings", "Softphone"),
        translate(
            "Settings",
            "Your softphone by name, or names of its program, separated by commas; empty is any known softphone.",
        ),
    )


def _coach(translate: Translate) -> tuple[str, ...]:
    return (
        translate("Settings", "Coach"),
        translate("Settings", "How much is said"),
        translate("Settings", "How much the coach says in a call."),
        translate("Settings", "Team packs"),
        translate("Settings", "Folder with the team's own packs of phrases and situations; empty is none."),
        translate("Settings", "Team scripts"),
        translate(
            "Settings", "The team's scripts (text or CSV), so that reading them aloud is noticed; empty is none."
        ),
        translate("Settings", "Tone of voice"),
        translate("Settings", "Listen to the customer's tone of voice too; off, words stand alone."),
    )


def _models(translate: Translate) -> tuple[str, ...]:
    return (
        translate("Settings", "Models"),
        translate("Settings", "Models folder"),
        translate("Settings", "Folder of fetched and added models; empty is the user's data folder."),
        translate("Settings", "Words model"),
        translate("Settings", "Folder of a text-classification model for the customer's words; empty is ours."),
        translate("Settings", "Shared models"),
        translate("Settings", "Folder of models for several people, which is only read; empty is this computer's own."),
        translate("Settings", "Key of packs"),
        translate(
            "Settings",
            "Public key by which model packs must be signed; empty is any pack. Only the policy can set it.",
        ),
    )


def _window(translate: Translate) -> tuple[str, ...]:
    return (
        translate("Settings", "Window"),
        translate("Settings", "View"),
        translate("Settings", "How the overlay opens the first time."),
        translate("Settings", "Colours"),
        translate("Settings", "Colours of the windows; `auto` follows the system."),
        translate("Settings", "Text size"),
        translate("Settings", "Size of all text, in per cent of the usual."),
        translate("Settings", "Width"),
        translate("Settings", "Width of the overlay, in pixels."),
        translate("Settings", "Above full-screen programs"),
        translate("Settings", "Stay above full-screen programs too (X11: leave the window manager out)."),
        translate("Settings", "Movement"),
        translate("Settings", "Whether cues fade in and out; `auto` follows the system's wish for less movement."),
        translate("Settings", "Clicks go through"),
        translate("Settings", "In compact view clicks go to the program below, unless Ctrl is held."),
        translate("Settings", "The customer's words"),
        translate("Settings", "Show what the customer says in the full view."),
        translate("Settings", "Your words"),
        translate("Settings", "Show what the agent says in the full view."),
        translate("Settings", "Sound"),
        translate("Settings", "A short sound with each cue."),
        translate("Settings", "Language of the windows"),
        translate("Settings", "Language of the windows; `auto` is the system's."),
    )


def _privacy(translate: Translate) -> tuple[str, ...]:
    return (
        translate("Settings", "Privacy"),
        translate("Settings", "Hide from screen sharing"),
        translate("Settings", "Ask the system to leave the overlay out of screen sharing; not every system can."),
        translate("Settings", "Text for the customer"),
        translate("Settings", "What an agent reads to the customer about the analysis; empty is ours."),
        translate("Settings", "Pause by itself"),
        translate(
            "Settings", "Hear nothing of the customer when you ask for a card, or a keypad is heard on the line."
        ),
        translate("Settings", "Length of a pause"),
        translate("Settings", "A pause ends by itself after so long."),
        translate("Settings", "Hide phone numbers"),
        translate("Settings", "Mask phone numbers too, as they are spoken."),
        translate("Settings", "Hide e-mail addresses"),
        translate("Settings", "Mask e-mail addresses too, as they are spoken."),
        translate("Settings", "Hide postcodes"),
        translate("Settings", "Mask postcodes too, as they are spoken."),
        translate("Settings", "Hide dates of birth"),
        translate("Settings", "Mask dates of birth too, as they are spoken."),
        translate("Settings", "Hide names"),
        translate("Settings", "Mask names that people give of themselves too, as they are spoken."),
        translate("Settings", "Team's rules"),
        translate(
            "Settings",
            "File (TOML) with the team's own kinds of secrets and patterns that are none; empty is none.",
        ),
    )


def _recording(translate: Translate) -> tuple[str, ...]:
    return (
        translate("Settings", "Recording"),
        translate("Settings", "Key"),
        translate(
            "Settings",
            "Public key (`age1...`) with which calls are recorded, for whoever has its private half; empty is no "
            "recording. Only the policy can set it.",
        ),
        translate("Settings", "Days kept"),
        translate("Settings", "Recordings are deleted so many days after the call. Only the policy can set it."),
        translate("Settings", "Folder"),
        translate("Settings", "Folder of the recordings; empty is the user's data folder. Only the policy can set it."),
    )


def _floor(translate: Translate) -> tuple[str, ...]:
    return (
        translate("Settings", "Floor"),
        translate("Settings", "Broker"),
        translate(
            "Settings",
            "The organisation's MQTT broker, as `broker.example.org`, by which supervisors see calls; empty is none.",
        ),
        translate("Settings", "Team"),
        translate("Settings", "Your team on the floor; of a supervisor also several, as `billing+sales`."),
        translate("Settings", "User"),
        translate("Settings", "Your name at the broker; empty is the name with which you logged in."),
        translate("Settings", "Name"),
        translate("Settings", "What others on the floor read as your name; empty is the user."),
        translate("Settings", "Broker's authority"),
        translate("Settings", "File with the certificate that vouches for the broker; empty is the system's."),
        translate("Settings", "Certificate"),
        translate("Settings", "File with your own certificate; empty where you have a password."),
        translate("Settings", "Certificate's key"),
        translate("Settings", "File with the key of your certificate."),
        translate("Settings", "Excerpts"),
        translate("Settings", "Supervisors see the customer's last words too, masked. Only the policy can set it."),
        translate("Settings", "Help with"),
        translate("Settings", "What agents can ask a supervisor's help with, separated by commas."),
        translate("Settings", "Alarm rules"),
        translate("Settings", "The supervisor's own rules for alarms (TOML); empty is a file of the user's."),
        translate("Settings", "Ready lines"),
        translate("Settings", "File with ready lines for agents, one a line; empty is ours."),
        translate("Settings", "Days kept"),
        translate("Settings", "The supervisor's history is deleted after so many days."),
        translate("Settings", "Sound"),
        translate("Settings", "The supervisor's window sounds when somebody may come to harm."),
    )


def _keys(translate: Translate) -> tuple[str, ...]:
    return (
        translate("Settings", "Keys"),
        translate("Settings", "Start the call or end it; empty is no key."),
        translate("Settings", "Pause"),
        translate("Settings", "Hear nothing of the customer while a secret is said; empty is no key."),
        translate("Settings", "Done"),
        translate("Settings", "I did what the cue says; empty is no key."),
        translate("Settings", "Not now"),
        translate("Settings", "The cue comes at a bad moment; empty is no key."),
        translate("Settings", "Wrong"),
        translate("Settings", "The cue is wrong; empty is no key."),
        translate("Settings", "Why"),
        translate("Settings", "Show what the cue was shown for; empty is no key."),
        translate("Settings", "Snooze"),
        translate("Settings", "No cues for five minutes, or back; empty is no key."),
        translate("Settings", "Ask for help"),
        translate("Settings", "Raise or lower the hand for a supervisor; empty is no key."),
        translate("Settings", "Show the text to read to the customer; empty is no key."),
        translate("Settings", "Compact or full view; empty is no key."),
        translate("Settings", "Hide"),
        translate("Settings", "Out of sight and back, for screen sharing; empty is no key."),
        translate("Settings", "Note read"),
        translate("Settings", "Put a supervisor's note away; empty is no key."),
        translate("Settings", "Away"),
        translate("Settings", "Tell the floor that you are away from the phone, or back; empty is no key."),
    )


def _system(translate: Translate) -> tuple[str, ...]:
    return (
        translate("Settings", "System"),
        translate("Settings", "Start at log-in"),
        translate("Settings", "Start by itself when you log in, where Assist was installed."),
        translate("Settings", "Newer versions"),
        translate(
            "Settings",
            "Address of your organisation's own that `assist version --check` asks for a newer version; empty is none.",
        ),
        translate("Settings", "Proxy"),
        translate(
            "Settings",
            "Proxy for fetching models and asking for a newer version, as `http://proxy.example.org:3128`; empty is "
            "the system's.",
        ),
        translate("Settings", "Authorities"),
        translate(
            "Settings",
            "File with certificates that vouch for such addresses too, beside the system's own; empty is none.",
        ),
        translate("Settings", "System's log"),
        translate("Settings", "Write the log into the system's own too: the journal, or Windows' event log."),
    )
