"""Site audits on the pages of the desk, at the site, and of the company."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import ExifTags, Image

from audits.models import SiteAnswer, SiteAudit, SiteFinding, SiteFindingFile, SitePhoto
from audits.site_audits.conducting import stored_names
from kpmarket.foundation.storage import files
from tests.audits.site_audits import worlds
from tests.factories import AuditorFactory, MembershipFactory, SupplierFactory, UserFactory

pytestmark = pytest.mark.django_db
JSON = {"headers": {"accept": "application/json"}}


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def lead(now, settings):
    settings.EASE_SECOND_FACTOR = True
    return AuditorFactory(since=now - timedelta(days=9), user__name="Wen Jing").user


@pytest.fixture
def audit(lead, now):
    return worlds.planned(lead=lead, at=now)


def as_user(person):
    client = Client()
    client.force_login(person)
    return client


def at(name, audit, **others):
    return reverse(f"admin:audits_siteaudit_{name}", kwargs={"pk": audit.pk, **others})


def photograph():
    exif, content = Image.Exif(), BytesIO()
    exif.get_ifd(ExifTags.IFD.Exif).update(
        {ExifTags.Base.DateTimeOriginal: "2026:11:22 10:22:05", ExifTags.Base.OffsetTimeOriginal: "+08:00"}
    )
    Image.new("RGB", (800, 600), "#774422").save(content, "JPEG", exif=exif)
    return SimpleUploadedFile("IMG_0071.jpg", content.getvalue())


class TestPlanning:
    def test_a_plan_is_typed_on_the_page_of_the_company(self, lead, now):
        supplier = SupplierFactory(status="qualified", address_en="18 Xinghu Street, Suzhou")
        desk, address = as_user(lead), reverse("admin:audits_siteaudit_plan", args=[supplier.pk])
        typed = {
            "standard": "iso9001",
            "mode": "remote",
            "site": "18 Xinghu Street, Suzhou",
            "scope": "Face masks: moulding to release",
            "day": timezone.localdate(now).isoformat(),
            "lead": lead.pk,
        }

        offered = desk.get(address).content.decode()
        refused = desk.post(address, {**typed, "day": "2020-01-01", "second": lead.pk})
        desk.post(address, typed)

        assert "18 Xinghu Street, Suzhou" in offered
        assert (refused.status_code, refused.content.decode().count("Face masks: moulding to release")) == (422, 1)
        assert set(refused.context["form"].errors) == {"day", "second"}
        made = SiteAudit.objects.get()
        assert (made.standard, made.lead, made.second, len(made.questions)) == ("iso9001", lead, None, 17)


class TestAtTheSite:
    def test_answers_are_kept_as_often_as_they_come(self, lead, audit):
        phone, address = as_user(lead), at("conduct", audit)
        typed = {"said-records": "conforms", "note-records": "Lot 2609A found in four minutes", "known-records": "0"}

        first, again = (phone.post(address, typed, follow=True) for _ in range(2))

        assert (first.status_code, SiteAnswer.objects.count()) == (200, 1)
        assert "Lot 2609A found in four minutes" in again.content.decode()

    def test_what_a_colleague_said_meanwhile_stands_next_to_the_question(self, lead, audit):
        worlds.answer_all(audit, risk="does_not")
        typed = {"said-risk": "conforms", "note-risk": "File RM-3 is there", "known-risk": "0"}
        phone, address = as_user(lead), at("conduct", audit)

        refused = phone.post(address, typed)
        form = refused.context["form"]
        phone.post(address, {**typed, "known-risk": form["known-risk"].value()})

        assert refused.status_code == 422
        assert "Wen Jing answered “Does not conform” meanwhile" in form.errors["said-risk"][0]
        assert SiteAnswer.objects.filter(question="risk").last().note == "File RM-3 is there"

    def test_an_answer_without_its_note_or_a_note_without_answer_is_refused(self, lead, audit):
        refused = as_user(lead).post(
            at("conduct", audit), {"said-risk": "does_not", "said-capa": "perhaps", "note-review": "Minutes of March"}
        )

        assert set(refused.context["form"].errors) == {"note-risk", "said-capa", "said-review"}
        assert not SiteAnswer.objects.exists()

    def test_a_photo_is_there_once_with_its_question_and_the_cameras_time(self, lead, audit):
        phone, address = as_user(lead), at("photos", audit)

        answers = [
            phone.post(address, {"key": "a1", "question": "storage", "file": photograph()}, **JSON) for _ in range(2)
        ]

        assert [one.status_code for one in answers] == [201, 201]
        photo = SitePhoto.objects.get()
        assert (photo.question, photo.taken) == ("storage", "2026-11-22T10:22:05+08:00")
        shown = phone.get(reverse("admin:audits_siteaudit_page", args=[photo.pages.get().token]))
        assert b"".join(shown.streaming_content)[:4] == b"RIFF"
        refused = phone.post(address, {"key": "a2", "file": SimpleUploadedFile("x.jpg", b"MZ")}, **JSON)
        assert (refused.status_code, "x.jpg" in refused.json()["error"]) == (422, True)

    def test_a_colleague_who_is_not_of_the_audit_and_a_member_do_not_get_there(self, lead, audit, now):
        colleague = AuditorFactory(since=now - timedelta(days=9)).user
        member = MembershipFactory(supplier=audit.supplier).user

        assert as_user(colleague).get(at("conduct", audit)).status_code == 404
        without_office = as_user(UserFactory(is_staff=True))
        for name in ("finding", "report", "cancel"):
            assert without_office.post(at(name, audit), {"text": "x"}).status_code == 404
        assert as_user(colleague).post(at("photos", audit), {"file": photograph()}).status_code == 404
        assert as_user(member).get(at("conduct", audit)).status_code == 302


class TestDesk:
    def test_from_a_finding_to_the_report(self, lead, audit):
        desk = as_user(lead)
        found = {"question": "processes", "grade": "major", "text": "Sealer 3 was not revalidated.", "evidence": ""}
        refused = desk.post(at("finding", audit), found)
        found |= {"evidence": "VR-112 of 2025-03-02; moved on 2026-08-19", "due_on": _in_days(30)}
        desk.post(at("finding", audit), found)
        ending = {"finished_on": _in_days(0), "valid_until": _in_days(700), "summary": "Sealing and packing watched."}
        early = desk.post(at("report", audit), ending, follow=True).content.decode()
        worlds.answer_all(audit, processes="does_not", purchasing="not_assessed")
        desk.post(at("report", audit), ending)

        assert (refused.status_code, set(refused.context["finding_form"].errors)) == (422, {"evidence", "due_on"})
        assert "Sealer 3 was not revalidated." in refused.content.decode()
        assert "is missing for 4.2.5" in early
        page = desk.get(reverse("admin:audits_siteaudit_change", args=[audit.pk])).content.decode()
        assert "Site audited, findings open" in page
        assert SiteFinding.objects.get().clause == "7.5.6"

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_list_costs_the_same_for_one_audit_and_for_three(self, lead, now, count, django_assert_num_queries):
        for _ in range(count):
            worlds.reported("minor", lead=lead, at=now)
        desk = as_user(lead)
        desk.get("/admin/audits/siteaudit/")

        with django_assert_num_queries(10):
            assert desk.get("/admin/audits/siteaudit/").content.decode().count("ISO 13485:2016") >= count


class TestCompany:
    @pytest.fixture
    def reported(self, lead, now):
        return worlds.reported("critical", lead=lead, at=now)

    def test_it_reads_the_findings_and_answers_with_evidence(self, reported, lead):
        audit, [finding] = reported
        member = as_user(MembershipFactory(supplier=audit.supplier).user)
        page = reverse("audits:site-audit", args=[audit.supplier_id, audit.pk])
        answer = reverse("audits:site-finding", args=[audit.supplier_id, audit.pk, 1])
        typed = {
            "finding-1-correction": "Lot 2609A quarantined",
            "finding-1-root_cause": "Moving equipment was no change under QP-07",
            "finding-1-action": "QP-07 revised; sealer 3 revalidated, VR-140",
            "finding-1-day": _in_days(20),
        }

        read = member.get(page).content.decode()
        refused = member.post(answer, {**typed, "finding-1-root_cause": ""})
        bad_file = member.post(answer, {**typed, "file": SimpleUploadedFile("vr.exe", b"MZ\x90")})
        member.post(answer, {**typed, "file": photograph()})

        assert "Pouch sealer 3 was not revalidated" in read
        assert (refused.status_code, "Lot 2609A quarantined" in refused.content.decode()) == (422, True)
        assert (bad_file.status_code, finding.steps.count()) == (422, 1)
        file = SiteFindingFile.objects.get()
        assert file.step.root_cause == "Moving equipment was no change under QP-07"
        assert file.stored_name in list(stored_names())
        assert files.exists(file.stored_name)
        token = file.pages.get().token
        shown = member.get(reverse("audits:site-page", args=[token]))
        assert b"".join(shown.streaming_content)[:4] == b"RIFF"
        stranger = as_user(MembershipFactory().user)
        for address in (page, reverse("audits:site-page", args=[token])):
            assert stranger.get(address).status_code == 404
        assert (
            as_user(lead)
            .post(
                at("step", audit, number=1),
                {"finding-1-kind": "accepted", "finding-1-note": "Read", "finding-1-day": _in_days(5)},
            )
            .status_code
            == 422
        )  # an effect shows after the action is done

    def test_what_is_not_reported_yet_is_not_shown_to_it(self, audit, lead):
        worlds.found(audit, "minor", at=timezone.now())
        member = as_user(MembershipFactory(supplier=audit.supplier).user)

        page = member.get(reverse("audits:site-audit", args=[audit.supplier_id, audit.pk])).content.decode()

        assert "Pouch sealer 3" not in page
        assert "7.5.6" in page

    @pytest.mark.parametrize("count", [1, 3])
    def test_its_list_costs_the_same_for_one_audit_and_for_three(self, lead, now, count, django_assert_num_queries):
        supplier = SupplierFactory(status="qualified")
        for _ in range(count):
            worlds.reported("minor", supplier=supplier, lead=lead, at=now)
        member = as_user(MembershipFactory(supplier=supplier).user)
        address = reverse("audits:site-audits", args=[supplier.pk])
        member.get(address)

        with django_assert_num_queries(8):
            assert member.get(address).content.decode().count("SA-") == count


def _in_days(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()
