package io.tributary.mapping.back;

import io.tributary.common.error.TributaryException;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.sqlite.parser.SqliteSchemaReader;
import io.tributary.mapping.sqlite.schema.MasterEntry;
import io.tributary.mapping.sqlite.schema.SqliteForeignKey;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A foreign key of a table of a file that stays behind, to one whose rows come home. Foreign keys
 * are not enforced there: a row that was deleted at the target would leave rows behind that refer
 * to nothing, and nobody would carry out what the key says of them.
 *
 * @param table that stays
 * @param columns that refer
 * @param parent whose rows come home
 * @param onDelete what the key does when such a row is deleted, upper case
 */
public record StayingReference(String table, List<String> columns, String parent, String onDelete) {

  /** What helps, as a sentence. */
  public static final String REMEDY =
      "Let both move; or have the application make the table anew without its foreign key, which SQLite drops in no other way; or say way-back: none for the source in the migration file.";

  /** What is in the way of the way back and what helps, as sentences. */
  public String told() {
    return "A table that stays refers to one that moves, and rows that are deleted at the target would leave it behind without what it refers to: %s. %s"
        .formatted(display(), REMEDY);
  }

  /** A phrase. */
  public String display() {
    String refers = "%s (%s) to %s".formatted(table, String.join(", ", columns), parent);
    return onDelete.equals(SqliteForeignKey.NO_ACTION)
        ? refers
        : refers + ", whose ON DELETE %s nobody would carry out".formatted(onDelete);
  }

  /**
   * Those of a file. A declaration that stays behind and cannot be read has none.
   *
   * @param moving the tables that move, by name
   */
  static List<StayingReference> of(MappingBasis basis, Set<String> moving) {
    Set<String> home =
        moving.stream().map(StayingReference::folded).collect(Collectors.toUnmodifiableSet());
    return basis.entries().stream()
        .filter(entry -> entry.type().equals("table") && !home.contains(folded(entry.name())))
        .flatMap(StayingReference::declared)
        .flatMap(table -> table.foreignKeys().stream().map(key -> of(table, key)))
        .filter(reference -> home.contains(folded(reference.parent())))
        .toList();
  }

  private static StayingReference of(SqliteTable table, SqliteForeignKey key) {
    return new StayingReference(table.name(), key.columns(), key.parent(), key.onDelete());
  }

  private static Stream<SqliteTable> declared(MasterEntry entry) {
    try {
      return SqliteSchemaReader.read(List.of(entry), Map.of()).tables().stream();
    } catch (TributaryException e) {
      return Stream.empty();
    }
  }

  /** SQLite's names are equal whatever case their letters have. */
  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
