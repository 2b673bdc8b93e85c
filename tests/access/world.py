"""One small world in which every URL leads somewhere, and one person of every kind."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.utils import timezone
from PIL import Image

from audits.desk import log
from audits.models import (
    Auditor,
    Decision,
    DeskRole,
    DoubtFile,
    DoubtPage,
    LawCheck,
    LogEntry,
    LookAgain,
    ProductChange,
    RegisterCheck,
    RegisterScreenshot,
    Requirement,
    Review,
    RulebookDraft,
    RulebookEdition,
    SecondReview,
    SourceFetch,
    StaffAccess,
)
from buyers.guides.addresses import type_slug
from buyers.models import ApiKey, AttachmentPage, BuyerInvitation, SavedSearch, Webhook
from buyers.services.api_keys import make_key
from buyers.services.check_codes import Subject, SubjectKind, code_of
from buyers.services.webhooks import add_webhook
from buyers.trade.models import ImporterOfRecord, WatchNotice
from kpmarket.accounts.models import Notice
from kpmarket.foundation.mail import make_letter
from kpmarket.foundation.outbox import writing
from kpmarket.foundation.storage import files
from kpmarket.site.trust.report_links import SALT
from suppliers.accounts import services as accounts
from suppliers.accounts.services import Account
from suppliers.models import Certificate, CertificateReading, FormerMembership, Invitation, Product, Supplier
from tests.access.bank_desk import PAYER, finance_objects
from tests.access.case_world import CASE_WORDS, case_objects
from tests.access.delivery_world import delivery_arguments, delivery_objects
from tests.access.dispute_world import CLAIM_WORDS, claim_of_rival, dispute_arguments
from tests.access.order_world import (
    HOLDERS_ACCOUNT,
    ORDER_WORDS,
    RIVALS_FREIGHT,
    RIVALS_PRICE,
    evidence_arguments,
    order_of_rival,
)
from tests.access.site_audit_world import site_arguments
from tests.audits import small_law
from tests.buyers.trade.watched_orders import watched_order
from tests.factories import (
    AttachmentFactory,
    AuditorFactory,
    BuyerFactory,
    BuyerMembershipFactory,
    CertificateFactory,
    CertificateFileFactory,
    CertificatePageFactory,
    ClearanceFactory,
    ContactFactory,
    DoubtReportFactory,
    MarketFactory,
    MembershipFactory,
    MessageFactory,
    ProductFactory,
    ProductPictureFactory,
    ShortlistEntryFactory,
    SupplierFactory,
    ThreadFactory,
    TypeRequestFactory,
    UserFactory,
)
from tests.factories.quotes import QuoteFactory


def blank_page():
    """A white picture."""
    blank = BytesIO()
    Image.new("RGB", (80, 100), "white").save(blank, "WEBP")
    return blank.getvalue()


PEOPLE = ("anonymous", "buyer", "owner", "viewer", "stranger", "auditor", "senior", "superuser")
LIKE = {"editor": "owner", "former": "stranger", "rival": "buyer", "deactivated": "anonymous"}
"""People who get what another kind gets: an editor of the company, a member who has left, the buyer of another organisation,
an owner whose account was deactivated."""
SECRETS = (
    "Secret Draft Company",
    "SECRET-NUMBER-7",
    "A secret message",
    "secret.colleague@example.org",
    "Foreign Draft Company",
    "FOREIGN-NUMBER-9",
    "A question of the rival",
    "Rival Imports Oy",
    "7700998812345678",
    HOLDERS_ACCOUNT,
    ORDER_WORDS,
    PAYER,
    CLAIM_WORDS,
    CASE_WORDS,
    RIVALS_FREIGHT,
    RIVALS_PRICE,
)
"""What only some may read: the company before it is qualified, a draft's number, an enquiry's words, a member's address;
then the company and the draft of ``stranger``, the words and the organisation of ``rival``, a bank account's number, the
account of who holds the money of ``buyer``, what ``buyer`` and its supplier write to each other, who paid into a
holder's account, what a claim says, a private note of a legal case of ``buyer``, and prices of ``rival``."""
QUOTED = SECRETS[2]
"""The note of the company's quote: what both sides of the conversation read, and nobody else."""
FOREIGN = 990_001
"""The key of everything that is the stranger's or the rival's: one number names an object of others in every table."""


