package io.tributary.cdc.source.postgresql.preflight;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.preflight.check.CheckList;
import io.tributary.cdc.preflight.check.ReplicaRoleCheck;
import io.tributary.common.error.TributaryException;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.Source;
import io.tributary.common.topic.TopicNames;
import io.tributary.database.DatabaseSession;
import java.util.ArrayList;
import java.util.List;

/**
 * What the way back of a source needs before the start: at the target what capture needs at any
 * source, and at the source what apply needs. The target's tables are not there yet.
 *
 * @param databases opens both ends
 * @param topics give what is made at the target its names
 */
record WayBackChecks(Databases databases, TopicNames topics) {
  private static final CheckList<SourceReading> AT_TARGET =
      new CheckList<>(
          List.of(
              SourceServerChecks.PRIMARY,
              SourceServerChecks.WAL_LEVEL,
              ReplicationRoomCheck.SLOTS,
              ReplicationRoomCheck.SENDERS,
              SourceServerChecks.WAL_KEEP_SIZE,
              SourceServerChecks.REPLICATION_RIGHT,
              new OutputPluginCheck()));

  private static final CheckList<SourceReading> AT_SOURCE =
      new CheckList<>(List.of(new ReplicaRoleCheck<>()));

  /** The outcomes for a source that has a way back; an unreachable target is told by others. */
  List<PreflightCheck> look(SourceReading source) {
    List<PreflightCheck> found = new ArrayList<>(AT_SOURCE.look(source));
    MovingSource back = source.moving().reversed();
    try (DatabaseSession target = databases.open(source.moving().target())) {
      MovingSource all = new MovingSource(allBack(source.moving().migration()), back.source());
      found.addAll(AT_TARGET.look(SourceReading.of(all, topics, target)));
    } catch (TributaryException e) {
      // The target's own checks say so.
    }
    return found;
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
