-- Rows of a source that could not be converted or that the target refused, by their key at the
-- source: the row's last state. Written in the same transaction as the rows around it; an entry goes
-- when the source's row goes, or comes in a state that the target takes.
CREATE TABLE tributary.quarantine (
  migration      text        NOT NULL,
  source         text        NOT NULL,
  source_table   text        NOT NULL,   -- schema and name with a dot, as verdicts show it
  source_key     jsonb       NOT NULL,   -- array of the key's values as the topic spells them
  key_digest     text        NOT NULL GENERATED ALWAYS AS (md5(source_key::text)) STORED,
  source_column  text,                   -- the first column that is refused; null when the target refused the row
  reason         text        NOT NULL,
  detail         text        NOT NULL,   -- the value and why, for people
  source_row     jsonb       NOT NULL,   -- the row as it came, to be tried again
  position       bigint      NOT NULL,
  at             timestamptz NOT NULL,
  PRIMARY KEY (migration, source, source_table, key_digest)
);

-- Keys that got another value on their way, so that two of them never become one row.
CREATE TABLE tributary.key_map (
  migration      text NOT NULL,
  source         text NOT NULL,
  source_table   text NOT NULL,
  target_key     text NOT NULL,          -- the literal in the target
  source_key     text NOT NULL,          -- the value as the topic spells it
  PRIMARY KEY (migration, source, source_table, target_key)
);
