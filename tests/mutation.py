"""How many small changes to the masker its tests notice.

python3 packaging/dev.py mutate    ends with 1 where fewer than LEAST are noticed; what was not is in `mutmut results`
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
STATS = ROOT / "mutants" / "mutmut-cicd-stats.json"
LEAST = 0.9
NOTICED = ("killed", "timeout", "segfault")
"""A change that makes a test fail, never end, or crash."""


def main() -> int:
    mutmut = (sys.executable, "-m", "mutmut")
    subprocess.run([*mutmut, "run", *sys.argv[1:]], cwd=ROOT, check=True)
    subprocess.run([*mutmut, "export-cicd-stats"], cwd=ROOT, check=True)
    counts: dict[str, int] = json.loads(STATS.read_text(encoding="utf-8"))
    made = sum(counts.get(name, 0) for name in (*NOTICED, "survived", "no_tests", "suspicious"))
    noticed = sum(counts.get(name, 0) for name in NOTICED)
    share = noticed / made if made else 0.0
    print(f"Of {made} changes {noticed} were noticed ({share:.1%}); {LEAST:.0%} are asked for.")
    return 0 if share >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
