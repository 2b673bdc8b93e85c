"""Deterministic, boring rows. A reader of a test never needs to open this file."""

from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256

import factory
from factory.django import DjangoModelFactory

from audits.models import Auditor, Clearance, Country, DoubtReport, Listing, Market, RulebookEdition
from buyers.models import Attachment, Buyer, BuyerMembership, Enquiry, EnquiryLine, Message, ShortlistEntry, Thread
from kpmarket.accounts.models import User
from kpmarket.foundation.storage import files
from suppliers.documents.reading import VERSION
from suppliers.models import (
    Certificate,
    CertificateFile,
    CertificatePage,
    CertificateReading,
    CertificateType,
    Contact,
    FieldDecision,
    Membership,
    PriceTier,
    Product,
    ProductPicture,
    ProductType,
    Supplier,
    TypeRequest,
)
from tests.audits import small_law

TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
PASSWORD = "correct horse battery"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")

    @factory.post_generation
    def password(self, create, extracted, **kwargs):
        """Only where a test signs in through the form: hashing takes its time."""
        if extracted:
            self.set_password(extracted)
            self.save()


class AuditorFactory(DjangoModelFactory):
    class Meta:
        model = Auditor

    user = factory.SubFactory(UserFactory, is_staff=True, purpose=User.Purpose.AUDIT)


class SupplierFactory(DjangoModelFactory):
    class Meta:
        model = Supplier

    name_en = factory.Sequence(lambda n: f"Jiangsu Lanhe {n} Medical Co., Ltd.")
    name_zh = factory.Sequence(lambda n: f"江苏蓝禾{n}医疗有限公司")
    role = Supplier.Role.MANUFACTURER
    province = "32"
    city = "Suzhou"
    address_zh = "苏州市示例路1号"
    address_en = "1 Example Road, Suzhou"
    status = Supplier.Status.QUALIFIED
    submitted_at = NOON


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    supplier = factory.SubFactory(SupplierFactory)
    user = factory.SubFactory(UserFactory, purpose=User.Purpose.SUPPLY)
    role = Membership.Role.OWNER


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = Contact

    supplier = factory.SubFactory(SupplierFactory)
    name = "Contact Person"
    email = "contact@example.org"


class ProductTypeFactory(DjangoModelFactory):
    class Meta:
        model = ProductType
        django_get_or_create = ("id",)

    id = "medical_mask"
    name_en = factory.LazyAttribute(lambda o: o.id.replace("_", " ").capitalize())
    name_zh = "医用口罩"
    kind = "medical_device"


class ProductFactory(DjangoModelFactory):
    class Meta:
        model = Product

    supplier = factory.SubFactory(SupplierFactory)
    product_type = factory.SubFactory(ProductTypeFactory)
    model = factory.Sequence(lambda n: f"M-{n}")
    name_en = factory.Sequence(lambda n: f"Mask {n}")
    name_zh = factory.Sequence(lambda n: f"口罩{n}")
    attributes = factory.LazyFunction(lambda: {"sterile": False})
    moq = 1000
    monthly_capacity = 1_000_000
    lead_time_days = 14


class TypeRequestFactory(DjangoModelFactory):
    class Meta:
        model = TypeRequest

    supplier = factory.SubFactory(SupplierFactory)
    name = factory.Sequence(lambda n: f"Suction tube {n}")
    purpose = "Draws fluid out of the mouth during surgery. Sterile, single use."
    asked_by = factory.SubFactory(UserFactory)
    asked_at = datetime(2026, 11, 2, 3, tzinfo=UTC)


class DoubtReportFactory(DjangoModelFactory):
    class Meta:
        model = DoubtReport

    number = factory.Sequence(lambda n: f"G2 091 {n:04}")
    company = "Anhui Yaowei Import & Export"
    reason = "The body named on it answered that it never issued this number."
    language = "en"
    at = datetime(2026, 11, 2, 3, tzinfo=UTC)


class PriceTierFactory(DjangoModelFactory):
    class Meta:
        model = PriceTier

    product = factory.SubFactory(ProductFactory)
    from_quantity = 1000
    unit_price = Decimal("0.05")


class ProductPictureFactory(DjangoModelFactory):
    class Meta:
        model = ProductPicture

    product = factory.SubFactory(ProductFactory)
    width = 1280
    height = 960


class CertificateTypeFactory(DjangoModelFactory):
    class Meta:
        model = CertificateType
        django_get_or_create = ("id",)

    id = "eu_doc_mdr"
    name_en = factory.LazyAttribute(lambda o: o.id)
    name_zh = "符合性声明"
    kind = CertificateType.Kind.DECLARATION
    market = "EU"
    held_by = "manufacturer"


class CertificateFactory(DjangoModelFactory):
    class Meta:
        model = Certificate

    supplier = factory.SubFactory(SupplierFactory)
    certificate_type = factory.SubFactory(CertificateTypeFactory)
    number = factory.Sequence(lambda n: f"DOC-{n}")
    issuer = "Nordlys Zertifizierung"
    valid_from = date(2025, 1, 1)
    valid_until = date(2027, 12, 31)
    submitted_at = NOON


class CertificateFileFactory(DjangoModelFactory):
    class Meta:
        model = CertificateFile

    certificate = factory.SubFactory(CertificateFactory)
    original_name = "declaration.pdf"
    stored_name = factory.Sequence(lambda n: f"stored-{n}")
    kind = "pdf"
    size = 1000
    sha256 = factory.Sequence(lambda n: f"{n:064x}")


