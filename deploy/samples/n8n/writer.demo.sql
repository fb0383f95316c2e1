-- The sample leaves this sequence at its start although its rows go further; the demo's writer draws from it.
SET search_path=public;
SELECT setval('execution_metadata_temp_id_seq', (SELECT max(id) FROM execution_metadata));
