"""What lies on the disk is sealed, at every moment, and outlives a crash."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from assist.keeping.layout import segments
from tests.keeping.making import identity, opened, recorded, same
from tests.keeping.watermark import found_in, watermark
from tests.making import ROOT


@pytest.mark.skipif(os.name != "posix", reason="modes as POSIX has them")
def test_only_the_owner_may_read_even_what_is_sealed(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        folder = recorded(tmp_path / "recordings")
    finally:
        os.umask(before)
    modes = {path.name: path.stat().st_mode & 0o777 for path in [folder.parent, folder, *folder.iterdir()]}
    files = {f"000{number}.flac.age": 0o600 for number in range(3)}
    assert modes == {"recordings": 0o700, folder.name: 0o700} | files


MARKED_CALL = """
import sys
from pathlib import Path
from assist.events import FRAME
from tests.keeping.making import BEGAN, Recorder, np
from tests.keeping.watermark import watermark
made = Recorder(Path(sys.argv[1]), key=sys.argv[2], began=BEGAN)
for second in range(0, 26, 2):
    made.keep(watermark(), watermark()[::-1])
print("kept", flush=True)
sys.stdin.read()
made.close()
"""


def marked_call(tree: Path) -> subprocess.Popen[str]:
    """A process that has kept 26 s, and ends the call when its input ends; everything it may write to is in `tree`."""
    places = dict.fromkeys(("HOME", "TMPDIR", "TMP", "TEMP", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"), str(tree))
    words = [sys.executable, "-B", "-c", MARKED_CALL, str(tree / "recordings"), str(identity().to_public())]
    child = subprocess.Popen(
        words, cwd=tree, env=os.environ | places | {"PYTHONPATH": str(ROOT)}, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stdout.readline() == "kept\n"
    return child


def test_no_sound_that_can_be_played_is_on_the_disk_during_a_call_or_after(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    with marked_call(tree) as child:
        (folder,) = (tree / "recordings").iterdir()
        assert len(segments(folder)) == 2
        assert found_in([tree]) == []
        child.communicate(timeout=120)
    assert len(segments(folder)) == 3
    assert found_in([tree]) == []
    left, right, unsealed = opened(folder, tree / "out.flac")
    assert same(left, np.tile(watermark(), 13))
    assert same(right, np.tile(watermark()[::-1], 13))
    assert unsealed.complete
    assert found_in([tree]) == [tree / "out.flac"]


def test_what_was_written_outlives_a_kill(tmp_path: Path) -> None:
    with marked_call(tmp_path) as child:
        child.kill()
    (folder,) = (tmp_path / "recordings").iterdir()
    left, right, unsealed = opened(folder, tmp_path / "out.flac")
    assert same(left, np.tile(watermark(), 10))
    assert same(right, np.tile(watermark()[::-1], 10))
    assert not unsealed.complete
