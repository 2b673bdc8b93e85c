"""Drafts of editions through their pages."""

import pytest
from django.test import Client
from django.urls import reverse

from audits.law.current import current_edition, load_rulebook
from audits.models import RulebookDraft
from kpmarket.accounts.models import Notice
from tests.audits import small_law
from tests.factories import NOON, AuditorFactory

pytestmark = pytest.mark.django_db
US = "markets/US.yaml"
ROW = {
    "route": "Clearance",
    "class_basis": "knowledge",
    "first_day": "2000-01-01",
    "last_day": "2027-01-31",
    "combine": "alternative",
    "outcome": "allowed_if",
    "asks": "doc",
    "confidence": "low",
    "legal_basis": "Section 1",
    "sources": "law",
}
FAULTS = {
    "unknown id": ("asks: doc", "asks: dok", "US.medical_mask.1: unknown evidence type 'dok'"),
    "cycle": ("asks: doc", "asks: &a {all_of: [doc, *a]}", "line 11: *a refers to itself"),
    "end before start": ("2027-01-31", "1999-12-31", "ends on 1999-12-31 before it starts on 2000-01-01"),
    "unknown key": ("route:", "rout:", "'rout' was unexpected"),
    "bad date": ("2027-01-31", "2027-02-30", "bad date '2027-02-30'"),
    "wrong encoding": ("Clearance", "Cl\ufffdarance", "line 8: holds the character for unreadable bytes"),
    "too large": ("market: US", "#" * 1_000_001 + "\nmarket: US", "is larger than 1 MB"),
}


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.EASE_SECOND_FACTOR = True


def senior_client():
    client = Client()
    client.force_login(AuditorFactory(level="senior").user)
    return client


@pytest.fixture
def alice(law):
    return senior_client()


@pytest.fixture
def bob(law):
    return senior_client()


@pytest.fixture
def draft(alice):
    alice.post(reverse("admin:audits_rulebookdraft_add"), {"title": "Masks"})
    return RulebookDraft.objects.get()


def draft_url(draft, name, query=""):
    return reverse(f"admin:audits_rulebookdraft_{name}", args=[draft.pk]) + query


def words(response):
    return [str(message) for message in response.context["messages"]]


def move(client, draft, step, **more):
    draft.refresh_from_db()
    return client.post(draft_url(draft, "move"), {"step": step, "version": draft.version, **more}, follow=True)


def save_row(client, draft, query="?file=markets/US.yaml&id=US.medical_mask.1", **changes):
    return client.post(draft_url(draft, "row", query), {**ROW, "version": draft.version, **changes}, follow=True)


def save_file(client, draft, text, name=US):
    return client.post(draft_url(draft, "file", f"?name={name}"), {"text": text, "version": draft.version}, follow=True)


def test_a_row_is_shown_as_it_stands_and_an_unchanged_form_changes_nothing(alice, draft):
    page = alice.get(draft_url(draft, "row", "?file=markets/US.yaml&id=US.medical_mask.1"))
    shown = {name: page.context["form"][name].value() for name in ROW}
    assert shown == ROW

    save_row(alice, draft)

    draft.refresh_from_db()
    assert draft.changed == {}


def test_ending_a_row_needs_no_reason_and_changes_one_line(alice, draft):
    page = save_row(alice, draft, last_day="2026-12-31")

    draft.refresh_from_db()
    assert draft.changed == {US: small_law.FILES[US].replace("2027-01-31", "2026-12-31")}
    assert page.context["sentences"] == [
        "From 1 January 2027 this no longer holds in United States for Mask: Clearance."
    ]


def test_a_correction_needs_a_reason_and_keeps_it(alice, draft):
    page = save_row(alice, draft, confidence="high")
    assert page.status_code == 422
    assert page.context["form"].errors == {
        "reason": ["Say why the row was wrong, or only set its last day and add another row."]
    }

    save_row(alice, draft, confidence="high", reason="A page says so")

    draft.refresh_from_db()
    assert draft.texts[US].endswith(
        "      confidence: high\n      legal_basis: Section 1\n      sources: [law]\n      corrected: {D1: A page says so}\n"
    )


def test_a_doubt_is_written_down_with_the_day_by_which_it_is_to_be_settled(alice, draft):
    page = save_row(alice, draft, doubt="{text: only a newspaper, due: 2027-02-30}", reason="No notice was found")
    assert page.context["form"].errors == {
        "doubt": ["markets/US.yaml: US.medical_mask.1: the doubt is due on a bad date '2027-02-30'"]
    }

    save_row(alice, draft, doubt="{text: only a newspaper, due: 2027-02-28}", reason="No notice was found")

    draft.refresh_from_db()
    assert draft.texts[US].endswith(
        "      doubt: {text: only a newspaper, due: 2027-02-28}\n      corrected: {D1: No notice was found}\n"
    )


