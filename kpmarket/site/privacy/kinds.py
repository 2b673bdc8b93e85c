"""The kinds of data about people: what, why, on which legal basis, how long, who receives it, where, and its end.

Written once, here. The privacy page, the page of erasure and the copy of one's data are made from it. Law is cited as
Regulation (EU) 2016/679 (GDPR) and the Personal Information Protection Law of China (PIPL), article 13.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kpmarket.foundation.configuration.retention import Kept
from kpmarket.site.privacy.kind import Basis, Kind, Place

NOBODY, OUR_STAFF = _("Nobody else."), _("Our staff.")
UNTIL_ERASED, ERASED = _("Until you have your data erased."), _("Deleted.")
RECORD_STAYS = _(
    "What was submitted and decided stays provable as long as a clearance that rests on it can be asked about. It names "
    "the number of your account, not you."
)

ACCOUNT = Kind(
    "account",
    _("Your account"),
    _(
        "E-mail address and for a while the one before it, name, language, what you came for, when you joined and last signed in, a hash of your password."
    ),
    _("To sign you in, to write to you, and to say who acts."),
    Basis.CONTRACT,
    _("Until you have your data erased; %(days)s days if you never confirm your e-mail address."),
    _("Members of your company see your name and address; whoever you write to, and our staff, see your name."),
    period=Kept.UNCONFIRMED_ACCOUNTS,
    on_erasure=_("Deleted, except for the number of the account. Where your name stood, others read 'Former member'."),
)
FACTORS = Kind(
    "factors",
    _("Second factors and passkeys"),
    _("Encrypted secrets of authenticator apps and recovery codes; public keys and names of passkeys."),
    _("To make sure that it is you who signs in."),
    Basis.SECURITY,
    _("Until you remove them or have your data erased."),
    NOBODY,
    on_erasure=ERASED,
)
SESSIONS = Kind(
    "sessions",
    _("Where you are signed in"),
    _("IP address and browser of each session, when it began and when it was last used."),
    _("To show you your sessions, so that you notice one that is not yours, and to end them."),
    Basis.SECURITY,
    _("%(days)s day(s) after the session ended. A session lasts two weeks at most."),
    NOBODY,
    period=Kept.ENDED_SESSIONS,
    on_erasure=ERASED,
)
BUYER = Kind(
    "buyer",
    _("For whom you buy"),
    _(
        "Your organisation, its country, address and tax number; who belongs to it in which role; invitations sent to you or by you."
    ),
    _("So that suppliers know who asks, to show what may be shipped there, and to let colleagues act together."),
    Basis.CONTRACT,
    UNTIL_ERASED,
    _(
        "Members of your organisation. Each supplier that you ask sees your name, your organisation and its country. Suppliers are in China."
    ),
    on_erasure=_(
        "Your membership ends. An organisation of yours alone is deleted, unless it sent enquiries: then its name and country stay with these."
    ),
    stays_because=_("With the enquiries, %(days)s days after the last letter of each."),
    period=Kept.CONVERSATIONS,
)
CONVERSATIONS = Kind(
    "conversations",
    _("Enquiries and conversations"),
    _("What you ask for, how much, where and by when; the letters of both sides; when they were read."),
    _("To carry your words to the supplier or buyer you write to, and back."),
    Basis.CONTRACT,
    _("%(days)s days after the last letter."),
    _(
        "The supplier or buyer you write to. A supplier is in China, a buyer may be in any country: you decide whom to ask."
    ),
    period=Kept.CONVERSATIONS,
    on_erasure=_("The letters stay for the other side, without your name: they read 'Former member'."),
    stays_because=_(
        "Both sides may have to prove what was asked and offered (GDPR Art. 17(3)(e); China's E-Commerce Law, Art. 31, "
        "asks platforms for three years of records of transactions): %(days)s days after the last letter."
    ),
)
ORDERS = Kind(
    "orders",
    _("Orders and payments"),
    _(
        "Quotes, orders and contracts; who placed, approved, signed, wrote, submitted and answered what; movements of money for an order."
    ),
    _("To carry out what both sides agreed on, and to prove it."),
    Basis.CONTRACT,
    _("As long as claims can rest on the order and its books must be kept. Nothing is deleted by itself."),
    _("Members of both sides, and our staff who handle orders and money."),
    (Place.DATABASE, Place.FILES),
    on_erasure=_("Orders stay for both sides, without your name: where it stood, others read 'Former member'."),
    stays_because=_(
        "Both sides must be able to prove what was agreed, delivered and paid (GDPR Art. 17(3)(b) and (e); China's "
        "E-Commerce Law, Art. 31). It names the number of your account, not you."
    ),
)
CASES = Kind(
    "cases",
    _("Legal cases"),
    _(
        "Cases of an organisation or company, who opened, worked on and closed them, notes, documents and days of law; lawyers whom the desk may assign; who took evidence along in a bundle."
    ),
    _("To advise the client, to keep days of law, and to keep interests apart."),
    Basis.CONTRACT,
    _("As long as claims can rest on the case. Nothing is deleted by itself."),
    _("People who act for the client, and the person of our legal desk who works on the case. Never the other side."),
    (Place.DATABASE, Place.FILES),
    on_erasure=_("Cases stay for the client, without your name: where it stood, others read 'Former member'."),
    stays_because=_(
        "Needed to establish, exercise or defend legal claims (GDPR Art. 17(3)(e)). It names the number of your account, not you."
    ),
)
SHORTLIST = Kind(
    "shortlist",
    _("Shortlist"),
    _("Products that you keep an eye on, and what we wrote to you when one was no longer cleared."),
    _("To notify you when something that you rely on ends."),
    Basis.CONTRACT,
    UNTIL_ERASED,
    NOBODY,
    on_erasure=ERASED,
)
MEMBERSHIPS = Kind(
    "memberships",
    _("Companies you act for"),
    _("Which companies you belong or belonged to, in which role and since when; invitations sent to you or by you."),
    _("To let you act for a company, and to keep former members from judging it."),
    Basis.CONTRACT,
    _("A membership as long as the company is here; an invitation %(days)s days after it was closed."),
    _("Members of the company. Whoever you invite reads your name."),
    period=Kept.CLOSED_INVITATIONS,
    on_erasure=_("The membership ends. Invitations to your address lose it."),
    stays_because=_(
        "That the account with your number once belonged to the company stays as long as the company is here: nobody may judge a company for which they acted."
    ),
)
CONTACTS = Kind(
    "contacts",
    _("Contacts of a company"),
    _("Name, position, e-mail address and telephone number of people whom a company names for questions and recalls."),
    _("So that our auditors reach the right person."),
    Basis.CONTRACT,
    _("Until the company changes them."),
    _("Members of the company and our staff."),
    on_erasure=_("Deleted where they have your e-mail address."),
)
DOCUMENTS = Kind(
    "documents",
    _("Companies, products and documents"),
    _(
        "Particulars of the company; certificates, their files and what was read in them; who started, uploaded, confirmed and submitted what. Files may name people who signed them."
    ),
    _("To judge whether a product may be shipped to a market, and to show what proves it."),
    Basis.RECORD,
    _("As long as the company is here; a draft that was never submitted %(days)s days."),
    _(
        "Our staff. Buyers see images of the pages that the company shares. Registers of authorities are asked about numbers of certificates, never about people."
    ),
    (Place.DATABASE, Place.FILES),
    Kept.ABANDONED_DRAFTS,
    on_erasure=_("Certificates and files are the company's: they stay, and name the number of your account."),
    stays_because=RECORD_STAYS,
)
DECISIONS = Kind(
    "decisions",
    _("Reviews, decisions and the decision log"),
    _(
        "Who reviewed, decided, answered a finding, looked something up, or changed and published rules, when and why. The log has numbers of accounts and no names."
    ),
    _("So that every decision can be proved and none can be changed without notice."),
    Basis.RECORD,
    _("As long as the site keeps its record of decisions. Of the history of the desk's own pages %(days)s days."),
    _("Our staff; the company reads the reasons of decisions about it."),
    period=Kept.DESK_HISTORY,
    on_erasure=_("Entries stay as they are, with the number of an account."),
    stays_because=RECORD_STAYS,
)
NOTICES = Kind(
    "notices",
    _("Notices on the site"),
    _("News for you, what it is about, and when you read it."),
    _("To say what changed for you."),
    Basis.CONTRACT,
    _("%(days)s days after you read them."),
    NOBODY,
    period=Kept.READ_NOTICES,
    on_erasure=ERASED,
)
LETTERS = Kind(
    "letters",
    _("Letters by e-mail"),
    _("Address, subject and times of each letter, and which reminders you got; its text only until it is sent."),
    _("To deliver each letter once, and to find out why one did not arrive."),
    Basis.CONTRACT,
    _("%(days)s days after the letter was sent."),
    _("The mail service that delivers our letters, and yours."),
    period=Kept.SENT_LETTERS,
    on_erasure=_("Deleted, except for the letter that confirms the erasure."),
    stays_because=_("The letter that confirms the erasure: %(days)s days."),
)
LOG_LINES = Kind(
    "log-lines",
    _("Security log"),
    _(
        "Sign-ins, refused attempts, downloads and changes of an account, with the number of the account and the time; no names, no addresses of any kind."
    ),
    _("To notice attacks and to find out what happened."),
    Basis.SECURITY,
    _("%(days)s days."),
    OUR_STAFF,
    (Place.LOG,),
    Kept.LOG_LINES,
    on_erasure=_("Lines stay until their days are over."),
    stays_because=_("They name the number of your account for security: %(days)s days."),
)
COOKIES = Kind(
    "cookies",
    _("Cookies"),
    _(
        "One for your session, one against forged forms, one each for language, colours and the destination that you chose, one for messages between two pages; what you typed while your session ended, in that tab alone."
    ),
    _("The site does not work without the first two; the others remember what you chose. None follows you anywhere."),
    Basis.CONTRACT,
    _("Until your session ends; what you chose up to a year."),
    NOBODY,
    (Place.BROWSER,),
    on_erasure=_("Delete them in your browser."),
)
REQUESTS = Kind(
    "requests",
    _("Requests for erasure"),
    _("That you asked for erasure, when, and when it was undone or done."),
    _("To carry it out, and to prove that we did."),
    Basis.LAW,
    _("As long as the number of the account is kept."),
    OUR_STAFF,
    on_erasure=_("The request stays, with the number of the account."),
    stays_because=_("It proves that your data was erased. It names the number of your account, not you."),
)

REPORTS = Kind(
    "reports",
    _("Reports of doubtful documents"),
    _("What you report, the files that you add, your e-mail address if you leave one, and our answer."),
    _("To look at the document, and to answer you."),
    Basis.RECORD,
    _("The report and its files stay with what was found; your address goes %(days)s days after our answer."),
    OUR_STAFF,
    period=Kept.CONVERSATIONS,
    on_erasure=_("Your address is deleted. The report stays, with the number of your account."),
    stays_because=_("It shows why a document was looked at. It names the number of your account, not you."),
)

KINDS = (
    ACCOUNT,
    FACTORS,
    SESSIONS,
    BUYER,
    CONVERSATIONS,
    ORDERS,
    CASES,
    SHORTLIST,
    MEMBERSHIPS,
    CONTACTS,
    DOCUMENTS,
    DECISIONS,
    NOTICES,
    LETTERS,
    LOG_LINES,
    COOKIES,
    REQUESTS,
    REPORTS,
)
