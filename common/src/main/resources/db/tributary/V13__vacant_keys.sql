-- A key whose row is gone at the source by the way back: nobody has it, and whoever takes it, in
-- whichever spelling, may. Where it comes again at the target, it is spelled as it was.
ALTER TABLE tributary.key_map ADD COLUMN vacant boolean NOT NULL DEFAULT false;
