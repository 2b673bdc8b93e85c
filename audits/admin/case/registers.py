"""Public registers on the page of a certificate: what they said, asking now, and recording what a person saw."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from audits.admin.case.base import REFUSALS, CaseAdmin, page_of_case, person
from audits.lookups import checks as registers
from audits.lookups import messages as register_words
from audits.lookups.forms import ManualCheckForm
from audits.models import RegisterCheck, RegisterScreenshot
from audits.models.register_check import Register
from audits.registers.question import Outcome
from kpmarket.foundation import files
from kpmarket.foundation.acts import perform
from suppliers.models import Certificate
from suppliers.sentences.reader import refusal

TONES = {
    Outcome.CONFIRMED: "ok",
    Outcome.CONTRADICTED: "bad",
    Outcome.NOT_FOUND: "warn",
    Outcome.NOT_COVERED: "mute",
    Outcome.UNREACHABLE: "mute",
}
EARLIER = 5


class RegisterDesk(CaseAdmin):
    """The doors of the registers, for the desk of certificates."""

    def get_urls(self):
        doors = {"ask": require_POST(self.register_ask), "record": require_POST(self.register_record)}
        return [
            *(
                path(
                    f"<int:pk>/registers/<slug:register>/{door}/",
                    self.admin_site.admin_view(view),
                    name=f"audits_register_{door}",
                )
                for door, view in doors.items()
            ),
            path(
                "registers/<int:pk>/screenshot/",
                self.admin_site.admin_view(require_safe(self.register_screenshot)),
                name="audits_register_screenshot",
            ),
            *super().get_urls(),
        ]

    def register_ask(self, request: HttpRequest, pk: int, register: str) -> HttpResponse:
        """Ask this register now. Whatever it says, or that it says nothing, is kept."""
        certificate = self.subject(request, pk)
        require_speaking(certificate, register)
        perform(
            request,
            lambda: registers.ask(certificate, register, at=timezone.now(), by=person(request)),
            _("The register was asked: see what it said."),
            REFUSALS,
        )
        return redirect(f"{page_of_case(certificate)}#registers")

    def register_record(self, request: HttpRequest, pk: int, register: str) -> HttpResponse:
        """Keep what the auditor saw there."""
        certificate = self.subject(request, pk)
        require_speaking(certificate, register)
        form = ManualCheckForm(request.POST, request.FILES, prefix=register)
        if form.is_valid() and self._record(request, certificate, register, form):
            return redirect(f"{page_of_case(certificate)}#registers")
        certificate.seen_form = (register, form)
        return self.show(request, certificate, status=422)

    def register_screenshot(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The picture of a screen that belongs to a check, for those who may look."""
        pictures = RegisterScreenshot.objects.exclude(check_made__certificate__status=Certificate.Status.DRAFT)
        visible = pictures if self.has_view_permission(request) else pictures.none()
        image = bytes(get_object_or_404(visible, check_made=pk).image)
        return files.show_bytes(image, ".webp" if image.startswith(b"RIFF") else ".jpg")

    def _record(self, request: HttpRequest, certificate: Certificate, register: str, form: ManualCheckForm) -> bool:
        said = form.cleaned_data
        try:
            perform(
                request,
                lambda: registers.record_manual_check(
                    certificate,
                    register,
                    outcome=said["outcome"],
                    note=said["note"],
                    screenshot=said["screenshot"],
                    at=timezone.now(),
                    by=person(request),
                ),
                _("What you saw is kept."),
                REFUSALS,
            )
        except registers.ScreenshotRefused as refused:
            form.add_error("screenshot", refusal(refused.refused, said["screenshot"].name))
            messages.error(request, _("The picture was not taken: nothing was kept."))
            return False
        return True


def require_speaking(certificate: Certificate, register: str) -> None:
    """404 unless this register can speak of this certificate."""
    if register not in {one.key for one in registers.registers_of(certificate)}:
        raise Http404


def panel_of(certificate: Any, checks: Iterable[RegisterCheck], *, may_judge: bool) -> list[dict[str, Any]]:
    """Each register that can speak of this certificate, with its latest checks and the forms."""
    made: dict[str, list[RegisterCheck]] = {}
    for one in checks:
        made.setdefault(one.register, []).append(one)
    tried, with_errors = getattr(certificate, "seen_form", ("", None))
    return [
        {
            "key": one.key,
            "name": name_of(certificate, one.key),
            "page": one.page or certificate.certificate_type.register_url,
            "shape": register_words.SHAPES[one.interface] if registers.is_asked_by_machine(one) else "",
            "can_be_asked": may_judge and registers.can_be_asked(one),
            "checks": [in_words(check) for check in made.get(one.key, [])[:EARLIER]],
            "form": (with_errors if one.key == tried else ManualCheckForm(prefix=one.key)) if may_judge else None,
            "is_open": one.key == tried,
        }
        for one in registers.registers_of(certificate)
    ]


def name_of(certificate: Certificate, key: str) -> Any:
    """As people call it; of the others, as the rulebook does."""
    kind = certificate.certificate_type
    if key == Register.OTHER and kind is not None and kind.register_name:
        return kind.register_name
    return Register(key).label


def in_words_of_desk(checks: Iterable[RegisterCheck]) -> list[dict[str, Any]]:
    """Contradictions for the desk's list: whose document, where, since when, in what, and the way there."""
    return [
        {
            "check": check,
            "register": name_of(check.certificate, check.register),
            "differences": register_words.differences_of(check),
            "url": f"{page_of_case(check.certificate)}#registers",
        }
        for check in checks
    ]


def in_words(check: RegisterCheck) -> dict[str, Any]:
    """One check as the page shows it."""
    screenshot = getattr(check, "screenshot", None)
    return {
        "check": check,
        "tone": TONES[Outcome(check.outcome)],
        "reason": register_words.reason_of(check),
        "differences": register_words.differences_of(check),
        "shown": register_words.entry_of(check),
        "screenshot": screenshot and reverse("admin:audits_register_screenshot", args=[check.pk]),
    }
