package io.tributary.mapping.chroma;

import io.tributary.common.model.TableName;
import io.tributary.common.plan.rule.TableRule;
import io.tributary.common.plan.source.ChromaSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.words.NearestWord;
import io.tributary.mapping.conversion.NotNullConversion;
import io.tributary.mapping.remark.MappingRemark;
import io.tributary.mapping.sqlite.schema.SqliteSchema;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import io.tributary.mapping.table.ColumnMapping;
import io.tributary.mapping.table.DerivedMapping;
import io.tributary.mapping.table.SourceMapping;
import io.tributary.mapping.table.TableMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plans the mapping of a Chroma source: each collection that moves is a table, each database a
 * schema of such. Made for one plan.
 */
public final class CollectionMapping {
  private final ChromaSource source;
  private final @Nullable SharedCollectionTable oneTable;
  private final List<CollectionShape> collections;
  private final List<TableMapping> tables = new ArrayList<>();
  private final List<String> preData = new ArrayList<>();
  private final List<String> postData = new ArrayList<>();
  private final List<MappingRemark> remarks = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  /** A mapping of those of the collections that move. */
  public CollectionMapping(ChromaSource source, List<CollectionShape> collections) {
    this.source = source;
    this.oneTable = SharedCollectionTable.of(source).orElse(null);
    this.collections =
        collections.stream()
            .filter(collection -> source.targetOf(collection.table()).isPresent())
            .toList();
  }

  /** The tables, statements, remarks and problems of the source. */
  public SourceMapping plan() {
    unknownRules();
    source.schemas().forEach(this::database);
    twice();
    return new SourceMapping(tables, preData, postData, remarks, problems);
  }

  /** What is wrong with the rules whatever the target is like. */
  public List<String> misnamed() {
    unknownRules();
    return problems;
  }

  private void unknownRules() {
    Set<String> names = collections.stream().map(CollectionShape::name).collect(Collectors.toSet());
    for (String rule : new TreeSet<>(source.tables().keySet())) {
      if (source.table(rule).fts() != null) {
        problems.add(
            "The rule for collection "
                + rule
                + " has fts, which is for full-text tables of SQLite.");
      }
      if (!names.contains(rule)) {
        problems.add(
            "There is a rule for collection "
                + rule
                + ", and the directory has no such collection that moves"
                + NearestWord.to(rule, names)
                    .map(near -> "; did you mean " + near + "?")
                    .orElse("."));
      }
    }
  }

  private void database(SchemaMapping database) {
    List<CollectionShape> here =
        collections.stream().filter(c -> c.database().equals(database.from())).toList();
    SqliteSchema schema =
        new SqliteSchema(
            here.stream().map(this::declared).toList(), List.of(), List.of(), Map.of(), List.of());
    SourceMapping derived = new DerivedMapping(of(database, here), schema).plan();
    derived.tables().forEach(table -> tables.add(refusingLostVectors(table)));
    preData.addAll(derived.preData());
    if (oneTable != null) {
      partitions(oneTable, database.to(), here, derived);
    }
    postData.addAll(derived.postData());
    remarks.addAll(derived.remarks());
    problems.addAll(derived.problems());
    here.forEach(collection -> index(collection, derived));
  }

  private SqliteTable declared(CollectionShape collection) {
    return oneTable == null
        ? CollectionTable.of(collection)
        : CollectionTable.partition(collection);
  }

  private void partitions(
      SharedCollectionTable shared,
      String schema,
      List<CollectionShape> here,
      SourceMapping derived) {
    preData.addAll(shared.make(schema));
    for (CollectionShape collection : here) {
      shared.problem(collection).ifPresent(problems::add);
      derived
          .table(collection.table())
          .map(TableMapping::target)
          .ifPresent(table -> preData.addAll(shared.attach(collection, table)));
    }
    postData.add(shared.index(schema));
  }

  /** The source as if it had this database only. */
  private Source of(SchemaMapping database, List<CollectionShape> here) {
    Map<String, TableRule> rules = new HashMap<>();
    for (CollectionShape collection : here) {
      String to = source.targetOf(collection.table()).orElseThrow().name();
      TableRule rule = CollectionTable.rule(source.table(collection.name()), to);
      rules.put(collection.name(), oneTable == null ? rule : oneTable.rule(collection, rule));
    }
    return source.only(database).with(source.rules().withTables(rules));
  }

  /** A record has no vector when Chroma has lost it. */
  private static TableMapping refusingLostVectors(TableMapping table) {
    List<ColumnMapping> columns =
        table.columns().stream()
            .map(
                column ->
                    column.source().equals(CollectionShape.EMBEDDING)
                        ? new ColumnMapping(
                            column.source(),
                            column.affinity(),
                            column.target(),
                            NotNullConversion.value(column.conversion()))
                        : column)
            .toList();
    return new TableMapping(
        table.source(),
        table.target(),
        columns,
        table.constants(),
        table.key(),
        table.references());
  }

  private void index(CollectionShape collection, SourceMapping derived) {
    Optional<ColumnMapping> vector =
        derived
            .table(collection.table())
            .flatMap(table -> table.column(CollectionShape.EMBEDDING))
            .filter(column -> column.conversion().targetType().startsWith("vector"));
    if (vector.isPresent()) {
      TableName target = derived.table(collection.table()).orElseThrow().target();
      VectorIndex index =
          new VectorIndex(collection, target, vector.get().target(), oneTable == null);
      index.statement().ifPresent(postData::add);
      index.remark().ifPresent(remarks::add);
    }
  }

  private void twice() {
    Map<TableName, TableName> taken = new HashMap<>();
    for (TableMapping table : tables) {
      TableName other = taken.put(table.target(), table.source());
      if (other != null) {
        problems.add(
            "The collections %s and %s would both be the table %s; give one another name with to."
                .formatted(other.display(), table.source().display(), table.target().display()));
      }
    }
  }
}
