package io.tributary.orchestrator.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.tributary.common.error.TributaryException;
import io.tributary.common.json.Json;
import io.tributary.common.json.RecordFormat;
import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.state.MigrationState;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;

/** A row of {@code tributary.migration}, in the order of columns of the statements that read it. */
final class StoredMigration {
  private static final TypeReference<Map<String, Long>> RESTARTS = new TypeReference<>() {};

  private StoredMigration() {}

  static MigrationRecord read(ResultSet row) throws SQLException {
    Migration plan = read(row.getString(1), Migration.class);
    return new MigrationRecord(
        plan,
        state(plan.name(), row.getString(2)),
        row.getLong(3),
        row.getLong(4),
        row.getObject(5, OffsetDateTime.class).toInstant(),
        Json.mapper().convertValue(read(row.getString(6), Map.class), RESTARTS));
  }

  private static MigrationState state(String migration, String json) {
    try {
      return RecordFormat.read(json.getBytes(StandardCharsets.UTF_8), MigrationState.class);
    } catch (RecordFormat.NewerFormat e) {
      throw new TributaryException(
          StoreError.NEWER,
          "The state of migration "
              + migration
              + " was stored by a newer version of the orchestrator: "
              + Objects.requireNonNull(e.getCause()).getMessage()
              + ". Nothing is decided here; run the newer version.",
          Map.of("migration", migration));
    }
  }

  private static <T> T read(String json, Class<T> type) {
    return Json.read(json.getBytes(StandardCharsets.UTF_8), type);
  }
}
