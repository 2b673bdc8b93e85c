"""One address says where files are kept."""

import pytest

from kpmarket.foundation.configuration.storage import bucket_storages


@pytest.mark.parametrize(
    ("url", "bucket", "location"),
    [
        ("s3://files", "files", "pictures"),
        ("s3://files/", "files", "pictures"),
        ("s3://files/site", "files", "site/pictures"),
        ("s3://files/a/b/", "files", "a/b/pictures"),
    ],
)
def test_private_files_and_pictures_have_folders_of_their_own(url, bucket, location):
    storages = bucket_storages(url, endpoint_url="http://127.0.0.1:9000", access_key="")

    assert storages["pictures"]["OPTIONS"] == {
        "bucket_name": bucket,
        "location": location,
        "endpoint_url": "http://127.0.0.1:9000",
    }
    assert storages["private"]["OPTIONS"]["location"] == location.replace("pictures", "private")


@pytest.mark.parametrize("url", ["files", "/var/files", "https://files.example/site", "s3:///site", "s3://a/b?c=d"])
def test_another_address_is_refused(url):
    with pytest.raises(ValueError, match="Not an address like s3"):
        bucket_storages(url)
