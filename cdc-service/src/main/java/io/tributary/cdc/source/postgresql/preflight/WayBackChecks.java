package io.tributary.cdc.source.postgresql.preflight;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.preflight.check.CheckList;
import io.tributary.common.error.TributaryException;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.Source;
import io.tributary.common.topic.TopicNames;
import io.tributary.database.DatabaseSession;
import java.util.List;

/**
 * What the way back of a source, of whatever kind, needs at the target before the start: what
 * capture needs at any source. The target's tables are not there yet.
 *
 * @param databases opens the target
 * @param topics give what is made at the target its names
 */
public record WayBackChecks(Databases databases, TopicNames topics) {
  private static final CheckList<SourceReading> AT_TARGET =
      new CheckList<>(
          List.of(
              SourceServerChecks.PRIMARY,
              SourceServerChecks.WAL_LEVEL,
              ReplicationRoomCheck.SLOTS,
              ReplicationRoomCheck.SENDERS,
              SourceServerChecks.WAL_KEEP_SIZE,
              SourceServerChecks.REPLICATION_RIGHT,
              new OutputPluginCheck(),
              SourceServerChecks.TERMINATE_RIGHT));

  /** The outcomes for a source that has a way back; an unreachable target is told by others. */
  public List<PreflightCheck> look(MovingSource out) {
    MovingSource all = new MovingSource(allBack(out.migration()), out.reversed().source());
    try (DatabaseSession target = databases.open(out.target())) {
      return AT_TARGET.look(SourceReading.of(all, topics, target));
    } catch (TributaryException e) {
      // The target's own checks say so.
      return List.of();
    }
  }

  /** All streams that begin at the target: they share its slots. */
  private static Migration allBack(Migration migration) {
    List<Source> backs =
        migration.sources().stream()
            .map(source -> new MovingSource(migration, source))
            .filter(MovingSource::returns)
            .map(MovingSource::reversed)
            .map(MovingSource::source)
            .toList();
    return new Migration(
        migration.name(), migration.target(), backs, migration.cutover(), migration.validation());
  }
}
