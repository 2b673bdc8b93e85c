"""The command that removes files that no row names."""

import os
from pathlib import Path

import pytest
from django.core.management import call_command

from kpmarket.foundation.storage import files

pytestmark = pytest.mark.django_db


def test_nothing_is_deleted_unless_asked_for(capsys, settings):
    key = files.storage_key(files.store_bytes(b"a picture", ".webp").name)
    path = Path(settings.PRIVATE_ROOT) / key
    os.utime(path, (0, 0))

    call_command("remove_orphans")
    assert path.exists()
    assert capsys.readouterr().out == f"private/{key}\n1 files would be removed.\n"

    call_command("remove_orphans", delete=True)
    assert not path.exists()
    assert capsys.readouterr().out == f"private/{key}\n1 files removed.\n"
