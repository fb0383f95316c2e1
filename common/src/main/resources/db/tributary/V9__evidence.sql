-- What was found equal behind the fences, kept with the decision to open: a JSON array of streams.
CREATE TABLE tributary.verification (
  migration   text        NOT NULL,
  cutover_id  text        NOT NULL,      -- also of a rollback
  at          timestamptz NOT NULL,
  streams     text        NOT NULL,
  PRIMARY KEY (migration, cutover_id)
);

-- One report for each change of sides, kept with the transition that ends it. Text and not jsonb,
-- because its bytes are signed.
CREATE TABLE tributary.evidence (
  migration   text        NOT NULL,
  cutover_id  text        NOT NULL,
  direction   text        NOT NULL,      -- cutover or rollback
  at          timestamptz NOT NULL,
  report      text        NOT NULL,
  PRIMARY KEY (migration, cutover_id)
);

-- Apart from the report, so that a key that cannot be read keeps no report from being there.
CREATE TABLE tributary.evidence_signature (
  migration   text        NOT NULL,
  cutover_id  text        NOT NULL,
  at          timestamptz NOT NULL,
  algorithm   text        NOT NULL,
  public_key  text        NOT NULL,
  value       text        NOT NULL,
  PRIMARY KEY (migration, cutover_id)
);

-- As for the history: written once, by whichever role and however its session replicates.
CREATE FUNCTION tributary.evidence_stays() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'tributary.% is only ever added to', TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER verification_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON tributary.verification
  FOR EACH STATEMENT EXECUTE FUNCTION tributary.evidence_stays();
CREATE TRIGGER evidence_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON tributary.evidence
  FOR EACH STATEMENT EXECUTE FUNCTION tributary.evidence_stays();
CREATE TRIGGER signature_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON tributary.evidence_signature
  FOR EACH STATEMENT EXECUTE FUNCTION tributary.evidence_stays();
ALTER TABLE tributary.verification ENABLE ALWAYS TRIGGER verification_stays;
ALTER TABLE tributary.evidence ENABLE ALWAYS TRIGGER evidence_stays;
ALTER TABLE tributary.evidence_signature ENABLE ALWAYS TRIGGER signature_stays;
