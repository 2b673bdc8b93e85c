"""What the URLs of deliveries are asked with in the access world: one order of ``buyer`` in transit, and rows of the desk."""

from buyers.delivery.models import FactConfirmation


def delivery_arguments(buyer):
    """Arguments of each URL of deliveries, of an order that ``buyer`` has with the shop."""
    return {"admin:delivery_factconfirmation_row": {"file": "cisg.csv", "row": "SA"}}


def delivery_objects(officer, past):
    """The key of a row of each model of deliveries that the desk shows, by the model's name."""
    confirmation = FactConfirmation.objects.create(
        file="cisg.csv", row="SA", digest="0" * 64, verdict="doubted", note="Not seen yet.", by=officer, at=past
    )
    return {"factconfirmation": confirmation.pk}
