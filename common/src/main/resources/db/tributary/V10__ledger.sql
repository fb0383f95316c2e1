-- What the validator knows of the equality of a stream's tables, so that it goes on with it after a
-- restart. It holds as long as the stream has passed no other fence than the one named,
-- or than that of the cutover that goes on.
CREATE TABLE tributary.ledger (
  migration       text        NOT NULL,
  source          text        NOT NULL,   -- the stream
  table_schema    text        NOT NULL,   -- the table at the end that is written to
  table_name      text        NOT NULL,
  shape           text        NOT NULL,   -- digest of the columns and keys of both tables
  compared_up_to  bigint,                 -- offset up to which all changes were compared; null
                                          -- where only the verdict is kept
  fence_token     text,                   -- last fence token passed then
  cutover_id      text,                   -- the cutover or rollback that had begun
  verdict         text        NOT NULL,   -- JSON
  at              timestamptz NOT NULL,
  PRIMARY KEY (migration, source, table_schema, table_name)
);
