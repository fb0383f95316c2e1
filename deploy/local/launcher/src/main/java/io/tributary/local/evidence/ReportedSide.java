package io.tributary.local.evidence;

/**
 * One side of a table in a report.
 *
 * @param atTarget whether it is that of the target
 * @param table as schema.table
 * @param rows how many it had; -1 where they were not counted
 */
record ReportedSide(boolean atTarget, String table, long rows) {}
