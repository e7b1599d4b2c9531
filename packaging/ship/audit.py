"""`dev.py audit`: asks whether the versions in the lock have known vulnerabilities. Knows no bundle.

pip-audit does the asking: of PyPI's service, then of OSV's. It is not believed on its word alone: where a service
cannot be reached it may call every package "not found" and still say that it found nothing. Here only answers count.
Further words go to pip-audit (`dev.py audit --osv-url https://mirror.example/v1/query`, behind a mirror).
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ship.locks import LOCK, pins

SERVICES = ("pypi", "osv")
NONE_KNOWN, FOUND, NOT_ASKED = 0, 1, 2
"""Exit codes."""
NOT_COVERED = (
    "Neither service knows of Python itself, of libraries copied from Debian, or of what wheels have compiled in:\n"
    "follow python.org and Debian's security tracker for the versions that the list of parts (*.cdx.json) names."
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A known vulnerability of a locked version."""

    package: str
    version: str
    name: str
    mended_in: tuple[str, ...]


@dataclass(slots=True)
class Answers:
    """What a service said."""

    service: str
    asked: int = 0
    silent: list[str] = field(default_factory=list)
    """Packages that it said nothing of, as `name version`."""
    findings: list[Finding] = field(default_factory=list)

    @property
    def answered(self) -> int:
        """For how many of the versions it had an answer."""
        return self.asked - len(self.silent)

    def hear(self, versions: Sequence[tuple[str, str]], told: Iterable[Mapping[str, Any]]) -> None:
        """Take in what pip-audit's JSON says of versions. What it left out or skipped, for whatever reason, is
        silence."""
        entries = {(entry["name"], entry.get("version")): entry for entry in told}
        for name, version in versions:
            self.asked += 1
            entry = entries.get((name, version))
            if entry is None or "skip_reason" in entry:
                self.silent.append(f"{name} {version}")
                continue
            self.findings += [
                Finding(name, version, known["id"], tuple(known["fix_versions"])) for known in entry["vulns"]
            ]


def main(words: Sequence[str] = (), *, lock: Path = LOCK) -> int:
    """Ask, print what is known, and return 0 (nothing is known against any), 1 (something is) or 2 (not all were
    answered)."""
    versions = [(pin.name, pin.version) for pin in pins(lock)]
    given = "--osv-url" in words or any(word.startswith("--osv-url=") for word in words)
    return tell([ask(versions, service, words) for service in (SERVICES[1:] if given else SERVICES)], lock.name)


def tell(answers: Sequence[Answers], lock: str) -> int:
    """Print what any of the services knows of a lock's versions; the exit code as of `main`. A version counts as
    answered for when one of them had an answer."""
    for answer in answers:
        print(f"{answer.service}: answered for {answer.answered} of {answer.asked} versions in {lock}.")
    findings = dict.fromkeys(finding for answer in answers for finding in answer.findings)
    for finding in findings:
        mended = f"mended in {', '.join(finding.mended_in)}" if finding.mended_in else "no mended version yet"
        print(f"  {finding.package} {finding.version}: {finding.name}, {mended}")
    print(NOT_COVERED)
    silent = [version for version in answers[0].silent if all(version in answer.silent for answer in answers)]
    if not any(answer.answered for answer in answers):
        print("audit: no service of known vulnerabilities could be asked, so nothing is known.", file=sys.stderr)
    elif silent:
        print(f"audit: nothing was said of {', '.join(silent)}.", file=sys.stderr)
    if findings:
        return FOUND
    return NOT_ASKED if silent else NONE_KNOWN


def ask(versions: Sequence[tuple[str, str]], service: str, words: Sequence[str] = ()) -> Answers:
    """What a service ("pypi" or "osv") knows of the versions; a version that it gave no answer for is among the
    silent."""
    answers = Answers(service)
    for together in _apart(versions):
        answers.hear(together, _run(together, service, words))
    return answers


def _apart(versions: Sequence[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """The versions in lists of which each has a package only once, as pip-audit wants."""
    lists: list[list[tuple[str, str]]] = []
    for name, version in versions:
        fitting = next((some for some in lists if name not in dict(some)), None)
        if fitting is None:
            lists.append([(name, version)])
        else:
            fitting.append((name, version))
    return lists


def _run(versions: Sequence[tuple[str, str]], service: str, words: Sequence[str]) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "versions.txt"
        file.write_text("".join(f"{name}=={version}\n" for name, version in versions), encoding="utf-8")
        command = [
            sys.executable, "-m", "pip_audit", "--requirement", str(file), "--no-deps", "--disable-pip",
            "--format", "json", "--progress-spinner", "off", "--vulnerability-service", service, *words,
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        return list(json.loads(done.stdout)["dependencies"])
    except ValueError:
        return []  # it broke off: it could not reach the service, and said so at length


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
