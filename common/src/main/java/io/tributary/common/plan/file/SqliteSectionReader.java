package io.tributary.common.plan.file;

import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.common.plan.rule.OnInvalid;
import io.tributary.common.plan.rule.TableRule;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.SqliteSource;
import io.tributary.common.plan.source.WayBack;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what a SQLite source has in place of a connection. */
final class SqliteSectionReader {
  /** The name that SQLite itself gives to the tables of the file. */
  static final String MAIN = "main";

  static final List<String> KEYS =
      List.of("file", "ddl", "on-invalid", "enforce-sizes", "zone", "tables");

  private SqliteSectionReader() {}

  static SqliteSource read(String name, List<SchemaMapping> schemas, SectionFields fields) {
    ChromaSectionReader.refuse(fields);
    PoolerSectionReader.refuse(fields);
    if (fields.get("file").isEmpty()) {
      fields
          .owner()
          .problem(PlanError.MISSING_KEY, "The key \"file\" is missing: the SQLite file's path.");
    }
    fields
        .get("connection")
        .ifPresent(
            v ->
                v.problem(
                    PlanError.UNKNOWN_KEY,
                    "A SQLite source is a file and has no connection; write file: /path/to/it."));
    fields
        .get("large-objects")
        .ifPresent(
            v ->
                v.problem(
                    PlanError.UNKNOWN_KEY,
                    "SQLite has no large objects; remove it. BLOBs move with their rows."));
    fields
        .get("functions-unverified")
        .ifPresent(
            v ->
                v.problem(
                    PlanError.UNKNOWN_KEY,
                    "Rows that come home into a file run no functions of a server; remove it."));
    fields
        .get("schema-changes")
        .filter(v -> !v.text().equals("stop"))
        .ifPresent(
            v ->
                v.problem(
                    PlanError.BAD_VALUE,
                    "Changes of a SQLite source's tables stop its stream; write stop or remove"
                        + " it."));
    checkPath(fields, "file");
    fields
        .get("ddl")
        .filter(v -> !v.text().equals(SqliteSource.EXISTING))
        .ifPresent(v -> NameRules.checkAbsolutePath(v, v.text()));
    Map<String, TableRule> tables = new LinkedHashMap<>();
    fields
        .entries("tables")
        .forEach((table, rule) -> tables.put(table, TableRuleReader.table(rule)));
    if (fields.get("ddl").isEmpty()) {
      refuseExistingRows(
          fields,
          "Tables that are derived are made by the migration and hold none;"
              + " write ddl: existing to fill tables that are there, or remove it.");
    }
    WayBack wayBack = WayBackReader.read(fields.get("way-back"));
    if (wayBack.returns()) {
      refuseKeptRows(fields);
    }
    return new SqliteSource(
        name,
        fields.text("file"),
        schemas,
        fields.get("ddl").map(FileValue::text).orElse(null),
        new ConversionRules(
            EnumReader.read(fields.get("on-invalid"), OnInvalid.STOP),
            fields.get("enforce-sizes").map(FileValue::flag).orElse(true),
            fields.get("zone").map(ConversionOptionReader::zone).orElse(null),
            tables),
        SourceSectionReader.initialCopy(fields),
        SourceSectionReader.whenEmpty(fields),
        wayBack);
  }

  /** There is one schema in a file, and it goes to one schema. */
  static void checkSchemas(FileValue schemas, List<FileValue> items) {
    if (items.size() > 1) {
      schemas.problem(
          PlanError.BAD_VALUE, "A SQLite source has one schema: {from: main, to: ...}.");
    }
    for (FileValue item : items) {
      Map<String, FileValue> entries = item.entries();
      if (entries.containsKey("from") && !entries.get("from").text().equals(MAIN)) {
        entries
            .get("from")
            .problem(PlanError.BAD_VALUE, "The tables of a SQLite file are in main; write it.");
      }
      if (entries.containsKey("tables")) {
        entries
            .get("tables")
            .problem(
                PlanError.UNKNOWN_KEY,
                "All tables of a SQLite source go to one schema. Name tables under \"tables\" of"
                    + " the source itself: {table: {to: new name, columns: ...}}.");
      }
    }
  }

  /** What a source of another kind must not have. */
  static void refuse(SectionFields fields) {
    ChromaSectionReader.refuse(fields);
    for (String key : KEYS) {
      fields.get(key).ifPresent(v -> v.problem(PlanError.UNKNOWN_KEY, instead(key)));
    }
  }

  private static String instead(String key) {
    return switch (key) {
      case "file" ->
          "A file is a source of kind sqlite; a postgresql source has connection: {host: ...,"
              + " database: ..., user: ...}.";
      case "tables" ->
          "Single tables of a postgresql source are sent elsewhere under schemas, by tables:"
              + " {table: target schema}; rules for columns are for kind sqlite.";
      case "ddl" -> "A postgresql source's schema is copied as it is; ddl is for kind sqlite.";
      default -> "\"" + key + "\" is for sources of kind sqlite; remove it.";
    };
  }

  /** Says at each table that nothing can be there before. */
  static void refuseExistingRows(SectionFields fields, String why) {
    existingRows(fields).forEach(v -> v.problem(PlanError.UNKNOWN_KEY, why));
  }

  /** On the way back nothing would tell the target's own rows from those of the source. */
  private static void refuseKeptRows(SectionFields fields) {
    existingRows(fields)
        .filter(v -> v.text().equals("keep"))
        .forEach(
            v ->
                v.problem(
                    PlanError.BAD_VALUE,
                    "Rows that only the target has stay in the table, and way-back: replicate"
                        + " could not tell them from those that come home; write replace, or"
                        + " way-back: none for the source."));
  }

  private static Stream<FileValue> existingRows(SectionFields fields) {
    return fields.entries("tables").values().stream()
        .flatMap(rule -> Optional.ofNullable(rule.entries().get("existing-rows")).stream());
  }

  private static void checkPath(SectionFields fields, String key) {
    fields.get(key).ifPresent(v -> NameRules.checkAbsolutePath(v, v.text()));
  }
}
