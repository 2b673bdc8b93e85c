"""The texts in both languages: gather, check, compile."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

LANGUAGES = ("en", "zh_Hans")
FIRST_DAY = datetime(2026, 11, 22, tzinfo=UTC)
"""Stands in the header, so that gathering twice changes nothing."""
ROOTS = ("kpmarket", "suppliers", "audits", "buyers", "templates")


class Command(BaseCommand):
    help = "Compile both catalogues; --update gathers new texts from the code first; --check reports what is missing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--update", action="store_true", help="gather texts from code and templates (needs gettext)"
        )
        parser.add_argument("--check", action="store_true", help="fail when a text is missing or untranslated")

    def handle(self, *args: object, update: bool, check: bool, **options: object) -> None:
        fresh = gather() if update or check else Catalog()
        for language in LANGUAGES:
            path = Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"
            catalogue = read(path)
            if update or check:
                if check and (faults := faults_of(catalogue, fresh)):
                    raise CommandError(f"{language}: {len(faults)} texts want work:\n" + "\n".join(faults[:40]))
                if update:
                    catalogue = merge(catalogue, fresh, language)
                    write(path, catalogue)
            compile_to(path, catalogue)
        for path in rewordings():
            catalogue = read(path)
            if check and (faults := faults_of(catalogue, catalogue)):
                raise CommandError(f"{path}: {len(faults)} texts want work:\n" + "\n".join(faults[:40]))
            compile_to(path, catalogue)


def rewordings() -> list[Path]:
    """Catalogues with our own words for texts of Django and allauth, kept by hand: no code of ours holds those texts."""
    folders = [Path(folder) for folder in settings.LOCALE_PATHS[1:]]
    return [folder / language / "LC_MESSAGES" / "django.po" for folder in folders for language in LANGUAGES]


def compile_to(path: Path, catalogue: Catalog) -> None:
    """Write what the running site reads, next to the catalogue."""
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)


def read(path: Path) -> Catalog:
    """The catalogue in that file, empty where there is none."""
    if not path.exists():
        return Catalog(locale=path.parent.parent.name)
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def write(path: Path, catalogue: Catalog) -> None:
    """Sorted and without places in the code, so that a change of one text is a change of one line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, no_location=True, sort_output=True, width=110, include_previous=False)


def gather() -> Catalog:
    """Every text marked for translation, as Django's own makemessages finds it, in the language of the code."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for root in ROOTS:
            shutil.copytree(
                settings.BASE_DIR / root, copy / root, ignore=shutil.ignore_patterns("__pycache__", "*.webp")
            )
        (copy / "locale").mkdir()
        command = [sys.executable, "-m", "django", "makemessages", "-l", "en", "--no-location", "-v", "0"]
        subprocess.run(command, cwd=copy, check=True)  # noqa: S603
        return read(copy / "locale" / "en" / "LC_MESSAGES" / "django.po")


def faults_of(catalogue: Catalog, fresh: Catalog) -> list[str]:
    """One line per text that the catalogue lacks or leaves untranslated, and per text that no code uses."""
    known = {key(message): message for message in catalogue if message.id}
    wanted = {key(message) for message in fresh if message.id}
    missing = [f"  missing: {text[1]!r}" for text in sorted(wanted - known.keys())]
    unused = [f"  unused: {text[1]!r}" for text in sorted(known.keys() - wanted)]
    return [
        *missing,
        *unused,
        *(f"  untranslated: {key(message)[1]!r}" for message in known.values() if not is_translated(message)),
        *(
            f"  placeholders differ: {key(message)[1]!r}: {error}"
            for message in known.values()
            for error in message.check()
        ),
    ]


def key(message: Message) -> tuple[str, str]:
    """Context and (singular) text."""
    text = message.id if isinstance(message.id, str) else message.id[0]
    return (message.context or "", text)


def is_translated(message: Message) -> bool:
    parts = [message.string] if isinstance(message.string, str) else list(message.string or [])
    return all(parts) and not message.fuzzy


def merge(old: Catalog, fresh: Catalog, language: str) -> Catalog:
    """What the code says now, with the translations that we have; English translates to itself."""
    known = {key(message): message for message in old if message.id}
    merged = Catalog(locale=language, header_comment="# The texts of KP Medical Supplies.", fuzzy=False)
    merged.creation_date = merged.revision_date = FIRST_DAY
    for message in fresh:
        if not message.id:
            continue
        before = known.get(key(message))
        string = before.string if before and is_translated(before) else None
        if language == "en":
            string = message.id
        merged.add(message.id, string, flags=message.flags - {"fuzzy"}, context=message.context)
    return merged
