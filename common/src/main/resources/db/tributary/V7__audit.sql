-- Who ordered what, from where, and with which file; empty for what the service did by itself.
ALTER TABLE tributary.history
  ADD COLUMN principal   text,
  ADD COLUMN roles       text,
  ADD COLUMN address     text,
  ADD COLUMN request_id  text,
  ADD COLUMN digest      text,
  ADD COLUMN code        text;

-- What happened is not changed afterwards, by whichever role and however its session replicates.
-- Only the owner of the table can take the triggers away (docs/security.md says how to deny it that).
CREATE FUNCTION tributary.history_stays() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'tributary.history is only ever added to' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER history_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON tributary.history
  FOR EACH STATEMENT EXECUTE FUNCTION tributary.history_stays();
ALTER TABLE tributary.history ENABLE ALWAYS TRIGGER history_stays;
