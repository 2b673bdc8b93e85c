"""Every column about people is in the register, and everything in the register exists and is said in words."""

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from buyers.models import Buyer
from kpmarket.accounts.models import User
from kpmarket.site.privacy.holdings import HOLDINGS
from kpmarket.site.privacy.kinds import KINDS
from kpmarket.site.privacy.not_about_people import NOT_ABOUT_PEOPLE
from kpmarket.site.privacy.personal_columns import (
    is_personal,
    personal_columns,
    registered_columns,
    unregistered_columns,
)


def column(name):
    table, _, field = name.rpartition(".")
    return apps.get_model(table)._meta.get_field(field)


def test_no_column_about_people_is_missing_from_the_register():
    assert unregistered_columns() == []


@pytest.mark.parametrize("name", sorted(registered_columns() | set(NOT_ABOUT_PEOPLE)))
def test_what_the_register_names_exists(name):
    try:
        column(name)
    except (FieldDoesNotExist, LookupError):
        pytest.fail(f"{name} does not exist")


def test_what_is_said_to_be_about_no_people_would_be_asked_for_otherwise():
    assert set(personal_columns()) >= set(NOT_ABOUT_PEOPLE)


@pytest.mark.parametrize(
    ("field", "name"),
    [
        (models.ForeignKey(User, models.CASCADE), "judge"),
        (models.OneToOneField(Buyer, models.CASCADE), "whose"),
        (models.ManyToManyField(User), "watchers"),
        (models.EmailField(), "reach"),
        (models.GenericIPAddressField(), "read_from"),
        (models.CharField(), "contact_name"),
        (models.CharField(), "home_address"),
        (models.CharField(), "mobile"),
        (models.TextField(), "user_agent"),
        (models.CharField(), "wechat_id"),
    ],
)
def test_a_new_column_about_people_would_be_noticed(field, name):
    field.name = name

    assert is_personal(field)


@pytest.mark.parametrize(("field", "name"), [(models.CharField(), "model"), (models.IntegerField(), "name_count")])
def test_a_column_about_things_is_left_alone(field, name):
    field.name = name

    assert not is_personal(field)


@pytest.mark.django_db
@pytest.mark.parametrize("holding", HOLDINGS, ids=lambda holding: holding.table)
def test_the_lookups_of_each_table_can_be_asked(holding):
    rows = apps.get_model(holding.table)._base_manager.all()

    for lookup in (*holding.persons, *holding.addresses):
        assert not rows.filter(**{lookup: "0"}).values(*holding.copied).exists()


def test_each_kind_says_what_why_how_long_and_for_whom_and_every_table_has_one():
    assert {holding.kind for holding in HOLDINGS} <= set(KINDS)
    for kind in KINDS:
        words = (kind.title, kind.what, kind.why, kind.basis.value, kind.kept_for, kind.receivers, kind.on_erasure)
        assert all(str(word).strip() for word in words), kind.code
        assert "%(" not in f"{kind.kept_for}{kind.stays_until}"
        assert kind.places
