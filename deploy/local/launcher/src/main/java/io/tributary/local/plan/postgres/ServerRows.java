package io.tributary.local.plan.postgres;

import io.tributary.common.model.TableName;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.sql.Sql;
import io.tributary.local.catalog.LookConnection;
import io.tributary.local.catalog.ServerTable;
import io.tributary.local.plan.document.SampleEntry;
import io.tributary.local.plan.document.SampleEntry.RefusedEntry;
import io.tributary.mapping.quarantine.QuarantineReason;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was found in all rows of a database: its rows move as they are, but a key that they break
 * (because indexes were damaged by another version of a collation, or triggers were off as rows
 * came in) cannot be made in the target.
 *
 * @param sample the rows
 * @param unseen keys that could not be looked at, and why
 */
public record ServerRows(SampleEntry sample, List<String> unseen) {
  private static final int SHOWN = 20;
  private static final int TOLD = 5;

  /** Copies what it is given. */
  public ServerRows {
    unseen = List.copyOf(unseen);
  }

  /** Reads all rows of the tables that move, in one state of the database. */
  public static ServerRows read(MovingSource moving, LookConnection database) throws SQLException {
    // An index that lies about its table must not be asked.
    for (String way : List.of("indexscan", "indexonlyscan", "bitmapscan")) {
      database.set("enable_" + way, "off");
    }
    Map<TableName, Long> rows = new TreeMap<>();
    for (ServerTable table : ServerTable.in(database)) {
      TableName name = new TableName(table.schema(), table.name());
      if (table.kind().equals("r") && moving.moves(name)) {
        String count = database.text("SELECT count(*) FROM ONLY " + Sql.table(name));
        rows.put(name, Long.parseLong(count));
      }
    }
    List<RefusedEntry> refused = new ArrayList<>();
    List<String> unseen = new ArrayList<>();
    for (ServerKey key : ServerKey.in(database, moving.schemas())) {
      if (!moving.moves(key.table()) || !moving.moves(key.parent())) {
        continue;
      }
      if (key.trusted()) {
        broken(key, database, refused);
      } else {
        unseen.add(
            "Source %s: whether the rows of %s keep %s, because a type or operator of the application compares them."
                .formatted(moving.source().name(), key.table().display(), key.name()));
      }
    }
    return new ServerRows(
        new SampleEntry(
            true,
            rows.values().stream().mapToLong(Long::longValue).sum(),
            rows.size(),
            refused.stream().mapToLong(RefusedEntry::rows).sum(),
            true,
            refused),
        unseen);
  }

  private record Broken(String key, long rows) {}

  private static void broken(ServerKey key, LookConnection database, List<RefusedEntry> refused)
      throws SQLException {
    List<Broken> found =
        database.list(key.broken(SHOWN), row -> new Broken(row.getString(1), row.getLong(2)));
    if (found.isEmpty()) {
      return;
    }
    QuarantineReason reason =
        key.foreign() ? QuarantineReason.ORPHAN : QuarantineReason.KEY_COLLISION;
    String text =
        key.foreign()
            ? "no row of " + key.parent().display() + " has that"
            : "another row has that too";
    List<String> keys = found.stream().map(Broken::key).toList();
    String told =
        "%s: %d rows break %s, %s, with %s%s: %s."
            .formatted(
                key.table().display(),
                found.get(0).rows(),
                key.name(),
                reason,
                String.join("; ", keys.subList(0, Math.min(TOLD, keys.size()))),
                found.get(0).rows() > TOLD ? "; …" : "",
                text);
    refused.add(
        new RefusedEntry(
            key.table().name(),
            String.join(", ", key.columns()),
            reason.name(),
            found.get(0).rows(),
            keys,
            text,
            told));
  }
}
