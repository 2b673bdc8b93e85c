"""A small world to look at: one qualified company, one mask that is cleared for the European Union, documents and cases."""

from dataclasses import dataclass
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.utils import timezone

from audits.clearances import judging
from audits.compliance.dossier import Dossier
from audits.compliance.missing import MissingDocument, missing
from audits.desk import reviews
from audits.law.current import current_rulebook
from kpmarket.accounts.models import User
from kpmarket.site.demo.documents import Article, Document, draw_pdf
from kpmarket.site.demo.world.pictures import picture_file
from suppliers.certificates.files import create_draft_with_file
from suppliers.models import Certificate, CertificateType, Product, ProductType, Supplier
from suppliers.products.pictures import add_picture
from tests.factories import (
    AuditorFactory,
    BuyerFactory,
    CertificateFactory,
    ContactFactory,
    EnquiryFactory,
    MembershipFactory,
    MessageFactory,
    PriceTierFactory,
    ProductFactory,
    ShortlistEntryFactory,
    SupplierFactory,
    ThreadFactory,
)


@dataclass(frozen=True)
class World:
    """Who and what the pages are about."""

    member: User
    buyer: User
    auditor: User
    supplier: Supplier
    product: Product
    draft: Certificate
    case: Certificate
    thread: int


def wanted_for(market: str, *, attributes: dict, product_type: str = "medical_mask") -> tuple[MissingDocument, ...]:
    """The smallest set of documents that opens the market today to a product shipped from China."""
    empty = Dossier(product_type, attributes, market, (), shipped_from_china=True)
    return missing(empty, current_rulebook(), on=timezone.localdate())[0]


def specimen(kind: CertificateType, supplier: Supplier, product: Product | None, *, number: str, until=None) -> bytes:
    """A document of that type as a PDF."""
    today = timezone.localdate()
    articles = (Article(product.name_en, product.name_zh, product.model),) if product else ()
    document = Document(
        type_id=kind.pk,
        type_name_en=kind.name_en,
        type_name_zh=kind.name_zh,
        number=number,
        issuer_en="Nordlys Zertifizierung",
        issuer_zh="北极光认证",
        holder_en=supplier.name_en,
        holder_zh=supplier.name_zh,
        address_en=supplier.address_en,
        address_zh=supplier.address_zh,
        articles=articles,
        issued_on=today - timedelta(days=200),
        valid_from=today - timedelta(days=200),
        valid_until=until,
        credit_code=supplier.credit_code,
        product_type="medical_mask",
    )
    return draw_pdf(document)


def build() -> World:
    """Fill the tables; the rulebook must be loaded."""
    now, today = timezone.now(), timezone.localdate()
    supplier = SupplierFactory(status=Supplier.Status.QUALIFIED, submitted_at=now)
    member = MembershipFactory(supplier=supplier).user
    ContactFactory(supplier=supplier)
    product = mask_of(supplier, member)
    for number, wanted in enumerate(wanted_for("EU", attributes=product.attributes)):
        CertificateFactory(
            supplier=supplier,
            certificate_type=CertificateType.objects.get(pk=wanted.type),
            number=f"A-{number}",
            valid_from=today - timedelta(days=200),
            valid_until=today + timedelta(days=60 + 100 * number),
            stated=dict(wanted.narrowing) | ({"languages": ["de", "en"]} if wanted.type == "local_label" else {}),
            submitted_at=now,
            status=Certificate.Status.APPROVED,
        ).products.add(product)
    judging.refresh_products([product], at=now)
    draft = with_document(supplier, product, member)
    case = with_document(supplier, product, member, status=Certificate.Status.SUBMITTED)
    auditor = AuditorFactory(since=now - timedelta(days=300)).user
    reviews.start_review(case, by=auditor, at=now)
    submitted = SupplierFactory(status=Supplier.Status.SUBMITTED, submitted_at=now - timedelta(days=9))
    ContactFactory(supplier=submitted)
    buyer = BuyerFactory()
    ShortlistEntryFactory(buyer=buyer, product=product)
    enquiry = EnquiryFactory(buyer=buyer, needed_by=today + timedelta(days=60), sent_at=now)
    thread = ThreadFactory(enquiry=enquiry, product=product)
    MessageFactory(thread=thread, sent_at=now)
    MessageFactory(thread=thread, author=member, is_from_buyer=False, text="We quote 0.04.", sent_at=now)
    return World(member, buyer.user, auditor, supplier, product, draft, case, thread.pk)


def mask_of(supplier: Supplier, member: User) -> Product:
    """A mask with a picture and a price."""
    product = ProductFactory(
        supplier=supplier,
        product_type=ProductType.objects.get(pk="medical_mask"),
        specification={"performance_type": "Type IIR", "layers": 3, "colour": "Blue"},
        standards=["EN 14683 Type IIR"],
        description_en="Three layers, ear loops, fifty to a box.",
    )
    PriceTierFactory(product=product)
    PriceTierFactory(product=product, from_quantity=100_000, unit_price="0.035")
    upload = TemporaryUploadedFile("mask.webp", "image/webp", 0, None)
    upload.write(picture_file("medical_mask", 1, 640).read_bytes())
    upload.seek(0)
    add_picture(product, upload, by=member, at=timezone.now(), alt="A pleated mask with ear loops")
    upload.close()
    return product


def with_document(supplier: Supplier, product: Product, member: User, status: str = "draft") -> Certificate:
    """A certificate whose document was uploaded and rendered."""
    kind = CertificateType.objects.get(pk="iso13485")
    number = f"ISO-{Certificate.objects.count()}"
    upload = ContentFile(specimen(kind, supplier, product, number=number), name="iso13485.pdf")
    certificate = create_draft_with_file(supplier, upload, by=member, at=timezone.now()).certificate
    certificate.certificate_type, certificate.number = kind, number
    certificate.issuer = "Nordlys Zertifizierung"
    certificate.valid_from = timezone.localdate() - timedelta(days=200)
    certificate.status = status
    certificate.submitted_at = timezone.now() if status != "draft" else None
    certificate.save()
    certificate.products.add(product)
    return certificate


def confirm(user: User) -> None:
    """The person's address is confirmed: they may sign in through the form."""
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
