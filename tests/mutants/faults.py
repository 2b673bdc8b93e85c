"""Which faults can be made of a piece of code: what a slip of the hand would write in its place."""

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
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}
SHEDDABLE = {"casefold", "upper", "strip", "removesuffix", "sub", "replace", "normalize"}


def faults_of(tree: ast.Module) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Each node that can be wrong, with what would stand there."""
    for node in _code_in(tree):
        for new in _instead_of(node):
            yield node, new


def _code_in(node: ast.AST) -> Iterator[ast.AST]:
    """Every node but annotations, decorators and docstrings."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, ast.AST) and not _is_text(part) and not isinstance(part, ast.ImportFrom | ast.Import):
                yield from _code_in(part)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _changed(node: ast.AST, **fields: object) -> ast.AST:
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def _instead_of(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare():
            for place, operator in enumerate(node.ops):
                for other in COMPARISONS[type(operator)]:
                    yield _changed(node, ops=[*node.ops[:place], other(), *node.ops[place + 1 :]])
        case ast.BoolOp():
            yield _changed(node, op=ast.And() if isinstance(node.op, ast.Or) else ast.Or())
            yield from node.values
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.BinOp() if type(node.op) in OPERATORS:
            yield _changed(node, op=OPERATORS[type(node.op)]())
        case ast.Constant(value=bool()):
            yield ast.Constant(not node.value)
        case ast.Constant(value=int()):
            yield ast.Constant(node.value + 1)
            yield ast.Constant(node.value - 1)
        case ast.Constant(value=str()):
            yield ast.Constant(f"{node.value}~")
        case ast.Call():
            yield from _instead_of_call(node)
        case ast.Tuple(ctx=ast.Load()) if any(isinstance(one, ast.Starred) for one in node.elts):
            for place in range(len(node.elts)):
                yield _changed(node, elts=[*node.elts[:place], *node.elts[place + 1 :]])
        case ast.Subscript(slice=ast.Slice(), ctx=ast.Load()):
            yield node.value
        case ast.IfExp():
            yield from (node.body, node.orelse)
        case ast.If():
            yield _changed(node, test=ast.Constant(False))
            yield _changed(node, test=_kept(node.test))
        case ast.While():
            yield _changed(node, test=ast.Constant(False))
        case ast.comprehension() if node.ifs:
            for place in range(len(node.ifs)):
                yield _changed(node, ifs=[*node.ifs[:place], *node.ifs[place + 1 :]])
        case ast.Lambda():
            yield _changed(node, body=ast.Constant(None))
        case ast.Return(value=ast.AST() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield _changed(node, value=ast.Constant(None))
        case ast.Expr() | ast.AugAssign() | ast.Break() | ast.Continue():
            yield ast.Pass()
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield ast.Pass()


def _instead_of_call(node: ast.Call) -> Iterator[ast.AST]:
    match node.func:
        case ast.Name(id=name) if name in NAMES:
            yield _changed(
                node, func=ast.Name(NAMES[name], ast.Load()), keywords=[] if name == "sorted" else node.keywords
            )
        case ast.Attribute(attr=name) if name in SHEDDABLE:
            yield node.args[-1] if node.args and name != "removesuffix" else node.func.value
    for place in range(len(node.keywords)):
        yield _changed(node, keywords=[*node.keywords[:place], *node.keywords[place + 1 :]])


def _kept(test: ast.expr) -> ast.expr:
    """A condition that always holds and still binds the name that it binds."""
    bound = any(isinstance(part, ast.NamedExpr) for part in ast.walk(test))
    return ast.BoolOp(ast.Or(), [ast.Tuple([test], ast.Load()), ast.Constant(True)]) if bound else ast.Constant(True)
