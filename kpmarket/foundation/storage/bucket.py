"""A bucket that speaks S3 as file storage. Loaded only where STORAGE_URL is set: boto3 takes a third of a second."""

from __future__ import annotations

from typing import Any

from botocore.config import Config
from storages.backends.s3 import S3Storage

CONNECT_SECONDS, READ_SECONDS, ATTEMPTS = 5, 30, 3
MEMORY_BYTES = 1024 * 1024
"""A file that is read is kept in memory up to this size; a larger one is kept in a temporary file."""


class BucketStorage(S3Storage):
    """One folder of a bucket. Each request ends in bounded time, and checksums are left out that only Amazon knows."""

    def __init__(self, *, addressing_style: str, **options: Any) -> None:
        client = Config(
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"total_max_attempts": ATTEMPTS},
            s3={"addressing_style": addressing_style},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        super().__init__(client_config=client, max_memory_size=MEMORY_BYTES, **options)
