"""Why an act in a claim is refused."""

from __future__ import annotations

from datetime import date

from buyers.disputes.models import Claim


class ClaimRefused(Exception):
    """Nothing was done."""


class NotNow(ClaimRefused):
    """The claim does not stand where this can be done: its days are over, or somebody was quicker."""


class NotRunning(ClaimRefused):
    """The order is not in force: there is nothing to claim."""


class NotYourKind(ClaimRefused):
    """Claims of that kind are the other side's, or what is wanted does not go with it."""


class UnknownPlace(ClaimRefused):
    """A line or part that the contract does not have."""


class NothingPaid(ClaimRefused):
    """No money of these parts was ever paid, or nothing of them is open."""


class TooMuch(ClaimRefused):
    """More than was paid for the parts concerned: at most ``most`` minor units."""

    def __init__(self, most: int, currency: str, *, is_of_order: bool) -> None:
        super().__init__(most)
        self.most, self.currency, self.is_of_order = most, currency, is_of_order


class ClaimedAlready(ClaimRefused):
    """An open claim is about one of these parts: what there is to say is said there."""

    def __init__(self, claim: Claim) -> None:
        super().__init__(claim)
        self.claim = claim


class TooLate(ClaimRefused):
    """Nothing is held of these parts, and the days for goodwill are over."""

    def __init__(self, last_day: date) -> None:
        super().__init__(last_day)
        self.last_day = last_day


class ProposalChanged(ClaimRefused):
    """The digest is not that of the other side's latest proposal."""


class SharesWrong(ClaimRefused):
    """The shares do not fit what is held; ``code`` and ``facts`` as ``check_shares`` gives them."""

    def __init__(self, code: str, part: object = None, held: object = None) -> None:
        super().__init__(code)
        self.code, self.part, self.held = code, part, held


class NothingAgreed(ClaimRefused):
    """A proposal that moves no money and says nothing else."""


class NotHandler(ClaimRefused):
    """The person does not handle this claim: they have not declared that they have no interest in it."""


class HasInterest(ClaimRefused):
    """The person belongs to a side, or declared an interest: a colleague acts."""


class OtherHandlerNeeded(ClaimRefused):
    """The person signed the first decision: another one decides about the objection."""


class SecondPersonNeeded(ClaimRefused):
    """The second signature is that of another person."""


class DecisionChanged(ClaimRefused):
    """The digest is not that of the latest version: the decision was edited, which made earlier signatures void."""


class NothingCited(ClaimRefused):
    """A decision rests on at least one row that this order or claim has."""
