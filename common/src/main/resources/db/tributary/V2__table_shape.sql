-- What each table of a source looked like when the target was made, and after each change of it that
-- the stream has passed. Written in the same transaction as the rows behind the change.
CREATE TABLE tributary.table_shape (
  migration   text        NOT NULL,
  source      text        NOT NULL,
  oid         bigint      NOT NULL,   -- the table's oid at the source: names can change
  shape       jsonb       NOT NULL,
  updated_at  timestamptz NOT NULL,
  PRIMARY KEY (migration, source, oid)
);
