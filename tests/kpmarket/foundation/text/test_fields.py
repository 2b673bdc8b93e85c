"""Every form of the site takes text through the two fields that refuse or clean control characters."""

import ast
import importlib
import pkgutil
from pathlib import Path

import pytest
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from allauth.utils import get_form_class
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import get_resolver

import audits
import buyers
import kpmarket
import suppliers
from kpmarket.foundation.text.fields import LineField, MultilineField
from kpmarket.foundation.text.mail_address import validate_mail_address
from kpmarket.foundation.text.one_line import validate_one_line

PACKAGES = (kpmarket, suppliers, audits, buyers)
GUARDS = (validate_one_line, validate_mail_address)
COMPARED = {
    "login",
    "code",
    "otp_code",
    "key",
    "password",
    "password1",
    "password2",
    "oldpassword",
    "uidb36",
}
"""Fields of allauth whose text is compared with what is kept, or hashed; none of it is stored or shown."""
NOT_IN_USE = {"username"}
"""Removed by allauth when it makes the form: people sign in with their address."""
CHECKED_BY_ADAPTER = {"email", "email2"}
"""Fields of allauth with an address: the adapter's ``clean_email`` refuses what mail cannot be sent to."""
REPLACED = {"_BaseAddWebAuthnForm", "AddWebAuthnForm", "EditWebAuthnForm", "SignupWebAuthnForm"}
"""Forms of allauth in whose place ours stand, their base, and that of a sign-up that this site does not offer."""
PLAIN_FIELDS = {"CharField", "SlugField", "RegexField"}


def form_classes():
    for package in PACKAGES:
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" not in module.name and ".management" not in module.name:
                importlib.import_module(module.name)
    assert get_resolver().url_patterns
    waiting, classes = [forms.BaseForm], set()
    while waiting:
        for subclass in waiting.pop().__subclasses__():
            waiting.append(subclass)
            classes.add(subclass)
    return {kind for kind in classes if not kind.__module__.startswith(("django.", "tests."))}


def is_guarded(field):
    return (
        isinstance(field, (MultilineField, forms.JSONField))
        or any(guard in field.validators for guard in GUARDS)
        or not field.strip
    )


def is_inherited_from_allauth(kind, name):
    """A field of a form of ours that stands in allauth's form as well, which the next test looks at."""
    return not kind.__module__.startswith("allauth") and any(
        name in getattr(parent, "base_fields", {}) for parent in kind.__mro__ if parent.__module__.startswith("allauth")
    )


def unguarded(classes):
    return sorted(
        f"{kind.__module__}.{kind.__qualname__}.{name}"
        for kind in classes
        for name, field in getattr(kind, "base_fields", {}).items()
        if isinstance(field, forms.CharField) and not is_guarded(field) and not is_inherited_from_allauth(kind, name)
    )


def test_every_text_field_of_our_forms_refuses_or_cleans_control_characters():
    classes = form_classes()
    ours = {kind for kind in classes if kind.__module__.startswith(tuple(package.__name__ for package in PACKAGES))}

    assert len(ours) > 20
    assert unguarded(ours) == []


def test_what_allauths_forms_take_is_compared_or_checked_by_the_adapter():
    allauths = {kind for kind in form_classes() if kind.__module__.startswith("allauth")}

    in_use = {kind for kind in allauths if kind.__name__ not in REPLACED}
    names = {path.rpartition(".")[2] for path in unguarded(in_use)}
    assert names <= COMPARED | CHECKED_BY_ADAPTER | NOT_IN_USE


def test_the_name_of_a_security_key_is_one_line():
    add = get_form_class(settings.MFA_FORMS, "add_webauthn", AddWebAuthnForm)
    rename = get_form_class(settings.MFA_FORMS, "edit_webauthn", EditWebAuthnForm)

    assert unguarded([add, rename]) == []


def test_no_form_makes_a_plain_text_field_while_it_runs():
    """A form that adds fields in ``__init__`` is not found by looking at its class."""
    plain = [
        f"{path.relative_to(settings.BASE_DIR)}:{node.lineno}"
        for package in PACKAGES
        for path in Path(package.__path__[0]).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func.value) == "forms"
        and node.func.attr in PLAIN_FIELDS
        and not any(word.arg == "strip" for word in node.keywords)
    ]

    assert plain == []


@pytest.mark.parametrize(
    "character", ["\r", "\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\u2028", "\u202e", "\u200b"]
)
def test_a_line_with_such_a_character_is_an_error_of_the_field(character):
    with pytest.raises(ValidationError):
        LineField().clean(f"Mask{character}Bcc : x")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\x0btwo\x0cthree\x1cfour\u2028five", "one\ntwo\nthree\nfour\nfive"),
        ("a\tbc\x07d\u202ee\u200bf", "a\tbcdef"),
        ("\r\n  left and right \u2029", "left and right"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_text_of_several_lines_is_cleaned(typed, kept):
    assert MultilineField().clean(typed) == kept
