-- What the stream has brought of each table, to be looked at: written about once a second beside the
-- rows, so that a process that dies leaves out what it has counted since.
CREATE TABLE tributary.change_count (
  migration       text        NOT NULL,
  source          text        NOT NULL,   -- the stream
  table_name      text        NOT NULL,   -- where the stream comes from, as verdicts name it
  inserts         bigint      NOT NULL,
  updates         bigint      NOT NULL,
  deletes         bigint      NOT NULL,
  truncates       bigint      NOT NULL,
  bytes           bigint      NOT NULL,   -- of the events on the topic
  since           timestamptz NOT NULL,   -- of the first that was counted
  at              timestamptz NOT NULL,   -- of the last
  PRIMARY KEY (migration, source, table_name)
);
