"""Finds the permission checks of the product, each with code in which it is gone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tools.mutants.breaking import Fault, functions_in

APPS = ("audits", "buyers", "kpmarket", "suppliers")
NO_PART = {"migrations", "demo", "compliance", "rulebook", "documents", "foundation", "law"}
"""Packages without people: rules, data, reading, help."""
SCOPES = {"for_user", "editable_by", "owned_by", "qualified", "on_offer"}
COMPANY_SCOPES = {"company", "editable_company", "owned_company"}
REFUSALS = {
    "AuthorMayNotPublish",
    "ConflictOfInterest",
    "NotAnAuditor",
    "NotYourCase",
    "NotYourDraft",
    "PermissionDenied",
    "ReauthenticationRequired",
    "SeniorOnly",
    "WrongAddress",
}
REQUIRES = re.compile(r"_?require_(?!reasons|publishable|safe|POST|http_methods)\w+")
ALLOWS = re.compile(r"has_\w+_permission|may_(look|edit|look_back|read_records_of)|is_auditor|is_senior|has_passed_\w+")
DECIDING = {"permissions", "past_records", "scope"}
OWNERS = {"supplier", "product", "company"}
OPEN_COMPANY = "__import__('tools.removals.weaker', fromlist=['weaker']).any_company"


def checks_in(path: Path) -> Iterator[Fault]:
    """Every check of a module, with what stands in its place."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node, function in functions_in(tree):
        for old, new in _without(node, is_page=_is_page(path)):
            yield Fault(path, tree, old, new, function)
    yield from _always_true(path, tree)


def modules() -> Iterator[Path]:
    for app in APPS:
        for path in sorted(Path(app).rglob("*.py")):
            if NO_PART.isdisjoint(path.parts):
                yield path


def _is_page(path: Path) -> bool:
    """Whether rows are chosen for somebody here: elsewhere ``filter(supplier=…)`` is a question about a company."""
    return bool({"admin", "views"} & set(path.parts)) or path.stem.endswith("views") or path.stem in DECIDING


def _without(node: ast.AST, *, is_page: bool) -> Iterator[tuple[ast.AST, ast.AST]]:
    is_required = isinstance(node, ast.Expr) and REQUIRES.fullmatch(_called(node.value))
    if is_required or (isinstance(node, ast.If) and not node.orelse and (_refuses(node) or _asks(node.test))):
        yield node, _left_out(node)
    elif isinstance(node, ast.IfExp) and _asks(node.test):
        yield node, _taken(node)
    elif isinstance(node, ast.Call):
        yield from ((node, new) for new in _weaker_calls(node, is_page=is_page))


def _left_out(check: ast.AST) -> ast.stmt:
    """Nothing; where it calls ``super()``, a branch never taken, so that the method still closes over its class."""
    if isinstance(check, ast.If) and "super()" in ast.unparse(check):
        return ast.If(ast.Constant(False), check.body, [])
    return ast.Pass()


def _taken(choice: ast.IfExp) -> ast.expr:
    """What it is where the answer is yes; the other branch is never taken, and stays where it calls ``super()``."""
    if "super()" in ast.unparse(choice.orelse):
        return ast.IfExp(ast.Constant(True), choice.body, choice.orelse)
    return choice.body


def _weaker_calls(call: ast.Call, *, is_page: bool) -> Iterator[ast.AST]:
    name = _called(call)
    if name in COMPANY_SCOPES and len(call.args) == 2:
        yield ast.Call(ast.parse(OPEN_COMPANY, mode="eval").body, call.args, [])
    elif name in SCOPES and isinstance(call.func, ast.Attribute):
        yield ast.Call(ast.Attribute(call.func.value, "all", ast.Load()), [], [])
    elif name == "admin_view" and call.args:
        yield call.args[0]
    elif name == "get_object_or_404" and (weaker := _of_anybody(call.args[0])) is not None:
        yield ast.Call(call.func, [weaker, *call.args[1:]], call.keywords)
    elif (
        is_page
        and name == "filter"
        and {keyword.arg for keyword in call.keywords} & {"supplier", "supplier__in", "user"}
    ):
        kept = [keyword for keyword in call.keywords if keyword.arg not in {"supplier", "supplier__in", "user"}]
        yield ast.Call(call.func, call.args, kept)


def _of_anybody(rows: ast.AST) -> ast.expr | None:
    """``supplier.products…`` as the rows of all suppliers."""
    if isinstance(rows, ast.Attribute) and isinstance(rows.value, ast.Name) and rows.value.id in OWNERS:
        return ast.parse(f"{ast.unparse(rows)}.model._default_manager", mode="eval").body
    if isinstance(rows, ast.Attribute) and (inner := _of_anybody(rows.value)):
        return ast.Attribute(inner, rows.attr, ast.Load())
    if isinstance(rows, ast.Call) and (inner := _of_anybody(rows.func)):
        return ast.Call(inner, rows.args, rows.keywords)
    return None


def _always_true(path: Path, tree: ast.Module) -> Iterator[Fault]:
    """Functions that answer whether somebody may, answering yes; and scopes that narrow nothing."""
    for node in ast.walk(tree):
        for function in node.body if isinstance(node, ast.Module | ast.ClassDef) else []:
            if not isinstance(function, ast.FunctionDef):
                continue
            answer = "True" if ALLOWS.fullmatch(function.name) else "self.all()" if function.name in SCOPES else ""
            if answer:
                name = f"{node.name}.{function.name}" if isinstance(node, ast.ClassDef) else function.name
                first = function.body[0]
                early = ast.parse(f"if True:\n    return {answer}\nelse:\n    pass").body[0]
                early.orelse = [first]  # type: ignore[attr-defined]
                yield Fault(path, tree, first, early, name)


def _called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return str(getattr(node.func, "attr", "") or getattr(node.func, "id", ""))


def _refuses(node: ast.If) -> bool:
    last = node.body[-1]
    raised = last.exc if isinstance(last, ast.Raise) else None
    return (_called(raised) if isinstance(raised, ast.Call) else getattr(raised, "id", "")) in REFUSALS


def _asks(test: ast.expr) -> bool:
    names = {_called(node) or str(getattr(node, "attr", "")) for node in ast.walk(test)}
    return any(ALLOWS.fullmatch(name) or name == "is_on_offer" for name in names)
