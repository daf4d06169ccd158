-- Statements that take the tables of the first design out of the way of the migrations, and keep what stands on them, each with the statement that puts it
-- back: keys of other tables are dropped and made again, tables with their indexes and sequences are renamed.
WITH adopted AS (
    SELECT c.oid, c.relname, c.relowner, c.relacl FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = $1 AND c.relkind = 'r' AND c.relname IN ('tracked_tokens', 'discovery_snapshots', 'token_scores', 'strategy_performance'))
SELECT 1, format('ALTER TABLE %s DROP CONSTRAINT %I', k.conrelid::regclass, k.conname), format('ALTER TABLE %s ADD CONSTRAINT %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid))
FROM pg_constraint k JOIN adopted a ON a.oid = k.confrelid WHERE k.contype = 'f' AND k.conrelid NOT IN (SELECT oid FROM adopted)
UNION ALL
SELECT 2, format('ALTER INDEX %s RENAME TO %I', x.indexrelid::regclass, left('before_' || i.relname, 63)), NULL
FROM pg_index x JOIN adopted a ON a.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
UNION ALL
SELECT 2, format('ALTER SEQUENCE %s RENAME TO %I', s.oid::regclass, left('before_' || s.relname, 63)), NULL
FROM pg_depend d JOIN adopted a ON a.oid = d.refobjid JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
UNION ALL
SELECT 2, format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', k.conrelid::regclass, k.conname, left('before_' || k.conname, 63)), NULL
FROM pg_constraint k JOIN adopted a ON a.oid = k.conrelid WHERE k.contype IN ('f', 'c')
UNION ALL
SELECT 3, format('ALTER TABLE %s RENAME TO %I', a.oid::regclass, 'before_' || a.relname), NULL FROM adopted a
UNION ALL
SELECT 4, NULL, format('GRANT %s ON %I TO %s%s', g.privilege_type, a.relname,
    CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE g.grantee::regrole::text END, CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
FROM adopted a CROSS JOIN LATERAL aclexplode(a.relacl) g WHERE g.privilege_type <> 'MAINTAIN' AND g.grantee <> (SELECT oid FROM pg_roles WHERE rolname = current_user)
UNION ALL
SELECT 4, NULL, format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO %s', a.relname, a.relowner::regrole)
FROM adopted a WHERE a.relowner <> (SELECT oid FROM pg_roles WHERE rolname = current_user)
UNION ALL
SELECT 5, NULL, format('ALTER TABLE %I ADD COLUMN IF NOT EXISTS %I %s', a.relname, c.attname, format_type(c.atttypid, c.atttypmod))
    || coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '') || CASE WHEN c.attnotnull THEN ' NOT NULL' ELSE '' END
FROM adopted a JOIN pg_attribute c ON c.attrelid = a.oid AND c.attnum > 0 AND NOT c.attisdropped LEFT JOIN pg_attrdef d ON d.adrelid = c.attrelid AND d.adnum = c.attnum
WHERE a.relname || '.' || c.attname = ANY ($2)
ORDER BY 1
