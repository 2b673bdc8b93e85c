"""Keys of others in every field of every form: nothing of theirs is shown, changed or referred to."""

import pytest
from django.apps import apps
from django.urls import reverse

from tests.access.asking import URLS, Asker, leaks
from tests.access.forms import KEYS_WITHOUT_FORM, Form, forms_of
from tests.access.table import ROWS
from tests.access.world import FOREIGN, PEOPLE, World
from tests.test_access import KNOWN_TO

OURS = {"suppliers", "buyers", "audits", "accounts", "kpmarket"}
PAGES = {"owner": ("suppliers:", "buyers:", "accounts:"), "buyer": ("buyers:",), "senior": ("admin:audits", "buyers:")}
FIXED = {"csrfmiddlewaretoken", "language"}
SIGNS_OUT = {"account_logout", "set_language"}


@pytest.fixture
def world(db, settings):
    settings.EASE_SECOND_FACTOR = True
    settings.DAILY_LIMITS = {}
    return World(settings)


def forms_for(asker, person):
    """Every form that this person finds, by address, each once."""
    left_out = {reverse(name) for name in SIGNS_OUT}
    found = {}
    for name in URLS:
        if not name.startswith(PAGES[person]) or ROWS[name]["GET"][PEOPLE.index(person)] != 200:
            continue
        page = reverse(name, kwargs=asker.world.arguments_of(name, URLS[name]))
        for form in forms_of(asker.ask("GET", name).body):
            form.action = form.action or page
            if form.action not in left_out:
                found.setdefault((form.action, *sorted(form.values)), form)
    for name, values in KEYS_WITHOUT_FORM.items():
        if name.startswith(PAGES[person]):
            form = Form(reverse(name, kwargs=asker.world.arguments_of(name, URLS[name])), dict(values))
            found[form.action, *sorted(values)] = form
    return list(found.values())


def bodies_with_keys_of_others(form):
    """The form as it would be sent, with the key of others in one field after the other, and in all of them."""
    names = [name for name in form.values if name not in FIXED]
    for name in names:
        yield name, {**form.values, name: [str(FOREIGN)]}
    yield "all", form.values | {name: [str(FOREIGN)] for name in names}


def possessions():
    """Every row of others as it is, and the keys of all rows that refer to one."""
    for model in apps.get_models():
        if model._meta.app_label not in OURS:
            continue
        if model._meta.pk.get_internal_type() in {"BigAutoField", "AutoField"}:
            yield model.__name__, list(model._default_manager.filter(pk=FOREIGN).values())
        for relation in (*model._meta.concrete_fields, *model._meta.many_to_many):
            if relation.related_model and relation.related_model._meta.app_label in OURS:
                referring = model._default_manager.filter(
                    **{relation.attname if not relation.many_to_many else relation.name: FOREIGN}
                )
                yield f"{model.__name__}.{relation.name}", sorted(referring.values_list("pk", flat=True))


@pytest.mark.slow
@pytest.mark.parametrize("person", PAGES)
def test_a_key_of_others_in_any_field_shows_changes_and_reaches_nothing(world, person, monkeypatch):
    asker, before, changed = Asker(world, person), dict(possessions()), {}
    forms, answers = forms_for(asker, person), []

    def note(name):
        """Called within the request's transaction, which is taken back."""
        after = dict(possessions())
        changed.update({(name, key): value for key, value in after.items() if value != before[key]})

    for form in forms:
        for field, body in bodies_with_keys_of_others(form):
            name = f"{form.action} {field}"
            answers.append(asker.ask_address("POST", form.action, body, name=name, then=lambda name=name: note(name)))

    assert changed == {}
    assert {answer.name: answer.status for answer in answers if answer.status >= 500} == {}
    assert leaks(answers, KNOWN_TO[person]) == []
    assert len(forms) > {"owner": 15, "buyer": 4, "senior": 5}[person]