def test_a_row_is_added(alice, draft):
    new = {"row": "US.medical_mask.2", "route": "New", "first_day": "", "last_day": "", "condition": "{sterile: true}"}

    save_row(alice, draft, "?file=markets/US.yaml&section=medical_mask", **new)

    draft.refresh_from_db()
    assert draft.texts[US].removeprefix(small_law.FILES[US]) == (
        "    - id: US.medical_mask.2\n      route: New\n      condition: {sterile: true}\n      asks: doc\n"
        "      confidence: low\n      legal_basis: Section 1\n      sources: [law]\n"
    )


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"asks": "dok"}, "asks", "markets/US.yaml: US.medical_mask.2: unknown evidence type 'dok'"),
        ({"asks": "[doc"}, "asks", "line 2: did not find expected ',' or ']'"),
        ({"sources": "law, hearsay"}, "sources", "markets/US.yaml: US.medical_mask.2: unknown source 'hearsay'"),
        ({"first_day": "2026-02-30"}, "first_day", "markets/US.yaml: US.medical_mask.2: bad date '2026-02-30'"),
        (
            {"first_day": "2026-02-03", "last_day": "2026-02-02"},
            "last_day",
            "markets/US.yaml: US.medical_mask.2: ends on 2026-02-02 before it starts on 2026-02-03",
        ),
        (
            {"condition": "{steril: true}"},
            "condition",
            "markets/US.yaml: US.medical_mask.2: unknown condition attribute 'steril' of medical_mask",
        ),
        ({"row": "US.medical_mask.1"}, "row", "markets/US.yaml: US.medical_mask.1: duplicate id, already in this file"),
        ({"row": "EU.medical_mask.1"}, "row", None),
        ({"route": "Clearance", "condition": ""}, "asks", None),
    ],
)
def test_what_is_wrong_with_a_row_is_shown_next_to_its_field_and_what_was_typed_stays(
    alice, draft, typed, field, sentence
):
    said = {"row": "US.medical_mask.2", "route": "New", "condition": "{sterile: true}", "asks": "report", **typed}

    page = save_row(alice, draft, "?file=markets/US.yaml&section=medical_mask", **said)

    assert page.status_code == 422
    (errors,) = [page.context["form"].errors[name] for name in page.context["form"].errors if name == field]
    assert sentence is None or errors[0].startswith(sentence)
    assert {name: page.context["form"][name].value() for name in said} == said
    draft.refresh_from_db()
    assert draft.changed == {}


def test_a_file_is_edited_as_text_and_keeps_comments_and_line_ends(alice, draft):
    text = "# Read this.\n" + small_law.FILES[US].replace("Section 1", "Section 2   # moved")

    save_file(alice, draft, text.replace("\n", "\r\n"))

    draft.refresh_from_db()
    assert draft.changed == {US: text}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_file_is_refused_whole_by_name_row_and_reason(alice, draft, law, fault):
    old, new, reason = FAULTS[fault]
    typed = small_law.FILES[US].replace(old, new, 1)

    page = save_file(alice, draft, typed)

    assert page.status_code == 422
    (sentence,) = page.context["form"].errors["text"]
    assert sentence.startswith(f"{US}: ")
    assert reason in sentence
    assert page.context["form"]["text"].value() == typed
    draft.refresh_from_db()
    assert (draft.changed, current_edition()) == ({}, law)


def test_nul_and_a_flood_of_bytes_do_not_get_in(alice, draft):
    assert save_file(alice, draft, small_law.FILES[US] + "\0").status_code == 422
    assert save_file(alice, draft, "#" * 5_000_000).status_code == 400
    draft.refresh_from_db()
    assert draft.changed == {}


def test_one_hands_over_and_the_other_publishes(alice, bob, draft, law):
    save_row(alice, draft, last_day="2026-12-31")
    assert words(move(alice, draft, "submit")) == ["Handed over. Another senior auditor can publish it now."]

    own = words(move(alice, draft, "publish"))
    assert own == ["You drafted this edition, so another senior auditor must publish it: four eyes see more than two."]
    assert current_edition() == law
    unread = words(move(bob, draft, "publish"))
    assert unread[0].startswith("Read first what it would do")
    marks = [client.get(draft_url(draft, "simulate")).context["mark"] for client in (alice, bob)]
    assert words(move(bob, draft, "publish", mark=marks[0])) == unread
    assert current_edition() == law
    page = move(bob, draft, "publish", mark=marks[1])

    assert words(page) == ["Published: the edition is in force, logged, and every clearance is judged by it."]
    draft.refresh_from_db()
    assert current_edition() == draft.edition != law


