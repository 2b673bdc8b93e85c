"""Messages to a person between two pages: in a cookie with the name that all ours have, in the session if it is too long."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class NamedCookieStorage(CookieStorage):
    """Django's, which has no setting for its cookie's name."""

    cookie_name = f"{settings.COOKIE_PREFIX}messages"


class MessageStorage(FallbackStorage):
    """Named in MESSAGE_STORAGE."""

    storage_classes = (NamedCookieStorage, SessionStorage)
