"""Storage of files in a bucket, described by one address as `STORAGE_URL` has it. Read by the settings, so without Django."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

BUCKET = "kpmarket.foundation.bucket.BucketStorage"


def bucket_storages(url: str, **options: str) -> dict[str, dict[str, Any]]:
    """Private files and pictures in folders of the bucket at s3://bucket/prefix, as `STORAGES` has them.

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
        for name in ("private", "pictures")
    }
