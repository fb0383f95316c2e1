package io.tributary.cdc.apply.repair;

import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.cdc.apply.table.TargetTables;
import io.tributary.common.desired.ConfirmedRows;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides of which tables rows can be repaired.
 *
 * @param tables the target's, by their names at the source
 */
record RepairAdmission(
    StreamId stream, ApplySession session, SourceRows source, TargetTables tables) {
  /** What verdicts put in the place of the end of a long value. */
  private static final String CUT = "…";

  /** Takes what is left, and why. */
  interface Leaving {
    void left(long rows, ErrorReport why);
  }

  /** The keys of a table, in the order of the key's columns. */
  static List<List<String>> keys(ConfirmedRows asked) {
    List<String> columns = columns(asked);
    return asked.keys().stream()
        .map(key -> columns.stream().map(key::get).toList())
        .distinct()
        .toList();
  }

  private static List<String> columns(ConfirmedRows asked) {
    return List.copyOf(asked.keys().get(0).keySet());
  }

  /** The table; empty when its rows are left. */
  Optional<RepairedTable> of(ConfirmedRows asked, Leaving leaving) {
    String name = asked.table();
    long rows = asked.keys().size();
    Optional<RepairedTable> table = source.table(name, columns(asked), this::target);
    if (table.isEmpty()) {
      leaving.left(
          rows,
          RepairError.TABLE_GONE.at(
              stream,
              name,
              "Table %s is not at source %s with the columns of the key any more, or does not move. Let the validator compare again."
                  .formatted(name, stream.source())));
    } else if (!new HashSet<>(columns(asked)).containsAll(table.get().target().key())
        || !table.get().target().keyed()) {
      leaving.left(
          rows,
          RepairError.NO_KEY.at(
              stream,
              name,
              "Rows of table %s of source %s are not repaired, because they have no key by which a row of the source is known in the target. Type %s, which replaces all of its rows."
                  .formatted(name, stream.source(), stream.restartCommand(name))));
    } else if (asked.keys().stream().flatMap(key -> key.values().stream()).anyMatch(this::cut)) {
      leaving.left(
          rows,
          RepairError.KEY_CUT.at(
              stream,
              name,
              "A key of table %s of source %s is longer than verdicts show it, so none of the rows that they name there is repaired. Type %s, which replaces all of its rows."
                  .formatted(name, stream.source(), stream.restartCommand(name))));
    } else {
      return table;
    }
    return Optional.empty();
  }

  private boolean cut(String value) {
    return value.endsWith(CUT);
  }

  private @Nullable TargetTable target(TableName name) {
    tables.load(session, name);
    return tables.get(name);
  }
}
