"""Drafting an edition and publishing it by two people."""

from datetime import timedelta

import pytest

from audits.clearances import judging
from audits.desk import log, permissions
from audits.editions import drafts, publishing
from audits.law.change import ChangeCode
from audits.law.current import current_edition, load_rulebook, rulebook_of
from audits.law.merging import Conflict
from audits.law.yaml_reading import RulebookError
from audits.models import Auditor, Clearance, LogEntry, Publication, RulebookDraft, RulebookEdition
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.models import CertificateType, ProductType
from tests.audits import small_law
from tests.factories import NOON, AuditorFactory, CertificateFactory, ProductFactory

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=1)
US, EU = "markets/US.yaml", "markets/EU.yaml"
STRICTER = small_law.FILES[US].replace("asks: doc", "asks: report")


def senior():
    return AuditorFactory(level="senior", since=NOON - timedelta(days=30)).user


@pytest.fixture
def alice(law):
    return senior()


@pytest.fixture
def bob(law):
    return senior()


@pytest.fixture
def draft(alice):
    return drafts.start("Masks for the United States", by=alice, at=NOON)


def changed(draft, by, text=STRICTER, file=US):
    return drafts.save_file(draft, file, text, version=draft.version, by=by, at=NOON)


def submitted(draft, by):
    draft = changed(draft, by)
    drafts.submit(draft, version=draft.version, by=by, at=NOON)
    draft.refresh_from_db()
    return draft


def test_a_draft_begins_as_the_edition_in_force(draft, law):
    assert (draft.base, draft.changed, draft.texts) == (law, {}, small_law.FILES)
    assert drafts.changes_in(draft) == ()


def test_only_senior_auditors_in_office_draft_and_publish(draft, law, alice, auditor, buyer):
    ready = submitted(draft, alice)
    AuditorFactory._meta.model.objects.filter(user=auditor).update(since=NOON - timedelta(days=1))

    for person, refusal in [(auditor, permissions.SeniorOnly), (buyer, permissions.NotAnAuditor)]:
        with pytest.raises(refusal):
            drafts.start("x", by=person, at=NOON)
        with pytest.raises(refusal):
            publishing.publish(ready, version=ready.version, by=person, at=NOON)
        with pytest.raises(refusal):
            drafts.roll_back(law, "x", by=person, at=NOON)
        with pytest.raises(refusal):
            drafts.send_back(ready, note="Article 120 was meant.", by=person, at=NOON)
    assert RulebookDraft.objects.count() == 1


def test_several_changes_stand_in_one_draft_and_other_files_stay_byte_for_byte(draft, alice):
    draft = changed(draft, alice)
    draft = changed(draft, alice, "# Note.\n" + small_law.FILES[EU].replace("confidence: high", "confidence: low"), EU)

    assert sorted(draft.changed) == [EU, US]
    assert {name: text for name, text in draft.texts.items() if name not in draft.changed} == {
        name: text for name, text in small_law.FILES.items() if name not in draft.changed
    }
    assert [one.code for one in drafts.changes_in(draft)] == [ChangeCode.CORRECTED, ChangeCode.CORRECTED]


def test_a_row_is_added_ended_and_corrected(draft, alice):
    row = {"id": "US.medical_mask.2", "route": "New", "asks": "report", "confidence": "low"}
    row |= {"from": "2027-02-01", "legal_basis": "x", "sources": ["law"]}

    draft = drafts.save_row(draft, US, "medical_mask", row, version=draft.version, by=alice, at=NOON)
    ended = {**row, "until": "2028-01-31"}
    draft = drafts.save_row(draft, US, "medical_mask", ended, version=draft.version, by=alice, at=NOON)

    assert [one.id for one in drafts.rulebook_in(draft).requirements_for("medical_mask", "US")] == [
        "US.medical_mask.1",
        "US.medical_mask.2",
    ]
    assert draft.texts[US].startswith(small_law.FILES[US])
    (change,) = drafts.changes_in(draft)
    assert (change.code, str(change.params["until"])) == (ChangeCode.BEGINS, "2028-01-31")


