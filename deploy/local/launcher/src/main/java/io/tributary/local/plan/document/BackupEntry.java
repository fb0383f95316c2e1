package io.tributary.local.plan.document;

/**
 * That a rehearsal tries backups of the target.
 *
 * @param checkMillis how long it may take
 * @param whenUnrestorable what happens otherwise: {@code warn} or {@code close-gate}
 */
public record BackupEntry(long checkMillis, String whenUnrestorable) implements PlanEntry {}
