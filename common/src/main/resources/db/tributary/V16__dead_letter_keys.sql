-- Finds what is listed of one row of a file, of which very many may wait. Keys may be longer than an
-- index takes, so their digests are in it.
CREATE INDEX dead_letter_by_key
    ON tributary.dead_letter (migration, source, table_name, md5(row_key));
