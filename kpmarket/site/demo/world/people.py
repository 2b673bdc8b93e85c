"""Who signs in to the demonstration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password

from audits.models import Auditor, DeskRole
from buyers.models import Buyer
from buyers.services.organisations import begin_organisation
from kpmarket.accounts.models import User
from kpmarket.site.demo import buyers as invented
from kpmarket.site.demo.chance import chance
from kpmarket.site.demo.world.moments import noon

PASSWORD = "please-look-around"  # noqa: S105 - printed by the demonstration
BUYERS = 16


@dataclass(frozen=True)
class Login:
    """One person to sign in as. ``totp_secret`` is for an authenticator, where a second factor is asked for."""

    role: str
    email: str
    name: str
    password: str = PASSWORD
    totp_secret: str = ""


LOGINS = (
    Login("buyer", "buyer@kpmarket.example", "Clara Weiss"),
    Login("supplier", "supplier@kpmarket.example", "Lin Xiaolan"),
    Login("auditor", "auditor@kpmarket.example", "Amara Osei", totp_secret="KPDEMOAUDITORKPDEMOAUDITORKPDEMO"),  # noqa: S106
    Login("senior auditor", "senior@kpmarket.example", "Henrik Dahl", totp_secret="KPDEMOSENIORKPDEMOSENIORKPDEMOSE"),  # noqa: S106
    Login(
        "second senior auditor",
        "second@kpmarket.example",
        "Ruta Kalnina",
        totp_secret="KPDEMOSECONDKPDEMOSECONDKPDEMOSE",  # noqa: S106
    ),
    Login("buyer's colleague", "colleague@kpmarket.example", "Jonas Ritter"),
    Login("buyer's viewer", "viewer@kpmarket.example", "Merle Hansen"),
    Login("finance", "finance@kpmarket.example", "Ines Moreau", totp_secret="KPDEMOFINANCEKPDEMOFINANCEKPDEMO"),  # noqa: S106
    Login(
        "second in finance",
        "payments@kpmarket.example",
        "Tomasz Wrona",
        totp_secret="KPDEMOPAYMENTKPDEMOPAYMENTKPDEMO",  # noqa: S106
    ),
    Login("case handler", "cases@kpmarket.example", "Leila Haddad", totp_secret="KPDEMOHANDLERKPDEMOHANDLERKPDEMO"),  # noqa: S106
    Login("legal desk", "legal@kpmarket.example", "Mina Sato", totp_secret="KPDEMOLEGALKPDEMOLEGALKPDEMOLEGA"),  # noqa: S106
    Login("head of the desk", "head@kpmarket.example", "Eleni Pavlou", totp_secret="KPDEMOHEADKPDEMOHEADKPDEMOHEADKP"),  # noqa: S106
    Login(
        "compliance officer",
        "compliance@kpmarket.example",
        "Sofia Lindqvist",
        totp_secret="KPDEMOCOMPLYKPDEMOCOMPLYKPDEMOCO",  # noqa: S106
    ),
    Login("support", "support@kpmarket.example", "Daniel Okafor", totp_secret="KPDEMOSUPPORTKPDEMOSUPPORTKPDEMO"),  # noqa: S106
)
"""The second senior auditor publishes what the first one drafted; of two in finance one approves what the other prepared."""

ROLES = {
    DeskRole.Role.HEAD: "head of the desk",
    DeskRole.Role.COMPLIANCE: "compliance officer",
    DeskRole.Role.SUPPORT: "support",
}
"""Who reads and judges nothing."""


@dataclass(frozen=True)
class Desk:
    """The people that the rest of the world refers to."""

    supplier: User
    auditor: User
    senior: User
    second: User
    """Another senior auditor."""
    buyers: tuple[Buyer, ...]
    colleague: User
    """A second purchaser of the first buyer's organisation."""
    reader: User
    finance: User
    second_finance: User
    handler: User
    legal: User
    password: str
    """The password as stored: hashed once, because hashing takes its time."""


def fill(on: date) -> Desk:
    """Everybody who signs in, and buyers from many countries."""
    password = make_password(PASSWORD)
    by_role = {login.role: _person(login, password, on) for login in LOGINS}
    auditor, senior, second = (by_role[name] for name in ("auditor", "senior auditor", "second senior auditor"))
    levels = ((auditor, Auditor.Level.AUDITOR), (senior, Auditor.Level.SENIOR), (second, Auditor.Level.SENIOR))
    for user, level in levels:
        Auditor.objects.create(user=user, level=level, since=noon(on, days=-400))
    for role, name in ROLES.items():
        DeskRole.objects.create(user=by_role[name], role=role, since=noon(on, days=-400))
    begun = noon(on, days=-400)
    hospital = Buyer(organisation="Krankenhaus Nordhafen gGmbH", country="DE", created_at=begun)
    organisations = [begin_organisation(hospital, by=by_role["buyer"], at=begun)]
    for one in invented.buyers(BUYERS, chance("buyers")):
        user = create_user(one.email, one.name, User.Purpose.BUY, password, on)
        organisation = Buyer(organisation=one.organisation, country=one.country, created_at=begun)
        organisations.append(begin_organisation(organisation, by=user, at=begun))
    return Desk(
        supplier=by_role["supplier"],
        auditor=auditor,
        senior=senior,
        second=second,
        buyers=tuple(organisations),
        colleague=by_role["buyer's colleague"],
        reader=by_role["buyer's viewer"],
        finance=by_role["finance"],
        second_finance=by_role["second in finance"],
        handler=by_role["case handler"],
        legal=by_role["legal desk"],
        password=password,
    )


def create_user(
    email: str, name: str, purpose: str, password: str, on: date, *, is_staff: bool = False, language: str = "en"
) -> User:
    """A person whose address is confirmed."""
    user = User(email=email, name=name, purpose=purpose, password=password, is_staff=is_staff, language=language)
    user.date_joined = noon(on, days=-420)
    user.save()
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return user


def _person(login: Login, password: str, on: date) -> User:
    purposes = {"buyer": User.Purpose.BUY, "supplier": User.Purpose.SUPPLY}
    purpose = purposes.get(login.role.partition("'")[0], User.Purpose.AUDIT)
    user = create_user(login.email, login.name, purpose, password, on, is_staff=purpose == User.Purpose.AUDIT)
    if login.totp_secret:
        TOTP.activate(user, login.totp_secret)
    return user
