package io.tributary.cdc.apply.repair;

import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.common.change.RowImage;
import io.tributary.common.model.TableName;
import io.tributary.database.DatabaseSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a PostgreSQL source as a repair reads them, each statement in a snapshot of its own.
 * Every failure is a {@link io.tributary.database.DatabaseFailure}. Not thread-safe.
 */
final class SourceRows implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(5);

  private final DatabaseSession session;

  /** Owns the session. */
  SourceRows(DatabaseSession session) {
    this.session = session;
  }

  /**
   * A row.
   *
   * @param version which version of it
   * @param values of the columns that are written
   */
  record Row(String version, RowImage values) {}

  /** The table as verdicts name it; empty when it is not there, or has not all of the key. */
  Optional<RepairedTable> table(
      String display, List<String> key, Function<TableName, @Nullable TargetTable> targets) {
    return session
        .first(
            RepairStatements.TABLE,
            row ->
                new Located(
                    row.getLong(1),
                    new TableName(row.getString(2), row.getString(3)),
                    row.getBoolean(4)),
            display)
        .flatMap(found -> table(found, key, targets.apply(found.name())));
  }

  private record Located(long oid, TableName name, boolean partitioned) {}

  private Optional<RepairedTable> table(
      Located found, List<String> key, @Nullable TargetTable target) {
    List<String> types =
        key.stream()
            .flatMap(
                column -> session.texts(RepairStatements.KEY_TYPE, found.oid(), column).stream())
            .toList();
    return target == null || types.size() != key.size()
        ? Optional.empty()
        : Optional.of(
            new RepairedTable(found.oid(), found.name(), found.partitioned(), key, types, target));
  }

  /** The rows of these keys that there are; more than one under a key that is not unique. */
  Map<List<String>, List<Row>> rows(RepairedTable table, List<List<String>> keys) {
    List<String> columns = table.columns();
    Map<List<String>, List<Row>> found = new HashMap<>();
    session
        .list(
            new RepairStatements(table).sourceRows(),
            row -> {
              List<@Nullable String> values = new ArrayList<>();
              for (int i = 0; i < columns.size(); i++) {
                values.add(row.getString(i + 3));
              }
              Row read = new Row(row.getString(2), new RowImage(columns, values));
              return Map.entry(keys.get(row.getInt(1) - 1), read);
            },
            (Object[]) KeyArrays.of(keys))
        .forEach(
            row ->
                found
                    .computeIfAbsent(row.getKey(), unseen -> new ArrayList<>())
                    .add(row.getValue()));
    return found;
  }

  /** The source's write position, behind everything that was read before. */
  long position() {
    return session.number(RepairStatements.POSITION);
  }

  /**
   * Waits until every transaction has ended that holds the table to write at this moment.
   *
   * @return whether they have ended in time
   */
  boolean writersEnd(RepairedTable table, Duration limit) {
    Set<String> writers = new HashSet<>(writers(table));
    long until = System.nanoTime() + limit.toNanos();
    while (!writers.isEmpty() && System.nanoTime() < until) {
      LockSupport.parkNanos(POLL.toNanos());
      writers.retainAll(writers(table));
    }
    return writers.isEmpty();
  }

  private List<String> writers(RepairedTable table) {
    return session.texts(RepairStatements.WRITERS, table.oid());
  }

  @Override
  public void close() {
    session.close();
  }
}
