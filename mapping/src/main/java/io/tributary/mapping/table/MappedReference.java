package io.tributary.mapping.table;

import io.tributary.common.model.TableName;
import io.tributary.mapping.conversion.UuidConversion;
import io.tributary.mapping.key.KeyReference;
import io.tributary.mapping.sqlite.schema.SqliteSchema;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Columns of a table that hold the whole key of another one (or of another row of the same), where
 * that key may have had another spelling at the source than its literal tells.
 *
 * @param parent the table of the source that has the key
 * @param key the columns of that key, in key order
 * @param columns of the source that refer to them, one for each
 */
public record MappedReference(TableName parent, List<ColumnMapping> key, List<String> columns) {

  public MappedReference {
    key = List.copyOf(key);
    columns = List.copyOf(columns);
  }

  /** The tables with the references that follow from the foreign keys of their schema. */
  static List<TableMapping> found(List<TableMapping> tables, SqliteSchema schema) {
    List<KeyReference> all = KeyReference.of(schema);
    return tables.stream()
        .map(
            table ->
                new TableMapping(
                    table.source(),
                    table.target(),
                    table.columns(),
                    table.constants(),
                    table.key(),
                    of(table, all, tables)))
        .toList();
  }

  private static List<MappedReference> of(
      TableMapping table, List<KeyReference> all, List<TableMapping> tables) {
    List<KeyReference> own =
        all.stream().filter(r -> r.table().equals(table.source().name())).toList();
    Stream<MappedReference> undeclared =
        table.columns().stream()
            .filter(column -> !table.key().contains(column.source()))
            .filter(column -> own.stream().noneMatch(r -> r.columns().contains(column.source())))
            .flatMap(column -> undeclared(column, tables));
    return Stream.concat(
            own.stream().flatMap(reference -> of(reference, table, tables).stream()), undeclared)
        .toList();
  }

  /** The own key of a table, as if it referred to itself. */
  public static MappedReference own(TableMapping table) {
    return new MappedReference(table.source(), table.keyColumns(), table.key());
  }

  /**
   * A column whose values become UUIDs under the namespace of other tables' keys refers to these,
   * also where no foreign key says so: the same key becomes the same UUID.
   */
  private static Stream<MappedReference> undeclared(
      ColumnMapping column, List<TableMapping> tables) {
    return namespace(column).stream()
        .flatMap(namespace -> tables.stream().filter(table -> hasKeyUnder(namespace, table)))
        .map(t -> new MappedReference(t.source(), t.keyColumns(), List.of(column.source())));
  }

  private static boolean hasKeyUnder(UUID namespace, TableMapping table) {
    return table.named()
        && table.key().size() == 1
        && namespace(table.keyColumns().get(0)).filter(namespace::equals).isPresent();
  }

  private static Optional<UUID> namespace(ColumnMapping column) {
    return column.conversion().bare() instanceof UuidConversion uuid
        ? Optional.ofNullable(uuid.namespace())
        : Optional.empty();
  }

  private static Optional<MappedReference> of(
      KeyReference reference, TableMapping table, List<TableMapping> tables) {
    boolean moves = reference.columns().stream().allMatch(name -> table.column(name).isPresent());
    return tables.stream()
        .filter(parent -> moves && parent.source().name().equals(reference.parent()))
        .filter(parent -> parent.named() && parent.keysMayMeet())
        .filter(
            parent -> new HashSet<>(parent.key()).equals(new HashSet<>(reference.parentColumns())))
        .map(
            parent ->
                new MappedReference(
                    parent.source(),
                    parent.keyColumns(),
                    parent.key().stream()
                        .map(
                            name ->
                                reference.columns().get(reference.parentColumns().indexOf(name)))
                        .toList()))
        .findFirst();
  }
}