class World:
    """People by kind, and the arguments that lead each URL to something that belongs to ``owner`` or ``buyer``."""

    def __init__(self, settings) -> None:
        past = timezone.now() - timedelta(days=30)
        company = SupplierFactory(
            status=Supplier.Status.DRAFT, submitted_at=None, name_en=SECRETS[0], name_zh=SECRETS[0]
        )
        shop = SupplierFactory()
        buyer = BuyerFactory()
        self.people = {
            "anonymous": None,
            "buyer": buyer.user,
            "owner": MembershipFactory(supplier=company).user,
            "viewer": MembershipFactory(supplier=company, role="viewer").user,
            "stranger": MembershipFactory(
                supplier__id=FOREIGN,
                supplier__name_en=SECRETS[4],
                supplier__name_zh=SECRETS[4],
                supplier__status=Supplier.Status.DRAFT,
                supplier__submitted_at=None,
            ).user,
            "auditor": AuditorFactory(since=past).user,
            "senior": AuditorFactory(since=past, level="senior").user,
            "superuser": UserFactory(is_staff=True, is_superuser=True),
            "editor": MembershipFactory(supplier=company, role="editor").user,
            "deactivated": MembershipFactory(supplier=company, user__is_active=False).user,
            "former": UserFactory(),
            "rival": self._rival(past),
        }
        self._stranger()
        colleague = UserFactory(email=SECRETS[3])
        self.company, self.shop = company, shop
        member = MembershipFactory(supplier=company, user=colleague, role="editor")
        owner = self.people["owner"]
        hidden = ProductFactory(supplier=company)
        product = ProductFactory(supplier=shop)
        draft = CertificateFactory(supplier=company, number=SECRETS[1], submitted_at=None)
        submitted = CertificateFactory(supplier=shop, status="submitted")
        shared = CertificateFactory(supplier=shop, status="approved", is_shared=True, valid_until=None)
        shared.products.add(product)
        check = {"code": code_of(Subject(SubjectKind.DOCUMENT, shared.pk))}
        pages = [self._page(certificate) for certificate in (draft, shared, submitted)]
        CertificateReading.objects.create(file=pages[0].file, asked_at=past)
        looked_up = CertificateFactory(supplier=SupplierFactory(), status="submitted", certificate_type__id="iso13485")
        thread = ThreadFactory(enquiry__buyer=buyer, enquiry__message=SECRETS[2], product=product)
        entry = ShortlistEntryFactory(buyer=buyer, product=product)
        search = SavedSearch.objects.create(buyer=buyer, name="Gloves", query="to=DE")
        invitation = Invitation.objects.create(supplier=company, email="guest@example.org", invited_by=owner)
        colleague_of_buyer = BuyerMembershipFactory(buyer=buyer)
        invited = BuyerInvitation.objects.create(buyer=buyer, email="colleague@example.org", invited_by=buyer.user)
        picture = self._picture(hidden, Path(settings.MEDIA_ROOT))
        log.append(act="test", subject="supplier:1", by=None, at=past, content={})
        edition = RulebookEdition.objects.create(edition="e" * 16, files=small_law.FILES, is_current=False)
        drafter = self.people["senior"]
        rulebook_draft = RulebookDraft.objects.create(
            title="x", base=edition, drafted_by=drafter, drafted_at=past, changed_at=past
        )
        requirement = Requirement.objects.create(
            rulebook=edition, requirement_id="X.1", product_type="x", market="X", route="x", asks="x"
        )
        change = ProductChange.objects.create(
            product=ClearanceFactory(product__supplier=shop).product, reason="sample", draw=1, by=owner, at=past
        )
        order = watched_order(state=None, buyer=buyer, supplier=shop)
        of_company = {"supplier_pk": company.pk}
        of_claims, claims = dispute_arguments(buyer, shop)
        of_site_audits, site_audit = site_arguments(company, shop, self.people["auditor"], owner, past)
        self.arguments = {
            **of_site_audits,
            "accounts:notice-follow": {
                "pk": Notice.objects.create(recipient=owner, kind="supplier_qualified", url="/").pk
            },
            "suppliers:invitation": {"token": invitation.token},
            "suppliers:invitation-accept": {"token": invitation.token},
            "suppliers:contact": {**of_company, "pk": ContactFactory(supplier=company).pk},
            "suppliers:account": of_company,
            "suppliers:account-stop": {**of_company, "pk": self._account(company, owner).pk},
            "admin:suppliers_beneficiaryaccount_act": {
                "pk": self._account(SupplierFactory(), owner).pk,
                "name": "check",
            },
            "suppliers:picture": {"name": picture.name, "width": 320},
            "suppliers:product-new": {**of_company, "type_pk": hidden.product_type_id},
            "suppliers:product": {**of_company, "pk": hidden.pk},
            "suppliers:picture-change": {**of_company, "pk": hidden.pk, "picture_pk": picture.pk},
            "suppliers:member-role": {**of_company, "pk": member.pk},
            "suppliers:member-remove": {**of_company, "pk": member.pk},
            "suppliers:invitation-withdraw": {**of_company, "pk": invitation.pk},
            "suppliers:certificate": {"pk": draft.pk},
            "suppliers:certificate-file-reading": {"pk": pages[0].file_id},
            "suppliers:certificate-file-remove": {"pk": pages[0].file_id},
            "suppliers:certificate-page": {"token": pages[0].token},
            "buyers:organisation": {"buyer_pk": buyer.pk},
            "buyers:organisation-choose": {"buyer_pk": buyer.pk},
            "buyers:organisation-leave": {"buyer_pk": buyer.pk},
            "buyers:invite": {"buyer_pk": buyer.pk},
            "buyers:member-role": {"buyer_pk": buyer.pk, "pk": colleague_of_buyer.pk},
            "buyers:member-remove": {"buyer_pk": buyer.pk, "pk": colleague_of_buyer.pk},
            "buyers:invitation-withdraw": {"buyer_pk": buyer.pk, "pk": invited.pk},
            "buyers:organisation-invitation": {"token": invited.token},
            "buyers:organisation-invitation-accept": {"token": invited.token},
            "buyers:product": {"pk": product.pk},
            "buyers:product-map": {"pk": product.pk},
            "buyers:document": {"pk": product.pk, "certificate_pk": shared.pk},
            "buyers:check-answer": check,
            "buyers:check-qr": check,
            "buyers:shortlist-change": {"pk": product.pk},
            "buyers:product-clearances": {"pk": product.pk},
            "buyers:supplier": {"pk": shop.pk},
            "api:product": {"pk": product.pk},
            "api:clearance": {"pk": product.pk},
            "api:countries": {"pk": product.pk},
            "api:guide": {"type": product.product_type_id, "to": "DE"},
            "api:supplier": {"pk": shop.pk},
            "buyers:webhook-change": {
                "pk": add_webhook(buyer, "https://hooks.example.org/", by=buyer.user, at=past)[0].pk,
                "act": "pause",
            },
            "buyers:api-key-revoke": {"pk": make_key(buyer, "x", by=buyer.user, at=past)[0].pk},
            "buyers:supplier-clearances": {"pk": shop.pk},
            "trade:guide": {"slug": "payment"},
            "trade:guide-country": {"code": "DE"},
            **evidence_arguments(buyer, shop),
            "trade:watch": {"pk": order.pk},
            **delivery_arguments(order),
            **of_claims,
            "buyers:guides-of-type": {"type_slug": type_slug(product.product_type_id)},
            "buyers:guide": {"type_slug": type_slug(product.product_type_id), "place_slug": "germany"},
            "buyers:sitemap-part": {"name": "guides"},
            "buyers:standard": {"slug": "en-1"},
            "buyers:body": {"slug": "1282"},
            "buyers:document-type": {"slug": "doc"},
            "buyers:page-preview": {"token": pages[1].token},
            "buyers:page-preview-small": {"token": pages[1].token},
            "buyers:enquiry": {"pk": thread.enquiry_id},
            "buyers:enquiry-read": {"pk": thread.enquiry_id},
            "buyers:shortlist-note": {"pk": entry.pk},
            "buyers:search-remove": {"pk": search.pk},
            "buyers:attachment-page": {"token": self._attachment(thread)},
            "buyers:inbox": {"supplier_pk": shop.pk},
            "buyers:inbox-thread": {"supplier_pk": shop.pk, "pk": thread.pk},
            "buyers:inbox-read": {"supplier_pk": shop.pk, "pk": thread.pk},
            "trade:quotes": {"pk": thread.enquiry_id},
            "trade:quote": {"pk": self._quote(thread).pk},
            "trade:quote-decline": {"pk": thread.quote.pk},
            "delivery:quote-document": {"pk": thread.quote.pk},
            **{f"delivery:quote-freight{name}": {"pk": thread.quote.pk} for name in ("", "-new", "-rate")},
            "trade:supplier-importers": of_company,
            "trade:supplier-importer-end": {**of_company, "pk": self._importer(owner, supplier=company).pk},
            "trade:importers": {"buyer_pk": buyer.pk},
            "trade:importer-end": {"buyer_pk": buyer.pk, "pk": self._importer(owner, buyer=buyer).pk},
            "admin:trade_importerofrecord_confirm": {"pk": self._importer(owner, supplier=shop).pk},
            "trade:quote-edit": {"supplier_pk": shop.pk, "pk": thread.pk},
            "trade:quote-workbook": {"supplier_pk": shop.pk, "pk": thread.pk},
            "trade:quote-withdraw": {"supplier_pk": shop.pk, "pk": thread.pk},
            "admin:view_on_site": {
                "content_type_id": ContentType.objects.get_for_model(Product).pk,
                "object_id": product.pk,
            },
            "admin:audits_productcase_answer": {"pk": change.product_id, "change": change.pk},
            "admin:audits_page": {"token": pages[2].token},
            "admin:audits_certificatecase_handover": {
                "pk": self._held(CertificateFactory(status="in_review", supplier=shop)).pk
            },
            "admin:audits_suppliercase_handover": {"pk": self._held(SupplierFactory(status="in_review")).pk},
            "admin:audits_queue_company": {"pk": shop.pk},
            "admin:audits_register_ask": {"pk": looked_up.pk, "register": "iaf"},
            "admin:audits_register_record": {"pk": looked_up.pk, "register": "iaf"},
            "trust:report-files": {"token": signing.dumps(DoubtReportFactory().pk, salt=SALT)},
            "admin:audits_doubtreport_page": {"token": self._doubt_page(past)},
            "admin:audits_register_screenshot": {"pk": self._screenshot(looked_up, past)},
            "admin:app_list": {"app_label": "audits"},
        }
        thread.supplier.memberships.all().delete()
        for name in ("owner", "viewer", "editor", "deactivated"):
            user = self.people[name]
            MembershipFactory(supplier=shop, user=user, role=user.memberships.get().role)
        for left in (company, shop):
            FormerMembership.objects.create(
                supplier=left, user=self.people["former"], role="owner", since=past, until=timezone.now()
            )
        decision = Decision.objects.create(supplier=shop, certificate=shared, outcome="approved", by=drafter, at=past)
        self.arguments["decision-pdf"] = {"pk": decision.pk}
        self._objects = {
            "order": order.pk,
            "watchnotice": WatchNotice.objects.create(
                order=order, line=1, kind="lapsed", cause="clearance", recipient=buyer.user, written_at=past
            ).pk,
            "certificatecase": submitted.pk,
            "suppliercase": shop.pk,
            "queue": 0,
            "logentry": LogEntry.objects.get(act="test").pk,
            "decision": decision.pk,
            "secondreview": SecondReview.objects.create(decision=decision, judged="0" * 64, chosen_at=past).pk,
            "lookagain": LookAgain.objects.create(cause=decision, certificate=shared, found_at=past).pk,
            "auditor": Auditor.objects.first().pk,
            "deskrole": DeskRole.objects.create(user=drafter, role="support", since=past).pk,
            "staffaccess": StaffAccess.objects.create(
                by=drafter, kind="pages", subject="certificate:1", day=past.date(), at=past
            ).pk,
            "user": owner.pk,
            "letter": writing.write([make_letter("a@example.org", "Subject", "Text", "", key="a")], at=past)[0].pk,
            "rulebookdraft": rulebook_draft.pk,
            "rulebookedition": edition.pk,
            "requirement": requirement.pk,
            "market": "X",
            "productcase": change.product_id,
            "productchange": change.pk,
            "sourcefetch": SourceFetch.objects.create(
                source="s", url="https://example.org/", at=past, outcome="gone"
            ).pk,
            "lawcheck": LawCheck.objects.create(
                market=MarketFactory(), on=past.date(), by=drafter, review_by=past.date(), note="Read again.", at=past
            ).pk,
            "certificatetype": draft.certificate_type_id,
            "doubtreport": DoubtReportFactory().pk,
            "beneficiaryaccount": self._account(shop, owner).pk,
            "importerofrecord": self._importer(owner, supplier=shop, country="FR").pk,
            "typerequest": TypeRequestFactory(supplier=shop, asked_by=owner).pk,
            **finance_objects(past),
            **delivery_objects(drafter, past),
            **claims,
            **case_objects(self.arguments),
            **site_audit,
        }
        acts = (("statemententry", "return"), ("paymentinstruction", "approve"), ("moneyrequest", "approve"))
        for model, name in acts:
            self.arguments[f"admin:trade_{model}_act"] = {"pk": self._objects[model], "name": name}
        self.arguments["admin:delivery_recallquestion_decide"] = {"pk": self._objects["recallquestion"]}
        self._of_company = of_company
        self._hidden, self._contact = hidden, self.arguments["suppliers:contact"]

    def _stranger(self) -> None:
        """What the stranger's company has."""
        company, user = Supplier.objects.get(pk=FOREIGN), self.people["stranger"]
        product = ProductFactory(id=FOREIGN, supplier=company)
        certificate = CertificateFactory(id=FOREIGN, supplier=company, number=SECRETS[5], submitted_at=None)
        CertificateFileFactory(id=FOREIGN, certificate=certificate)
        ContactFactory(id=FOREIGN, supplier=company)
        ProductPictureFactory(id=FOREIGN, product=product)
        MembershipFactory(id=FOREIGN, supplier=company, role="viewer")
        Invitation.objects.create(id=FOREIGN, supplier=company, email="x@example.org", invited_by=user)
        Notice.objects.create(id=FOREIGN, recipient=user, kind="supplier_qualified", url="/")

    @staticmethod
    def _rival(past):
        """Another organisation with an enquiry of its own, to a company that nobody else here belongs to."""
        rival = BuyerFactory(id=FOREIGN, organisation=SECRETS[7])
        thread = ThreadFactory(
            id=FOREIGN, enquiry__id=FOREIGN, enquiry__buyer=rival, enquiry__message=SECRETS[6], product=ProductFactory()
        )
        ShortlistEntryFactory(id=FOREIGN, buyer=rival, product=thread.product)
        QuoteFactory(id=FOREIGN, thread=thread, prices=[Decimal(RIVALS_PRICE)], terms={"note": SECRETS[6]})
        key, _text = make_key(rival, SECRETS[7], by=rival.user, at=past)
        ApiKey.objects.filter(pk=key.pk).update(id=FOREIGN)
        webhook, _secret = add_webhook(rival, "https://rival.example.org/", by=rival.user, at=past)
        Webhook.objects.filter(pk=webhook.pk).update(id=FOREIGN)
        BuyerMembershipFactory(id=FOREIGN, buyer=rival)
        BuyerInvitation.objects.create(id=FOREIGN, buyer=rival, email="y@example.org", invited_by=rival.user)
        claim_of_rival(order_of_rival(rival, FOREIGN), FOREIGN)
        SavedSearch.objects.create(id=FOREIGN, buyer=rival, name="Gowns", query="to=FI")
        return rival.user

    @staticmethod
    def _held(subject):
        """A case that a colleague has."""
        colleague = AuditorFactory(since=timezone.now() - timedelta(days=9)).user
        is_certificate = isinstance(subject, Certificate)
        Review.objects.create(
            supplier=subject.supplier if is_certificate else subject,
            certificate=subject if is_certificate else None,
            auditor=colleague,
        )
        return subject

    @staticmethod
    def _importer(person, **facts):
        """An importer of record as a side states it."""
        at = timezone.now() - timedelta(days=9)
        stated = {"country": "DE", "name": "Spedition Nord", "number": "DE 123 4567", "document": "Agreement"}
        return ImporterOfRecord.objects.create(
            **{**stated, **facts}, document_day=at.date(), stated_by=person, stated_at=at
        )

    @staticmethod
    def _quote(thread):
        """What the company offers, with words that only the two sides read."""
        return QuoteFactory(
            thread=thread, terms={"note": QUOTED, "valid_until": timezone.localdate() + timedelta(days=9)}
        )

    def arguments_of(self, name: str, wanted: tuple[str, ...]) -> dict:
        """What the URL of that name is asked with."""
        if not wanted:
            return {}
        if name in self.arguments:
            return self.arguments[name]
        if name.startswith("admin:"):
            model = name.removeprefix("admin:").split("_")[1]
            return dict.fromkeys(wanted, self._objects[model])
        if name == "suppliers:contact-remove":
            return self._contact
        if name.startswith("suppliers:certificate") and wanted == ("pk",):
            return self.arguments["suppliers:certificate"]
        if "pk" in wanted and "supplier_pk" in wanted:
            return {**self._of_company, "pk": self._hidden.pk}
        return {key: {**self._of_company, "pk": 1}[key] for key in wanted}

    @staticmethod
    def _account(supplier, by, **facts):
        """A bank account that waits for the auditors."""
        return accounts.submit_account(
            supplier,
            Account("名", "Name", "Bank of China", "CN", SECRETS[8], "", "104100000004", "CNY"),
            by=by,
            at=timezone.now(),
        )

    def _screenshot(self, certificate, at):
        """What an auditor saw in a register, with a picture of the screen; the key of the check."""
        made = RegisterCheck.objects.create(
            certificate=certificate, register="iaf", outcome="confirmed", taken_at=at, by=self.people["auditor"]
        )
        RegisterScreenshot.objects.create(check_made=made, image=b"RIFF", width=1, height=1, sha256="0" * 64)
        return made.pk

    @staticmethod
    def _doubt_page(at):
        """A page of a file that came with a report: its token."""
        stored = files.store_bytes(blank_page(), ".webp")
        file = DoubtFile.objects.create(report=DoubtReportFactory(), at=at, stored_name="doubted.pdf", size=1)
        return DoubtPage.objects.create(file=file, number=1, stored_name=stored.name, width=80, height=100).token

    @staticmethod
    def _attachment(thread):
        """A page attached to a message of the conversation: its token."""
        message = MessageFactory(thread=thread)
        file = AttachmentFactory(enquiry=thread.enquiry, message=message)
        stored = files.store_bytes(blank_page(), ".webp")
        return AttachmentPage.objects.create(
            attachment=file, number=1, stored_name=stored.name, width=80, height=100
        ).token

    @staticmethod
    def _page(certificate):
        stored = files.store_bytes(blank_page(), ".webp")
        return CertificatePageFactory(
            file=CertificateFileFactory(certificate=certificate), stored_name=stored.name, sha256=stored.sha256
        )

    @staticmethod
    def _picture(product, folder):
        picture = ProductPictureFactory(product=product, width=320, height=240)
        folder.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (320, 240)).save(folder / f"{picture.name}-320.webp", "WEBP")
        return picture
