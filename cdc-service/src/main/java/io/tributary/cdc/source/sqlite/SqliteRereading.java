package io.tributary.cdc.source.sqlite;

import io.tributary.cdc.apply.repair.RepairError;
import io.tributary.cdc.apply.repair.RepairOutcome;
import io.tributary.cdc.apply.repair.RepairTask;
import io.tributary.common.change.RowImage;
import io.tributary.common.desired.ConfirmedRows;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.plan.MovingSource;
import io.tributary.files.sqlite.capture.LoggedRows;
import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.row.KeyReturn;
import io.tributary.mapping.row.RowReturn;
import io.tributary.mapping.table.TableMapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Repairs rows of a SQLite file: puts their keys on the capture's log, as a writer's triggers do,
 * so that the connector sends each row as it is by then, or its deletion. The stream applies that
 * like any other change, so it is exact.
 */
record SqliteRereading(MovingSource moving, SqliteCapture capture) {

  /** Puts all rows of a task on the log in one transaction of the file. */
  RepairOutcome again(RepairTask task) {
    Map<String, List<LoggedRows.Key>> keys = new LinkedHashMap<>();
    long left = 0;
    @Nullable ErrorReport error = null;
    for (ConfirmedRows asked : task.tables()) {
      Optional<List<LoggedRows.Key>> known = mapping(asked).flatMap(to -> keys(to, asked));
      if (known.isPresent()) {
        keys.put(name(asked), known.get());
      } else {
        left += asked.keys().size();
        error = error == null ? unknown(asked) : error;
      }
    }
    LoggedRows.Counted counted = keys.isEmpty() ? LoggedRows.Counted.NONE : capture.log(keys);
    return new RepairOutcome(counted.present(), counted.absent(), left, error);
  }

  private Optional<TableMapping> mapping(ConfirmedRows asked) {
    return capture.tables().stream()
        .filter(mapping -> mapping.source().display().equals(asked.table()))
        .findFirst();
  }

  private static String name(ConfirmedRows asked) {
    return asked.table().substring(asked.table().indexOf('.') + 1);
  }

  /** The keys in the file; empty when one of them is not told by the target's key alone. */
  private static Optional<List<LoggedRows.Key>> keys(TableMapping mapping, ConfirmedRows asked) {
    boolean referring =
        mapping.references().stream()
            .anyMatch(reference -> reference.columns().stream().anyMatch(mapping.key()::contains));
    if (!mapping.named() || mapping.keysMayMeet() || referring) {
      return Optional.empty();
    }
    RowReturn back = new RowReturn(mapping);
    List<LoggedRows.Key> keys = new ArrayList<>();
    for (Map<String, String> key : asked.keys()) {
      List<String> names = List.copyOf(key.keySet());
      RowImage image = new RowImage(names, names.stream().map(key::get).toList());
      Optional<LoggedRows.Key> told =
          back.key(image, KeyReturn.NONE).flatMap(values -> key(mapping, values));
      if (told.isEmpty()) {
        return Optional.empty();
      }
      keys.add(told.get());
    }
    return Optional.of(keys);
  }

  private static Optional<LoggedRows.Key> key(
      TableMapping mapping, Map<String, SourceValue> values) {
    List<Object> stored = new ArrayList<>();
    for (String column : mapping.key()) {
      SourceValue value = values.get(column);
      if (value instanceof SourceValue.Whole whole) {
        stored.add(whole.value());
      } else if (value instanceof SourceValue.Text text) {
        stored.add(text.value());
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(new LoggedRows.Key(stored));
  }

  private ErrorReport unknown(ConfirmedRows asked) {
    return RepairError.NO_KEY.at(
        moving.stream(),
        asked.table(),
        "Rows of table %s of source %s are not repaired, because their keys at the target do not tell which rows of the file they are. Update each of these rows in the file so that nothing changes, which sends it again; delete by hand what only the target has."
            .formatted(asked.table(), moving.stream().source()));
  }
}
