-- The copies that instances offer to the others while they run, so that those take chunks of them
-- too. Whoever takes one holds this row until the chunk is done: an offer that is gone stays so.
CREATE TABLE tributary.copy_offer (
  migration    text   NOT NULL,
  source       text   NOT NULL,
  snapshot     text,              -- what to read at the source; null for what it holds by then
  first_chunk  bigint NOT NULL,   -- chunks that were cut later are not those of this offer
  last_chunk   bigint NOT NULL,
  PRIMARY KEY (migration, source)
);
