"""A second, simple and slow implementation of the rules: one day at a time, every question answered again.

It shares the shapes of the data with ``audits.compliance`` and not one line of its code: where both agree it was
understood twice. Names of standards are looked up in ``MEANINGS``, never taken apart.
"""

from dataclasses import replace
from datetime import timedelta
from itertools import combinations, product

from audits.compliance.dossier import Evidence
from audits.compliance.rulebook import AllOf, Leaf

ONE_DAY = timedelta(days=1)

MEANINGS = {
    "EN 149": [("EN 149", None)],
    "en 149": [("EN 149", None)],
    "ＥＮ 149": [("EN 149", None)],
    "EN 149:2001": [("EN 149", "2001")],
    "EN149:2019": [("EN 149", "2019")],
    "EN 149:1999": [("EN 149", "1999")],
    "EN 166": [("EN 166", None)],
    "EN 166:2001": [("EN 166", "2001")],
    "EN 149 + EN 166": [("EN 149", None), ("EN 166", None)],
    "EN 149:2019, EN 166": [("EN 149", "2019"), ("EN 166", None)],
}
"""A text -> the standards that it names, each with its edition."""


def inside(since, until, day):
    return (since is None or since <= day) and (until is None or day <= until)


def is_accepted(rulebook, number, edition, day, firmly):
    """An edition of a listed standard counts on the days in the list, less firmly when it is over and no law forbids it, or
    when it is not in the list; an edition of an unlisted standard always counts."""
    entries = [entry for entry in rulebook.standard_editions if entry.standard == number]
    known = [entry for entry in entries if entry.edition == edition]
    if not entries or any(inside(one.effective_from, one.effective_until, day) for one in known):
        return True
    is_over = any(one.effective_until and one.effective_until < day and not one.is_forbidden_after for one in known)
    return not firmly and (is_over or not known)


def names_standard(rulebook, wanted, said, day, firmly):
    """Whether a document that says these standards names the wanted one in an edition that counts on the day."""
    number, edition = wanted
    of_number = [stated_edition for stated, stated_edition in said if stated == number]
    if edition is not None:
        return edition in of_number
    return any(one is None or is_accepted(rulebook, number, one, day, firmly) for one in of_number)


def plain(text):
    return text.replace("Ｅ", "E").replace("Ｎ", "N").replace(" ", "").lower()


def as_list(value):
    return list(value) if isinstance(value, tuple) else [value]


def agrees(rulebook, key, asked, stated, day, firmly):
    """A list that is asked for means any one of its values; all standards of a document count together."""
    if key == "standard":
        said = [one for text in as_list(stated) for one in MEANINGS[text]]
        return any(
            all(names_standard(rulebook, wanted, said, day, firmly) for wanted in MEANINGS[text])
            for text in as_list(asked)
        )
    return any(plain(one) == plain(other) for one in as_list(asked) for other in as_list(stated))


def counts(rulebook, document, leaf, day, dossier=None, *, firmly=False):
    """Whether this document meets the leaf on that day; ``firmly``: and nothing about it is open."""
    if dossier is not None and not is_of_the_product(document, dossier):
        return False
    if dossier is not None and not suits_destination(rulebook, document, dossier, firmly=firmly):
        return False
    if document.type != leaf.evidence or not inside(document.valid_from, document.valid_until, day):
        return False
    if not has_permitted_holder(rulebook, document) or not is_issued_rightly(rulebook, document, day):
        return False
    stated = dict(document.stated)
    return all(
        key in stated and agrees(rulebook, key, asked, stated[key], day, firmly) for key, asked in leaf.narrowing
    )


def is_of_the_product(document, dossier):
    """A document that names makers or models must name the product's, where that is known."""
    makers = document.manufacturer is None or dossier.manufacturer is None
    if not makers and not {*map(plain, as_list(document.manufacturer))} & {*map(plain, as_list(dossier.manufacturer))}:
        return False
    return not document.models or dossier.model is None or plain(dossier.model) in [*map(plain, document.models)]


