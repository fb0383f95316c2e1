package io.tributary.common.plan.file;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.plan.pooler.Pooler;
import io.tributary.common.plan.pooler.PoolerKind;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the pooler through which the application of a source connects. */
final class PoolerSectionReader {
  private static final int PORT = 6432;

  private PoolerSectionReader() {}

  static Pooler read(FileValue value) {
    SectionFields fields = value.fields(SectionKeys.POOLER);
    fields.get("file").ifPresent(v -> NameRules.checkAbsolutePath(v, v.text()));
    Map<String, String> databases = new LinkedHashMap<>();
    fields.entries("databases").forEach((name, v) -> databases.put(name, schema(name, v)));
    fields
        .get("databases")
        .filter(v -> databases.isEmpty())
        .ifPresent(v -> v.problem(PlanError.BAD_VALUE, "Name at least one database."));
    return new Pooler(
        EnumReader.read(fields.get("kind"), PoolerKind.PGBOUNCER),
        fields.get("admin").map(PoolerSectionReader::admin).orElse(DatabaseAddress.UNSAID),
        fields.text("file"),
        databases);
  }

  private static String schema(String name, FileValue value) {
    NameRules.checkIdentifier(value, name);
    if (name.equals(Pooler.CONSOLE)) {
      value.problem(PlanError.BAD_NAME, "This is the console of PgBouncer, and no database.");
    }
    return value.fields(SectionKeys.POOLED_DATABASE).text("schema");
  }

  private static DatabaseAddress admin(FileValue value) {
    return AddressReader.read(value, SectionKeys.POOLER_ADMIN, Pooler.CONSOLE, PORT);
  }

  /** What a source that no application reaches through a pooler must not have. */
  static void refuse(SectionFields fields) {
    fields
        .get("pooler")
        .ifPresent(
            v ->
                v.problem(
                    PlanError.UNKNOWN_KEY,
                    "The application of a source of files reaches it through no pooler; remove it."));
  }
}
