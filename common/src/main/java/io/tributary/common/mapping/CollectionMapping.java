package io.tributary.common.mapping;

import io.tributary.common.convert.Required;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.ConvertedSource;
import io.tributary.common.plan.Nearest;
import io.tributary.common.plan.SchemaMapping;
import io.tributary.common.plan.Source;
import io.tributary.common.plan.TableRule;
import io.tributary.common.sqlite.Remark;
import io.tributary.common.sqlite.SqliteSchema;
import io.tributary.common.sqlite.SqliteTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Plans the mapping of a Chroma source: each collection that moves is a table, each database a
 * schema of such. Made for one plan.
 */
final class CollectionMapping {
  private final Source source;
  private final OneTable oneTable;
  private final List<CollectionShape> collections;
  private final List<TableMapping> tables = new ArrayList<>();
  private final List<String> preData = new ArrayList<>();
  private final List<String> postData = new ArrayList<>();
  private final List<Remark> remarks = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  CollectionMapping(Source source, MappingBasis basis) {
    this.source = source;
    this.oneTable = OneTable.of(source).orElse(null);
    this.collections =
        basis.collections().stream()
            .filter(collection -> source.targetOf(collection.table()).isPresent())
            .toList();
  }

  SourceMapping plan() {
    unknownRules();
    source.schemas().forEach(this::database);
    twice();
    return new SourceMapping(tables, preData, postData, remarks, problems);
  }

  /** What is wrong with the rules whatever the target is like. */
  List<String> misnamed() {
    unknownRules();
    return problems;
  }

  private void unknownRules() {
    Set<String> names = collections.stream().map(CollectionShape::name).collect(Collectors.toSet());
    for (String rule : new TreeSet<>(source.converted().tables().keySet())) {
      if (!names.contains(rule)) {
        problems.add(
            "There is a rule for collection "
                + rule
                + ", and the directory has no such collection that moves"
                + Nearest.to(rule, names).map(near -> "; did you mean " + near + "?").orElse("."));
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
      partitions(database.to(), here, derived);
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

  private void partitions(String schema, List<CollectionShape> here, SourceMapping derived) {
    preData.addAll(oneTable.make(schema));
    for (CollectionShape collection : here) {
      oneTable.problem(collection).ifPresent(problems::add);
      derived
          .table(collection.table())
          .map(TableMapping::target)
          .ifPresent(table -> preData.addAll(oneTable.attach(collection, table)));
    }
    postData.add(oneTable.index(schema));
  }

  /** The source as if it had this database only. */
  private Source of(SchemaMapping database, List<CollectionShape> here) {
    ConvertedSource all = source.converted();
    Map<String, TableRule> rules = new HashMap<>();
    for (CollectionShape collection : here) {
      String to = source.targetOf(collection.table()).orElseThrow().name();
      TableRule rule = CollectionTable.rule(all.table(collection.name()), to);
      rules.put(collection.name(), oneTable == null ? rule : oneTable.rule(collection, rule));
    }
    return new Source(
        source.name(),
        source.kind(),
        null,
        List.of(database),
        source.schemaChanges(),
        source.largeObjects(),
        all.withTables(rules));
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
                            Required.value(column.conversion()))
                        : column)
            .toList();
    return new TableMapping(
        table.source(), table.target(), columns, table.constants(), table.key());
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