def test_what_is_not_sound_is_refused_and_the_draft_stays(draft, alice):
    draft = changed(draft, alice)

    with pytest.raises(RulebookError, match=r"markets/US\.yaml: US\.medical_mask\.1: unknown evidence type 'dok'"):
        changed(draft, alice, STRICTER.replace("asks: report", "asks: dok"))
    with pytest.raises(drafts.UnknownFile):
        changed(draft, alice, "x: 1", "markets/XX.yaml")
    with pytest.raises(drafts.UnknownFile):
        drafts.save_row(draft, "../x.yaml", "x", {"id": "x"}, version=draft.version, by=alice, at=NOON)

    draft.refresh_from_db()
    assert draft.changed == {US: STRICTER}


def test_a_file_changed_back_is_no_change(draft, alice):
    draft = changed(draft, alice)
    draft = changed(draft, alice, small_law.FILES[US])

    assert draft.changed == {}
    with pytest.raises(drafts.NothingChanged):
        drafts.submit(draft, version=draft.version, by=alice, at=NOON)


def test_only_the_author_writes_what_they_saw_and_only_while_it_is_being_written(draft, alice, bob):
    with pytest.raises(drafts.NotYourDraft):
        changed(draft, bob)
    with pytest.raises(drafts.StaleVersion):
        drafts.save_file(draft, US, STRICTER, version=draft.version + 1, by=alice, at=NOON)
    Auditor.objects.filter(user=alice).update(until=NOON)
    with pytest.raises(permissions.NotAnAuditor):
        changed(draft, alice)
    Auditor.objects.filter(user=alice).update(until=None)
    ready = submitted(draft, alice)
    with pytest.raises(drafts.DraftClosed):
        changed(ready, alice)
    with pytest.raises(drafts.NotYourDraft):
        drafts.withdraw(ready, by=bob, at=NOON)
    with pytest.raises(drafts.NotYourDraft):
        drafts.discard(ready, by=bob, at=NOON)


def test_the_author_does_not_publish(draft, alice, law):
    ready = submitted(draft, alice)

    with pytest.raises(publishing.AuthorMayNotPublish):
        publishing.publish(ready, version=ready.version, by=alice, at=LATER)

    assert current_edition() == law
    assert LogEntry.objects.count() == 0


def test_a_second_person_publishes_and_it_is_in_force_logged_and_on_record(draft, alice, bob, law):
    ready = submitted(draft, alice)

    edition = publishing.publish(ready, version=ready.version, by=bob, at=LATER)

    ready.refresh_from_db()
    assert (ready.status, ready.edition, current_edition()) == ("published", edition, edition)
    assert rulebook_of(edition.edition).requirements_for("medical_mask", "US")[0].expression.evidence == "report"
    last = Publication.objects.first()
    assert (last.edition, last.at, last.by) == (edition, LATER, bob)
    entry = LogEntry.objects.get()
    said = entry.content.pop("simulation")
    assert {name: said[name] for name in ("judged", "touched", "losses", "gains")} == dict.fromkeys(
        ("judged", "touched", "losses", "gains"), 0
    )
    assert (entry.act, entry.by, entry.content) == (
        "rulebook_published",
        bob,
        {
            "edition": edition.edition,
            "before": law.edition,
            "draft": ready.pk,
            "title": "Masks for the United States",
            "drafted_by": alice.pk,
            "files": [US],
        },
    )
    assert log.verify().faults == ()
    assert RulebookEdition.objects.get(pk=edition.pk).files == {**small_law.FILES, US: STRICTER}


def test_publishing_judges_clearances_again_in_the_same_act(draft, alice, bob):
    product = ProductFactory(product_type=ProductType.objects.get(), attributes={"sterile": False})
    document = CertificateFactory(
        supplier=product.supplier,
        certificate_type=CertificateType.objects.get(pk="doc"),
        status="approved",
        valid_from=NOON.date() - timedelta(days=100),
        valid_until=None,
    )
    document.products.add(product)
    licence = CertificateFactory(
        supplier=product.supplier, certificate_type=CertificateType.objects.get(pk="licence"), status="approved"
    )
    judging.refresh_products([product], at=NOON)
    assert set(Clearance.objects.current().values_list("market", flat=True)) == {"US"}, licence

    ready = submitted(draft, alice)
    publishing.publish(ready, version=ready.version, by=bob, at=LATER)

    assert not Clearance.objects.current().exists()


