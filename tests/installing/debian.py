"""A Debian 12 of its own in a folder, as clean as `debootstrap` makes it, to install packages in.

Root is needed. The base system is made once and kept in `build/`; every test begins with a copy. Nothing is mounted
outside the processes that run in it, so that nothing stays behind.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from ship.places import WORK, call, fresh

SUITE = "bookworm"
BASE = WORK / f"chroot-{SUITE}"
FETCHED = WORK / "chroot-archives"
"""Packages of Debian that an earlier test fetched."""
USER = "agent"
MINUTES = 10
NOT_LOOKED_AT = (
    "proc", "sys", "dev", "srv", "home", "tmp", "run", "var/lib/dpkg", "var/lib/apt", "var/cache", "var/log",
)  # fmt: skip
"""Where an installation leaves no files of its own: what the kernel, users, apt and dpkg keep."""


class Debian:
    """One system: what runs in it sees nothing of the machine but its kernel, network and displays."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def run(
        self, *words: str, user: str = USER, env: Mapping[str, str] | None = None, network: bool = True
    ) -> subprocess.CompletedProcess[str]:
        """A program run by a user ("root" is one), with an environment as after logging in."""
        apart = ["unshare", "--mount", "--pid", "--fork", "--kill-child", f"--mount-proc={self.root / 'proc'}"]
        # Without a network of its own it also cannot reach displays by their abstract sockets.
        apart += [] if network else ["--net"]
        home = "/root" if user == "root" else f"/home/{user}"
        own = {"HOME": home, "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "LANG": "C.UTF-8", "USER": user}
        return subprocess.run(
            [*apart, "chroot", f"--userspec={user}:{user}", str(self.root), "env", "--chdir", home, *words],
            env={**own, **(env or {})}, capture_output=True, text=True, timeout=MINUTES * 60, check=False,
        )  # fmt: skip

    def apt(self, *words: str) -> str:
        """What apt-get said, which must go well."""
        done = self.run("apt-get", "-y", *words, user="root", env={"DEBIAN_FRONTEND": "noninteractive"})
        assert done.returncode == 0, f"apt-get {' '.join(words)}:\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
        return done.stdout + done.stderr

    def put(self, path: Path) -> str:
        """A copy of a file of the machine, as its place in this system."""
        target = self.root / "srv" / path.name
        shutil.copyfile(path, target)
        target.chmod(0o644)
        return f"/srv/{path.name}"

    def files(self) -> set[str]:
        """Every file and folder that an installation may change."""
        found = (path.relative_to(self.root).as_posix() for path in self.root.rglob("*"))
        return {file for file in found if not file.startswith(NOT_LOOKED_AT)}


@contextmanager
def debian(folder: Path) -> Iterator[Debian]:
    """A fresh system in `folder`, with a normal user; gone at the end."""
    _make_base()
    root = fresh(folder) / "root"
    subprocess.run(["cp", "-a", "--reflink=auto", str(BASE), str(root)], check=True)
    archives = root / "var" / "cache" / "apt" / "archives"
    FETCHED.mkdir(exist_ok=True)
    shutil.copytree(FETCHED, archives, dirs_exist_ok=True)
    shutil.copyfile("/etc/resolv.conf", root / "etc" / "resolv.conf")
    system = Debian(root)
    try:
        made = system.run("useradd", "--create-home", USER, user="root")
        assert made.returncode == 0, made.stderr
        yield system
    finally:
        for package in archives.glob("*.deb"):
            shutil.move(package, FETCHED / package.name)
        shutil.rmtree(folder)


def _make_base() -> None:
    if BASE.exists():
        return
    begun = fresh(BASE.with_name(f"{BASE.name}.begun"))
    call("debootstrap", "--variant=minbase", SUITE, begun, why="no clean Debian could be made to install in")
    begun.rename(BASE)
