-- The parts in which the tables of a source are copied. A chunk is marked done in the same
-- transaction as its rows, so one that broke off is copied anew as a whole.
CREATE TABLE tributary.copy_chunk (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  migration      text    NOT NULL,
  source         text    NOT NULL,
  table_schema   text    NOT NULL,   -- the table at the source
  table_name     text    NOT NULL,
  key_column     text,               -- the key's first column; null when rows have no key
  lower_bound    text,               -- first key of the chunk; null for the table's first chunk
  upper_bound    text,               -- first key behind it; null for the table's last chunk
  rows_expected  bigint  NOT NULL,   -- -1 when unknown
  state          text    NOT NULL CHECK (state IN ('OPEN', 'DONE')),
  later          boolean NOT NULL,   -- read behind the stream's start position
  rows           bigint  NOT NULL,
  bytes          bigint  NOT NULL
);
CREATE INDEX copy_chunk_by_source ON tributary.copy_chunk (migration, source, id);
