package io.tributary.checks.file;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.Source;
import io.tributary.files.chroma.source.ChromaSourceDirectory;
import io.tributary.files.chroma.store.ChromaCollection;
import io.tributary.files.chroma.store.ChromaStore;
import io.tributary.files.chroma.store.CollectionName;
import io.tributary.files.chroma.store.StoredRecord;
import io.tributary.files.sqlite.source.SqliteReadSession;
import io.tributary.mapping.chroma.CollectionShape;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Checks that the databases, collections and records that the migration file names exist. */
final class ChromaNamesCheck {
  private static final String HAS_DATABASES =
      "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'databases'";
  private static final String DATABASES =
      """
      SELECT CASE tenant_id WHEN 'default_tenant' THEN name ELSE tenant_id || '/' || name END
        FROM databases""";

  private ChromaNamesCheck() {}

  static List<PreflightCheck> look(
      MovingSource moving, ChromaReading reading, SqliteReadSession file) throws SQLException {
    Map<String, List<String>> existing = new TreeMap<>();
    if (file.number(HAS_DATABASES).isPresent()) {
      file.list(DATABASES, row -> existing.put(row.getString(1), new ArrayList<>()));
    }
    for (CollectionShape collection : reading.basis().collections()) {
      existing
          .computeIfAbsent(collection.database(), database -> new ArrayList<>())
          .add(collection.name());
    }
    return NamesCheck.look(moving, existing, reading.moving());
  }

  /** The records that may stay behind by name. */
  static List<PreflightCheck> accepted(MovingSource moving, ChromaSourceDirectory directory) {
    Source source = moving.source();
    List<String> names = moving.migration().cutover().acceptedNames(source.name());
    return names.isEmpty() ? List.of() : directory.read(store -> accepted(source, store, names));
  }

  private static List<PreflightCheck> accepted(
      Source source, ChromaStore store, List<String> names) {
    List<PreflightCheck> found = new ArrayList<>();
    for (ChromaCollection collection : store.collections()) {
      CollectionName table = CollectionName.of(collection);
      String prefix = table.schema() + "." + table.table() + "/";
      List<String> ids =
          names.stream()
              .filter(name -> name.startsWith(prefix))
              .map(name -> name.substring(prefix.length()))
              .toList();
      if (!ids.isEmpty()) {
        List<String> there = store.records(collection, ids).stream().map(StoredRecord::id).toList();
        ids.stream()
            .filter(id -> !there.contains(id))
            .map(id -> unknown(source, prefix + id))
            .forEach(found::add);
      }
    }
    return found;
  }

  private static PreflightCheck unknown(Source source, String name) {
    return PreflightCode.ACCEPTED_UNKNOWN.failed(
        source.name(),
        "cutover.accept-quarantined names "
            + name
            + " of source "
            + source.name()
            + ", and there is no such record.",
        "Correct or remove the name in the migration file.");
  }
}
