"""Legal cases. A reader of a test never needs to open this file."""

import factory
from factory.django import DjangoModelFactory

from buyers.disputes.models import CaseDeadline, CaseNote, CaseStep, Counsel, LegalCase
from buyers.trade.models import DeskOffice
from suppliers.models import Membership
from tests.factories import NOON, UserFactory
from tests.factories.trade import OrderFactory


class CounselFactory(DjangoModelFactory):
    class Meta:
        model = Counsel

    firm = factory.Sequence("Kanzlei am Speicher {}".format)
    lawyer = "A. Beispiel"
    email = "office@kanzlei.example"
    bars = "Hamburg"
    countries = "DE"
    languages = "de, en"


class LegalCaseFactory(DjangoModelFactory):
    """A case of the buyer of an order about the quality of goods. ``for_supplier=True``: of the supplier."""

    class Meta:
        model = LegalCase

    order = factory.SubFactory(OrderFactory)
    kind = "quality"
    jurisdiction = "DE"
    language = "en"
    text = "Ear loops tear off at a pull of 3 N."
    opened_at = NOON

    @classmethod
    def _create(cls, model_class, *args, for_supplier=False, **facts):
        order = facts["order"]
        if order and for_supplier:
            member = Membership.objects.filter(supplier=order.supplier).select_related("user").first()
            facts = {"supplier": order.supplier, "opened_by": member.user, **facts}
        elif order:
            facts = {"buyer": order.buyer, "opened_by": order.placed_by, **facts}
        return super()._create(model_class, *args, **facts)


class CaseNoteFactory(DjangoModelFactory):
    class Meta:
        model = CaseNote

    case = factory.SubFactory(LegalCaseFactory)
    author = "client"
    text = "We would take 20 %."
    by = factory.SelfAttribute("case.opened_by")
    at = NOON


class CaseStepFactory(DjangoModelFactory):
    class Meta:
        model = CaseStep

    case = factory.SubFactory(LegalCaseFactory)
    text = "Letter to the other side drafted."
    is_of_desk = True
    by = factory.SelfAttribute("case.opened_by")
    at = NOON


class CaseDeadlineFactory(DjangoModelFactory):
    class Meta:
        model = CaseDeadline

    case = factory.SubFactory(LegalCaseFactory)
    label = "Reply to the district court"
    day = factory.LazyAttribute(lambda one: NOON.date())
    source = "Order of the court"
    confidence = "high"
    noted_at = NOON


def legal_person():
    """Somebody who holds the legal office."""
    user = UserFactory(is_staff=True)
    DeskOffice.objects.create(user=user, office=DeskOffice.Office.LEGAL, since=NOON.replace(year=2026, month=1))
    return user
