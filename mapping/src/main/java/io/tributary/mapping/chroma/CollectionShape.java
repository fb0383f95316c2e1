package io.tributary.mapping.chroma;

import io.tributary.common.change.ChangeRecord.Shape;
import io.tributary.common.change.ChangeRecord.ShapeColumn;
import io.tributary.common.model.TableName;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A collection of Chroma's as the target is made for it.
 *
 * @param database the database as the connector names it, behind the tenant and a slash unless that
 *     is Chroma's own
 * @param name unique in its database
 * @param dimension count of numbers of each vector; 0 until the first one is written
 * @param space what measures distances
 */
public record CollectionShape(String database, String name, int dimension, Space space) {
  /** The column that says it in the stream. */
  static final String EMBEDDING = "embedding";

  private static final Pattern DECLARED = Pattern.compile("float\\[(\\d*)] (l2|cosine|ip)");

  /** What measures the distance between vectors, and which operators of pgvector do the same. */
  public enum Space {
    /** Squared Euclidean distance. */
    L2("l2"),
    /** One minus the cosine of the angle. */
    COSINE("cosine"),
    /** One minus the inner product. */
    IP("ip");

    private final String label;

    Space(String label) {
      this.label = label;
    }

    /** As Chroma names it, and as pgvector's classes of operators do. */
    public String label() {
      return label;
    }

    /** The one that Chroma names so. */
    public static Space of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }
  }

  /** What the stream says of a collection; empty when it is something else that it describes. */
  public static Optional<CollectionShape> of(Shape shape) {
    return shape.columns().stream()
        .filter(column -> column.name().equals(EMBEDDING))
        .map(ShapeColumn::declared)
        .map(declared -> DECLARED.matcher(String.valueOf(declared)))
        .filter(Matcher::matches)
        .findFirst()
        .map(
            found ->
                new CollectionShape(
                    shape.table().schema(),
                    shape.table().name(),
                    found.group(1).isEmpty() ? 0 : Integer.parseInt(found.group(1)),
                    Space.of(found.group(2))));
  }

  /** The table that the connector makes of it. */
  public TableName table() {
    return new TableName(database, name);
  }

  /** The type of its vectors as the connector declares it. */
  String declared() {
    return "float[" + (dimension == 0 ? "" : dimension) + "] " + space.label();
  }
}
