"""The commands of the floor from an administrator's, an agent's and a supervisor's side; brokers are real."""

from __future__ import annotations

import getpass
import socket
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import keyring.backends.fail
import pytest
from click.testing import CliRunner, Result

from assist import floor_commands, policies
from assist.__main__ import Commands
from assist.floor import passwords, pilot
from assist.floor.broker import tls_context
from assist.floor.enrolment import read_enrolment
from assist.floor.setup.folder import described
from assist.floor_settings import broker_of, floor_folder, password_of, teams_of
from assist.settings import Settings
from assist.settings_files import load_settings, settings_path
from tests.floor.brokers import free_port
from tests.floor.test_enrolment import Store, use
from tests.floor.visitor import HOST, Visitor

PEOPLE = "user,name,team,role\nanna,Anna \u00c5,a,agent\nsue,Sue,a+b,supervisor\n"


@pytest.fixture(autouse=True)
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Store:
    """Never the password store of whoever runs the tests, nor their machine's policy."""
    one = Store()
    use(monkeypatch, one)
    monkeypatch.setattr(policies, "PLACE", tmp_path / "policy.toml")
    return one


def ran(*words: str | Path, typed: str | None = None) -> Result:
    program = Commands(commands={"floor": floor_commands.floor})
    result = CliRunner().invoke(program, ["floor", *map(str, words)], input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def went_well(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.output


def refused(result: Result, *words: str) -> None:
    assert result.exit_code == 2, result.output
    for word in words:
        assert word in result.output


def listed(tmp_path: Path, text: str = PEOPLE) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(text, encoding="utf-8")
    return path


def set_up(tmp_path: Path, *words: str) -> Path:
    folder = tmp_path / "floor"
    went_well(ran("init", folder, "--host", "broker.example.org", "--people", listed(tmp_path), *words))
    return folder


def settings() -> Settings:
    return load_settings(settings_path())


# --- init -------------------------------------------------------------------------------------------------------------


def test_init_writes_a_folder_and_says_what_comes_next(tmp_path: Path) -> None:
    said = went_well(
        ran("init", tmp_path / "floor", "--host", HOST, "--port", "9999", "--agents", "2", "--supervisors", "1")
    )
    for words in ("3 people; 3 new enrolment files", "assist floor join FILE", "mosquitto -c", "ca.key"):
        assert words in said
    site = described(tmp_path / "floor")
    assert (site.address, site.place) == (f"mqtts://{HOST}:9999", str(tmp_path / "floor"))
    assert [person.user for person in site.people] == ["agent1", "agent2", "supervisor1"]


def test_init_again_adds_people_and_tells_how_the_broker_learns_of_it(tmp_path: Path) -> None:
    folder = set_up(tmp_path)
    before = (folder / "passwords").read_text()
    longer = listed(tmp_path, PEOPLE + "ben,,b,\n")
    said = went_well(ran("init", folder, "--people", longer))
    assert "3 people; 1 new enrolment file in" in said
    assert "reload" in said
    assert (folder / "passwords").read_text().startswith(before)
    assert "no new enrolment files" in went_well(ran("init", folder, "--people", longer, "--port", "8883"))
    assert "2 people" in went_well(ran("init", folder, "--remove", "anna"))


def test_init_tells_every_bad_row_with_its_line_and_writes_nothing(tmp_path: Path) -> None:
    people = listed(tmp_path, PEOPLE + "anna,,a,\n,,a,agent\n")
    result = ran("init", tmp_path / "floor", "--host", HOST, "--people", people)
    refused(result, f"{people}:4: anna is in the list twice", f"{people}:5: ", "2 to put right; nothing was written")
    assert not (tmp_path / "floor").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--agents", "1"], "--host"),
        (["--host", HOST], "--people"),
        (["--host", "no such host", "--agents", "1"], "no host name"),
        (["--host", HOST, "--agents", "1", "--team", "a/b"], "no team"),
        (["--host", HOST, "--agents", "1", "--port", "70000"], "70000"),
        (["--host", HOST, "--agents", "1", "--renew", "bob"], "called bob"),
        (["--host", HOST, "--people", "none.csv"], "none.csv cannot be read"),
    ],
)
def test_init_says_what_it_needs_and_writes_nothing(tmp_path: Path, words: list[str], told: str) -> None:
    refused(ran("init", tmp_path / "floor", *words), told)
    assert not (tmp_path / "floor").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("--host", "other"),
        ("--port", "1"),
        ("--bind", HOST),
        ("--also", "x"),
        ("--on-server", "/x"),
        ("--certificates",),
    ],
)
def test_what_peoples_machines_rely_on_cannot_be_changed_later(tmp_path: Path, words: tuple[str, ...]) -> None:
    folder = set_up(tmp_path)
    refused(ran("init", folder, *words), words[0], "make a new folder")


