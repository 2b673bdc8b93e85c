"""Which columns of the database are about people, by their type, their name and whom they point to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.apps import apps
from django.db import models

from buyers.models import Buyer
from kpmarket.accounts.models import User
from kpmarket.site.privacy.holdings import HOLDINGS
from kpmarket.site.privacy.not_about_people import NOT_ABOUT_PEOPLE

PEOPLE = (User, Buyer)
"""A row that points to one of these is about that person, or about the people of an organisation that may be one."""
PERSONAL_WORDS = re.compile(
    r"(^|_)(name|names|codename|email|mail|address|phone|telephone|mobile|fax|wechat|ip|user_agent|organisation|birthday|passport)(_|$)"
)
PERSONAL_TYPES = (models.EmailField, models.GenericIPAddressField)


def personal_columns() -> Iterator[str]:
    """Every column about people, as ``accounts.User.email``."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
                if is_personal(field):
                    yield f"{model._meta.label}.{field.name}"


def is_personal(field: models.Field) -> bool:
    """Whether a column tells who somebody is, or points to a person."""
    if field.remote_field is not None:
        return field.related_model in PEOPLE or field.name == "email_address"
    if isinstance(field, PERSONAL_TYPES):
        return True
    return isinstance(field, models.CharField | models.TextField) and bool(PERSONAL_WORDS.search(field.name))


def registered_columns() -> set[str]:
    """Every column that the register names as personal."""
    return {f"{holding.table}.{column}" for holding in HOLDINGS for column in holding.columns}


def unregistered_columns() -> list[str]:
    """Columns about people that the register does not name."""
    return sorted(set(personal_columns()) - registered_columns() - set(NOT_ABOUT_PEOPLE))
