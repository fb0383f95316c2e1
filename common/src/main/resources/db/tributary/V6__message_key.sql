-- Proves which messages in the logs of a migration's sources are its own. Who can read a key can
-- make a source look fenced, drained or changed, so nobody but the schema's owner may.
CREATE TABLE tributary.message_key (
  migration text PRIMARY KEY,
  key text NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now()
);

DO $$
DECLARE
  grantee text;
BEGIN
  FOR grantee IN
    SELECT DISTINCT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(r.rolname) END
      FROM pg_catalog.pg_class c CROSS JOIN LATERAL pg_catalog.aclexplode(c.relacl) AS a
      LEFT JOIN pg_catalog.pg_roles r ON r.oid = a.grantee
     WHERE c.oid = 'tributary.message_key'::regclass AND a.grantee <> c.relowner
  LOOP
    EXECUTE format('REVOKE ALL ON TABLE tributary.message_key FROM %s', grantee);
  END LOOP;
END $$;
