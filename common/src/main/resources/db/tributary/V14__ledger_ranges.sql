-- A large table is compared range by range, and what is found of each range is kept, so that a
-- validator that is started anew compares the others only. While that goes on for the first time,
-- the table has no verdict yet.
ALTER TABLE tributary.ledger ALTER COLUMN verdict DROP NOT NULL;
ALTER TABLE tributary.ledger ADD COLUMN begun text; -- the comparison that its ranges belong to;
                                                    -- null of a table that has none

-- The ranges of a table, in the order of its key: each begins behind the last key of the one before.
CREATE TABLE tributary.ledger_range (
  migration       text        NOT NULL,
  source          text        NOT NULL,
  table_schema    text        NOT NULL,
  table_name      text        NOT NULL,
  number          int         NOT NULL,
  begun           text        NOT NULL,   -- the comparison
  after_key       text,                   -- JSON, a text per key column; null of the first
  up_to_key       text,                   -- the last key of the range; null of the last
  equal_at        timestamptz,            -- when all its rows were equal; null before they were
  covers_up_to    bigint,                 -- offset that was applied before they were read
  position        bigint,                 -- the leader's position then
  millis          bigint,                 -- how long it took to compare
  leader_rows     bigint,
  follower_rows   bigint,
  leader_digest   text,                   -- null where single rows were on their way
  follower_digest text,
  digest_method   text,
  PRIMARY KEY (migration, source, table_schema, table_name, number),
  FOREIGN KEY (migration, source, table_schema, table_name)
    REFERENCES tributary.ledger ON DELETE CASCADE
);
