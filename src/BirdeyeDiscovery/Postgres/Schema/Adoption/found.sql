-- What stands in a schema in which the library was never installed: one row for each relation that has the name of one of the library's, with its columns, and
-- with what keeps its rows from being moved.
SELECT c.relname,
    c.relkind = 'r' AND NOT c.relispartition,
    ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum),
    ARRAY(
        SELECT DISTINCT 'the view ' || v.oid::regclass::text FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid JOIN pg_class v ON v.oid = r.ev_class
        WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND v.oid <> c.oid
        UNION ALL SELECT 'the trigger ' || t.tgname FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal
        UNION ALL SELECT 'the policy ' || p.polname FROM pg_policy p WHERE p.polrelid = c.oid
        UNION ALL SELECT 'the table ' || i.inhrelid::regclass::text || ', which inherits from it' FROM pg_inherits i WHERE i.inhparent = c.oid),
    ARRAY(
        SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attnotnull AND NOT a.atthasdef AND a.attidentity = '')
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = $1 AND c.relname = ANY ($2) ORDER BY c.relname
