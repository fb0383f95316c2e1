package io.tributary.common.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
    SchemaChanges changes =
        fields.get("schema-changes").map(SourceReader::schemaChanges).orElse(SchemaChanges.STOP);
    return new Source(name, SourceKind.POSTGRESQL, connection, mappings, changes);
  }

  private static SchemaChanges schemaChanges(Value value) {
    String written = value.text();
    List<String> valid =
        Arrays.stream(SchemaChanges.values()).map(c -> c.name().toLowerCase(Locale.ROOT)).toList();
    if (!valid.contains(written)) {
      value.problem(PlanError.BAD_VALUE, OneOf.message(written, valid));
      return SchemaChanges.STOP;
    }
    return SchemaChanges.values()[valid.indexOf(written)];
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