# --- join and leave ---------------------------------------------------------------------------------------------------


def test_join_keeps_what_the_link_needs_and_leave_takes_it_all_away(tmp_path: Path, store: Store) -> None:
    file = set_up(tmp_path) / "enrol" / "a+b+sue.assist-floor"
    enrolment = read_enrolment(file, now=datetime.now(UTC))
    said = went_well(ran("join", file))
    for words in ("as Sue, supervisor of a+b", passwords.IN_STORE, f"Delete {file}", "assist doctor"):
        assert words in said
    assert enrolment.password not in said
    broker = broker_of(settings())
    assert (broker.host, broker.port, broker.tls, broker.user) == ("broker.example.org", 8883, True, "sue")
    assert broker.ca is not None
    assert broker.ca.read_text() == enrolment.ca
    assert (broker.certificate, settings().floor_name, teams_of(settings())) == (None, "Sue", ("a", "b"))
    assert password_of(settings()) == enrolment.password
    assert "sue has left" in went_well(ran("leave"))
    assert settings() == Settings()
    assert store.kept == {}
    assert list(floor_folder().iterdir()) == []
    assert "has not joined" in went_well(ran("leave"))


def test_where_the_system_has_no_password_store_join_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    said = went_well(ran("join", set_up(tmp_path) / "enrol" / "a+anna.assist-floor"))
    assert passwords.IN_FILE in said
    assert len(password_of(settings())) >= 32
    went_well(ran("leave"))
    assert list(floor_folder().iterdir()) == []


def test_a_second_join_takes_the_place_of_the_first(tmp_path: Path, store: Store) -> None:
    first = set_up(tmp_path) / "enrol" / "a+anna.assist-floor"
    went_well(ran("join", first))
    went_well(ran("init", tmp_path / "other", "--host", "other.org", "--people", listed(tmp_path), "--certificates"))
    said = went_well(ran("join", tmp_path / "other" / "enrol" / "a+anna.assist-floor"))
    assert "password" not in said
    broker = broker_of(settings())
    assert broker.host == "other.org"
    assert broker.certificate is not None
    assert broker.key is not None
    assert tls_context(broker).get_ca_certs()
    assert store.kept == {}
    went_well(ran("join", first))
    assert broker_of(settings()).certificate is None
    assert len(store.kept) == 1
    assert not broker.key.exists()


def test_a_file_that_cannot_be_joined_with_leaves_all_as_it_was(tmp_path: Path, store: Store) -> None:
    file = set_up(tmp_path) / "enrol" / "a+anna.assist-floor"
    went_well(ran("join", file))
    before, kept = settings_path().read_bytes(), dict(store.kept)
    other = tmp_path / "other"
    other.write_bytes(file.read_bytes().replace(b'"schema": 1', b'"schema": 9'))
    refused(ran("join", other), "newer version")
    refused(ran("join", tmp_path / "none"), "cannot be read")
    assert (settings_path().read_bytes(), store.kept) == (before, kept)


def test_what_the_policy_says_is_kept_and_must_not_be_otherwise_in_the_file(tmp_path: Path, store: Store) -> None:
    file = set_up(tmp_path) / "enrol" / "a+anna.assist-floor"
    policy = tmp_path / "policy.toml"
    policy.write_text('floor_broker = "mqtts://elsewhere:8883"\n')
    refused(ran("join", file), "`floor_broker` is set by your organisation", str(file))
    assert store.kept == {}
    policy.write_text('floor_broker = "mqtts://broker.example.org:8883"\nfloor_ca = "/etc/ours.crt"\n')
    went_well(ran("join", file))
    assert (settings().floor_ca, settings().floor_user) == ("/etc/ours.crt", "anna")
    assert len(password_of(settings())) >= 32


