package io.tributary.mapping.chroma;

import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import io.tributary.mapping.remark.MappingRemark;
import io.tributary.mapping.remark.RemarkCode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The HNSW index over a collection's vectors, by the collection's own distance. Limits are those of
 * pgvector: it indexes a {@code vector} of up to 2,000 dimensions and a {@code halfvec} of up to
 * 4,000.
 *
 * @param collection the collection
 * @param table its table
 * @param column its vectors
 * @param sized whether the column's type says the dimension
 */
record VectorIndex(CollectionShape collection, TableName table, String column, boolean sized) {
  private static final int MOST_OF_VECTOR = 2_000;
  private static final int MOST_OF_HALFVEC = 4_000;
  private static final int LONGEST_NAME = 63;
  private static final String SUFFIX = "_hnsw";

  /** The statement that builds it; empty when there can be none. */
  Optional<String> statement() {
    int dimension = collection.dimension();
    if (dimension == 0 || dimension > MOST_OF_HALFVEC) {
      return Optional.empty();
    }
    String quoted = Sql.identifier(column);
    String type = dimension > MOST_OF_VECTOR ? "halfvec" : "vector";
    boolean cast = dimension > MOST_OF_VECTOR || !sized;
    String indexed = cast ? "(%s::%s(%d))".formatted(quoted, type, dimension) : quoted;
    return Optional.of(
        "CREATE INDEX IF NOT EXISTS %s ON %s USING hnsw (%s %s_%s_ops)"
            .formatted(
                Sql.identifier(name()),
                Sql.table(table),
                indexed,
                type,
                collection.space().label()));
  }

  /** One table has one, so its name says enough; what is cut off counts, too. */
  private String name() {
    String wanted = table.name() + SUFFIX;
    if (wanted.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME) {
      return wanted;
    }
    String suffix = "_" + Integer.toHexString(table.name().hashCode()) + SUFFIX;
    String start = table.name();
    while ((start + suffix).getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      start = start.substring(0, start.offsetByCodePoints(start.length(), -1));
    }
    return start + suffix;
  }

  /** What is lost or left out; empty when nothing is. */
  Optional<MappingRemark> remark() {
    int dimension = collection.dimension();
    if (dimension == 0) {
      return Optional.of(
          remark(
              RemarkCode.INDEX_LEFT_OUT,
              "The collection has no vector yet: its dimension and its index follow with the first"
                  + " one."));
    }
    if (dimension > MOST_OF_HALFVEC) {
      return Optional.of(
          remark(
              RemarkCode.INDEX_LEFT_OUT,
              "pgvector indexes at most 4,000 dimensions and the collection has "
                  + dimension
                  + ": its vectors move and have no index, so that a search reads all of them."));
    }
    return dimension <= MOST_OF_VECTOR
        ? Optional.empty()
        : Optional.of(
            remark(
                RemarkCode.HALF_PRECISION_INDEX,
                "Above 2,000 dimensions the index holds half-precision numbers; a search that is to"
                    + " use it orders by (%s::halfvec(%d)) and its distance is a little less exact."
                        .formatted(Sql.identifier(column), dimension)));
  }

  private MappingRemark remark(RemarkCode code, String text) {
    return new MappingRemark(collection.name(), CollectionShape.EMBEDDING, code, text);
  }
}
