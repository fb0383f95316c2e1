package io.tributary.common.plan.file;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.plan.source.InitialCopy;
import io.tributary.common.plan.source.LargeObjects;
import io.tributary.common.plan.source.PostgresSource;
import io.tributary.common.plan.source.SchemaChanges;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SourceKind;
import io.tributary.common.plan.source.WhenEmpty;
import io.tributary.common.plan.words.EnumWord;
import io.tributary.common.plan.words.UnknownWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the sources and their mappings. */
final class SourceSectionReader {
  static final int MAX_NAME = 20;

  private SourceSectionReader() {}

  static List<Source> readAll(FileValue value) {
    List<Source> sources = new ArrayList<>();
    for (FileValue item : value.list()) {
      sources.add(read(item));
    }
    if (sources.isEmpty()) {
      value.problem(PlanError.BAD_VALUE, "A migration has at least one source.");
    }
    return sources;
  }

  private static Source read(FileValue value) {
    SectionFields fields = value.fields(SectionKeys.SOURCE);
    String name = fields.text("name");
    fields.get("name").ifPresent(v -> NameRules.checkLabel(v, name, MAX_NAME));
    Optional<SourceKind> kind = fields.get("kind").flatMap(SourceSectionReader::kind);
    List<FileValue> items = fields.list("schemas");
    List<SchemaMapping> mappings = items.stream().map(SourceSectionReader::mapping).toList();
    fields
        .get("schemas")
        .filter(v -> mappings.isEmpty())
        .ifPresent(v -> v.problem(PlanError.BAD_VALUE, "Name at least one schema that moves."));
    // A file of no kind that there is: what else it says is read as PostgreSQL's.
    return switch (kind.orElse(SourceKind.POSTGRESQL)) {
      case SQLITE -> {
        fields.get("schemas").ifPresent(v -> SqliteSectionReader.checkSchemas(v, items));
        yield SqliteSectionReader.read(name, mappings, fields);
      }
      case CHROMA -> {
        ChromaSectionReader.checkSchemas(items);
        yield ChromaSectionReader.read(name, mappings, fields);
      }
      case POSTGRESQL -> postgres(name, mappings, fields, kind.isPresent());
    };
  }

  private static PostgresSource postgres(
      String name, List<SchemaMapping> mappings, SectionFields fields, boolean kindIsKnown) {
    if (kindIsKnown) {
      SqliteSectionReader.refuse(fields);
      if (fields.get("connection").isEmpty()) {
        fields.owner().problem(PlanError.MISSING_KEY, "The key \"connection\" is missing.");
      }
    }
    return new PostgresSource(
        name,
        fields.get("connection").map(AddressReader::readSource).orElse(DatabaseAddress.UNSAID),
        mappings,
        EnumReader.read(fields.get("schema-changes"), SchemaChanges.STOP),
        EnumReader.read(fields.get("large-objects"), LargeObjects.REFUSE),
        initialCopy(fields),
        whenEmpty(fields),
        WayBackReader.read(fields.get("way-back")),
        fields.accepted("functions-unverified"),
        fields.get("pooler").map(PoolerSectionReader::read).orElse(null));
  }

  static WhenEmpty whenEmpty(SectionFields fields) {
    return EnumReader.read(fields.get("empty"), WhenEmpty.REFUSE);
  }

  static InitialCopy initialCopy(SectionFields fields) {
    return EnumReader.read(fields.get("initial-copy"), InitialCopy.COPY);
  }

  /** The kind; empty when there is no such kind, so that what else it has cannot be judged. */
  private static Optional<SourceKind> kind(FileValue value) {
    String word = value.text();
    List<SourceKind> kinds = List.of(SourceKind.values());
    Optional<SourceKind> kind = EnumWord.of(word, kinds);
    if (kind.isEmpty() && !word.isEmpty()) {
      value.problem(
          PlanError.SOURCE_KIND,
          UnknownWord.message(word, kinds.stream().map(EnumWord::word).toList()));
    }
    return kind;
  }

  private static SchemaMapping mapping(FileValue value) {
    SectionFields fields = value.fields(SectionKeys.SCHEMA_MAPPING);
    String from = fields.text("from");
    String to = fields.text("to");
    fields.get("from").ifPresent(v -> NameRules.checkIdentifier(v, from));
    Map<String, String> tables = fields.textEntries("tables");
    fields.entries("tables").forEach((table, v) -> NameRules.checkIdentifier(v, table));
    List<FileValue> exclude = fields.list("exclude");
    for (FileValue pattern : exclude) {
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
