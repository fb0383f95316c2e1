-- Whose migration it is: the topic prefix of the installation that stores its state. Another one with
-- this database as a target and a migration of that name would take this state for its own. NULL of
-- a state that was stored before there was one, until it is stored or taken up again.
ALTER TABLE tributary.migration ADD COLUMN installation text;
