package io.tributary.cdc.source.postgresql.capture;

/**
 * Which slot of which database a stream comes from.
 *
 * @param systemIdentifier of the server's data directory; a restored copy of it has the same
 * @param databaseOid of the database in it
 * @param slot the slot's name
 */
record SlotIdentity(String systemIdentifier, long databaseOid, String slot) {}