def test_a_password_can_be_given_where_there_is_no_file(store: Store) -> None:
    refused(ran("password", typed="hunter2\n"), "floor_broker")
    settings_path().parent.mkdir(parents=True)
    settings_path().write_text('floor_broker = "broker.example.org"\nfloor_user = "anna"\n')
    said = went_well(ran("password", typed="hunter2\n"))
    assert "hunter2" not in said
    assert passwords.IN_STORE in said
    assert password_of(settings()) == "hunter2"


def test_leave_forgets_the_password_of_whoever_is_logged_in_where_no_user_is_set(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "anna")
    settings_path().parent.mkdir(parents=True)
    settings_path().write_text('floor_broker = "broker.example.org"\n')
    went_well(ran("password", typed="hunter2\n"))
    assert "hunter2" in store.kept.values()
    assert "anna has left" in went_well(ran("leave"))
    assert store.kept == {}


# --- the console ------------------------------------------------------------------------------------------------------


class Console:
    """Stands in for the window: what it was opened with, and what it does meanwhile."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        self.opened: list[Settings] = []
        self.answers: list[str] = []
        self._folder = tmp_path
        monkeypatch.setattr(floor_commands, "_open", self._run)
        self.visits: Path | None = None

    def _run(self, now: Settings) -> None:
        self.opened.append(now)
        if self.visits is not None:
            enrolment = read_enrolment(self.visits, now=datetime.now(UTC))
            with Visitor(enrolment, broker_of(now).port, 5, folder=self._folder) as visitor:
                self.answers.append(visitor.answer)


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Console:
    return Console(monkeypatch, tmp_path)


def test_the_console_opens_where_the_machine_has_joined_and_says_how_where_not(
    console: Console, tmp_path: Path
) -> None:
    refused(ran(), "assist floor join FILE", "--with-broker")
    assert console.opened == []
    went_well(ran("join", set_up(tmp_path) / "enrol" / "a+b+sue.assist-floor"))
    went_well(ran())
    went_well(ran("--team", "b"))
    assert [teams_of(each) for each in console.opened] == [("a", "b"), ("b",)]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have a screen always")
def test_without_a_screen_the_console_says_so(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    refused(ran(), "The console needs a window")
    assert console.opened == []


def test_with_a_broker_of_its_own_the_console_joins_it_and_both_end_together(console: Console, tmp_path: Path) -> None:
    folder, port = tmp_path / "pilot", free_port()
    people = ("--agents", "2", "--supervisors", "1")
    went_well(ran("init", folder, "--host", HOST, "--bind", HOST, "--port", str(port), *people))
    console.visits = folder / "enrol" / "team+supervisor1.assist-floor"
    said = went_well(ran("--with-broker", folder))
    assert console.answers == ["Success"]
    assert settings().floor_user == "supervisor1"
    for words in (f"mqtts://{HOST}:{port}", str(folder / "enrol"), "assist floor join FILE"):
        assert words in said
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((HOST, port))
    again = went_well(ran("--with-broker", folder))
    assert "Joined" not in again
    assert console.answers == ["Success"] * 2


def test_a_machine_that_has_joined_another_floor_stays_there(console: Console, tmp_path: Path) -> None:
    went_well(ran("join", set_up(tmp_path) / "enrol" / "a+b+sue.assist-floor"))
    folder = tmp_path / "pilot"
    went_well(ran("init", folder, "--host", HOST, "--bind", HOST, "--port", str(free_port()), "--supervisors", "1"))
    assert "assist floor leave" in went_well(ran("--with-broker", folder))
    assert settings().floor_user == "sue"


def test_without_mosquitto_nothing_is_made(console: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pilot, "find_mosquitto", partial(pilot.find_mosquitto, places=()))
    refused(ran("--with-broker"), "not installed")
    assert console.opened == []
    assert not floor_folder().exists()


def test_the_group_says_what_there_is() -> None:
    said = went_well(ran("--help"))
    for name in ("init", "join", "leave", "password", "--with-broker", "--team"):
        assert name in said
