"""The faults that a piece of code can have: what a slip of the keyboard would write in its place."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

COMPARISONS = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
OPERATORS = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr}
SWAPPED_FUNCTIONS = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}
DROPPABLE_CALLS = {"casefold", "upper", "strip", "removesuffix", "sub", "replace", "normalize"}


def faults_of(tree: ast.Module) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Each node that can be wrong, with a replacement."""
    for node in _code_in(tree):
        for new in _replacements(node):
            yield node, new


def _code_in(node: ast.AST) -> Iterator[ast.AST]:
    """Every node but annotations, decorators and docstrings."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for part in value if isinstance(value, list) else [value]:
            if (
                isinstance(part, ast.AST)
                and not _is_docstring(part)
                and not isinstance(part, ast.ImportFrom | ast.Import)
            ):
                yield from _code_in(part)


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _copy_with(node: ast.AST, **fields: object) -> ast.AST:
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def _replacements(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare():
            for place, operator in enumerate(node.ops):
                for other in COMPARISONS[type(operator)]:
                    yield _copy_with(node, ops=[*node.ops[:place], other(), *node.ops[place + 1 :]])
        case ast.BoolOp():
            yield _copy_with(node, op=ast.And() if isinstance(node.op, ast.Or) else ast.Or())
            yield from node.values
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.BinOp() if type(node.op) in OPERATORS:
            yield _copy_with(node, op=OPERATORS[type(node.op)]())
        case ast.Constant(value=bool(truth)):
            yield ast.Constant(not truth)
        case ast.Constant(value=int(number)):
            yield ast.Constant(number + 1)
            yield ast.Constant(number - 1)
        case ast.Constant(value=str(text)):
            yield ast.Constant(f"{text}~")
        case ast.Call():
            yield from _replacements_of_call(node)
        case ast.Tuple(ctx=ast.Load()) if any(isinstance(element, ast.Starred) for element in node.elts):
            for place in range(len(node.elts)):
                yield _copy_with(node, elts=[*node.elts[:place], *node.elts[place + 1 :]])
        case ast.Subscript(slice=ast.Slice(), ctx=ast.Load()):
            yield node.value
        case ast.IfExp():
            yield from (node.body, node.orelse)
        case ast.If():
            yield _copy_with(node, test=ast.Constant(False))
            yield _copy_with(node, test=_always_true(node.test))
        case ast.While():
            yield _copy_with(node, test=ast.Constant(False))
        case ast.comprehension() if node.ifs:
            for place in range(len(node.ifs)):
                yield _copy_with(node, ifs=[*node.ifs[:place], *node.ifs[place + 1 :]])
        case ast.Lambda():
            yield _copy_with(node, body=ast.Constant(None))
        case ast.Return(value=ast.AST() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield _copy_with(node, value=ast.Constant(None))
        case ast.Expr() | ast.AugAssign() | ast.Break() | ast.Continue():
            yield ast.Pass()
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield ast.Pass()


def _replacements_of_call(node: ast.Call) -> Iterator[ast.AST]:
    match node.func:
        case ast.Name(id=name) if name in SWAPPED_FUNCTIONS:
            yield _copy_with(
                node,
                func=ast.Name(SWAPPED_FUNCTIONS[name], ast.Load()),
                keywords=[] if name == "sorted" else node.keywords,
            )
        case ast.Attribute(attr=name) if name in DROPPABLE_CALLS:
            yield node.args[-1] if node.args and name != "removesuffix" else node.func.value
    for place in range(len(node.keywords)):
        yield _copy_with(node, keywords=[*node.keywords[:place], *node.keywords[place + 1 :]])


def _always_true(test: ast.expr) -> ast.expr:
    """A condition that always holds and still binds the names that it bound."""
    bound = any(isinstance(part, ast.NamedExpr) for part in ast.walk(test))
    return ast.BoolOp(ast.Or(), [ast.Tuple([test], ast.Load()), ast.Constant(True)]) if bound else ast.Constant(True)
