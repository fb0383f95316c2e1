package io.tributary.connect.postgresql;

/**
 * A logical replication slot as {@code pg_replication_slots} shows it.
 *
 * @param confirmed position up to which the server need not send again; 0 while it has none
 * @param lost whether the server removed WAL that the slot needs
 */
record ReplicationSlot(
    String name, String database, String plugin, boolean active, long confirmed, boolean lost) {}