def test_what_was_read_is_what_is_published(draft, alice, bob):
    ready = submitted(draft, alice)
    read = ready.version
    drafts.withdraw(ready, by=alice, at=NOON)
    again = changed(ready, alice, STRICTER.replace("confidence: low", "confidence: high"))
    drafts.submit(again, version=again.version, by=alice, at=NOON)

    with pytest.raises(drafts.StaleVersion):
        publishing.publish(again, version=read, by=bob, at=LATER)


def test_a_draft_that_is_not_handed_over_or_is_discarded_is_not_published(draft, alice, bob, law):
    draft = changed(draft, alice)
    with pytest.raises(IllegalTransition):
        publishing.publish(draft, version=draft.version, by=bob, at=LATER)

    drafts.discard(draft, by=alice, at=NOON)

    assert RulebookDraft.objects.get().status == "discarded"
    assert (current_edition(), RulebookEdition.objects.count()) == (law, 1)


def test_the_second_person_sends_a_draft_back_and_says_why(draft, alice, bob):
    ready = submitted(draft, alice)

    drafts.send_back(ready, note="The citation is missing.", by=bob, at=LATER)

    assert (ready.status, ready.history.last().note) == ("writing", "The citation is missing.")


def elsewhere(tmp_path, **files):
    """Another edition comes into force meanwhile."""
    load_rulebook(small_law.write(tmp_path / "meanwhile", **files), by=None, at=NOON)


def test_a_draft_of_an_older_edition_is_carried_over_before_it_goes_on(draft, alice, bob, tmp_path):
    draft = changed(draft, alice)
    other = small_law.FILES[EU].replace("legal_basis: Article 1", "legal_basis: Article 9")
    elsewhere(tmp_path, EU=other, US=small_law.FILES[US].replace("United States\n", "United States of America\n"))
    draft.refresh_from_db()
    assert drafts.is_out_of_date(draft)
    with pytest.raises(drafts.OutOfDate):
        drafts.submit(draft, version=draft.version, by=alice, at=NOON)

    draft = drafts.rebase(draft, version=draft.version, by=alice, at=NOON)

    assert (draft.base, drafts.is_out_of_date(draft)) == (current_edition(), False)
    assert draft.changed == {US: STRICTER.replace("United States\n", "United States of America\n")}
    assert draft.texts[EU] == other


def test_the_same_row_changed_in_both_is_named(draft, alice, tmp_path):
    draft = changed(draft, alice)
    elsewhere(tmp_path, US=small_law.FILES[US].replace("asks: doc", "asks: licence"))

    with pytest.raises(Conflict, match=r"^US\.medical_mask\.1$"):
        drafts.rebase(draft, version=draft.version, by=alice, at=NOON)


def test_two_changes_that_do_not_fit_together_are_refused(draft, alice, tmp_path):
    second = "    - id: US.medical_mask.2\n      route: Clearance\n      asks: report\n      from: 2027-02-01\n"
    second += "      confidence: low\n      legal_basis: x\n      sources: [law]\n"
    draft = changed(draft, alice, small_law.FILES[US] + second)
    elsewhere(tmp_path, US=small_law.FILES[US].replace("      until: 2027-01-31\n", ""))

    with pytest.raises(RulebookError, match=r"US\.medical_mask\.2: contradicts US\.medical_mask\.1"):
        drafts.rebase(draft, version=draft.version, by=alice, at=NOON)


def test_what_is_handed_over_is_not_published_on_top_of_another_edition(draft, alice, bob, tmp_path):
    ready = submitted(draft, alice)
    elsewhere(tmp_path, EU=small_law.FILES[EU].replace("legal_basis: Article 1", "legal_basis: Article 9"))

    with pytest.raises(drafts.OutOfDate):
        publishing.publish(ready, version=ready.version, by=bob, at=LATER)


def test_a_draft_that_fails_half_way_leaves_everything_as_it_was(draft, alice, bob, law, monkeypatch):
    ready = submitted(draft, alice)

    def fails(*, at):
        raise RuntimeError("the refresh broke")

    monkeypatch.setattr(judging, "apply_edition", fails)
    with pytest.raises(RuntimeError):
        publishing.publish(ready, version=ready.version, by=bob, at=LATER)

    assert (current_edition(), LogEntry.objects.count(), Publication.objects.count()) == (law, 0, 1)
    assert RulebookDraft.objects.get().status == "submitted"
