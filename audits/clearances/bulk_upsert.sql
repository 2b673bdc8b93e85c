-- Statements for PostgreSQL, run by bulk_upsert.py. Lists of columns stand in braces.

-- name: wanted
WITH shared AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(%(shared)s) AS shared (products jsonb, rows json)
), row_of AS MATERIALIZED (
    SELECT products, one.* FROM shared, json_populate_recordset(NULL::audits_clearance, rows) AS one
), wanted AS MATERIALIZED (
    SELECT product::bigint AS product, row_of.* FROM row_of, jsonb_array_elements_text(products) AS product
)

-- name: differing
SELECT coalesce(wanted.product, c.product_id), bool_or(c.id IS NOT NULL)
FROM wanted FULL JOIN (
    SELECT * FROM audits_clearance WHERE superseded_at IS NULL AND product_id = ANY(%(products)s)
    AND (%(markets)s::text[] IS NULL OR market_id = ANY(%(markets)s))
) AS c ON c.product_id = wanted.product AND c.market_id = wanted.market_id AND c.countries = wanted.countries
    AND c.valid_from = wanted.valid_from
GROUP BY 1
HAVING bool_or(wanted.product IS NULL OR c.id IS NULL OR ({compared_wanted}) IS DISTINCT FROM ({compared}))

-- name: add
INSERT INTO audits_clearance (product_id, {own}, {common})
SELECT wanted.product, {own_wanted}, {common_carried}
FROM wanted JOIN json_populate_recordset(NULL::audits_clearance, %(carried)s) AS carried ON carried.product_id = product
ORDER BY wanted.market_id, carried.product_type_id
