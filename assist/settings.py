"""Every setting: name, group, title, default, unit, meaning. Only `app.py` and the commands read them; parts take plain
arguments.

`settings_files.py` says where they are kept and reads them, `settings_editing.py` changes them; the README's tables and
the settings window are made from `Settings`, and tests keep them in step.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

APP = "assist-overlay"


def _about(group: str, title: str, description: str, *, unit: str = "", **limits: Any) -> Meta:
    return Meta(title=title, description=description, extra={"group": group, "unit": unit}, **limits)


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    language: Annotated[
        str, _about("Call", "Language", "Language of the calls, as `en` or `ko`.", pattern="^[a-z]{2,3}$")
    ] = "en"
    engine: Annotated[
        Literal["auto", "moonshine", "vosk"],
        _about("Call", "Speech engine", "Speech engine; `auto` takes a Vosk model of the language if there is one."),
    ] = "auto"
    agent_device: Annotated[
        str,
        _about("Call", "Your microphone", "Sound input with the agent's voice; empty is the system's microphone."),
    ] = ""
    customer_device: Annotated[
        str,
        _about(
            "Call",
            "The customer's sound",
            "Sound input with what the softphone plays; empty is what the system's output plays.",
        ),
    ] = ""
    agent_channel: Annotated[
        Literal["left", "right"],
        _about("Call", "Your channel in recordings", "Channel of the agent in stereo recordings."),
    ] = "left"
    call_detection: Annotated[
        Literal["off", "softphone", "speech", "both"],
        _about(
            "Call",
            "Calls that begin by themselves",
            "Whether a call begins and ends by itself: by the softphone's taking the microphone, by speech on "
            "both sides, or either.",
        ),
    ] = "off"
    softphone: Annotated[
        str,
        _about(
            "Call",
            "Softphone",
            "Your softphone by name, or names of its program, separated by commas; empty is any known softphone.",
        ),
    ] = ""
    profile: Annotated[
        Literal["novice", "standard", "expert", "quiet"],
        _about("Coach", "How much is said", "How much the coach says in a call."),
    ] = "standard"
    packs_folder: Annotated[
        str,
        _about("Coach", "Team packs", "Folder with the team's own packs of phrases and situations; empty is none."),
    ] = ""
    scripts: Annotated[
        str,
        _about(
            "Coach",
            "Team scripts",
            "The team's scripts (text or CSV), so that reading them aloud is noticed; empty is none.",
        ),
    ] = ""
    tone: Annotated[
        bool, _about("Coach", "Tone of voice", "Listen to the customer's tone of voice too; off, words stand alone.")
    ] = True
    models_folder: Annotated[
        str, _about("Models", "Models folder", "Folder of fetched and added models; empty is the user's data folder.")
    ] = ""
    words_model: Annotated[
        str,
        _about(
            "Models", "Words model", "Folder of a text-classification model for the customer's words; empty is ours."
        ),
    ] = ""
    shared_models: Annotated[
        str,
        _about(
            "Models",
            "Shared models",
            "Folder of models for several people, which is only read; empty is this computer's own.",
        ),
    ] = ""
    models_key: Annotated[
        str,
        _about(
            "Models",
            "Key of packs",
            "Public key by which model packs must be signed; empty is any pack. Only the policy can set it.",
            pattern="^([0-9a-f]{64})?$",
        ),
    ] = ""
    view: Annotated[Literal["compact", "full"], _about("Window", "View", "How the overlay opens the first time.")] = (
        "compact"
    )
    theme: Annotated[
        Literal["auto", "dark", "light", "contrast"],
        _about("Window", "Colours", "Colours of the windows; `auto` follows the system."),
    ] = "auto"
    text_size: Annotated[
        int, _about("Window", "Text size", "Size of all text, in per cent of the usual.", unit="%", ge=80, le=200)
    ] = 100
    window_width: Annotated[
        int, _about("Window", "Width", "Width of the overlay, in pixels.", unit="px", ge=240, le=800)
    ] = 380
    over_fullscreen: Annotated[
        bool,
        _about(
            "Window",
            "Above full-screen programs",
            "Stay above full-screen programs too (X11: leave the window manager out).",
        ),
    ] = False
    motion: Annotated[
        Literal["auto", "soft", "none"],
        _about(
            "Window", "Movement", "Whether cues fade in and out; `auto` follows the system's wish for less movement."
        ),
    ] = "auto"
    click_through: Annotated[
        bool,
        _about(
            "Window",
            "Clicks go through",
            "In compact view clicks go to the program below, unless Ctrl is held.",
        ),
    ] = True
    show_customer_words: Annotated[
        bool, _about("Window", "The customer's words", "Show what the customer says in the full view.")
    ] = True
    show_agent_words: Annotated[bool, _about("Window", "Your words", "Show what the agent says in the full view.")] = (
        False
    )
    sound: Annotated[bool, _about("Window", "Sound", "A short sound with each cue.")] = False
    window_language: Annotated[
        Literal["auto", "en", "es"],
        _about("Window", "Language of the windows", "Language of the windows; `auto` is the system's."),
    ] = "auto"
    hide_from_sharing: Annotated[
        bool,
        _about(
            "Privacy",
            "Hide from screen sharing",
            "Ask the system to leave the overlay out of screen sharing; not every system can.",
        ),
    ] = True
    notice: Annotated[
        str,
        _about(
            "Privacy",
            "Text for the customer",
            "What an agent reads to the customer about the analysis; empty is ours.",
        ),
    ] = ""
    pause_by_itself: Annotated[
        bool,
        _about(
            "Privacy",
            "Pause by itself",
            "Hear nothing of the customer when you ask for a card, or a keypad is heard on the line.",
        ),
    ] = True
    pause_seconds: Annotated[
        int,
        _about("Privacy", "Length of a pause", "A pause ends by itself after so long.", unit="s", ge=5, le=600),
    ] = 60
    mask_phone: Annotated[
        bool, _about("Privacy", "Hide phone numbers", "Mask phone numbers too, as they are spoken.")
    ] = False
    mask_email: Annotated[
        bool, _about("Privacy", "Hide e-mail addresses", "Mask e-mail addresses too, as they are spoken.")
    ] = False
    mask_postcode: Annotated[bool, _about("Privacy", "Hide postcodes", "Mask postcodes too, as they are spoken.")] = (
        False
    )
    mask_birth_date: Annotated[
        bool, _about("Privacy", "Hide dates of birth", "Mask dates of birth too, as they are spoken.")
    ] = False
    mask_name: Annotated[
        bool, _about("Privacy", "Hide names", "Mask names that people give of themselves too, as they are spoken.")
    ] = False
    mask_rules: Annotated[
        str,
        _about(
            "Privacy",
            "Team's rules",
            "File (TOML) with the team's own kinds of secrets and patterns that are none; empty is none.",
        ),
    ] = ""
    recording_key: Annotated[
        str,
        _about(
            "Recording",
            "Key",
            "Public key (`age1...`) with which calls are recorded, for whoever has its private half; empty is no "
            "recording. Only the policy can set it.",
            pattern="^(age1[0-9a-z]+)?$",
        ),
    ] = ""
    recording_days: Annotated[
        int,
        _about(
            "Recording",
            "Days kept",
            "Recordings are deleted so many days after the call. Only the policy can set it.",
            ge=1,
            le=3650,
        ),
    ] = 30
    recordings_folder: Annotated[
        str,
        _about(
            "Recording",
            "Folder",
            "Folder of the recordings; empty is the user's data folder. Only the policy can set it.",
        ),
    ] = ""
    floor_broker: Annotated[
        str,
        _about(
            "Floor",
            "Broker",
            "The organisation's MQTT broker, as `broker.example.org`, by which supervisors see calls; empty is none.",
        ),
    ] = ""
    floor_team: Annotated[
        str, _about("Floor", "Team", "Your team on the floor; of a supervisor also several, as `billing+sales`.")
    ] = "team"
    floor_user: Annotated[
        str, _about("Floor", "User", "Your name at the broker; empty is the name with which you logged in.")
    ] = ""
    floor_name: Annotated[
        str, _about("Floor", "Name", "What others on the floor read as your name; empty is the user.", max_length=60)
    ] = ""
    floor_ca: Annotated[
        str,
        _about(
            "Floor",
            "Broker's authority",
            "File with the certificate that vouches for the broker; empty is the system's.",
        ),
    ] = ""
    floor_certificate: Annotated[
        str, _about("Floor", "Certificate", "File with your own certificate; empty where you have a password.")
    ] = ""
    floor_key: Annotated[str, _about("Floor", "Certificate's key", "File with the key of your certificate.")] = ""
    floor_excerpts: Annotated[
        bool,
        _about(
            "Floor",
            "Excerpts",
            "Supervisors see the customer's last words too, masked. Only the policy can set it.",
        ),
    ] = False
    help_topics: Annotated[
        str,
        _about("Floor", "Help with", "What agents can ask a supervisor's help with, separated by commas."),
    ] = "a refund, a bill, a technical question, another language"
    floor_rules: Annotated[
        str,
        _about("Floor", "Alarm rules", "The supervisor's own rules for alarms (TOML); empty is a file of the user's."),
    ] = ""
    floor_lines: Annotated[
        str, _about("Floor", "Ready lines", "File with ready lines for agents, one a line; empty is ours.")
    ] = ""
    floor_days: Annotated[
        int,
        _about("Floor", "Days kept", "The supervisor's history is deleted after so many days.", ge=1, le=365),
    ] = 30
    floor_sound: Annotated[
        bool, _about("Floor", "Sound", "The supervisor's window sounds when somebody may come to harm.")
    ] = False
    key_call: Annotated[str, _about("Keys", "Call", "Start the call or end it; empty is no key.")] = "Ctrl+F1"
    key_pause: Annotated[
        str, _about("Keys", "Pause", "Hear nothing of the customer while a secret is said; empty is no key.")
    ] = "Ctrl+Shift+F1"
    key_done: Annotated[str, _about("Keys", "Done", "I did what the cue says; empty is no key.")] = "Ctrl+F9"
    key_not_now: Annotated[str, _about("Keys", "Not now", "The cue comes at a bad moment; empty is no key.")] = (
        "Ctrl+F10"
    )
    key_wrong: Annotated[str, _about("Keys", "Wrong", "The cue is wrong; empty is no key.")] = "Ctrl+F11"
    key_why: Annotated[str, _about("Keys", "Why", "Show what the cue was shown for; empty is no key.")] = "Ctrl+F12"
    key_snooze: Annotated[str, _about("Keys", "Snooze", "No cues for five minutes, or back; empty is no key.")] = (
        "Ctrl+F8"
    )
    key_help: Annotated[
        str, _about("Keys", "Ask for help", "Raise or lower the hand for a supervisor; empty is no key.")
    ] = "Ctrl+F7"
    key_notice: Annotated[
        str, _about("Keys", "Text for the customer", "Show the text to read to the customer; empty is no key.")
    ] = "Ctrl+F6"
    key_view: Annotated[str, _about("Keys", "View", "Compact or full view; empty is no key.")] = "Ctrl+F2"
    key_hide: Annotated[str, _about("Keys", "Hide", "Out of sight and back, for screen sharing; empty is no key.")] = (
        "Ctrl+F3"
    )
    key_read: Annotated[str, _about("Keys", "Note read", "Put a supervisor's note away; empty is no key.")] = (
        "Ctrl+Shift+F9"
    )
    key_away: Annotated[
        str, _about("Keys", "Away", "Tell the floor that you are away from the phone, or back; empty is no key.")
    ] = ""
    autostart: Annotated[
        bool, _about("System", "Start at log-in", "Start by itself when you log in, where Assist was installed.")
    ] = False
    update_address: Annotated[
        str,
        _about(
            "System",
            "Newer versions",
            "Address of your organisation's own that `assist version --check` asks for a newer version; empty is none.",
            pattern="^(https?://.+)?$",
        ),
    ] = ""
    proxy: Annotated[
        str,
        _about(
            "System",
            "Proxy",
            "Proxy for fetching models and asking for a newer version, as `http://proxy.example.org:3128`; empty is "
            "the system's.",
            pattern="^(https?://.+)?$",
        ),
    ] = ""
    authorities: Annotated[
        str,
        _about(
            "System",
            "Authorities",
            "File with certificates that vouch for such addresses too, beside the system's own; empty is none.",
        ),
    ] = ""
    system_log: Annotated[
        bool,
        _about(
            "System", "System's log", "Write the log into the system's own too: the journal, or Windows' event log."
        ),
    ] = False


POLICY_ONLY = frozenset({"floor_excerpts", "models_key", "recording_key", "recording_days", "recordings_folder"})
"""What an organisation decides for its machines and nobody else: a user's file may not hold it."""