class CertificatePageFactory(DjangoModelFactory):
    class Meta:
        model = CertificatePage

    file = factory.SubFactory(CertificateFileFactory)
    number = 1
    width = 1240
    height = 1754

    class Params:
        image = factory.Sequence(lambda n: f"page {n}".encode())

    stored_name = factory.LazyAttribute(lambda page: files.store_bytes(page.image, ".webp").name)
    sha256 = factory.LazyAttribute(lambda page: sha256(page.image).hexdigest())


class CertificateReadingFactory(DjangoModelFactory):
    class Meta:
        model = CertificateReading

    file = factory.SubFactory(CertificateFileFactory)
    asked_at = NOON
    version = VERSION


class FieldDecisionFactory(DjangoModelFactory):
    class Meta:
        model = FieldDecision

    certificate = factory.SubFactory(CertificateFactory)
    field = "number"
    read = "DOC-1"
    claimed = "DOC-1"
    choice = FieldDecision.Choice.CONFIRMED
    page = 1
    at = NOON


class MarketFactory(DjangoModelFactory):
    class Meta:
        model = Market
        django_get_or_create = ("id",)

    id = "EU"
    name = factory.LazyAttribute(lambda o: {"EU": "European Union + EEA", "US": "United States"}.get(o.id, o.id))


class CountryFactory(DjangoModelFactory):
    class Meta:
        model = Country
        django_get_or_create = ("code",)

    code = "DE"
    market = factory.SubFactory(MarketFactory)


class RulebookEditionFactory(DjangoModelFactory):
    class Meta:
        model = RulebookEdition
        django_get_or_create = ("edition",)

    edition = "0" * 16
    files = factory.LazyFunction(lambda: dict(small_law.FILES))
    is_current = True


class ClearanceFactory(DjangoModelFactory):
    class Meta:
        model = Clearance
        skip_postgeneration_save = True

    product = factory.SubFactory(ProductFactory)
    market = factory.SubFactory(MarketFactory)
    state = Clearance.State.CLEARED
    valid_from = date(2026, 1, 1)
    valid_until = date(2027, 3, 14)
    rulebook = factory.SubFactory(RulebookEditionFactory)
    recorded_at = NOON
    product_type = factory.SelfAttribute("product.product_type")
    supplier = factory.SelfAttribute("product.supplier")
    is_on_offer = True
    price_usd = Decimal("0.05")
    moq = factory.SelfAttribute("product.moq")
    lead_time_days = factory.SelfAttribute("product.lead_time_days")
    monthly_capacity = factory.SelfAttribute("product.monthly_capacity")
    province = factory.SelfAttribute("product.supplier.province")

    @factory.post_generation
    def words(self, create, text, **kwargs):
        """What the product is found by: search pieces, each between spaces."""
        if text:
            Listing.objects.create(product=self.product, product_type=self.product_type, words=text)


class BuyerFactory(DjangoModelFactory):
    """An organisation of one. For tests alone it has its owner as ``user``, and the owner has it as ``buyer``.

    ``user=None`` makes one that nobody belongs to.
    """

    class Meta:
        model = Buyer

    user = factory.SubFactory(UserFactory)
    organisation = "Klinikum Musterstadt"
    country = "DE"

    @classmethod
    def _create(cls, model_class, *args, user, **facts):
        buyer = super()._create(model_class, *args, **facts)
        if user:
            BuyerMembership.objects.create(buyer=buyer, user=user, role=BuyerMembership.Role.OWNER, since=NOON)
            user.buyer = buyer
        buyer.user = user
        return buyer


class BuyerMembershipFactory(DjangoModelFactory):
    class Meta:
        model = BuyerMembership

    buyer = factory.SubFactory(BuyerFactory)
    user = factory.SubFactory(UserFactory)
    role = "purchaser"
    since = NOON


class ShortlistEntryFactory(DjangoModelFactory):
    class Meta:
        model = ShortlistEntry

    buyer = factory.SubFactory(BuyerFactory)
    product = factory.SubFactory(ProductFactory)
    destination = "DE"


class EnquiryFactory(DjangoModelFactory):
    class Meta:
        model = Enquiry

    buyer = factory.SubFactory(BuyerFactory)
    sent_by = factory.LazyAttribute(lambda enquiry: getattr(enquiry.buyer, "user", None))
    destination = "DE"
    needed_by = date(2027, 2, 1)
    message = "Please quote."
    sent_at = NOON


class ThreadFactory(DjangoModelFactory):
    """A conversation about one product, as ``product``; ``quantity`` is how many are needed."""

    class Meta:
        model = Thread

    enquiry = factory.SubFactory(EnquiryFactory)
    product = factory.SubFactory(ProductFactory)
    supplier = factory.SelfAttribute("product.supplier")
    quantity = 50_000

    @classmethod
    def _create(cls, model_class, *args, product, quantity, **facts):
        thread = super()._create(model_class, *args, **facts)
        thread.product = product
        EnquiryLine.objects.create(enquiry=thread.enquiry, thread=thread, product=product, quantity=quantity)
        return thread


class MessageFactory(DjangoModelFactory):
    class Meta:
        model = Message

    thread = factory.SubFactory(ThreadFactory)
    author = factory.SelfAttribute("thread.enquiry.buyer.user")
    is_from_buyer = True
    text = "Please quote."
    sent_at = NOON


class AttachmentFactory(DjangoModelFactory):
    class Meta:
        model = Attachment

    enquiry = factory.SubFactory(EnquiryFactory)
    original_name = "drawing.pdf"
    stored_name = factory.Sequence("2026/attachment-{}.pdf".format)
    kind = "pdf"
    size = 1000
    sha256 = "0" * 64
