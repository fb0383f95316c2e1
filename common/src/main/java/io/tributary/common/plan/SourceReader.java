package io.tributary.common.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the sources and their mappings. */
final class SourceReader {
  static final int MAX_NAME = 20;

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
    Optional<SourceKind> kind = fields.get("kind").flatMap(SourceReader::kind);
    List<Value> items = fields.list("schemas");
    List<SchemaMapping> mappings = items.stream().map(SourceReader::mapping).toList();
    fields
        .get("schemas")
        .filter(v -> mappings.isEmpty())
        .ifPresent(v -> v.problem(PlanError.BAD_VALUE, "Name at least one schema that moves."));
    if (kind.filter(k -> k == SourceKind.SQLITE).isPresent()) {
      fields.get("schemas").ifPresent(v -> SqliteReader.checkSchemas(v, items));
      ConvertedSource sqlite = SqliteReader.read(fields);
      return new Source(
          name, SourceKind.SQLITE, null, mappings, null, null, sqlite, initialCopy(fields));
    }
    if (kind.filter(k -> k == SourceKind.CHROMA).isPresent()) {
      ChromaReader.checkSchemas(items);
      ConvertedSource chroma = ChromaReader.read(fields);
      return new Source(name, SourceKind.CHROMA, null, mappings, null, null, chroma);
    }
    if (kind.isPresent()) {
      SqliteReader.refuse(fields);
      if (fields.get("connection").isEmpty()) {
        value.problem(PlanError.MISSING_KEY, "The key \"connection\" is missing.");
      }
    }
    return new Source(
        name,
        SourceKind.POSTGRESQL,
        fields.get("connection").map(ConnectionReader::read).orElse(null),
        mappings,
        Choice.read(fields.get("schema-changes"), SchemaChanges.STOP),
        Choice.read(fields.get("large-objects"), LargeObjects.REFUSE),
        null,
        initialCopy(fields));
  }

  private static InitialCopy initialCopy(Fields fields) {
    return Choice.read(fields.get("initial-copy"), InitialCopy.COPY);
  }

  /** The kind; empty when there is no such kind, so that what else it has cannot be judged. */
  private static Optional<SourceKind> kind(Value value) {
    String word = value.text();
    List<SourceKind> kinds = List.of(SourceKind.values());
    Optional<SourceKind> kind = Choice.of(word, kinds);
    if (kind.isEmpty() && !word.isEmpty()) {
      value.problem(
          PlanError.SOURCE_KIND, OneOf.message(word, kinds.stream().map(Choice::word).toList()));
    }
    return kind;
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
