package io.tributary.mapping.chroma;

import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.common.plan.rule.OnInvalid;
import io.tributary.common.plan.rule.TableRule;
import io.tributary.common.plan.source.ChromaSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.mapping.chroma.CollectionShape.Space;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.source.MappingPlanner;
import io.tributary.mapping.table.SourceMapping;
import java.util.List;
import java.util.Map;

/** Plans of Chroma sources for tests: one collection of notes, moving to the schema chat. */
final class ChromaPlans {
  static final String DATABASE = "default_database";

  private ChromaPlans() {}

  static SourceMapping mapping(CollectionShape collection) {
    return MappingPlanner.plan(
        source(Map.of(), new SchemaMapping(DATABASE, "chat", Map.of(), List.of(), List.of())),
        MappingBasis.ofCollections(List.of(collection)));
  }

  static CollectionShape notes(int dimension, Space space) {
    return new CollectionShape(DATABASE, "notes", dimension, space);
  }

  static ChromaSource source(Map<String, TableRule> rules, SchemaMapping... schemas) {
    return ChromaSource.of(
        "memory",
        "/app/chroma",
        List.of(schemas),
        new ConversionRules(OnInvalid.STOP, true, ChromaSource.ZONE, rules));
  }
}
