"""Public registers on the page of a certificate: their answers, asking them now, and recording a manual check."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from audits.admin.case.access import person
from audits.admin.case.acts import RefusedForms
from audits.admin.case.base import CaseAdmin, page_of_case
from audits.admin.case.refusals import REFUSALS
from audits.admin.staff_access import note_opened
from audits.desk.staff_access import Kind
from audits.lookups import checks as registers
from audits.lookups.forms import ManualCheckForm
from audits.lookups.messages import INTERFACES, Difference, differences_of, entry_of, reason_of
from audits.models import RegisterCheck, RegisterScreenshot
from audits.models.register_check import Register
from audits.registers.question import Outcome
from kpmarket.foundation.acts import perform
from kpmarket.foundation.storage import files
from suppliers.models import Certificate
from suppliers.sentences.reader import refusal

TONES = {
    Outcome.CONFIRMED: "ok",
    Outcome.CONTRADICTED: "bad",
    Outcome.NOT_FOUND: "warn",
    Outcome.NOT_COVERED: "mute",
    Outcome.UNREACHABLE: "mute",
}
MAX_CHECKS_SHOWN = 5


@dataclass(frozen=True)
class CheckView:
    """One check. ``entry`` are pairs of label and value in the register; ``screenshot`` is an address."""

    check: RegisterCheck
    tone: str
    reason: str | Promise
    differences: list[Difference]
    entry: list[tuple[str | Promise, str]]
    screenshot: str


@dataclass(frozen=True)
class RegisterPanel:
    """One register: its web page, how a program asks it, the latest checks, and the form of a manual one."""

    key: str
    name: str | Promise
    page: str
    interface: str | Promise
    can_be_asked: bool
    checks: list[CheckView]
    form: forms.Form | None
    is_open: bool


@dataclass(frozen=True)
class Contradiction:
    """A contradiction on the list of the desk, with the address of its case."""

    check: RegisterCheck
    register: str | Promise
    differences: list[Difference]
    url: str


class RegistersAdmin(CaseAdmin):
    """Adds the registers to the page of a certificate."""

    def get_urls(self) -> list[URLPattern]:
        views = {"ask": require_POST(self.register_ask), "record": require_POST(self.register_record)}
        return [
            *(
                path(
                    f"<int:pk>/registers/<slug:register>/{name}/",
                    self.admin_site.admin_view(view),
                    name=f"audits_register_{name}",
                )
                for name, view in views.items()
            ),
            path(
                "registers/<int:pk>/screenshot/",
                self.admin_site.admin_view(require_safe(self.register_screenshot)),
                name="audits_register_screenshot",
            ),
            *super().get_urls(),
        ]

    def register_ask(self, request: HttpRequest, pk: int, register: str) -> HttpResponse:
        """Ask this register now, and keep the outcome."""
        certificate = self.subject(request, pk)
        require_register_of(certificate, register)
        perform(
            request,
            lambda: registers.ask(certificate, register, at=timezone.now(), by=person(request)),
            _("The register was asked. Its answer is below."),
            REFUSALS,
        )
        return redirect(f"{page_of_case(certificate)}#registers")

    def register_record(self, request: HttpRequest, pk: int, register: str) -> HttpResponse:
        """Keep what the auditor found in this register."""
        certificate = self.subject(request, pk)
        require_register_of(certificate, register)
        form = ManualCheckForm(request.POST, request.FILES, prefix=register)
        if form.is_valid() and self._record(request, certificate, register, form):
            return redirect(f"{page_of_case(certificate)}#registers")
        return self.render_case(request, certificate, RefusedForms(manual_check=(register, form)))

    def register_screenshot(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The screenshot of a check."""
        screenshots = RegisterScreenshot.objects.exclude(check_made__certificate__status=Certificate.Status.DRAFT)
        visible = screenshots.select_related("check_made") if self.has_view_permission(request) else screenshots.none()
        shown = get_object_or_404(visible, check_made=pk)
        note_opened(request, Kind.SCREENSHOT, f"certificate:{shown.check_made.certificate_id}")
        image = bytes(shown.image)
        return files.show_bytes(image, ".webp" if image.startswith(b"RIFF") else ".jpg")

    def _record(self, request: HttpRequest, certificate: Certificate, register: str, form: ManualCheckForm) -> bool:
        """False where the screenshot was refused: the form has the error."""
        try:
            perform(
                request,
                lambda: registers.record_manual_check(
                    certificate, register, **form.cleaned_data, at=timezone.now(), by=person(request)
                ),
                _("Your look-up is recorded."),
                REFUSALS,
            )
        except registers.ScreenshotRefused as refused:
            form.add_error("screenshot", refusal(refused.refused, form.cleaned_data["screenshot"].name))
            messages.error(request, _("The screenshot was refused: nothing was recorded."))
            return False
        return True


def require_register_of(certificate: Certificate, register: str) -> None:
    """Raise Http404 unless this register may know this certificate."""
    if register not in {adapter.key for adapter in registers.registers_of(certificate)}:
        raise Http404


def register_panels(
    certificate: Certificate,
    checks: Iterable[RegisterCheck],
    *,
    may_judge: bool,
    refused: tuple[str, forms.Form] | None = None,
) -> list[RegisterPanel]:
    """Each register that may know this certificate. ``refused`` is the key of a register and its refused form."""
    by_register: dict[str, list[RegisterCheck]] = {}
    for check in checks:
        by_register.setdefault(check.register, []).append(check)
    kind = certificate.certificate_type
    refused_key, refused_form = refused or ("", None)
    return [
        RegisterPanel(
            key=adapter.key,
            name=register_name(certificate, adapter.key),
            page=adapter.page or (kind.register_url if kind else ""),
            interface=INTERFACES[adapter.interface] if registers.is_asked_by_machine(adapter) else "",
            can_be_asked=may_judge and registers.can_be_asked(adapter),
            checks=[check_view(check) for check in by_register.get(adapter.key, [])[:MAX_CHECKS_SHOWN]],
            form=_manual_form(adapter.key, refused_key, refused_form) if may_judge else None,
            is_open=adapter.key == refused_key,
        )
        for adapter in registers.registers_of(certificate)
    ]


def _manual_form(key: str, refused_key: str, refused_form: forms.Form | None) -> forms.Form:
    return refused_form if refused_form and key == refused_key else ManualCheckForm(prefix=key)


def register_name(certificate: Certificate, key: str) -> str | Promise:
    """The name of the register; of one without an adapter the name in the rulebook."""
    kind = certificate.certificate_type
    if key == Register.OTHER and kind is not None and kind.register_name:
        return kind.register_name
    return Register(key).label


def contradiction_views(checks: Iterable[RegisterCheck]) -> list[Contradiction]:
    """Open contradictions for the list of the desk."""
    return [
        Contradiction(
            check=check,
            register=register_name(check.certificate, check.register),
            differences=differences_of(check),
            url=f"{page_of_case(check.certificate)}#registers",
        )
        for check in checks
    ]


def check_view(check: RegisterCheck) -> CheckView:
    screenshot = getattr(check, "screenshot", None)
    return CheckView(
        check=check,
        tone=TONES[Outcome(check.outcome)],
        reason=reason_of(check),
        differences=differences_of(check),
        entry=entry_of(check),
        screenshot=reverse("admin:audits_register_screenshot", args=[check.pk]) if screenshot else "",
    )