def suits_destination(rulebook, document, dossier, *, firmly):
    """Whether its party sits in the right market, its approval is one that counts there, and the permit is large enough."""
    type_, said = rulebook.evidence_types.get(document.type), dict(document.stated)
    if not suits_quantity(said, dossier, firmly=firmly):
        return False
    if type_ is None:
        return True
    if type_.established_in and said.get("country"):
        homes = [dossier.market if one == "destination" else one for one in type_.established_in]
        if not any(rulebook.countries.get(one) in homes for one in as_list(said["country"])):
            return False
    return suits_list(rulebook, said, type_, dossier, firmly=firmly)


def suits_list(rulebook, said, type_, dossier, *, firmly):
    """Whether the destination takes approvals of that authority. What is of the origin goes everywhere as free sale."""
    if type_.parameter not in ("authority", "authority_or_origin"):
        return True
    named = as_list(said["country"]) if said.get("country") else []
    at_home = not dossier.shipped_from_china or not named or "CN" in named
    entry = rulebook.accepted_authorities.get((dossier.market, type_.id))
    if type_.parameter == "authority_or_origin" and at_home and (entry is None or entry.takes_origin):
        return True
    if not named or entry is None or entry.confidence == "low":
        return not firmly
    return any(one in entry.markets or rulebook.countries.get(one) in entry.markets for one in named)


def suits_quantity(said, dossier, *, firmly):
    if "quantity" not in said:
        return True
    return not firmly if dossier.quantity is None else dossier.quantity <= int(said["quantity"])


def is_label(rulebook, leaf):
    type_ = rulebook.evidence_types.get(leaf.evidence)
    return type_ is not None and type_.parameter == "destination_languages"


def holds_leaf(rulebook, leaf, counting, dossier, *, firmly):
    """Whether documents that count for a leaf meet it: one is enough, labels are read together."""
    if not counting or not is_label(rulebook, leaf):
        return bool(counting)
    said = [dict(one.stated).get("languages") for one in counting]
    printed = {text.split("-")[0].lower() for one in said if one for text in as_list(one)}
    known = [one for one, market in rulebook.countries.items() if market == dossier.market]
    countries = [dossier.country] if dossier.country else known
    asked = [rulebook.label_languages[one] for one in countries if one in rulebook.label_languages]
    if not printed or not asked:
        return not firmly
    for_all = [one for one in asked if any(printed.issuperset(way) for way in one.ways)]
    if firmly:
        return any(one.confidence != "low" for one in for_all)
    for_some = any(printed.issuperset(way) for one in asked for way in one.professional)
    return bool(for_all) or for_some or None in said


MAY_HOLD = {
    "manufacturer": {"manufacturer"},
    "importer": {"importer"},
    "importer_or_local_rep": {"importer", "local_representative"},
}


def has_permitted_holder(rulebook, document):
    type_ = rulebook.evidence_types.get(document.type)
    return type_ is None or document.holder is None or document.holder in MAY_HOLD[type_.held_by]


def is_issued_rightly(rulebook, document, day):
    """Whether the list of bodies speaks against a document; a body that is not listed is accepted."""
    type_ = rulebook.evidence_types.get(document.type)
    if type_ is None or type_.issuer_law is None or document.issuer not in rulebook.issuing_bodies:
        return True
    listed = [one for one in rulebook.issuing_bodies[document.issuer].entitled if one.law == type_.issuer_law]
    if not listed:
        return True
    decisive = day if type_.issuer_must_be_entitled == "throughout" else (document.issued_on or document.valid_from)
    return any(
        inside(one.effective_from, one.effective_until, decisive)
        if decisive
        else (one.effective_from, one.effective_until) == (None, None)
        for one in listed
        if names_scope(one, document)
    )


def names_scope(entitlement, document):
    said = dict(document.stated).get("scope")
    return not entitlement.scopes or said is None or any(one in entitlement.scopes for one in as_list(said))


