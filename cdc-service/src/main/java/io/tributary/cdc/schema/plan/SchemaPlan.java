package io.tributary.cdc.schema.plan;

import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.SchemaMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that is needed to make a source's schema in the target, read once from the source and kept in
 * the target, so that a restart works from the same plan whatever happened to the source since.
 *
 * @param mapping the mapping that it was made for
 * @param archive pg_dump's archive in custom format, as Base64; names are the target's; empty when
 *     statements made the tables
 * @param owner the role that dumped it, the last word of each entry's text
 * @param now entries restored before the rows come
 * @param later entries restored after them
 * @param objects top-level objects that it makes
 * @param tables tables that hold rows, partitions and partitioned tables too
 * @param materializedViews to be filled when the target is opened, in order of dependency
 * @param sequences each sequence at the source and at the target
 * @param extensions the extensions of the source that the target can have
 * @param afterwards statements for the made schema: who may do what, and comments on schemas
 * @param rules statements that make the rules of tables when the target is opened
 * @param keys entries restored once the rows are copied and before changes are applied to them
 */
public record SchemaPlan(
    List<SchemaMapping> mapping,
    String archive,
    String owner,
    List<String> now,
    List<String> later,
    List<PlannedObject> objects,
    List<TableName> tables,
    List<TableName> materializedViews,
    List<SequenceMove> sequences,
    List<String> extensions,
    List<String> afterwards,
    List<String> rules,
    List<String> keys) {

  /**
   * A sequence's two names.
   *
   * @param source at the source
   * @param target at the target
   */
  public record SequenceMove(TableName source, TableName target) {}

  public SchemaPlan {
    mapping = List.copyOf(mapping);
    now = List.copyOf(now);
    later = List.copyOf(later);
    objects = List.copyOf(objects);
    tables = List.copyOf(tables);
    materializedViews = List.copyOf(materializedViews);
    sequences = List.copyOf(sequences);
    extensions = List.copyOf(extensions);
    // A plan that an earlier version kept has none of these.
    afterwards = afterwards == null ? List.of() : List.copyOf(afterwards);
    rules = rules == null ? List.of() : List.copyOf(rules);
    keys = keys == null ? List.of() : List.copyOf(keys);
  }

  /** The plan of what statements have made, without an archive: there is nothing to restore. */
  public static SchemaPlan made(
      List<SchemaMapping> mapping, List<String> extensions, List<CatalogObject> objects) {
    List<TableName> tables =
        objects.stream()
            .filter(CatalogObject::isTable)
            .map(object -> new TableName(object.schema(), object.name()))
            .toList();
    return new SchemaPlan(
        mapping,
        "",
        "",
        List.of(),
        List.of(),
        objects.stream().map(CatalogObject::planned).toList(),
        tables,
        List.of(),
        List.of(),
        extensions,
        List.of(),
        List.of(),
        List.of());
  }

  /** The same with more tables, which it has not made. */
  public SchemaPlan withTables(List<TableName> further) {
    List<TableName> all = new ArrayList<>(tables);
    all.addAll(further);
    return new SchemaPlan(
        mapping,
        archive,
        owner,
        now,
        later,
        objects,
        all,
        materializedViews,
        sequences,
        extensions,
        afterwards,
        rules,
        keys);
  }

  /** The same with more objects. */
  public SchemaPlan withObjects(List<PlannedObject> all) {
    return new SchemaPlan(
        mapping,
        archive,
        owner,
        now,
        later,
        all,
        tables,
        materializedViews,
        sequences,
        extensions,
        afterwards,
        rules,
        keys);
  }

  /** The same with what was made for tables that joined. */
  public SchemaPlan joinedBy(SchemaPlan more) {
    return new SchemaPlan(
        mapping,
        archive,
        owner,
        now,
        later,
        both(objects, more.objects),
        both(tables, more.tables),
        materializedViews,
        both(sequences, more.sequences),
        both(extensions, more.extensions),
        afterwards,
        rules,
        keys);
  }

  private static <T> List<T> both(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).distinct().toList();
  }
}
