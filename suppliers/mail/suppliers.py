"""Letters about a company."""

from kpmarket import mail
from kpmarket.accounts.models import User
from suppliers.models import Supplier


def send_submission_receipt(supplier_pk: int, user_pk: int) -> None:
    """We have it, and this is what happens next."""
    supplier = Supplier.objects.get(pk=supplier_pk)
    mail.send("suppliers/submission_receipt", User.objects.get(pk=user_pk), {"supplier": supplier})
