package io.tributary.cdc.source.postgresql.capture;

/**
 * Which slot of which database a stream comes from.
 *
 * @param systemIdentifier of the server's data directory; a restored copy of it has the same
 * @param databaseOid of the database in it
 * @param slot the slot's name
 * @param timeline of the server's WAL: another one begins when a standby is promoted, or a server
 *     is restored; positions of the one say nothing in the other. 0 when it was not kept
 */
record SlotIdentity(String systemIdentifier, long databaseOid, String slot, long timeline) {

  boolean sameDatabase(SlotIdentity other) {
    return systemIdentifier.equals(other.systemIdentifier)
        && databaseOid == other.databaseOid
        && slot.equals(other.slot);
  }

  /** Whether a stream from this slot has come to another timeline of the same database. */
  boolean leftFor(SlotIdentity other) {
    return sameDatabase(other) && timeline != other.timeline && timeline != 0;
  }
}
