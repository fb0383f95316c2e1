package io.tributary.local.plan;

import io.tributary.common.mapping.CollectionShape;
import io.tributary.common.mapping.CollectionShape.Space;
import io.tributary.common.mapping.CollectionTable;
import io.tributary.common.mapping.MappingBasis;
import io.tributary.common.mapping.SourceMapping;
import io.tributary.common.plan.SchemaMapping;
import io.tributary.common.plan.Source;
import io.tributary.common.sqlite.SqliteTable;
import io.tributary.connect.chroma.CollectionName;
import io.tributary.connect.chroma.store.ChromaFailure;
import io.tributary.connect.chroma.store.ChromaStore;
import io.tributary.connect.chroma.store.Collection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks at a Chroma directory and says what becomes of its collections. Writes nothing. */
final class ChromaPlan {
  private final Source source;
  private final boolean ddl;

  ChromaPlan(Source source, boolean ddl) {
    this.source = source;
    this.ddl = ddl;
  }

  Shown shown() {
    List<String> lines = new ArrayList<>();
    lines.add("source " + source.name() + " (chroma, " + source.converted().path() + ")");
    try {
      MappingBasis basis = MappingBasis.ofCollections(collections());
      SourceMapping mapping = SourceMapping.of(source, basis);
      source.schemas().forEach(database -> lines.addAll(database(database, basis, mapping)));
      return new Shown(lines, mapping.problems());
    } catch (ChromaFailure e) {
      return new Shown(lines, List.of(e.getMessage()));
    }
  }

  private List<CollectionShape> collections() {
    try (ChromaStore store = ChromaStore.open(Path.of(source.converted().path()))) {
      return store.collections().stream().map(ChromaPlan::shape).toList();
    }
  }

  private static CollectionShape shape(Collection collection) {
    CollectionName name = CollectionName.of(collection);
    return new CollectionShape(
        name.schema(),
        name.table(),
        collection.dimension().orElse(0),
        Space.of(collection.space().label()));
  }

  private List<String> database(SchemaMapping database, MappingBasis basis, SourceMapping mapping) {
    List<CollectionShape> here =
        basis.collections().stream().filter(c -> c.database().equals(database.from())).toList();
    List<SqliteTable> tables = here.stream().map(CollectionTable::of).toList();
    List<String> excluded =
        here.stream()
            .filter(collection -> source.targetOf(collection.table()).isEmpty())
            .map(CollectionShape::name)
            .toList();
    List<String> lines = new ArrayList<>();
    lines.add("  database " + database.from() + " -> schema " + database.to());
    lines.addAll(
        new MappedText(source, basis, mapping.of(database.from())).lines(tables, excluded, ddl));
    return lines;
  }
}
