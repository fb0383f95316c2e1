-- The ranges of large tables that a validator offers to the others while it compares their table,
-- so that those compare some of them. Whoever compares one holds its row until the finding is
-- written into it; the run that has offered it takes the finding, and nobody else does.
CREATE TABLE tributary.range_offer (
  id            uuid        PRIMARY KEY,
  migration     text        NOT NULL,
  source        text        NOT NULL,   -- the stream
  offering      uuid        NOT NULL,   -- the run that has offered it
  begun         text        NOT NULL,   -- the comparison of the table
  table_schema  text        NOT NULL,   -- the table at the end that is written to
  table_name    text        NOT NULL,
  fingerprint   text        NOT NULL,   -- digest of both databases, and of both tables' definitions
  after_key     text,                   -- JSON, a text per key column; null of the first
  up_to_key     text,                   -- the last key of the range; null of the last
  noted_from    bigint      NOT NULL,   -- offset that has to be applied before a row is read
  offered_at    timestamptz NOT NULL,
  finding       text                    -- JSON; null until it was compared
);
