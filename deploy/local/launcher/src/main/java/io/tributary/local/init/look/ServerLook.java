package io.tributary.local.init.look;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.plan.SchemaCreators;
import io.tributary.common.plan.source.SourceKind;
import io.tributary.common.secret.SecretReader;
import io.tributary.local.catalog.LookConnection;
import io.tributary.local.catalog.RowCounts;
import io.tributary.local.catalog.ServerTable;
import io.tributary.local.init.place.ChosenNames;
import io.tributary.local.init.text.ConnectionText;
import io.tributary.local.init.text.DraftSchema;
import io.tributary.local.init.text.DraftSource;
import io.tributary.local.init.text.DraftTable;
import io.tributary.local.init.text.LeftTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Looks into a PostgreSQL database. What needs more than its catalog, preflight checks.
 *
 * @param name the source's name
 * @param address how to reach it
 * @param secrets reads its password
 * @param names give each schema one of the target
 */
public record ServerLook(
    String name, DatabaseAddress address, SecretReader secrets, ChosenNames names) {
  private static final String VERSION =
      "SELECT current_setting('server_version_num')::int / 10000 || ', wal_level '"
          + " || current_setting('wal_level')";
  private static final String EXTENSIONS =
      "SELECT coalesce(string_agg(extname, ', ' ORDER BY extname), '') FROM pg_extension"
          + " WHERE extname <> 'plpgsql'";

  /** What was found. */
  public DraftSource found() throws SQLException {
    try (LookConnection database = LookConnection.open(address, secrets, "init")) {
      Map<String, List<ServerTable>> bySchema = new TreeMap<>();
      ServerTable.in(database)
          .forEach(t -> bySchema.computeIfAbsent(t.schema(), s -> new ArrayList<>()).add(t));
      List<DraftSchema> schemas = new ArrayList<>();
      List<String> decisions = new ArrayList<>(ServerDecisions.of(database, address));
      RowCounts counts = new RowCounts(database);
      for (Map.Entry<String, List<ServerTable>> entry : bySchema.entrySet()) {
        DraftSchema schema = schema(entry.getKey(), entry.getValue(), counts);
        schema
            .left()
            .forEach(
                left ->
                    decisions.add(
                        "table %s.%s is excluded: %s"
                            .formatted(schema.from(), left.name(), left.why())));
        if (!schema.tables().isEmpty()) {
          schemas.add(schema);
        }
      }
      decisions.addAll(creators(database, schemas));
      String extensions = database.text(EXTENSIONS);
      return new DraftSource(
          name,
          SourceKind.POSTGRESQL,
          "connection: " + ConnectionText.of(address),
          List.of(
              "PostgreSQL "
                  + database.text(VERSION)
                  + (extensions.isEmpty() ? "" : ", extensions " + extensions)
                  + ". Its schemas are copied as they are."),
          schemas,
          Map.of(),
          Map.of(),
          decisions,
          extensions.contains("vector"));
    }
  }

  private DraftSchema schema(String schema, List<ServerTable> all, RowCounts counts) {
    List<DraftTable> tables = new ArrayList<>();
    List<LeftTable> left = new ArrayList<>();
    for (ServerTable table : all) {
      table
          .refused()
          .ifPresentOrElse(
              why -> left.add(new LeftTable(table.name(), why, true)),
              () ->
                  tables.add(
                      new DraftTable(table.name(), counts.of(table).display(), table.bytes())));
    }
    String word = schema.equals("public") ? name : schema;
    return new DraftSchema(schema, tables.isEmpty() ? "" : names.schema(word), tables, left);
  }

  private static List<String> creators(LookConnection database, List<DraftSchema> schemas)
      throws SQLException {
    String[] from = schemas.stream().map(DraftSchema::from).toArray(String[]::new);
    return database.list(SchemaCreators.TABLES, row -> row.getString(1), (Object) from).stream()
        .distinct()
        .map(
            schema ->
                "the owners of schema "
                    + schema
                    + " may create schemas. If the application sends CREATE SCHEMA IF NOT EXISTS"
                    + " when it connects, as n8n and others with TypeORM do, write database-create:"
                    + " true at its schema under target.schemas, else database-create: false")
        .toList();
  }
}
