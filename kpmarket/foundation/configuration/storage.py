"""Where private files, product pictures and static files are kept, as `STORAGES` has it. Read by the settings."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

FOLDER, BUCKET = "kpmarket.foundation.storage.folder.FolderStorage", "kpmarket.foundation.storage.bucket.BucketStorage"
FOLDER_STORAGES: dict[str, dict[str, Any]] = {
    "private": {
        "BACKEND": FOLDER,
        "OPTIONS": {"root_setting": "PRIVATE_ROOT", "folder_mode": 0o700, "file_mode": 0o600},
    },
    "pictures": {"BACKEND": FOLDER, "OPTIONS": {"root_setting": "MEDIA_ROOT"}},
}


def bucket_storages(url: str, **options: str) -> dict[str, dict[str, Any]]:
    """Private files and pictures in folders of the bucket at s3://bucket/prefix.

    Empty options are left to boto3, which looks in its own environment variables and asks the machine it runs on.
    Raises ValueError for an address of another form.
    """
    parts = urlsplit(url)
    if parts.scheme != "s3" or not parts.netloc or parts.query or parts.fragment:
        raise ValueError(f"Not an address like s3://bucket/prefix: {url!r}")
    given = {name: value for name, value in options.items() if value}
    prefix = parts.path.strip("/")
    return {
        name: {
            "BACKEND": BUCKET,
            "OPTIONS": {"bucket_name": parts.netloc, "location": f"{prefix}/{name}".lstrip("/"), **given},
        }
        for name in FOLDER_STORAGES
    }


def static_storage(*, collected: bool) -> dict[str, Any]:
    """Static files hashed and compressed, as `collectstatic` left them, or straight from the source folders."""
    backend = (
        "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if collected
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    return {"BACKEND": backend}


def check_file_sender(x_accel_prefix: str, storage_url: str) -> None:
    """Raise ImproperlyConfigured where a proxy is to send files that lie in a bucket."""
    if x_accel_prefix and storage_url:
        raise ImproperlyConfigured("X_ACCEL_PREFIX is for files in a folder: it cannot be set with STORAGE_URL.")
