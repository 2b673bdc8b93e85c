"""A second implementation of why an answer ends: everything that changes from one day to the next, undone or done singly.

It shares no code with ``audits.compliance``; what counts on a day is asked of ``naive``.
"""

from functools import partial

from audits.compliance.rulebook import Leaf
from tests.audits.compliance import naive
from tests.audits.compliance.naive import ONE_DAY, all_leaves, as_list, counts, inside


class UnclearError(Exception):
    """A document rests on two things that change on the same day: either may be named."""


def ends_because(dossier, rulebook, day, *, arranged=False):
    """Names of what ends the answer after that day: what alone, had it stayed, would have kept it. Where nothing would,
    what alone would have ended it; where nothing would have done that either, all that changed."""
    names = changes(dossier, rulebook, day, arranged)
    everything = set(names.values())
    answer = state_when(set(), names, dossier, rulebook, day, arranged)

    kept_by = {
        one for one in everything if state_when(everything - {one}, names, dossier, rulebook, day, arranged) == answer
    }
    ended_by = {one for one in everything if state_when({one}, names, dossier, rulebook, day, arranged) != answer}
    return kept_by or ended_by or everything


def changes(dossier, rulebook, day, arranged):
    """Each row, and each document for a leaf, that is no longer or newly there on the next day, and its name."""
    after = day + ONE_DAY
    found = {}
    for row in asked_on_some_day(dossier, rulebook):
        if is_settled(row, dossier):
            continue
        stands = [inside(row.effective_from, row.effective_until, one) for one in (day, after)]
        if stands[0] != stands[1]:
            found[row.id] = ("requirement-ends" if stands[0] else "requirement-begins", "", "", row.id)
        if not any(stands) or row.outcome in ("manual_review", "prohibited"):
            continue
        for leaf in all_leaves(row.expression):
            met = [
                [
                    naive.is_met(rulebook, leaf, dossier, one, arranged=arranged, firmly=firmly)
                    for firmly in (True, False)
                ]
                for one in (day, after)
            ]
            if met[0] != met[1]:
                found.update(changed_documents(leaf, dossier, rulebook, day))
    return found


def changed_documents(leaf, dossier, rulebook, day):
    after = day + ONE_DAY
    for place, document in enumerate(dossier.evidence):
        for firmly in (False, True):
            before = counts(rulebook, document, leaf, day, dossier, firmly=firmly)
            if before != counts(rulebook, document, leaf, after, dossier, firmly=firmly):
                yield (leaf, place), name_of(document, leaf, rulebook, day, ends=before)
                break


def name_of(document, leaf, rulebook, day, *, ends):
    """The document's own last or first day comes before what it rests on."""
    how = "ends" if ends else "begins"
    turning = day if ends else day + ONE_DAY
    if (document.valid_until if ends else document.valid_from) == turning:
        return (f"evidence-{how}", document.type, document.ref or "", "")
    reasons = {
        (f"standard-edition-{how}", one.standard, one.edition, "")
        for one in rulebook.standard_editions
        if (one.effective_until if ends else one.effective_from) == turning and cites(document, one)
    }
    if any(
        (one.effective_until if ends else one.effective_from) == turning
        for body in rulebook.issuing_bodies.values()
        if body.number == document.issuer
        for one in body.entitled
    ):
        reasons.add((f"issuer-entitlement-{how}", document.type, document.ref or "", document.issuer))
    if len(reasons) != 1:
        raise UnclearError
    return reasons.pop()


def cites(document, edition):
    said = as_list(dict(document.stated).get("standard", ()))
    return any((edition.standard, edition.edition) in naive.MEANINGS[one] for one in said)


def state_when(done, names, dossier, rulebook, day, arranged):
    """The answer of the next day if only these changes had happened."""

    def moment(thing):
        return day + ONE_DAY if names.get(thing) in done else day

    def stands(row):
        judged_on = dossier.shipped_on if is_settled(row, dossier) else moment(row.id)
        return inside(row.effective_from, row.effective_until, judged_on)

    def is_met(tree, *, firmly):
        if isinstance(tree, Leaf):
            if arranged and naive.is_of_the_buyers_side(rulebook, tree):
                return True
            held = [
                document
                for place, document in enumerate(dossier.evidence)
                if counts(rulebook, document, tree, moment((tree, place)), dossier, firmly=firmly)
            ]
            return naive.holds_leaf(rulebook, tree, held, dossier, firmly=firmly)
        return naive.quantifier(tree)(is_met(part, firmly=firmly) for part in tree.parts)

    def holds(row, *, firmly):
        if is_settled(row, dossier):
            return naive.is_met(rulebook, row.expression, dossier, dossier.shipped_on, arranged=arranged, firmly=firmly)
        return is_met(row.expression, firmly=firmly)

    rows = [row for row in asked_on_some_day(dossier, rulebook) if stands(row)]
    at_all, firm = (naive.state_of(dossier, rulebook, rows, partial(holds, firmly=firmly)) for firmly in (False, True))
    return "conditional" if at_all == "cleared" and firm != "cleared" else at_all


def is_settled(row, dossier):
    """Whether the row is judged by the day of shipping alone, so that no day of arrival changes it."""
    return row.market == "CN" and dossier.shipped_on is not None


def asked_on_some_day(dossier, rulebook):
    markets = [dossier.market, "CN"] if dossier.shipped_from_china else [dossier.market]
    return [
        row
        for row in rulebook.requirements
        if row.product_type == dossier.product_type
        and row.market in markets
        and any(naive.fits(row, one) for one in naive.every_buyer(dossier, rulebook))
        and (row.outcome == "allowed_if" and row.combine != "informational")
        | (row.outcome == "manual_review" and row.market != "CN")
        | (row.outcome == "prohibited")
    ]
