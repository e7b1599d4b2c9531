"""THIRD-PARTY.txt: everything in a bundle with its licence, where that is known from, and its duties. Knows no file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from textwrap import wrap

from ship.licence_table import Table, ids
from ship.licensed import Licensed
from ship.places import TITLE, version

PAGE = "THIRD-PARTY.txt"
WIDTH = 110
MOST_FILES = 6
"""Files named of one entry; the list of parts (CycloneDX) names all of them."""


def page(table: Table, entries: Sequence[Licensed], kept: Mapping[Path, str]) -> str:
    """The page's text. `kept` says where in the folder each text is."""
    parts, crates, models = ([entry for entry in entries if entry.what == what] for what in ("part", "crate", "model"))
    lines = [f"{TITLE} {version()}: the work of others in it, and its licences", ""]
    lines += _paragraph(
        f"{len(parts)} parts, {len(crates)} components that parts list as compiled into them (their makers list those "
        f"for other systems and those that only help to compile, too), {len(models)} models. "
        "Every licence here permits commercial use; why is said at the end. Where a licence leaves a choice, “used "
        "under” names what is made use of."
    )
    lines += _title("Parts")
    for part in parts:
        lines += ["", *_entry(part, kept)]
        for inner in entries:
            if inner.of == part.name and inner.what != "model":
                lines += _inner(inner, kept)
    lines += _title("Models")
    for model in models:
        lines += ["", *_entry(model, kept)]
    lines += _duties(table, entries)
    lines += _title("Why they permit commercial use")
    lines += [f"  {name}: {table.allowed[name]}" for name in _used_licences(entries)]
    return "\n".join(lines) + "\n"


def _title(words: str) -> list[str]:
    return ["", "", words, "=" * len(words)]


def _used_licences(entries: Sequence[Licensed]) -> list[str]:
    return sorted({name for entry in entries for name in ids(entry.chosen)})


def _duties(table: Table, entries: Sequence[Licensed]) -> Iterator[str]:
    yield from _title("What licences ask for")
    for duty in table.duties_of(_used_licences(entries)):
        named = [_called(entry) for entry in entries if set(ids(entry.chosen)) & set(duty.licences)]
        yield ""
        yield from _paragraph(f"{', '.join(duty.licences)} ({'; '.join(named)}):")
        yield from _paragraph(duty.text)


def _entry(entry: Licensed, kept: Mapping[Path, str]) -> Iterator[str]:
    yield f"{entry.name} {entry.version}".rstrip()
    yield f"    {_used(entry)}"
    yield from _paragraph(f"known from: {entry.source}", "    ")
    if entry.home:
        yield f"    from: {entry.home}"
    yield from _files(entry, "    ")
    yield from _paragraph("texts: " + ", ".join(kept[text] for text in entry.texts), "    ")


def _inner(entry: Licensed, kept: Mapping[Path, str]) -> Iterator[str]:
    if entry.what == "crate":
        by = f" (by {entry.authors})" if entry.authors else ""
        yield f"    - {entry.name} {entry.version}: {_used(entry)}{by}"
        return
    yield f"    + {entry.name}: {_used(entry)}"
    yield from _paragraph(f"known from: {entry.source}", "        ")
    yield from _files(entry, "        ")
    yield from _paragraph("texts: " + ", ".join(kept[text] for text in entry.texts), "        ")


def _files(entry: Licensed, indent: str) -> Iterator[str]:
    named = [
        *entry.files[:MOST_FILES],
        *([f"and {len(entry.files) - MOST_FILES} more"] if entry.files[MOST_FILES:] else []),
    ]
    if entry.modules:
        named.append(f"{entry.modules} modules in the archive of the program `assist`")
    if named:
        yield from _paragraph("files: " + ", ".join(named), indent)


def _used(entry: Licensed) -> str:
    return entry.said if entry.said == entry.chosen else f"{entry.said}; used under {entry.chosen}"


def _called(entry: Licensed) -> str:
    return f"{entry.name}, inside {entry.of}" if entry.of else entry.name


def _paragraph(text: str, indent: str = "") -> list[str]:
    return wrap(" ".join(text.split()), WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False,
                break_on_hyphens=False)  # fmt: skip
