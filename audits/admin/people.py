"""Appointing auditors and giving roles at the desk. Only superusers do it, and every change is in the decision log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audits.admin.case.access import person
from audits.desk import handing, log
from audits.models import Auditor, DeskRole
from kpmarket.accounts.models import User
from kpmarket.accounts.second_factor import require_fresh_sign_in
from kpmarket.accounts.sessions import end_sessions_of
from kpmarket.foundation.text.fields import LineField

for technical in (Group, EmailAddress, Authenticator, UserSession):
    if admin.site.is_registered(technical):
        admin.site.unregister(technical)


class SuperusersAdmin(admin.ModelAdmin):
    """For superusers only. Nothing is deleted: an office ends on a day."""

    actions: Sequence[str] | None = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """What is written here gives or takes power, so it needs a fresh sign-in."""
        if request.method == "POST":
            require_fresh_sign_in(request)
        return super().changeform_view(request, *args, **kwargs)


@admin.register(Auditor)
class AuditorAdmin(SuperusersAdmin):
    """Appointing auditors and ending their office."""

    list_display = ("user", "level", "since", "until")
    list_filter = ("level",)
    list_select_related = ("user",)
    autocomplete_fields = ("user",)
    fields = ("user", "level", "since", "until")

    def get_readonly_fields(self, request: HttpRequest, obj: Auditor | None = None) -> tuple[str, ...]:
        return ("user",) if obj else ()

    def log_addition(self, request: HttpRequest, obj: Auditor, message: Any) -> Any:
        self._write_down(request, obj, "auditor_appointed")
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Auditor, message: Any) -> Any:
        self._write_down(request, obj, "auditor_changed")
        return super().log_change(request, obj, message)

    def _write_down(self, request: HttpRequest, office: Auditor, act: str) -> None:
        """In the transaction of the form itself; so go the cases back of an auditor whose office ends with it."""
        content = {
            "person": office.user_id,
            "level": office.level,
            "since": office.since.isoformat(),
            "until": office.until.isoformat() if office.until else None,
        }
        log.append(act=act, subject=f"auditor:{office.pk}", by=person(request), at=timezone.now(), content=content)
        handing.return_due_cases(at=timezone.now())


@admin.register(DeskRole)
class DeskRoleAdmin(SuperusersAdmin):
    """Giving people roles without judging, and ending them."""

    list_display = ("user", "role", "since", "until")
    list_filter = ("role",)
    list_select_related = ("user",)
    autocomplete_fields = ("user",)
    fields = ("user", "role", "since", "until")

    def get_readonly_fields(self, request: HttpRequest, obj: DeskRole | None = None) -> tuple[str, ...]:
        return ("user", "role") if obj else ()

    def log_addition(self, request: HttpRequest, obj: DeskRole, message: Any) -> Any:
        self._write_down(request, obj, "role_given")
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: DeskRole, message: Any) -> Any:
        self._write_down(request, obj, "role_changed")
        return super().log_change(request, obj, message)

    def _write_down(self, request: HttpRequest, given: DeskRole, act: str) -> None:
        """In the transaction of the form itself."""
        days = {"since": given.since.isoformat(), "until": given.until.isoformat() if given.until else None}
        content = {"person": given.user_id, "role": given.role, **days}
        log.append(act=act, subject=f"role:{given.pk}", by=person(request), at=timezone.now(), content=content)


class PersonForm(forms.ModelForm):
    """What a superuser changes of a person."""

    name = LineField(label=_("name"), max_length=150, help_text=_("As the person writes it. The log keeps no name."))

    class Meta:
        model = User
        fields = ("name", "is_staff", "is_active")


@admin.register(User)
class PersonAdmin(SuperusersAdmin):
    """Looking people up, correcting names on request, opening the desk to people and closing accounts."""

    form = PersonForm

    list_display = ("email", "name", "purpose", "is_staff", "is_active", "last_login")
    list_filter = ("purpose", "is_staff", "is_active")
    search_fields = ("email", "name")
    fields = ("email", "name", "purpose", "language", "is_staff", "is_active", "date_joined", "last_login")
    readonly_fields = ("email", "purpose", "language", "date_joined", "last_login")
    actions = ("end_sessions",)

    @admin.action(description=_("End all sessions of these people"))
    def end_sessions(self, request: HttpRequest, people: QuerySet[User]) -> None:
        """For an account that others may be in: it stays open, and whoever is in it signs in again."""
        require_fresh_sign_in(request)
        for one in people:
            end_sessions_of(one)
            log.append(
                act="sessions_ended", subject=f"person:{one.pk}", by=person(request), at=timezone.now(), content={}
            )
        self.message_user(request, _("All their sessions have ended."))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """The sessions of a closed account end for good: they are not there when it is opened again.

        The log says that a name was corrected and not which: names can be erased later, the log cannot.
        """
        super().save_model(request, obj, form, change)
        if not obj.is_active:
            end_sessions_of(obj)
        content = {
            "is_staff": obj.is_staff,
            "is_active": obj.is_active,
            "is_name_corrected": "name" in form.changed_data,
        }
        log.append(
            act="person_changed", subject=f"person:{obj.pk}", by=person(request), at=timezone.now(), content=content
        )
        handing.return_due_cases(at=timezone.now())

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """An erased account stays as it is: nobody can be in it."""
        return super().has_change_permission(request, obj) and not (obj and obj.erased_at)
