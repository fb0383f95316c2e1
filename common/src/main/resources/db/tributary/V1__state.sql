-- Tributary's own state in the target. The schema's name is fixed: tributary.

-- The orchestrator's state of each migration (decision 10): the plan, the state and its generation.
CREATE TABLE tributary.migration (
  name        text PRIMARY KEY,
  plan        jsonb       NOT NULL,
  state       jsonb       NOT NULL,
  generation  bigint      NOT NULL,
  version     bigint      NOT NULL,
  updated_at  timestamptz NOT NULL
);

-- What happened, in order: each transition of the state machine and each cutover step with its time.
CREATE TABLE tributary.history (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  migration   text        NOT NULL,
  at          timestamptz NOT NULL,
  event       text        NOT NULL,
  from_state  text        NOT NULL,
  to_state    text        NOT NULL,
  detail      jsonb       NOT NULL
);
CREATE INDEX history_by_migration ON tributary.history (migration, id);

-- Answers to cutover requests, so that the same idempotency key is never acted on twice.
CREATE TABLE tributary.idempotency (
  migration   text        NOT NULL,
  key         text        NOT NULL,
  cutover_id  text        NOT NULL,
  at          timestamptz NOT NULL,
  PRIMARY KEY (migration, key)
);

-- Position applied per stream, written in the same transaction as the rows (decision 3).
CREATE TABLE tributary.checkpoint (
  migration          text    NOT NULL,
  source             text    NOT NULL,
  topic_offset       bigint  NOT NULL,   -- last record applied, -1 before the first
  position           bigint  NOT NULL,   -- commit LSN of the last applied transaction
  fence_token        text,               -- last fence token passed
  snapshot_complete  boolean NOT NULL,
  snapshot_rows      bigint  NOT NULL,
  changes            bigint  NOT NULL,
  transactions       bigint  NOT NULL,
  bytes              bigint  NOT NULL,
  updated_at         timestamptz NOT NULL,
  PRIMARY KEY (migration, source)
);

-- What Tributary has made or changed for a source, so that it can be put back.
CREATE TABLE tributary.preparation (
  migration   text        NOT NULL,
  source      text        NOT NULL,
  item        text        NOT NULL,      -- such as 'schema', 'post-data', 'opened', 'replica-identity:public.t'
  detail      jsonb       NOT NULL,
  at          timestamptz NOT NULL,
  PRIMARY KEY (migration, source, item)
);

-- Changes that the target refused; the key is parked until they are replayed (decision 13).
CREATE TABLE tributary.dead_letter (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  migration     text        NOT NULL,
  source        text        NOT NULL,
  table_name    text        NOT NULL,
  row_key       text        NOT NULL,
  topic_offset  bigint      NOT NULL,
  position      bigint      NOT NULL,
  change        jsonb       NOT NULL,
  cause         jsonb       NOT NULL,
  at            timestamptz NOT NULL
);
CREATE INDEX dead_letter_by_table ON tributary.dead_letter (migration, source, table_name, id);
