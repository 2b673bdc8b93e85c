"""A bucket on loopback, in a server that speaks S3. Loaded by the first test that asks for it: it takes two seconds."""

import pytest
from django.core.files.storage import storages
from django.core.files.storage.handler import StorageHandler

from kpmarket.foundation.configuration.storage import bucket_storages

NAME = "kp-files"


@pytest.fixture(scope="session")
def bucket_files():
    """The storages of private files and pictures, in a bucket of the server; made once, as each loads a model of S3."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    options = {"endpoint_url": f"http://{host}:{port}", "region_name": "us-east-1", "addressing_style": "path"}
    made = StorageHandler(bucket_storages(f"s3://{NAME}/site", access_key="key", secret_key="secret", **options))
    made["private"].connection.create_bucket(Bucket=NAME)
    yield {name: made[name] for name in ("private", "pictures")}
    server.stop()


@pytest.fixture
def bucket(bucket_files, monkeypatch):
    """An empty bucket that private files and product pictures are kept in; a boto3 resource."""
    for name, storage in bucket_files.items():
        monkeypatch.setitem(storages._storages, name, storage)
    yield bucket_files["private"].bucket
    bucket_files["private"].bucket.objects.all().delete()
