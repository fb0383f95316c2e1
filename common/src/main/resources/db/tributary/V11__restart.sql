-- By the name of a source that was ordered to begin anew while its migration runs: the generation of
-- the last such order. It outlives every state, so that whoever has missed it learns of it.
ALTER TABLE tributary.migration ADD COLUMN restarts jsonb NOT NULL DEFAULT '{}';
