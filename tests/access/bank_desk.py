"""What finance works with: a holder's account, a statement with one entry, a payment back to its payer, an exported file."""

from django.utils import timezone

from buyers.trade.models import DeskOffice, MoneyRequest, PaymentFile, PaymentInstruction, StatementEntry, StatementFile
from tests.factories import UserFactory
from tests.factories.trade import BankAccountFactory

PAYER = "Secret Payer Holding SARL"


def finance_objects(past):
    """The key of a row of each model of finance, by the model's name."""
    people = [UserFactory(is_staff=True) for _ in range(2)]
    offices = [DeskOffice.objects.create(user=user, office="finance", since=past) for user in people]
    account = BankAccountFactory()
    today = timezone.localdate(past)
    facts = {"from_on": today, "until_on": today, "opening": 0, "closing": 700}
    file = StatementFile.objects.create(
        account=account, kind="csv", name="x", sha256="0" * 64, imported_by=people[0], imported_at=past, **facts
    )
    entry = StatementEntry.objects.create(
        file=file,
        account=account,
        position=1,
        fingerprint="x",
        booked_on=today,
        valued_on=today,
        amount=700,
        currency="USD",
        payer_name=PAYER,
        payer_account="DE1",
    )
    payment = PaymentInstruction.objects.create(
        account=account,
        back_to=entry,
        amount=700,
        currency="USD",
        end_to_end_id="KPPAY0000000000000000",
        prepared_by=people[0],
        prepared_at=past,
    )
    asked = MoneyRequest.objects.create(
        kind="cover", entry=entry, amount=700, currency="USD", reason="x", asked_by=people[0], asked_at=past
    )
    exported = PaymentFile.objects.create(
        account=account,
        message_id="KPMSG0000000000000000",
        count=0,
        total=0,
        pay_on=today,
        sha256="0" * 64,
        exported_by=people[1],
        exported_at=past,
    )
    return {
        "statementfile": file.pk,
        "statemententry": entry.pk,
        "paymentinstruction": payment.pk,
        "moneyrequest": asked.pk,
        "paymentfile": exported.pk,
        "holder": account.holder_id,
        "bankaccount": account.pk,
        "deskoffice": offices[0].pk,
    }