def is_of_the_buyers_side(rulebook, leaf):
    type_ = rulebook.evidence_types.get(leaf.evidence)
    return type_ is not None and type_.held_by != "manufacturer"


def is_met(rulebook, tree, dossier, day, *, arranged, firmly=False):
    if isinstance(tree, Leaf):
        if arranged and is_of_the_buyers_side(rulebook, tree):
            return True
        held = [one for one in dossier.evidence if counts(rulebook, one, tree, day, dossier, firmly=firmly)]
        return holds_leaf(rulebook, tree, held, dossier, firmly=firmly)
    parts = (is_met(rulebook, part, dossier, day, arranged=arranged, firmly=firmly) for part in tree.parts)
    return quantifier(tree)(parts)


def quantifier(tree):
    return all if isinstance(tree, AllOf) else any


def fits(row, dossier):
    return all(fits_one(name, wanted, dossier.attributes) for name, wanted in row.condition) and all(
        name in dossier.buyer and any(is_same(one, dossier.buyer[name]) for one in fitting)
        for name, fitting in row.buyer
    )


def is_same(one, other):
    return isinstance(one, bool) == isinstance(other, bool) and one == other


def fits_one(name, wanted, attributes):
    if name.endswith("_before"):
        first = attributes.get(name[: -len("_before")] + "_on")
        return first is not None and first < wanted
    stated = attributes.get(name)
    if isinstance(stated, tuple):
        return set(stated) == {"none"} if wanted == "none" else wanted in stated
    return stated is not None and is_same(stated, wanted)


def every_buyer(dossier, rulebook):
    """The dossier once for each way in which the buyer's side could answer everything that it did not state."""
    open_facts = [fact for name, fact in rulebook.buyer_facts.items() if name not in dossier.buyer]
    for answers in product(*(fact.answers for fact in open_facts)):
        said = {fact.name: answer for fact, answer in zip(open_facts, answers, strict=True)}
        yield replace(dossier, buyer={**dossier.buyer, **said})


def day_of(row, dossier, day):
    return dossier.shipped_on if row.market == "CN" and dossier.shipped_on else day


def asked_on(dossier, rulebook, market, day):
    return [
        row
        for row in rulebook.requirements
        if row.product_type == dossier.product_type
        and row.market == market
        and inside(row.effective_from, row.effective_until, day_of(row, dossier, day))
    ]


def state_on(dossier, rulebook, day, *, arranged=False, minding_remarks=True):
    """``cleared``, ``conditional``, ``blocked``, ``prohibited`` or ``not_assessed``. What is cleared only by documents
    about which something is open is conditional."""
    asked = asked_on(dossier, rulebook, dossier.market, day) + asked_on(dossier, rulebook, "CN", day)

    def state(*, firmly):
        return state_of(
            dossier,
            rulebook,
            asked,
            lambda row: is_met(
                rulebook, row.expression, dossier, day_of(row, dossier, day), arranged=arranged, firmly=firmly
            ),
        )

    at_all = state(firmly=False)
    is_weaker = minding_remarks and at_all == "cleared" and state(firmly=True) != "cleared"
    return "conditional" if is_weaker else at_all


def state_of(dossier, rulebook, asked, holds):
    """The state when these rows apply; ``holds`` says of a row whether the documents meet it."""
    states = {state_for_one_buyer(one, asked, holds) for one in every_buyer(dossier, rulebook)}
    if len(states) > 1 and states & {"not_assessed", "prohibited"}:
        return "not_assessed"
    return next(one for one in ("prohibited", "not_assessed", "blocked", "conditional", "cleared") if one in states)


