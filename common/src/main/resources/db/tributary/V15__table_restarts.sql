-- How far a table is that was ordered to begin anew while its stream goes on with the others. Stays
-- behind the last order of each table: whoever compares rows waits until it is over.
CREATE TABLE tributary.table_restart (
  migration       text        NOT NULL,
  source          text        NOT NULL,   -- the stream
  table_name      text        NOT NULL,   -- at the source, as verdicts name it
  ordered         bigint      NOT NULL,   -- generation of the order
  phase           text        NOT NULL    -- the changes of a table in the first two are held
    CHECK (phase IN ('HOLDING', 'CATCHING_UP', 'DONE', 'REFUSED')),
  member_schemas  text[]      NOT NULL,   -- the tables that hold its rows: itself, or its partitions
  member_names    text[]      NOT NULL,
  position        bigint,                 -- where the source was when its rows were read
  rows            bigint      NOT NULL,   -- that were copied
  error           text,                   -- JSON: why it was refused
  at              timestamptz NOT NULL,
  PRIMARY KEY (migration, source, table_name)
);

-- Changes of these tables, in the order of the stream, until the rows are in that they belong to.
CREATE TABLE tributary.held_change (
  id              bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  migration       text        NOT NULL,
  source          text        NOT NULL,
  table_name      text        NOT NULL,
  position        bigint,                 -- of the commit; null only within a transaction
  topic_offset    bigint      NOT NULL,
  change          text        NOT NULL    -- JSON
);
CREATE INDEX held_change_of_table ON tributary.held_change (migration, source, table_name, id);
