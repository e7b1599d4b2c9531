"""The table of softphones, and what becomes of a wish for one."""

from __future__ import annotations

import pytest

from assist.audio.softphones import BROWSERS, SOFTPHONES, names, programs
from assist.errors import SettingsError


def test_no_wish_is_any_softphone_but_no_browser() -> None:
    known = programs("")
    assert {"baresip", "linphone", "zoiper5", "zoom voiceengine", "genesyscloud"} <= known
    assert not known & BROWSERS
    assert programs("  ") == known


def test_a_name_is_all_its_programs_however_it_is_written() -> None:
    assert programs("Zoom") == programs(" zoom ") == {"zoom", "zoom.us", "zoom voiceengine"}


@pytest.mark.parametrize("name", ["Five9", "Talkdesk", "Amazon Connect", "web browser"])
def test_a_softphone_in_a_browser_is_every_browser(name: str) -> None:
    assert programs(name) == BROWSERS


def test_a_softphone_that_is_both_is_the_program_and_every_browser() -> None:
    assert programs("Genesys Cloud") == BROWSERS | {"genesyscloud"}


@pytest.mark.parametrize(
    "wish", ["MyPhone.EXE", r"C:\Program Files\My Phone\MyPhone.exe", "/opt/my/myphone", "myphone,"]
)
def test_another_program_is_named_by_its_file(wish: str) -> None:
    assert programs(wish) == {"myphone"}


def test_names_of_both_kinds_go_together() -> None:
    assert programs("baresip, MicroSIP , own") == {"baresip", "microsip", "own"}


@pytest.mark.parametrize("wish", [",", " , ,"])
def test_commas_without_a_name_are_one_sentence(wish: str) -> None:
    with pytest.raises(SettingsError, match=r'^The setting "softphone" has no name in it; .*\.$'):
        programs(wish)


def test_every_row_can_be_chosen_and_found() -> None:
    assert len({name.lower() for name in names()}) == len(SOFTPHONES)
    assert list(names()) == sorted(names(), key=str.lower)
    for one in SOFTPHONES:
        assert "," not in one.name
        assert programs(one.name), one.name
        for program in one.programs | BROWSERS:
            assert program == program.strip().lower().removesuffix(".exe")
            assert programs(program) >= {program}
