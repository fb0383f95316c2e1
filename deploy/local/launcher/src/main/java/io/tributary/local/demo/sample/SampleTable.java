package io.tributary.local.demo.sample;

import org.jspecify.annotations.Nullable;

/**
 * A table of a sample that its writer works on, and the statements for it. Rows of the writer have
 * keys that begin with {@link #KEY_PREFIX}; the sample's own rows are left alone.
 *
 * @param name quoted where needed, without schema, as the application would write it
 * @param key the column that tells the writer's rows apart
 * @param value the column that the writer changes, null when there is none
 * @param maxValueLength longest value that fits; long ones are kept out of line by PostgreSQL
 * @param insert takes the key and, where there is one, the value
 * @param touch changes another column of the row with the given key and leaves the value as it is;
 *     null when there is none
 * @param insertAtTarget the same once the application uses the target
 * @param touchAtTarget the same once the application uses the target
 * @param dimension of the vectors that go with the values, 0 when none do
 */
public record SampleTable(
    String name,
    String key,
    @Nullable String value,
    int maxValueLength,
    String insert,
    @Nullable String touch,
    String insertAtTarget,
    @Nullable String touchAtTarget,
    int dimension) {
  public static final String KEY_PREFIX = "demo-";

  /** What the target puts before the name of a collection. */
  static final String VECTORS = "vector_";

  private static final int LONG_DOCUMENT = 2_000;

  /**
   * The document of a row, if its vector is the one that its writer embedded it by: the digits of
   * the document's MD5. What a cosine index returns is rounded, and the digits are whole numbers.
   */
  private static final String DOCUMENT_OF_ITS_VECTOR =
      """
      CASE WHEN (SELECT string_agg(to_hex(round(x)::int), '' ORDER BY n)
                   FROM unnest(embedding::real[]) WITH ORDINALITY u(x, n))
              = left(repeat(md5(document), 12), vector_dims(embedding))
           THEN document ELSE 'has the vector of another document' END\
      """;

  /** A table whose application has the same statements for both databases. */
  public SampleTable(
      String name,
      String key,
      @Nullable String value,
      int maxValueLength,
      String insert,
      @Nullable String touch) {
    this(name, key, value, maxValueLength, insert, touch, insert, touch, 0);
  }

  /** A table whose application has other statements for the target. */
  public SampleTable(
      String name,
      String key,
      @Nullable String value,
      int maxValueLength,
      String insert,
      @Nullable String touch,
      String insertAtTarget,
      @Nullable String touchAtTarget) {
    this(name, key, value, maxValueLength, insert, touch, insertAtTarget, touchAtTarget, 0);
  }

  /** A collection of Chroma's, by the name of its table; there are no statements at the source. */
  static SampleTable vectors(String collection, int dimension) {
    String name = VECTORS + collection;
    String insert =
        "INSERT INTO "
            + name
            + " (id, document, embedding, metadata)"
            + " VALUES (?, ?, ?::vector, '{\"turn\": 1, \"score\": 0.5}')";
    String touch = "UPDATE " + name + " SET metadata = metadata || '{\"turn\": 2}' WHERE id = ?";
    return new SampleTable(
        name, "id", "document", LONG_DOCUMENT, insert, touch, insert, touch, dimension);
  }

  /** Whether its values are embedded. */
  public boolean hasVectors() {
    return dimension > 0;
  }

  /** Whether a row may get another key; Chroma has no such thing. */
  public boolean hasRename() {
    return !hasVectors();
  }

  /** The collection that it is at the source. */
  public String collection() {
    return name.substring(VECTORS.length());
  }

  public boolean hasValue() {
    return value != null;
  }

  /** Takes the new value, its vector where it has one, and the key. */
  public String update() {
    if (hasVectors()) {
      return "UPDATE " + name + " SET document = ?, embedding = ?::vector WHERE id = ?";
    }
    return "UPDATE " + name + " SET " + value + " = ? WHERE " + key + " = ?";
  }

  /** Takes the new key and the old one. */
  public String rename() {
    return "UPDATE " + name + " SET " + key + " = ? WHERE " + key + " = ?";
  }

  /** Takes the key. */
  public String delete() {
    return "DELETE FROM " + name + " WHERE " + key + " = ?";
  }

  /** Key and value of all rows of the writer. */
  public String read() {
    String text = hasVectors() ? DOCUMENT_OF_ITS_VECTOR : hasValue() ? value : "''";
    return "SELECT "
        + key
        + ", "
        + text
        + " FROM "
        + name
        + " WHERE "
        + key
        + " LIKE '"
        + KEY_PREFIX
        + "%'";
  }

  /** The name as the catalog spells it. */
  public String catalogName() {
    return name.replace("\"", "");
  }
}