def state_for_one_buyer(dossier, rows, holds):
    if dossier.market in (None, "CN"):
        return "not_assessed"
    asked = [row for row in rows if fits(row, dossier)]
    here = [row for row in asked if row.market == dossier.market]
    export = [row for row in asked if row.market == "CN"] if dossier.shipped_from_china else []
    if any(row.outcome == "prohibited" for row in here + export):
        return "prohibited"
    clearing = [row for row in here if row.outcome == "allowed_if"]
    routes = [row for row in clearing if row.combine == "alternative"]
    if not routes or any(row.outcome == "manual_review" for row in here):
        return "not_assessed"
    if not all(holds(row) for row in clearing if row.combine == "additional"):
        return "blocked"
    answers = [best(routes, holds)]
    export = [row for row in export if row.outcome == "allowed_if" and row.combine != "informational"]
    if export:
        answers.append(best(export, holds))
    return next(state for state in ("blocked", "conditional", "cleared") if state in answers)


def best(routes, holds):
    met = [row.confidence != "low" for row in routes if holds(row)]
    if not met:
        return "blocked"
    return "cleared" if any(met) else "conditional"


def run_around(dossier, rulebook, day, *, first, last, of=state_on):
    """The unbroken run of days around this one with the same answer; None where it reaches the end of the calendar
    that is walked, beyond which nothing changes."""
    answer = of(dossier, rulebook, day)
    start = end = day
    while start > first and of(dossier, rulebook, start - ONE_DAY) == answer:
        start -= ONE_DAY
    while end < last and of(dossier, rulebook, end + ONE_DAY) == answer:
        end += ONE_DAY
    return answer, None if start == first else start, None if end == last else end


def all_leaves(tree):
    return [tree] if isinstance(tree, Leaf) else [leaf for part in tree.parts for leaf in all_leaves(part)]


def ways_out(dossier, rulebook, day, *, may_add=lambda leaf: True):
    """Every smallest set of leaves whose documents would make it ship, with the highest confidence that documents can give."""
    if state_on(dossier, rulebook, day) != "blocked":
        return set()
    asked = asked_on(dossier, rulebook, dossier.market, day)
    asked += asked_on(dossier, rulebook, "CN", day) if dossier.shipped_from_china else []
    asked = [row for row in asked if any(fits(row, one) for one in every_buyer(dossier, rulebook))]
    wanted = sorted({leaf for row in asked for leaf in all_leaves(row.expression) if may_add(leaf)}, key=repr)
    sets = [frozenset(some) for size in range(len(wanted) + 1) for some in combinations(wanted, size)]
    states = {some: weakest(dossier, rulebook, day, some) for some in sets}
    target = next((state for state in ("cleared", "conditional") if state in states.values()), None)
    enough = [some for some in sets if target and states[some] == target]
    smallest = [some for some in enough if not any(other < some for other in enough)]
    return {some for some in smallest if not is_outdone(some, smallest, rulebook, day)}


def weakest(dossier, rulebook, day, leaves):
    """The state with these documents got, whichever of the values that a leaf admits each of them states."""
    got = [
        replace(dossier, evidence=(*dossier.evidence, *documents)) for documents in product(*map(documents_for, leaves))
    ]
    states = {state_on(one, rulebook, day, minding_remarks=False) for one in got}
    return next(state for state in ("blocked", "conditional", "cleared") if state in states)


def documents_for(leaf):
    """A document for each way of stating what the leaf admits."""
    keys = [key for key, _ in leaf.narrowing]
    ways = product(*(as_list(asked) for _, asked in leaf.narrowing))
    return [Evidence(leaf.evidence, None, None, tuple(zip(keys, way, strict=True))) for way in ways]


def gets(rulebook, day, these, those):
    """Whether documents for these leaves meet those too."""
    return all(
        all(any(counts(rulebook, document, leaf, day) for document in documents) for leaf in those)
        for documents in product(*map(documents_for, these))
    )


def is_outdone(some, others, rulebook, day):
    """Whether these documents meet another set too, and not the other way round; of equals, the first."""

    def rank(leaves):
        return len(leaves), sorted(map(repr, leaves))

    return any(
        gets(rulebook, day, some, other) and (not gets(rulebook, day, other, some) or rank(other) < rank(some))
        for other in others
        if other != some
    )
