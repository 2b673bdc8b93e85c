"""What is typed in a site audit: at the desk, at the site, and by the supplier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.forms import BoundField
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from audits.checklists.site_questions import SiteQuestion, shipped
from audits.models import Auditor, SiteAnswer, SiteAudit, SiteFinding, SiteFindingStep
from audits.site_audits.conducting import AnsweredByColleague, Found, Given
from audits.site_audits.following import ActionPlan
from audits.site_audits.planning import MOST_VALID, Plan, Report
from audits.site_audits.reading import AuditState
from audits.site_audits.states import NEXT, FindingStanding
from kpmarket.accounts.models import User
from kpmarket.accounts.offices import in_office
from kpmarket.foundation.text.days import DayField
from kpmarket.foundation.text.fields import LineField, MultilineField

ONE_DAY = timedelta(days=1)
Grade, Kind, Said = SiteFinding.Grade, SiteFindingStep.Kind, SiteAnswer.Said


def text_area(label: Any, *, most: int = 2000, rows: int = 3, **kwargs: Any) -> MultilineField:
    return MultilineField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class PersonField(forms.ModelChoiceField):
    """An auditor by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name or obj.email)


class PlanForm(forms.Form):
    """The plan of an audit."""

    standard = forms.ChoiceField(label=gettext_lazy("Standard"))
    mode = forms.ChoiceField(label=gettext_lazy("How"), choices=SiteAudit.Mode.choices, widget=forms.RadioSelect)
    site = LineField(label=gettext_lazy("Site"), max_length=300)
    scope = text_area(gettext_lazy("Scope: products and processes"), most=1000)
    day = DayField(label=gettext_lazy("First day"))
    lead = PersonField(label=gettext_lazy("Lead auditor"), queryset=User.objects.none())
    second = PersonField(label=gettext_lazy("Second auditor"), queryset=User.objects.none(), required=False)

    def __init__(self, *args: Any, today: date, auditors: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or ""
        choices = [(one.id, one.words(language)) for one in shipped().standards]
        self.fields["standard"].choices = choices  # type: ignore[attr-defined]
        self.fields["day"].set_bounds(today, today + 400 * ONE_DAY)  # type: ignore[attr-defined]
        for name in ("lead", "second"):
            self.fields[name].queryset = auditors  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("second") and cleaned.get("second") == cleaned.get("lead"):
            self.add_error("second", _("The second auditor is another person than the lead auditor."))
        return cleaned

    def plan(self) -> Plan:
        """Once the form is valid."""
        return Plan(**self.cleaned_data)


def auditors_in_office(at: Any) -> QuerySet[User]:
    """Accounts of people who may be chosen."""
    offices = Auditor.objects.filter(in_office(at))
    return User.objects.filter(pk__in=offices.values("user"), is_active=True, is_staff=True).order_by("name", "pk")


class ConductForm(forms.Form):
    """Answers to all questions, for large fingers: ``said-<id>``, ``note-<id>`` and, hidden, ``known-<id>``."""

    all_optional = True

    def __init__(self, *args: Any, state: AuditState, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.state = state
        for one in state.questions:
            last = state.answers.get(one.id)
            self.fields[f"said-{one.id}"] = forms.ChoiceField(
                label=_("Answer"),
                choices=Said.choices,
                required=False,
                widget=forms.RadioSelect,
                initial=last.said if last else None,
            )
            self.fields[f"note-{one.id}"] = text_area(
                _("What you saw"), rows=2, required=False, initial=last.note if last else ""
            )
            self.fields[f"known-{one.id}"] = forms.IntegerField(
                min_value=0, required=False, widget=forms.HiddenInput, initial=last.pk if last else 0
            )

    def groups(self) -> Iterator[tuple[SiteQuestion, str, list[BoundField], BoundField]]:
        """Each question with its words, its fields, and the hidden one."""
        language = get_language() or ""
        for one in self.state.questions:
            yield one, one.words(language), [self[f"said-{one.id}"], self[f"note-{one.id}"]], self[f"known-{one.id}"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for one in self.state.questions:
            said, note = cleaned.get(f"said-{one.id}"), cleaned.get(f"note-{one.id}")
            if note and not said:
                self.add_error(f"said-{one.id}", _("Choose an answer that goes with the note."))
            if said in (Said.DOES_NOT, Said.NOT_APPLICABLE) and not note and f"note-{one.id}" not in self.errors:
                self.add_error(f"note-{one.id}", _("Say what you saw, or why it does not apply."))
        return cleaned

    def given_answers(self) -> Mapping[str, Given]:
        """Once the form is valid."""
        data = self.cleaned_data
        return {
            one.id: Given(data[f"said-{one.id}"], data[f"note-{one.id}"], data[f"known-{one.id}"] or 0)
            for one in self.state.questions
        }

    def add_colleagues(self, refusal: AnsweredByColleague) -> None:
        """Say next to each question what a colleague answered, and take it as read: sent again, ours takes its place."""
        words = _(
            "%(person)s answered “%(answer)s” meanwhile. Send again to put yours in its place. Their note: %(note)s"
        )
        typed = cast(QueryDict, self.data).copy()
        for name, last in refusal.answers.items():
            facts = {"person": last.by, "answer": last.get_said_display(), "note": last.note or "—"}
            self.add_error(f"said-{name}", words % facts)
            typed[f"known-{name}"] = str(last.pk)
        self.data = typed


class FindingForm(forms.Form):
    """A finding."""

    question = forms.ChoiceField(label=gettext_lazy("Question"), required=False)
    clause = LineField(
        label=gettext_lazy("Clause"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Where no question asks it."),
    )
    grade = forms.ChoiceField(label=gettext_lazy("Grade"), choices=Grade.choices, widget=forms.RadioSelect)
    text = text_area(gettext_lazy("Finding: what is not as required"))
    evidence = text_area(gettext_lazy("Evidence: which record, place, lot or words show it"))
    due_on = DayField(
        label=gettext_lazy("Answer due on"),
        required=False,
        help_text=gettext_lazy("An opportunity for improvement has none."),
    )

    def __init__(self, *args: Any, state: AuditState, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or ""
        choices = [
            ("", _("None of the questions")),
            *((q.id, f"{q.clause} {q.words(language)}") for q in state.questions),
        ]
        self.fields["question"].choices = choices  # type: ignore[attr-defined]
        self.fields["due_on"].set_bounds(today, today + 365 * ONE_DAY)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (
            not cleaned.get("question")
            and not cleaned.get("clause")
            and not self.errors.keys() & {"question", "clause"}
        ):
            self.add_error("clause", _("Name the clause, or choose the question."))
        if cleaned.get("grade") == Grade.OPPORTUNITY:
            cleaned["due_on"] = None
        elif not cleaned.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Say by when the supplier answers."))
        return cleaned

    def written_finding(self) -> Found:
        """Once the form is valid."""
        return Found(**self.cleaned_data)


class ReportForm(forms.Form):
    """What ends an audit."""

    finished_on = DayField(label=gettext_lazy("Last day at the site"))
    valid_until = DayField(label=gettext_lazy("Level holds until"))
    summary = text_area(gettext_lazy("Summary for buyers and the supplier"), rows=5)

    def __init__(self, *args: Any, audit: SiteAudit, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["finished_on"].set_bounds(min(audit.day, today), today)  # type: ignore[attr-defined]
        self.fields["valid_until"].set_bounds(today + ONE_DAY, today + MOST_VALID[SiteAudit.Mode(audit.mode)])  # type: ignore[attr-defined]

    def report(self) -> Report:
        """Once the form is valid."""
        return Report(**self.cleaned_data)


class CancelForm(forms.Form):
    """Why an audit is cancelled."""

    reason = text_area(gettext_lazy("Reason"), most=1000, rows=2)


class StepForm(forms.Form):
    """What the desk says to a finding; the choices are those of its state."""

    kind = forms.ChoiceField(label=gettext_lazy("What"), widget=forms.RadioSelect)
    note = text_area(gettext_lazy("Note to the supplier: what was looked at, or what is missing"))
    day = DayField(
        label=gettext_lazy("Day"),
        required=False,
        help_text=gettext_lazy(
            "Accepted: from when its effect is checked. Returned, not working or more time: the new due day."
        ),
    )

    def __init__(self, *args: Any, standing: FindingStanding, is_running: bool, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": f"finding-{standing.finding.number}", **kwargs})
        self.standing = standing
        labels = dict(Kind.choices)
        kinds = desk_steps(standing, is_running=is_running)
        self.fields["kind"].choices = [(one.value, labels[one]) for one in kinds]  # type: ignore[attr-defined]
        self.fields["day"].set_bounds(today, today + 3 * 365 * ONE_DAY)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind, day = cleaned.get("kind"), cleaned.get("day")
        if kind and kind not in SiteFindingStep.WITHOUT_DAY and not day and "day" not in self.errors:
            self.add_error("day", _("Name the day."))
        done_on = next((step.day for step in reversed(self.standing.steps) if step.kind == Kind.ANSWERED), None)
        if kind == Kind.ACCEPTED and day and done_on and day <= done_on:
            self.add_error(
                "day",
                _("An effect shows after the action is done: choose a day after %(day)s.")
                % {"day": date_format(done_on)},
            )
        return cleaned


def desk_steps(standing: FindingStanding, *, is_running: bool) -> list[SiteFindingStep.Kind]:
    """What the desk may do about a finding now; a finding is withdrawn only before the report."""
    never = {Kind.ANSWERED, *(() if is_running else (Kind.WITHDRAWN,)), *((Kind.EXTENDED,) if is_running else ())}
    return [one for one in NEXT[standing.state] if one not in never]


class ActionForm(forms.Form):
    """A supplier's answer to a finding."""

    correction = text_area(gettext_lazy("Correction: what you did at once"))
    root_cause = text_area(gettext_lazy("Root cause: why it could happen"))
    action = text_area(gettext_lazy("Corrective action: what keeps it from coming back"))
    day = DayField(label=gettext_lazy("Done by"))

    def __init__(self, *args: Any, number: int, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": f"finding-{number}", **kwargs})
        self.fields["day"].set_bounds(today - 365 * ONE_DAY, today + 2 * 365 * ONE_DAY)  # type: ignore[attr-defined]

    def action_plan(self) -> ActionPlan:
        """Once the form is valid."""
        return ActionPlan(**self.cleaned_data)
