package io.tributary.local.plan.document;

/** One part of a plan. */
public sealed interface PlanEntry
    permits RefusalEntry, SourceEntry, TargetEntry, PreparedEntry, QueriesEntry, BackupEntry {}
