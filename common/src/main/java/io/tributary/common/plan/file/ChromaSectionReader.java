package io.tributary.common.plan.file;

import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.common.plan.rule.OnInvalid;
import io.tributary.common.plan.rule.TableRule;
import io.tributary.common.plan.source.ChromaSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.WayBack;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what a Chroma source has in place of a connection. */
final class ChromaSectionReader {
  private static final Map<String, String> NOT_HERE =
      Map.of(
          "connection",
          "A Chroma source is a directory and has no connection; write directory: /path/to/it.",
          "file",
          "A Chroma source is a directory; write directory: /path/to/it, the one that holds"
              + " chroma.sqlite3.",
          "ddl",
          "The tables of a Chroma source are derived from its collections; remove it.",
          "enforce-sizes",
          "Chroma declares no sizes; remove it.",
          "zone",
          "Chroma's times are UTC; remove it.",
          "functions-unverified",
          "Rows that come home into a directory run no functions of a server; remove it.",
          "large-objects",
          "Chroma has no large objects; remove it.",
          "schema-changes",
          "New and changed collections are always followed; remove it.");

  private ChromaSectionReader() {}

  static ChromaSource read(String name, List<SchemaMapping> schemas, SectionFields fields) {
    if (fields.get("directory").isEmpty()) {
      fields
          .owner()
          .problem(
              PlanError.MISSING_KEY, "The key \"directory\" is missing: what Chroma persists to.");
    }
    PoolerSectionReader.refuse(fields);
    NOT_HERE.forEach(
        (key, instead) ->
            fields.get(key).ifPresent(v -> v.problem(PlanError.UNKNOWN_KEY, instead)));
    fields
        .get("initial-copy")
        .filter(v -> !v.text().equals("stream"))
        .ifPresent(
            v ->
                v.problem(
                    PlanError.BAD_VALUE,
                    "The rows of a Chroma source come over its stream; write stream or remove"
                        + " it."));
    fields.get("directory").ifPresent(v -> NameRules.checkAbsolutePath(v, v.text()));
    fields.get("one-table").ifPresent(v -> NameRules.checkIdentifier(v, v.text()));
    Map<String, TableRule> tables = new LinkedHashMap<>();
    fields
        .entries("tables")
        .forEach((table, rule) -> tables.put(table, TableRuleReader.table(rule)));
    SqliteSectionReader.refuseExistingRows(
        fields, "The tables of collections are made by the migration and hold nothing; remove it.");
    return new ChromaSource(
        name,
        fields.text("directory"),
        schemas,
        fields.get("one-table").map(FileValue::text),
        new ConversionRules(
            EnumReader.read(fields.get("on-invalid"), OnInvalid.QUARANTINE),
            true,
            ChromaSource.ZONE,
            tables),
        SourceSectionReader.whenEmpty(fields),
        wayBack(fields));
  }

  /** A schema is a database of Chroma's. */
  static void checkSchemas(List<FileValue> items) {
    for (FileValue item : items) {
      Map<String, FileValue> entries = item.entries();
      if (entries.containsKey("tables")) {
        entries
            .get("tables")
            .problem(
                PlanError.UNKNOWN_KEY,
                "All collections of a database go to one schema. Name collections under \"tables\""
                    + " of the source itself: {collection: {to: new name}}.");
      }
    }
  }

  /** What a source of another kind must not have. */
  static void refuse(SectionFields fields) {
    List.of("directory", "one-table")
        .forEach(
            key ->
                fields
                    .get(key)
                    .ifPresent(
                        v ->
                            v.problem(
                                PlanError.UNKNOWN_KEY,
                                "Only a source of kind chroma has it; remove it.")));
  }

  private static WayBack wayBack(SectionFields fields) {
    WayBack read = WayBackReader.read(fields.get("way-back"));
    if (read.returns() && fields.get("one-table").isPresent()) {
      fields
          .get("way-back")
          .ifPresent(
              v ->
                  v.problem(
                      PlanError.BAD_VALUE,
                      "What is written to the one table of all collections does not come back;"
                          + " remove one-table, so that each collection has a table of its own,"
                          + " or write none."));
    }
    return read;
  }
}
