"""Rules of the code base that a machine can check."""

import ast
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(settings.BASE_DIR)
APPS = ("kpmarket", "suppliers", "audits", "buyers")
SOURCES = [
    path
    for app in APPS
    for path in sorted((ROOT / app).rglob("*.py"))
    if "migrations" not in path.parts and "__pycache__" not in path.parts
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 40
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
PUBLIC = {
    "live",
    "ready",
    "privacy",
    "delivery:document-check",
    "trust:about",
    "trust:contact",
    "trust:terms",
    "trust:cookies",
    "trust:accessibility",
    "trust:complaints",
    "trust:words",
    "trust:report",
    "trust:report-files",
    "trust:record",
    "trust:record-heads",
    "trust:record-script",
    "trust:numbers",
    "set_language",
    "delivery:guest-freight",
    "delivery:guest-inspection",
    "delivery:guest-inspection-photos",
    "api:openapi-json",
    "api:api-root",
    "api:types",
    "api:destinations",
    "api:products",
    "api:product",
    "api:clearance",
    "api:countries",
    "api:guide",
    "api:supplier",
    "buyers:home",
    "buyers:vetting",
    "buyers:for-suppliers",
    "buyers:destination",
    "buyers:catalogue",
    "buyers:compare",
    "buyers:count",
    "buyers:enquire",
    "buyers:product",
    "buyers:product-map",
    "buyers:document",
    "buyers:check",
    "buyers:check-answer",
    "buyers:check-qr",
    "buyers:supplier",
    "buyers:guides",
    "buyers:guides-of-type",
    "trade:guides",
    "trade:payment-messages",
    "trade:guide",
    "trade:guide-countries",
    "trade:guide-country",
    "delivery:guest-shipment",
    "delivery:guest-shipment-one",
    "delivery:guest-shipment-goods",
    "delivery:guest-shipment-table",
    "delivery:guest-shipment-lot-remove",
    "delivery:guest-shipment-leg",
    "delivery:guest-shipment-report",
    "delivery:guest-shipment-take-back",
    "buyers:guide",
    "buyers:answers",
    "buyers:suggestions",
    "buyers:ce-or-ukca",
    "buyers:standards",
    "buyers:standard",
    "buyers:bodies",
    "buyers:body",
    "buyers:document-types",
    "buyers:document-type",
    "buyers:news",
    "buyers:news-feed",
    "buyers:robots",
    "buyers:selection",
    "buyers:sitemap",
    "buyers:sitemap-part",
    "buyers:page-preview",
    "buyers:page-preview-small",
    "buyers:organisation-invitation",
    "suppliers:invitation",
    "suppliers:picture",
}
"""Our own pages that need no sign-in; those of the API need a key instead."""


def our_views(patterns=None, namespace=""):
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            if (
                one.app_name not in {"admin"}
                and one.namespace not in {"admin"}
                and "allauth" not in str(one.urlconf_name)
            ):
                yield from our_views(one.url_patterns, f"{one.namespace}:" if one.namespace else namespace)
        elif isinstance(one, URLPattern):
            yield f"{namespace}{one.name}", one.callback


def test_the_layers_point_one_way():
    result = subprocess.run([Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True, text=True)

    assert result.returncode == 0, result.stdout


def test_escaping_is_off_for_help_texts_of_our_own_alone():
    """``|safe`` stands where Django's own template has it; letters in plain text are not markup."""
    found = {
        (str(path.relative_to(ROOT)), word)
        for path in (ROOT / "templates").rglob("*.*")
        for word in re.findall(r"\|\s*safe\b|autoescape off|safeseq", path.read_text(encoding="utf-8"))
    }

    assert found == {("templates/django/forms/field.html", "|safe"), ("templates/mail/base.txt", "autoescape off")}


def test_scripts_make_no_code_and_no_markup_of_texts():
    """Dropzone takes a fragment that the server made. Kept are the look, the keys, and what was typed: in its
    tab alone, but for the report of an inspector without a connection.
    """
    words = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|__proto__|localStorage|sessionStorage|indexedDB"
    found = {
        (path.name, word)
        for path in (ROOT / "static/kpmarket/js").rglob("*.js")
        for word in re.findall(words, path.read_text(encoding="utf-8"))
    }

    assert found == {
        ("dropzone.js", "innerHTML"),
        ("desk.js", "localStorage"),
        ("offline_form.js", "indexedDB"),
        ("offline_form.js", "localStorage"),
        ("site.js", "localStorage"),
        ("unsent.js", "sessionStorage"),
    }


def test_the_public_pages_are_those_listed_here():
    public = {name for name, view in our_views() if not getattr(view, "login_required", True)}

    assert public - {"design"} == PUBLIC


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_source_file_fits_a_reader(path):
    lines = path.read_text(encoding="utf-8").splitlines()

    assert len(lines) <= MAX_FILE_LINES


BARE_PARTICIPLES = re.compile(
    r"asked|carried|changed|chosen|closed|counted|covered|cut|done|drawn|ended|filled|found|given|heard|held|judged|kept"  # codespell:ignore drawn,heard
    r"|known|listed|made|marked|matched|measured|merged|moved|named|noted|offered|parsed|picked|placed|plain|said|saved"
    r"|seen|sent|shown|sorted|spoken|stated|stored|taken|told|turned|typed|wanted|written"  # codespell:ignore seen,told,turned
)
"""Names that do not say of what: a search for one finds unrelated functions. Query sets may chain such words."""


def test_no_two_modules_name_a_function_by_the_same_bare_participle():
    modules = defaultdict(set)
    for path in SOURCES:
        if "models" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, FUNCTIONS) and BARE_PARTICIPLES.fullmatch(node.name.strip("_")):
                    modules[node.name.strip("_")].add(str(path.relative_to(ROOT)))

    shared = {name: sorted(paths) for name, paths in modules.items() if len(paths) > 1}
    assert shared == {}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_function_has_at_most_forty_lines(path):
    functions = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, FUNCTIONS)]

    assert [one.name for one in functions if one.end_lineno - one.lineno >= MAX_FUNCTION_LINES] == []


