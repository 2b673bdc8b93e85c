"""Rows that belong to a row, read with it in one query: the database makes JSON of them, and they become models again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, models
from django.db.models import F, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject

NOT_READ = frozenset({"password"})
"""Columns that no page needs; a model that was read without them asks for them when one is wanted."""


class Rows(Subquery):
    """An annotation: the rows of a queryset that refers to the outer row, in their order. ``put_rows`` makes models of it.

    ``related`` names what is joined one to one, ``nested`` are Rows of each row, under the related name where they
    are all that it leads to, else under another. Annotations of the queryset are read too.
    """

    template = "(SELECT COALESCE(jsonb_agg(whole.nested_row), '[]'::jsonb) FROM (%(subquery)s) AS whole)"

    def __init__(self, queryset: QuerySet[Any], *related: str, **nested: Rows) -> None:
        self.of, self.nested = queryset.model, nested
        self.joined: dict[str, Any] = {path: queryset.model._meta.get_field(path).related_model for path in related}
        self.added = {name: one.output_field for name, one in queryset.query.annotations.items()}
        names = [*_columns(self.of), *(f"{path}__{one}" for path, of in self.joined.items() for one in _columns(of))]
        rows = queryset.annotate(**{f"nested_{name}": one for name, one in nested.items()})
        whole = JSONObject(**{name: F(name) for name in (*names, *self.added, *(f"nested_{name}" for name in nested))})
        super().__init__(rows.annotate(nested_row=whole).values("nested_row"), output_field=models.JSONField())

    def as_sqlite(self, compiler: Any, on: Any, **extra: Any) -> Any:
        """The same in SQLite's words."""
        words = "(SELECT json_group_array(json(nested_row)) FROM (%(subquery)s))"
        return self.as_sql(compiler, on, template=words, **extra)

    def models_of(self, rows: str | Sequence[Mapping[str, Any]]) -> list[models.Model]:
        """The models in that JSON, with what was joined, annotated and nested."""
        return [self._model_of(row) for row in (json.loads(rows) if isinstance(rows, str) else rows)]

    def _model_of(self, row: Mapping[str, Any]) -> models.Model:
        found = _instance(self.of, row, "")
        for path, model in self.joined.items():
            is_there = row[f"{path}__{model._meta.pk.attname}"] is not None
            found._state.fields_cache[path] = _instance(model, row, f"{path}__") if is_there else None
        for name, field in self.added.items():
            setattr(found, name, _value(field, row[name]))
        for name, one in self.nested.items():
            put_rows(found, name, one, row[f"nested_{name}"])
        return found


def write_rows(model: type[models.Model], rows: Rows) -> RawSQL:
    """The annotation as SQL that refers to the table of ``model``: to be made once, since Django takes longer over it than the database."""
    query = model._base_manager.order_by().annotate(nested_rows=rows).values_list("nested_rows").query
    sql, params = query.get_compiler(connection.alias).as_sql()
    quote = connection.ops.quote_name
    head, tail = "SELECT ", f" AS {quote('nested_rows')} FROM {quote(model._meta.db_table)}"
    assert sql.startswith(head) and sql.endswith(tail)  # noqa: S101 (as Django writes it; a test reads by it)
    return RawSQL(sql.removeprefix(head).removesuffix(tail), params, output_field=models.JSONField())  # noqa: S611 (ours)


def put_rows(parent: models.Model, name: str, rows: Rows, read: str | Sequence[Mapping[str, Any]]) -> None:
    """Give a model the rows that were read with it: as if prefetched by a related name, else as a list of that name."""
    children = rows.models_of(read)
    if not hasattr(type(parent), name):
        setattr(parent, name, children)
        return
    found = getattr(parent, name).all()
    back = getattr(type(parent), name).field.name
    for child in children:
        child._state.fields_cache[back] = parent
    found._result_cache, found._prefetch_done = children, True
    vars(parent).setdefault("_prefetched_objects_cache", {})[name] = found


def _fields(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if field.attname not in NOT_READ]


def _columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in _fields(model)]


def _instance(model: type[models.Model], row: Mapping[str, Any], prefix: str) -> models.Model:
    """One model as the database would give it."""
    values = [_value(field, row[prefix + field.attname]) for field in _fields(model)]
    return model.from_db(connection.alias, _columns(model), values)


def _value(field: Any, read: Any) -> Any:
    """What a column holds, from what JSON says of it. Moments are UTC where the database names no zone."""
    if read is None:
        return None
    if isinstance(field, models.JSONField):
        return read if connection.features.has_native_json_field else json.loads(read, cls=field.decoder)
    if isinstance(field, models.DateTimeField):
        moment = datetime.fromisoformat(read)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if isinstance(field, models.DecimalField):
        return Decimal(str(read)).quantize(Decimal(1).scaleb(-field.decimal_places))
    return field.to_python(read)
