"""`assist models`: what is on this machine, fetching, adding, removing, checking, and models in one file for other
machines."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assist import integrity, model_files, model_settings
from assist.command_options import FOUND_WRONG, wished
from assist.errors import ModelError, ModelMissing
from assist.settings import Settings
from assist.settings_files import models_folder

if TYPE_CHECKING:
    from assist.model_packs import Chosen

for_all_option = click.option(
    "--shared", is_flag=True, help="For everybody on this computer, in the shared folder; an administrator may."
)


@click.group()
def models() -> None:
    """Speech models: list, fetch, add, remove, verify; packs of them for computers without a network."""


@models.command("list")
def list_models() -> None:
    """What is on this machine, and what can be fetched."""
    settings = wished()
    click.echo("On this machine:\n  moonshine  en  Moonshine tiny, comes with the program")
    for found in model_settings.vosk_models(settings).values():
        click.echo(f"  vosk       {found.language}  {found.name} ({found.origin})")
    click.echo(f"Shared models are looked for in {model_settings.shared_folder(settings)}.")
    click.echo(f"To fetch into {models_folder(settings)}:")
    for model in model_files.manifest():
        click.echo(f"  {model.name}  {model.language}  {model.size / 1e6:.0f} MB  {model.licence}  {model.note}")


@models.command()
@click.argument("name")
def get(name: str) -> None:
    """Fetch the model NAME; goes on where an earlier try broke off."""
    from assist import model_fetching

    model, settings = model_files.known(name), wished()
    with (
        model_settings.open_session(settings) as session,
        click.progressbar(length=model.size, label=name, file=sys.stderr) as bar,
    ):
        folder = model_fetching.get(model, models_folder(settings), bar.update, session)
    click.echo(f"Installed in {folder}.")


@models.command()
@click.argument("path", type=click.Path(path_type=Path))
@for_all_option
def add(path: Path, shared: bool) -> None:
    """Install a model that is on this machine: a folder or a zip file."""
    settings = wished()
    if settings.models_key:
        raise ModelError("This computer takes only packs that its organisation signed: `assist models install PACK`.")
    click.echo(f"Installed in {model_files.add(path, _folder(settings, shared), for_all=shared)}.")


@models.command()
@click.argument("name")
@for_all_option
def remove(name: str, shared: bool) -> None:
    """Remove the model NAME from the models folder, all of it or nothing."""
    click.echo(f"Removed: {model_files.remove(name, _folder(wished(), shared))}.")


@models.command()
def verify() -> None:
    """Check that all models and packs are as they were when they came."""
    settings = wished()
    bad = [name for name, good in integrity.own_files() if not good]
    good = _tell("what comes with Assist", bad)
    installed = model_settings.all_models(settings)
    for found in installed:
        if integrity.check_sums(found.folder) is None:
            click.echo(f"{found.name} ({found.origin}): nobody made check sums of it")
        else:
            good = _tell(f"{found.name} ({found.origin})", integrity.changed(found.folder)) and good
    if not good:
        sys.exit(FOUND_WRONG)


@models.command()
@click.argument("names", metavar="NAME-OR-FOLDER...", nargs=-1, required=True)
@click.option("-o", "--output", "pack", type=click.Path(path_type=Path), required=True, help="The file to write.")
@click.option("--sign", "key", type=click.Path(path_type=Path), help="File of the private key to sign it with.")
@click.option("--licence", help="Licence of the models that the program's own list does not know, as Apache-2.0.")
def pack(names: tuple[str, ...], pack: Path, key: Path | None, licence: str | None) -> None:
    """Put models of this machine into one file, for computers without a network."""
    from assist import model_packs

    settings = wished()
    chosen = [_chosen(name, settings, licence) for name in names]
    digest = model_packs.make(chosen, pack, key=key)
    click.echo(f"Written: {pack} ({pack.stat().st_size / 1e6:.0f} MB, {'signed' if key else 'not signed'}).")
    click.echo(f"sha256 {digest}")


@models.command()
@click.argument("pack", type=click.Path(path_type=Path))
@click.option("--sha256", "digest", default="", help="What the file has to have; `assist models pack` told it.")
@for_all_option
def install(pack: Path, digest: str, shared: bool) -> None:
    """Install every model of the file PACK, or none; as often as you like."""
    from assist import pack_installing

    settings = wished()
    folder = _folder(settings, shared)
    for taken in pack_installing.install(pack, folder, key=settings.models_key, digest=digest.strip(), for_all=shared):
        click.echo(f"{'There already' if taken.was_there else 'Installed'}: {taken.folder}.")


@models.command()
@click.argument("file", type=click.Path(path_type=Path))
def key(file: Path) -> None:
    """Make a key to sign packs with: the private half in FILE, to be kept away from other computers."""
    from assist import pack_signing

    public = pack_signing.make_key(file)
    click.echo(f"Written: {file}. Who has it can sign packs; keep it where only you can read it.")
    click.echo(f'For the policy, so that no other packs are installed: models_key = "{public}"')


def _folder(settings: Settings, shared: bool) -> Path:
    return model_settings.shared_folder(settings) if shared else models_folder(settings)


def _tell(what: str, bad: list[str]) -> bool:
    click.echo(f"{what}: " + (f"changed or gone: {', '.join(bad)}" if bad else "as it came"))
    return not bad


def _chosen(name: str, settings: Settings, licence: str | None) -> Chosen:
    """The model of that name on this machine, or the one in that folder. Raises ModelMissing or ModelError."""
    from assist.model_packs import Chosen

    path = Path(name)
    found = next((each for each in model_settings.all_models(settings) if each.name == name), None)
    if found is None and not path.is_dir():
        raise ModelMissing(
            f'There is no model "{name}" on this machine and no such folder; `assist models list` names what is there, '
            "and `assist models get` fetches."
        )
    called, folder = (found.name, found.folder) if found is not None else (path.resolve().name, path)
    known = next((model.licence for model in model_files.manifest() if model.name == called), licence)
    if known is None:
        raise ModelError(f"Which licence {called} has is not known here; say it, as in --licence Apache-2.0.")
    return Chosen(called, folder, known)
