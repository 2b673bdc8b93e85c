"""A checklist as a patient auditor fills it in: yes to every question, with a note for each."""

from audits.desk.checklists import family_of

NOTE = "Compared with page 1 and with the list of the issuer on its own site."


def answers(subject):
    """As a service takes them."""
    return {one.id: {"said": "yes", "note": NOTE} for one in family_of(subject).questions}


def fields(subject):
    """As the form of a decision posts them."""
    said = {f"said_{name}": one["said"] for name, one in answers(subject).items()}
    notes = {f"note_{name}": one["note"] for name, one in answers(subject).items()}
    return {**said, **notes, "checked": "on"}
