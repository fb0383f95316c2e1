package io.tributary.files.chroma.fence;

import io.tributary.files.sqlite.SqliteNames;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which collections of a directory are meant, those to come included: by database, and by patterns
 * of their names. Pure.
 *
 * @param databases what is meant of each
 */
public record FencedCollections(List<Part> databases) {

  /**
   * The collections of one database.
   *
   * @param database behind the tenant and a slash unless that is Chroma's own; null for any
   * @param include patterns of names ({@code *} and {@code ?}); empty means all
   * @param exclude patterns of names that are not meant; stronger than {@code include}
   */
  public record Part(@Nullable String database, List<String> include, List<String> exclude) {
    public Part {
      include = List.copyOf(include);
      exclude = List.copyOf(exclude);
    }
  }

  public FencedCollections {
    databases = List.copyOf(databases);
  }

  /** All collections of all databases. */
  public static FencedCollections all() {
    return new FencedCollections(List.of(new Part(null, List.of(), List.of())));
  }

  /**
   * Whether a collection is meant.
   *
   * @param database an expression for its database's name, with its tenant as above
   * @param name an expression for its name
   */
  String condition(String database, String name) {
    return databases.isEmpty()
        ? "0"
        : databases.stream()
            .map(part -> condition(part, database, name))
            .collect(Collectors.joining(" OR ", "(", ")"));
  }

  /** Whether a database has collections that are meant. */
  String databaseCondition(String database) {
    return databases.isEmpty()
        ? "0"
        : databases.stream()
            .map(part -> equal(part, database))
            .collect(Collectors.joining(" OR ", "(", ")"));
  }

  private static String condition(Part part, String database, String name) {
    String included = part.include().isEmpty() ? "" : " AND (" + any(part.include(), name) + ")";
    String excluded =
        part.exclude().isEmpty() ? "" : " AND NOT (" + any(part.exclude(), name) + ")";
    return equal(part, database) + included + excluded;
  }

  private static String equal(Part part, String database) {
    return part.database() == null ? "1" : database + " = " + SqliteNames.literal(part.database());
  }

  /** Only an opening bracket means more to SQLite than to the patterns. */
  private static String any(List<String> patterns, String name) {
    return patterns.stream()
        .map(pattern -> name + " GLOB " + SqliteNames.literal(pattern.replace("[", "[[]")))
        .collect(Collectors.joining(" OR "));
  }
}
