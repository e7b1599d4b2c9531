"""What a Linux package brings beside the bundle: menu, start at log-in, icon, manual page, papers. Written to a folder
whose `share` becomes /usr/share. The texts themselves are in `packaging/linux/`."""

from __future__ import annotations

import gzip
import shutil
import textwrap
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from assist.policies.managed import DOMAIN
from ship.icon import write_icons
from ship.man_page import man_page
from ship.places import NAME, PACKAGING, CannotBuild, fresh, moment, version

MAINTAINER = "Assist maintainers <maintainers@assist-overlay.invalid>"
TEXTS = PACKAGING / "linux"


def write_files(folder: Path) -> Path:
    """Everything but the bundle, in `folder`: `share`, `debian` (only for Debian's packages), `at-login.desktop`."""
    fresh(folder)
    share = folder / "share"
    _copy(TEXTS / f"{DOMAIN}.desktop", share / "applications" / f"{DOMAIN}.desktop")
    _copy(TEXTS / "assist-overlay-link.desktop", share / "applications" / "assist-overlay-link.desktop")
    _copy(TEXTS / "at-login.desktop", folder / "at-login.desktop")
    write_icons(share / "icons" / "hicolor", DOMAIN)
    _write(share / "metainfo" / f"{DOMAIN}.metainfo.xml", filled("metainfo.xml.in").encode())
    _write(share / "man" / "man1" / "assist.1.gz", packed(man_page()))
    papers = share / "doc" / NAME
    _copy(_sample(), papers / "policy.toml")
    _write(papers / "changelog.gz", packed((PACKAGING / "CHANGELOG.md").read_text(encoding="utf-8")))
    debian = folder / "debian"
    _write(debian / "doc" / NAME / "copyright", filled("copyright.in").encode())
    _write(debian / "doc" / NAME / "changelog.Debian.gz", packed(_changelog()))
    _copy(TEXTS / "lintian-overrides", debian / "lintian" / "overrides" / NAME)
    return folder


def install_note(libraries: Sequence[str], glibc: str) -> str:
    """INSTALL.txt of the .tar.xz, with the libraries that the system has to have."""
    names = textwrap.indent(textwrap.fill(" ".join(libraries), 110, break_on_hyphens=False), "    ")
    return filled("INSTALL.txt.in").replace("@LIBRARIES@", names).replace("@GLIBC@", glibc)


def filled(name: str) -> str:
    """A text of `packaging/linux/` with this version and the day of its last change."""
    day = datetime.fromtimestamp(moment(), UTC).date().isoformat()
    return (TEXTS / name).read_text(encoding="utf-8").replace("@VERSION@", version()).replace("@DATE@", day)


def packed(text: str) -> bytes:
    """As gzip, the same bytes every time."""
    return gzip.compress(text.encode(), mtime=0)


def _sample() -> Path:
    sample = PACKAGING / "policies" / "policy.toml"
    if not sample.exists():
        raise CannotBuild(f"The sample of the policy is missing: {sample}.")
    return sample


def _changelog() -> str:
    """What Debian's tools read; the changes themselves are in changelog.gz beside it."""
    day = format_datetime(datetime.fromtimestamp(moment(), UTC))
    return f"{NAME} ({version()}-1) stable; urgency=medium\n\n  * See changelog.gz.\n\n -- {MAINTAINER}  {day}\n"


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
