"""A disk that fills up, files that become read-only, a database that goes away: with the real server, and back again."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from django.conf import settings
from django.db import connection

from tests.services import address_of, postgresql_server
from tests.suppliers.documents import sample_files
from tests.web_server import web_server

pytestmark = [pytest.mark.slow, pytest.mark.once]  # it starts its own services
TOKEN = "a" * 32
SAID = "This cannot be saved just now"
OWN_MOUNTS = ["unshare", "--map-root-user", "--mount", "sh", "-c"]
OWN_DISK = 'mount -t tmpfs -o size=96m none "$VAR_DIR" && cp "$SEED" "$VAR_DIR" && mkdir "$VAR_DIR/tmp" && exec "$@"'
READ_ONLY_DISK = OWN_DISK.replace("exec", '"$0" -c "$UNFINISHED" && mount -o remount,ro "$VAR_DIR" && exec')
UNFINISHED = """import os, sqlite3
database = sqlite3.connect(os.path.join(os.environ["VAR_DIR"], "kpmarket.sqlite3"))
database.execute("PRAGMA journal_mode = WAL")
database.execute("CREATE TABLE unfinished (number)")
os._exit(0)
"""
"""A process that the fault of the disk ends at once, and that leaves its journal there, as it would."""


class NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None


class Visitor:
    """Asks one server, signed in or not; an answer is the status, where it leads or what it says, and the header."""

    def __init__(self, port, session=""):
        self.port, self.cookies = port, f"csrftoken={TOKEN}; sessionid={session}"
        self.opener = build_opener(NoRedirect)

    def ask(self, path, body=None, kind="application/x-www-form-urlencoded"):
        headers = {"Cookie": self.cookies, "Content-Type": kind}
        try:
            with self.opener.open(Request(f"http://127.0.0.1:{self.port}{path}", body, headers), timeout=60) as page:
                return page.status, page.read().decode()
        except HTTPError as answer:
            with answer:
                return answer.code, answer.headers["Location"] or answer.read().decode()

    def found_company(self, name):
        facts = {"name_en": name, "name_zh": "江苏新蓝医疗", "csrfmiddlewaretoken": TOKEN}
        return self.ask("/supplier/start/", urlencode(facts).encode())

    def upload(self, company):
        line = "--boundary\r\nContent-Disposition: form-data; name="
        head = f'{line}"csrfmiddlewaretoken"\r\n\r\n{TOKEN}\r\n{line}"file"; filename="a.pdf"\r\n\r\n'
        body = head.encode() + sample_files.pdf() + b"\r\n--boundary--\r\n"
        return self.ask(
            company.replace("company/", "certificates/upload/"), body, "multipart/form-data; boundary=boundary"
        )


def rows(act, **environment):
    kept = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    environment = kept | {"DJANGO_SETTINGS_MODULE": "kpmarket.settings"} | environment
    command = [sys.executable, "-W", "ignore", "-m", "tests.outage_rows", act]
    done = subprocess.run(
        command, env=environment, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def assert_reads(visitor, *paths):
    assert {path: visitor.ask(path)[0] for path in paths} == dict.fromkeys(paths, 200)


def assert_not_now(answer):
    status, said = answer
    assert (status, SAID in said) == (503, True), said


@pytest.fixture
def seed(tmp_path, django_db_setup):
    """A database with one product and a session; what the environment of its processes says."""
    folder = tmp_path / "seed"
    folder.mkdir()
    with connection.cursor():
        shutil.copy(connection.settings_dict["NAME"], folder / "kpmarket.sqlite3")
    environment = {"VAR_DIR": str(folder)}
    return folder / "kpmarket.sqlite3", environment, rows("add", **environment)


@pytest.fixture
def on_own_disk(tmp_path, seed):
    """A server whose files are on a disk of 96 MiB that only it and its children have mounted."""
    folder = tmp_path / "var"
    folder.mkdir()
    before = [*OWN_MOUNTS, OWN_DISK, "sh"]
    with web_server(folder, before=before, SEED=str(seed[0])) as server:
        yield server, Path(f"/proc/{server.pid}/root{folder}")


def names_in(disk, seed):
    file, environment, _facts = seed
    for one in disk.glob("kpmarket.sqlite3*"):
        shutil.copy(one, file.parent)
    return rows("names", **environment)


def fill(disk):
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (1 << 20, 1):
            try:
                while True:
                    file.write(b"a" * size)
            except OSError:
                continue
    return filler


@pytest.mark.django_db
def test_on_a_full_disk_pages_are_read_and_nothing_is_half_written(on_own_disk, seed):
    server, disk = on_own_disk
    facts = seed[2]
    visitor, person = Visitor(server.port), Visitor(server.port, facts["session"])
    status, company = person.found_company("With room")
    assert status == 302

    filler = fill(disk)

    assert_reads(visitor, "/catalogue/?to=DE", facts["product"], "/account/login/")
    assert_reads(person, "/people/notices/", company)
    assert_not_now(person.found_company("Without room"))
    assert_not_now(person.upload(company))
    assert_not_now(
        visitor.ask("/account/login/", urlencode({"login": "a@example.org", "csrfmiddlewaretoken": TOKEN}).encode())
    )

    filler.unlink()

    assert person.found_company("With room again")[0] == 302
    assert person.upload(company)[0] == 302
    assert names_in(disk, seed) == ["Before", "With room", "With room again"]
    assert len([file for file in (disk / "private").rglob("*") if file.is_file()]) == 2, "the file and its page"


@pytest.mark.django_db
def test_where_files_are_read_only_everything_but_files_goes_on(on_own_disk, seed):
    server, disk = on_own_disk
    person = Visitor(server.port, seed[2]["session"])
    _status, company = person.found_company("Xinlan Medical")
    (disk / "private").mkdir(exist_ok=True)
    inside = ["nsenter", "--target", str(server.pid), "--user", "--mount", "--preserve-credentials", "mount"]
    private = str(disk / "private").partition("/root")[2]

    subprocess.run([*inside, "--bind", private, private], check=True)
    subprocess.run([*inside, "-o", "remount,bind,ro", private], check=True)

    assert_reads(person, company, company.replace("company/", "certificates/"))
    assert_not_now(person.upload(company))
    assert person.found_company("Another company")[0] == 302

    subprocess.run([*inside, "-o", "remount,bind,rw", private], check=True)
    assert person.upload(company)[0] == 302


@pytest.mark.django_db
def test_on_a_read_only_disk_pages_are_read_and_forms_answer_with_a_sentence(tmp_path, seed):
    folder, facts = tmp_path / "var", seed[2]
    folder.mkdir()

    with web_server(
        folder, before=[*OWN_MOUNTS, READ_ONLY_DISK, sys.executable], SEED=str(seed[0]), UNFINISHED=UNFINISHED
    ) as server:
        visitor, person = Visitor(server.port), Visitor(server.port, facts["session"])

        assert_reads(visitor, "/catalogue/?to=DE", facts["product"], "/account/login/")
        assert_reads(person, "/people/notices/", "/supplier/start/")
        assert_not_now(person.found_company("On a read-only disk"))


def test_while_the_database_is_away_each_page_says_so_and_then_all_goes_on(tmp_path):
    with postgresql_server() as database:
        environment = {"DATABASE_URL": address_of(database), "VAR_DIR": str(tmp_path)}
        facts = rows("add", **environment)
        with web_server(tmp_path, DATABASE_URL=environment["DATABASE_URL"]) as server:
            person = Visitor(server.port, facts["session"])
            assert person.found_company("Before the outage")[0] == 302

            database.stop()

            assert_not_now(person.ask(facts["product"]))
            assert_not_now(person.found_company("During the outage"))
            assert Visitor(server.port).ask("/live/") == (200, "live\n")
            assert Visitor(server.port).ask("/ready/")[0] == 503

            database.start()

            assert_reads(person, facts["product"], "/people/notices/", "/ready/")
            assert person.found_company("After the outage")[0] == 302
        assert rows("names", **environment) == ["Before", "Before the outage", "After the outage"]