def test_no_status_is_written_but_by_move():
    pattern = re.compile(r"\.status\s*=[^=]|update\([^)]*\bstatus=")
    writers = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if path.name != "transitions.py"
        and "demo" not in path.parts
        and pattern.search(path.read_text(encoding="utf-8"))
    ]

    assert writers == []


WRITES_THE_LEDGER = re.compile(
    r"\b(?:Account|Movement|Transfer)(?:\.objects\.\w*create|\()"
    r"|\b(?:transfers|movements|followers|debits|credits)\.\w*create|trade_(?:account|movement|transfer)"
)


def test_the_ledger_has_one_writer():
    writers = {
        str(path.relative_to(ROOT))
        for path in SOURCES
        if path.is_relative_to(ROOT / "buyers")
        and "models" not in path.parts
        and WRITES_THE_LEDGER.search(path.read_text(encoding="utf-8"))
    }

    assert writers == {"buyers/trade/services/ledger.py"}


def is_at_the_edge(path):
    """Whether the module meets the outside world, and so may look at the clock. Django calls a mail backend without a
    moment."""
    return (
        bool({"views", "admin", "management", "api"} & set(path.parts))
        or path.name.endswith("views.py")
        or path.name in {"tasks.py", "middleware.py", "backend.py", "server.py"}
    )


def clock_calls(tree):
    """Lines that ask for the time, but for those in functions of a request: views, whatever their module is called."""
    in_views = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and "request" in [one.arg for one in node.args.args[:2]]
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and id(node) not in in_views:
            name = ast.unparse(node.func)
            without_moment = name in WITHOUT_MOMENT and not node.args and not node.keywords
            if without_moment or name in CLOCKS:
                yield node.lineno


CLOCKS = {"timezone.now", "now", "datetime.now", "datetime.utcnow", "date.today", "datetime.today", "time.time"}
WITHOUT_MOMENT = {"timezone.localdate", "localdate", "timezone.localtime", "localtime"}
"""Without an argument they look at the clock; with a moment they only say what day it was."""


def test_only_the_edge_looks_at_the_clock():
    offenders = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in SOURCES
        if not is_at_the_edge(path)
        for line in clock_calls(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert offenders == []


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("timezone.now()", [1]),
        ("timezone.localdate()\ntimezone.localdate(at)", [1]),
        ("datetime.now(UTC)", [1]),
        ("def page(request):\n    return timezone.now()\n", []),
        ("def page(self, request):\n    return timezone.now()\n", []),
        ("def act(by):\n    return timezone.now()\n", [2]),
        ("models.DateTimeField(default=timezone.now)", []),
    ],
)
def test_a_look_at_the_clock_is_recognised(code, lines):
    assert list(clock_calls(ast.parse(code))) == lines


def test_no_function_imports():
    offenders = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                inner = [one for one in ast.walk(node) if isinstance(one, ast.Import | ast.ImportFrom)]
                offenders += [f"{path.relative_to(ROOT)}:{one.lineno}" for one in inner if path.name != "apps.py"]

    assert offenders == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_page_has_no_inline_script_or_style(path):
    text = path.read_text(encoding="utf-8")
    if "mail" in path.relative_to(ROOT).parts:
        return

    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(ld\+)?json\")[^>]*>", text)
    assert not re.search(r"<style[\s>]|\sstyle=\"|\son(click|change|load|submit|input)=", text)
    assert not re.search(r"(src|href)=\"(https?:)?//", text)


def test_every_constraint_has_a_name_that_says_what_it_holds():
    names = [
        constraint.name
        for model in apps.get_models()
        if model._meta.app_label in {*APPS, "accounts"}
        for constraint in model._meta.constraints
    ]

    assert len(names) == len(set(names))
    assert all("_" in name and not re.search(r"[0-9a-f]{8}$", name) for name in names)


NUMBER_OF_DAYS = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)\s+working\s+days\b", re.IGNORECASE
)


def test_no_text_for_people_has_a_number_of_working_days_in_it():
    """How long a review takes is a setting: texts say it with `review_time`."""
    catalogue = (ROOT / "locale/en/LC_MESSAGES/django.po").read_text(encoding="utf-8").replace('"\n"', "")

    assert "working days" in catalogue
    assert NUMBER_OF_DAYS.findall(catalogue) == []
