"""From version 0.1.0 to this one and back: nothing that the program wrote for a user is lost.

That the program of 0.1.0 itself goes on with what this one wrote is tried by `homes.py try`, where it is at hand; here
it is held to the form in which 0.1.0 writes, which is what 0.1.0 reads.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from assist.settings_files import settings_path
from tests.upgrades.forms import forms
from tests.upgrades.homes import ANYWHERE, SEEN, lasting, lay_out, lost
from tests.upgrades.looking import look
from tests.upgrades.writing import write


def seen_by_0_1_0(home: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(SEEN.read_text(encoding="utf-8").replace(ANYWHERE, str(home)))
    return found


def plain(found: dict[str, Any]) -> dict[str, Any]:
    """As JSON has it."""
    plainly: dict[str, Any] = json.loads(json.dumps(found))
    return plainly


def test_this_version_reads_in_a_users_folders_what_0_1_0_read_there(home: Path) -> None:
    before = seen_by_0_1_0(home)
    assert {name for name in before if before[name]} == set(before), "each kind of record is there"
    assert plain(look(home)) == before


def test_this_version_goes_on_with_what_0_1_0_wrote_and_loses_nothing(home: Path) -> None:
    before = seen_by_0_1_0(home)
    write(3)
    after = plain(look(home))
    assert lost(lasting(before), lasting(after)) == []
    assert len(after["recordings"]) == 3
    assert len(after["habits"]) == 3
    assert before["settings"] | {"help_topics": "a refund, day 3", "window_width": 403} == after["settings"]
    assert (
        before["rules"]
        | {
            "rising": ["rising", "low", 0.63, "Frustration grows"],
            "waiting": ["long call", "low", 13.0, "{agent}: a long call"],
        }
        == after["rules"]
    )
    assert after["waiting"]["agent"][0] == before["waiting"]["agent"][0], "the broker knows it by the same name"
    assert "# Mine. Do not touch!" in settings_path().read_text(encoding="utf-8")
    assert "# less is more" in settings_path().read_text(encoding="utf-8")


def test_what_this_version_writes_has_the_form_in_which_0_1_0_writes(private_home: Path, qapp: QApplication) -> None:
    for day in (1, 2):
        write(day)
    ours = forms(private_home)
    for path in private_home.iterdir():
        path.rename(private_home.with_name(f"{path.name} of ours"))
    lay_out(private_home)
    assert ours == forms(private_home)


@pytest.mark.parametrize("there", [True, False])
def test_what_is_lost_would_be_told(there: bool) -> None:
    before = {"history": {"entries": [[1.0, "call"]]}, "window": [1]}
    after = {"history": {"entries": [[0.5, "x"], [1.0, "call"]] if there else [[1.0, "note"]]}, "window": [1]}
    assert lost(before, after) == ([] if there else ["/history/entries: [1.0, 'call']"])
