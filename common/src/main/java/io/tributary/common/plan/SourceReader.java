package io.tributary.common.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the sources and their mappings. */
final class SourceReader {
  static final int MAX_NAME = 20;
  private static final List<String> LATER = List.of("sqlite", "chroma");

  private SourceReader() {}

  static List<Source> readAll(Value value) {
    List<Source> sources = new ArrayList<>();
    for (Value item : value.list()) {
      sources.add(read(item));
    }
    if (sources.isEmpty()) {
      value.problem(PlanError.BAD_VALUE, "A migration has at least one source.");
    }
    return sources;
  }

  private static Source read(Value value) {
    Fields fields = value.fields(Section.SOURCE);
    String name = fields.text("name");
    fields.get("name").ifPresent(v -> Names.checkLabel(v, name, MAX_NAME));
    fields.get("kind").ifPresent(SourceReader::checkKind);
    Connection connection = fields.get("connection").map(ConnectionReader::read).orElse(null);
    List<SchemaMapping> mappings =
        fields.list("schemas").stream().map(SourceReader::mapping).toList();
    fields
        .get("schemas")
        .filter(v -> mappings.isEmpty())
        .ifPresent(v -> v.problem(PlanError.BAD_VALUE, "Name at least one schema that moves."));
    return new Source(
        name,
        SourceKind.POSTGRESQL,
        connection,
        mappings,
        oneOf(fields.get("schema-changes"), SchemaChanges.STOP),
        oneOf(fields.get("large-objects"), LargeObjects.REFUSE),
        null);
  }

  /** A constant written in lower case, or the default when there is none or a wrong one. */
  private static <E extends Enum<E>> E oneOf(Optional<Value> value, E otherwise) {
    if (value.isEmpty()) {
      return otherwise;
    }
    List<String> valid = new ArrayList<>();
    for (E each : otherwise.getDeclaringClass().getEnumConstants()) {
      if (name(each).equals(value.get().text())) {
        return each;
      }
      valid.add(name(each));
    }
    value.get().problem(PlanError.BAD_VALUE, OneOf.message(value.get().text(), valid));
    return otherwise;
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static void checkKind(Value value) {
    String kind = value.text();
    if (LATER.contains(kind)) {
      value.problem(
          PlanError.SOURCE_KIND,
          "Sources of kind \"" + kind + "\" are not supported yet; this version moves postgresql.");
    } else if (!kind.isEmpty() && !kind.equals("postgresql")) {
      value.problem(PlanError.SOURCE_KIND, OneOf.message(kind, List.of("postgresql")));
    }
  }

  private static SchemaMapping mapping(Value value) {
    Fields fields = value.fields(Section.SCHEMA_MAPPING);
    String from = fields.text("from");
    String to = fields.text("to");
    fields.get("from").ifPresent(v -> Names.checkIdentifier(v, from));
    Map<String, String> tables = fields.textEntries("tables");
    fields.entries("tables").forEach((table, v) -> Names.checkIdentifier(v, table));
    List<Value> exclude = fields.list("exclude");
    for (Value pattern : exclude) {
      String table = pattern.text();
      if (tables.containsKey(table)) {
        pattern.problem(
            PlanError.TABLE_EXCLUDED,
            "Table \"" + table + "\" is mapped under \"tables\" and excluded here; remove one.");
      }
    }
    return new SchemaMapping(from, to, tables, fields.texts("include"), fields.texts("exclude"));
  }
}
