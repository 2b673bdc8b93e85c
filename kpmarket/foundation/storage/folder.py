"""A folder of this machine as file storage, used for private files and for product pictures unless a bucket is configured."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage

PARTIAL = ".part"
CHUNK_BYTES = 1024 * 1024


def local_path(storage: Storage, key: str) -> Path | None:
    """Where the file of that key is on this machine, whether it exists or not; None for a bucket."""
    try:
        return Path(storage.path(key))
    except NotImplementedError:
        return None


class FolderStorage(FileSystemStorage):
    """The folder that a setting names. A file is there in full or not at all: it is written under another name first."""

    def __init__(self, root_setting: str, *, folder_mode: int = 0o777, file_mode: int = 0o666) -> None:
        super().__init__()
        self.root_setting, self.folder_mode, self.file_mode = root_setting, folder_mode, file_mode

    @property
    def base_location(self) -> str:
        return str(getattr(settings, self.root_setting))

    @property
    def location(self) -> str:
        return str(Path(self.base_location).resolve())

    def _save(self, name: str, content: File[bytes]) -> str:
        path = Path(self.path(name))
        Path(self.location).mkdir(mode=self.folder_mode, parents=True, exist_ok=True)
        path.parent.mkdir(mode=self.folder_mode, exist_ok=True)
        partial = path.with_name(f"{path.name}{PARTIAL}")
        try:
            partial.touch(mode=self.file_mode, exist_ok=False)
            with partial.open("wb") as file:
                for chunk in content.chunks(CHUNK_BYTES):
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            partial.rename(path)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
        return name
