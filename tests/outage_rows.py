"""What a drill of an outage asks of its database, in a process of its own: JSON on the last line.

python -m tests.outage_rows add      migrated; a cleared product, and a session of somebody who may found companies
python -m tests.outage_rows names    of the companies, in order
"""

import json
import sys

import django

django.setup()

from importlib import import_module  # noqa: E402

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.core.management import call_command  # noqa: E402

from suppliers.models import Supplier  # noqa: E402
from tests.factories import ClearanceFactory, UserFactory  # noqa: E402


def add() -> dict[str, str]:
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    product, person = ClearanceFactory(product__supplier__name_en="Before").product, UserFactory()
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(person.pk), settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return {"session": str(session.session_key), "product": product.get_absolute_url()}


def names() -> list[str]:
    return list(Supplier.objects.order_by("pk").values_list("name_en", flat=True))


if __name__ == "__main__":
    print(json.dumps({"add": add, "names": names}[sys.argv[1]]()))
