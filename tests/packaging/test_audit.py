"""Known vulnerabilities: what a service says counts, and silence is not taken for good news."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from ship import audit


@pytest.fixture
def service() -> Iterator[str]:
    """The address of a service in OSV's manner, on this machine: it knows of one vulnerability, in idna."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Knows)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1/query"
    server.shutdown()
    server.server_close()
    thread.join()


class Knows(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer: dict[str, object] = {}
        if asked["package"]["name"] == "idna":
            ranges = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99.1"}]}]
            affected = [{"package": {"name": "idna", "ecosystem": "PyPI"}, "ranges": ranges}]
            answer = {"vulns": [{"id": "PYSEC-2026-1", "summary": "slow", "details": "slow", "affected": affected}]}
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


def lock_of(folder: Path, *pins: str) -> Path:
    lock = folder / "run.txt"
    lock.write_text("".join(f"{pin} \\\n    --hash=sha256:{'0' * 64}\n" for pin in pins), encoding="utf-8")
    return lock


def test_a_known_vulnerability_is_told_with_the_version_that_mends_it(
    tmp_path: Path, service: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    lock = lock_of(tmp_path, "idna==3.20", "six==1.17.0 ; sys_platform == 'linux'", "numpy==2.4.6", "numpy==2.5.5")
    assert audit.main(["--osv-url", service], lock=lock) == audit.FOUND
    told = capsys.readouterr().out
    assert "osv: answered for 4 of 4 versions in run.txt." in told
    assert "  idna 3.20: PYSEC-2026-1, mended in 99.1" in told
    assert "six" not in told
    assert "Debian's security tracker" in told


def test_no_known_vulnerability_is_said_only_where_every_version_was_answered_for(
    tmp_path: Path, service: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert audit.main(["--osv-url", service], lock=lock_of(tmp_path, "six==1.17.0")) == audit.NONE_KNOWN
    assert "answered for 1 of 1" in capsys.readouterr().out


def test_a_service_that_cannot_be_reached_is_not_taken_for_good_news(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    lock = lock_of(tmp_path, "six==1.17.0", "idna==3.20")
    assert audit.main(["--osv-url", "http://127.0.0.1:9/v1/query"], lock=lock) == audit.NOT_ASKED
    said = capsys.readouterr()
    assert "osv: answered for 0 of 2 versions" in said.out
    assert "no service of known vulnerabilities could be asked, so nothing is known" in said.err


def test_a_package_that_a_service_calls_not_found_counts_as_silence() -> None:
    answers = audit.Answers("pypi")
    answers.hear(
        [("six", "1.17.0"), ("idna", "3.20"), ("click", "8.5.1")],
        [
            {"name": "six", "skip_reason": "Dependency not found on PyPI and could not be audited: six (1.17.0)"},
            {"name": "idna", "version": "3.20", "vulns": []},
            {"name": "click", "version": "8.5.1", "skip_reason": "not found", "vulns": []},
        ],
    )
    assert (answers.asked, answers.answered, answers.findings) == (3, 1, [])
    assert answers.silent == ["six 1.17.0", "click 8.5.1"]


def answers_of(service: str, *told: dict[str, object]) -> audit.Answers:
    """What a service is heard to say of six, idna and click."""
    answers = audit.Answers(service)
    answers.hear([("six", "1.17.0"), ("idna", "3.20"), ("click", "8.5.1")], told)
    return answers


def entry(name: str, version: str, *known: str) -> dict[str, object]:
    return {"name": name, "version": version, "vulns": [{"id": one, "fix_versions": ["99.1"]} for one in known]}


def test_what_only_one_of_two_services_knows_is_told_and_what_both_know_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    pypi = answers_of("pypi", entry("six", "1.17.0"), entry("idna", "3.20", "PYSEC-1"), entry("click", "8.5.1"))
    osv = answers_of("osv", entry("six", "1.17.0", "GHSA-2"), entry("idna", "3.20", "PYSEC-1"))
    assert audit.tell([pypi, osv], "run.txt") == audit.FOUND
    said = capsys.readouterr()
    assert [line for line in said.out.splitlines() if line.startswith("  ")] == [
        "  idna 3.20: PYSEC-1, mended in 99.1",
        "  six 1.17.0: GHSA-2, mended in 99.1",
    ]
    assert said.err == ""


def test_only_what_neither_service_answered_for_is_silence(capsys: pytest.CaptureFixture[str]) -> None:
    pypi, osv = answers_of("pypi", entry("six", "1.17.0")), answers_of("osv", entry("idna", "3.20"))
    assert audit.tell([pypi, osv], "run.txt") == audit.NOT_ASKED
    assert capsys.readouterr().err == "audit: nothing was said of click 8.5.1.\n"
    other = answers_of("osv", entry("idna", "3.20"), entry("click", "8.5.1"))
    assert audit.tell([pypi, other], "run.txt") == audit.NONE_KNOWN
    assert capsys.readouterr().err == ""
