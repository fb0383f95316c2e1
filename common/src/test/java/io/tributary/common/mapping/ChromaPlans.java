package io.tributary.common.mapping;

import io.tributary.common.mapping.CollectionShape.Space;
import io.tributary.common.plan.ConvertedSource;
import io.tributary.common.plan.SchemaMapping;
import io.tributary.common.plan.Source;
import io.tributary.common.plan.SourceKind;
import io.tributary.common.plan.TableRule;
import java.util.List;
import java.util.Map;

/** Plans of Chroma sources for tests: one collection of notes, moving to the schema chat. */
final class ChromaPlans {
  static final String DATABASE = "default_database";

  private ChromaPlans() {}

  static SourceMapping mapping(CollectionShape collection) {
    return SourceMapping.of(
        source(Map.of(), new SchemaMapping(DATABASE, "chat", Map.of(), List.of(), List.of())),
        MappingBasis.ofCollections(List.of(collection)));
  }

  static CollectionShape notes(int dimension, Space space) {
    return new CollectionShape(DATABASE, "notes", dimension, space);
  }

  static Source source(Map<String, TableRule> rules, SchemaMapping... schemas) {
    return new Source(
        "memory",
        SourceKind.CHROMA,
        null,
        List.of(schemas),
        null,
        null,
        new ConvertedSource("/app/chroma", null, null, true, "UTC", rules));
  }
}
