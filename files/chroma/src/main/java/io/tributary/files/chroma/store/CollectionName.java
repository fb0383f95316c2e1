package io.tributary.files.chroma.store;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What the table of a collection is called.
 *
 * @param schema the database, behind the tenant and a slash unless that is Chroma's own
 * @param table the collection
 */
public record CollectionName(String schema, String table) {
  public static final String DEFAULT_TENANT = "default_tenant";
  public static final String DEFAULT_DATABASE = "default_database";
  private static final char BETWEEN = '/';

  /** The name of a collection's table. */
  public static CollectionName of(ChromaCollection collection) {
    String schema =
        collection.tenant().equals(DEFAULT_TENANT)
            ? collection.database()
            : collection.tenant() + BETWEEN + collection.database();
    return new CollectionName(schema, collection.name());
  }

  /**
   * The collections by their tables' full names.
   *
   * @throws io.tributary.files.chroma.store.ChromaFailure NAME_COLLISION
   */
  public static Map<CollectionName, ChromaCollection> named(
      List<ChromaCollection> collections, Predicate<String> wanted) {
    Map<CollectionName, ChromaCollection> named =
        new TreeMap<>(java.util.Comparator.comparing(CollectionName::stored));
    for (ChromaCollection collection : collections) {
      CollectionName name = of(collection);
      if (!wanted.test(name.full())) {
        continue;
      }
      collection.requireReadable();
      ChromaCollection other = named.put(name, collection);
      if (other != null) {
        throw ChromaError.NAME_COLLISION.failure(
            "the collections "
                + other.described()
                + " and "
                + collection.described()
                + " would both be the table "
                + name.full()
                + ". Exclude them with collection.exclude.list, or rename one");
      }
    }
    return named;
  }

  public String full() {
    return schema + "." + table;
  }

  /** As it is kept in the file; names of collections have no slash. */
  public String stored() {
    return schema + BETWEEN + table;
  }

  public static CollectionName parse(String stored) {
    int between = stored.lastIndexOf(BETWEEN);
    return new CollectionName(stored.substring(0, between), stored.substring(between + 1));
  }
}