def test_other_seniors_are_notified_that_a_draft_waits(alice, bob, draft):
    AuditorFactory()
    save_row(alice, draft, last_day="2026-12-31")
    move(alice, draft, "submit")

    notices = Notice.objects.filter(kind="edition_to_publish")

    assert [one.params["title"] for one in notices] == [draft.title]
    assert notices.get().recipient != draft.drafted_by
    assert draft.title in bob.get(reverse("accounts:notices")).text


def test_one_click_prepares_a_draft_that_goes_back_to_an_edition(alice, bob, draft, law):
    save_row(alice, draft, last_day="2026-12-31")
    move(alice, draft, "submit")
    move(bob, draft, "publish", mark=bob.get(draft_url(draft, "simulate")).context["mark"])
    again = reverse("admin:audits_rulebookedition_again", args=[law.pk])

    page = bob.post(again, follow=True)

    back = RulebookDraft.objects.exclude(pk=draft.pk).get()
    assert back.changed == {US: small_law.FILES[US]}
    assert words(page) == ["A draft is prepared. Simulate it, then hand it over to a second person."]
    move(bob, back, "submit")
    move(alice, back, "publish", mark=alice.get(draft_url(back, "simulate")).context["mark"])
    assert current_edition() == law
    assert words(bob.post(again, follow=True)) == ["What this edition said is in force now."]


def test_a_draft_is_taken_back_sent_back_and_discarded(alice, bob, draft):
    save_row(alice, draft, last_day="2026-12-31")
    for client, step, status in [
        (alice, "submit", "submitted"),
        (alice, "withdraw", "writing"),
        (alice, "submit", "submitted"),
        (bob, "send_back", "writing"),
        (bob, "discard", "writing"),
        (alice, "discard", "discarded"),
        (alice, "submit", "discarded"),
    ]:
        page = move(client, draft, step, note="The citation is missing.")
        draft.refresh_from_db()
        assert (step, draft.status, page.status_code) == (step, status, 200)


def test_sending_back_needs_words(alice, bob, draft):
    save_row(alice, draft, last_day="2026-12-31")
    move(alice, draft, "submit")

    assert move(bob, draft, "send_back").status_code == 422


def test_another_edition_meanwhile_is_reported_and_changes_are_carried_over_or_named(alice, draft, tmp_path):
    save_row(alice, draft, last_day="2026-12-31")
    other = small_law.FILES["markets/EU.yaml"].replace("Article 1", "Article 9")
    load_rulebook(small_law.write(tmp_path / "a", EU=other), by=None, at=NOON)

    assert alice.get(draft_url(draft, "change")).context["is_out_of_date"]
    assert words(move(alice, draft, "rebase")) == ["Your changes stand on the edition in force now."]
    load_rulebook(
        small_law.write(tmp_path / "b", US=small_law.FILES[US].replace("2027-01-31", "2028-01-31")), by=None, at=NOON
    )
    assert words(move(alice, draft, "rebase")) == [
        "The edition in force changed the same rows: US.medical_mask.1. Make these changes again by hand."
    ]


def test_an_auditor_reads_and_a_draft_in_another_window_is_not_overwritten(alice, auditor, draft):
    reader = Client()
    reader.force_login(auditor)
    assert reader.get(draft_url(draft, "change")).context["access"].may_write is False
    assert save_row(reader, draft, last_day="2026-12-31").status_code == 422

    save_row(alice, draft, last_day="2026-12-31")
    page = save_row(alice, draft, last_day="2026-11-30")

    assert page.context["form"].non_field_errors()[0].startswith("This draft was changed since you opened the page")


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("row", "?file=sources.yaml&id=law"),
        ("row", "?file=markets/US.yaml&id=US.medical_mask.9"),
        ("row", "?file=markets/US.yaml&section=helmet"),
        ("file", "?name=../settings.yaml"),
    ],
)
def test_what_the_rulebook_does_not_have_is_not_found(alice, draft, name, query):
    assert alice.get(draft_url(draft, name, query)).status_code == 404


def test_an_unknown_step_does_nothing(alice, draft):
    move(alice, draft, "burn")

    draft.refresh_from_db()
    assert draft.status == "writing"


def test_the_rows_of_a_draft_are_named_in_the_readers_language(alice, draft):
    RulebookDraft.objects.update(changed={"routes.yaml": "Clearance: 上市许可\n"})

    alice.cookies["django_language"] = "zh-hans"
    page = alice.get(draft_url(draft, "change", "?file=markets/US.yaml&section=medical_mask"))

    assert [(row.route, row.confidence) for row in page.context["rows"]] == [
        ("上市许可", "低：最多只能得出“有条件准入”")
    ]
