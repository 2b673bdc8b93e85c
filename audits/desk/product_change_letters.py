"""Letters and notices to a company about a change of its words: a question, or that they were put back."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audits.models import ProductChangeAnswer
from kpmarket.accounts.models import Notice, User
from kpmarket.foundation import mail
from kpmarket.foundation.outbox import writing as outbox
from kpmarket.foundation.outbox.models import Letter
from suppliers.models import Membership, Product


def announce(answer: ProductChangeAnswer) -> None:
    """A notice and a letter for each member who may act, in the transaction of the answer."""
    product = answer.change.product
    members = Membership.objects.filter(supplier=product.supplier_id, role__in=Membership.EDITING_ROLES)
    users = [member.user for member in members.filter(user__is_active=True).select_related("user")]
    params = {"name_en": product.name_en, "name_zh": product.name_zh, "model": product.model, "note": answer.note}
    Notice.objects.bulk_create(
        Notice(
            recipient=user,
            kind=f"product_change_{answer.answer}",
            params=params,
            url=_page_of(product),
            created_at=answer.at,
        )
        for user in users
    )
    outbox.write((_letter(answer, product, user) for user in users), at=answer.at)


def _letter(answer: ProductChangeAnswer, product: Product, user: User) -> Letter:
    context = {
        "product": product,
        "note": answer.note,
        "action_url": f"{settings.SITE_URL}{_page_of(product)}",
        "action_label": _("Open the product"),
        "reason": _("You get this letter because you act for this company."),
    }
    name = f"audits/product_change_{answer.answer}"
    return mail.compose(name, user, context, key=f"product-change-{answer.pk}-{user.pk}")


def _page_of(product: Product) -> str:
    return reverse("suppliers:product", args=[product.supplier_id, product.pk])
