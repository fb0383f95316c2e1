package io.tributary.validator.neighbour;

import com.pgvector.PGvector;
import io.tributary.common.sql.Sql;
import io.tributary.common.verdict.NearestNeighbours;
import io.tributary.common.verdict.RowDifference;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.database.BoundStatement;
import io.tributary.validator.neighbour.NeighbourStatements.Index;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Searches for the nearest neighbours of some of a table's own vectors: exactly at the target, held
 * against all vectors of the source, and by the target's index, held against the exact ones. Inside
 * of a snapshot of each end.
 *
 * @param source shows the source's rows
 * @param target the target
 * @param queries how many vectors
 * @param seed by which they are chosen
 * @param stopped whether the search is to end
 */
public record NeighbourSearch(
    Connection source, Connection target, int queries, long seed, BooleanSupplier stopped) {
  private static final int NEAREST = 10;
  private static final int ROWS_AT_ONCE = 500;

  /**
   * Searches.
   *
   * @param differing ids that are left out at both ends, because their rows are not the same
   * @return empty when there is nothing to search for or by
   * @throws CancellationException when stopped
   */
  public Optional<NeighbourResult> run(
      TablePair pair, SearchedColumnPair vectors, Collection<RowId> differing) throws SQLException {
    Optional<String> extension =
        BoundStatement.of(
                NeighbourStatements.EXTENSION,
                Sql.table(pair.target().relation()),
                vectors.target())
            .first(target, row -> row.getString(1));
    if (queries == 0 || extension.isEmpty() || pair.source().key().size() != 1) {
      return Optional.empty();
    }
    NeighbourStatements sql = new NeighbourStatements(pair, vectors, extension.get());
    List<String> leftOut =
        new ArrayList<>(differing.stream().map(id -> id.values().get(0)).toList());
    leftOut.addAll(beyond(sql));
    Map<String, PGvector> sample = sample(sql, leftOut);
    if (sample.isEmpty()) {
      return Optional.empty();
    }
    Optional<Index> index = index(pair, vectors);
    Map<String, NeighbourRanking> rankings = new LinkedHashMap<>();
    long wanted = 0;
    long hit = 0;
    for (Map.Entry<String, PGvector> query : sample.entrySet()) {
      checkStopped();
      String literal = query.getValue().getValue();
      setting("enable_indexscan", "off");
      List<Near> exact = exact(sql, literal, leftOut);
      List<Near> ofAll = leftOut.isEmpty() ? exact : exact(sql, literal, List.of());
      setting("enable_indexscan", "on");
      rankings.put(
          query.getKey(),
          new NeighbourRanking(
              vectors.space(),
              query.getValue().toArray(),
              NEAREST,
              exact.stream().map(Near::id).toList()));
      if (index.isPresent() && !ofAll.isEmpty()) {
        wanted += ofAll.size();
        hit += hits(ofAll, byIndex(sql, index.get(), literal));
      }
    }
    rank(sql, leftOut, rankings.values());
    List<RowDifference> differences = differences(pair, vectors, rankings);
    return Optional.of(
        new NeighbourResult(
            new NearestNeighbours(
                vectors.space().label(),
                sample.size(),
                NEAREST,
                seed,
                differences.size(),
                index.map(Index::name).orElse(null),
                index.isEmpty() ? null : (double) hit / wanted),
            differences));
  }

  /** A row that is as near as the last of the exact ones is one of them. */
  private static long hits(List<Near> exact, List<Near> found) {
    double last = exact.get(exact.size() - 1).distance();
    return found.stream().filter(near -> near.distance() <= last).count();
  }

  private static List<RowDifference> differences(
      TablePair pair, SearchedColumnPair vectors, Map<String, NeighbourRanking> rankings) {
    List<RowDifference> differences = new ArrayList<>();
    rankings.forEach(
        (id, ranking) ->
            ranking
                .contradiction()
                .ifPresent(
                    what ->
                        differences.add(
                            new RowDifference(
                                Map.of(pair.source().keyNames().get(0), id),
                                RowDifference.Kind.CHANGED,
                                List.of(vectors.target()),
                                "Its nearest neighbours differ: " + what))));
    return differences;
  }

  private void rank(
      NeighbourStatements sql, List<String> leftOut, Collection<NeighbourRanking> rankings)
      throws SQLException {
    try (PreparedStatement statement = source.prepareStatement(sql.rows())) {
      statement.setArray(1, source.createArrayOf("text", leftOut.toArray()));
      statement.setFetchSize(ROWS_AT_ONCE);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          checkStopped();
          String id = rows.getString(1);
          float[] vector = vector(rows).toArray();
          rankings.forEach(ranking -> ranking.see(id, vector));
        }
      }
    }
  }

  private List<String> beyond(NeighbourStatements sql) throws SQLException {
    return BoundStatement.of(sql.beyond()).list(source, row -> row.getString(1));
  }

  private Map<String, PGvector> sample(NeighbourStatements sql, List<String> leftOut)
      throws SQLException {
    Map<String, PGvector> sample = new LinkedHashMap<>();
    BoundStatement.of(sql.sample(), leftOut, Long.toString(seed), queries)
        .each(source, row -> sample.put(row.getString(1), vector(row)));
    return sample;
  }

  private static PGvector vector(ResultSet row) throws SQLException {
    PGvector vector = new PGvector();
    vector.setByteValue(row.getBytes(2), 0);
    return vector;
  }

  private List<Near> exact(NeighbourStatements sql, String query, List<String> leftOut)
      throws SQLException {
    return near(BoundStatement.of(sql.exact(), query, leftOut, query, NEAREST));
  }

  private List<Near> byIndex(NeighbourStatements sql, Index index, String query)
      throws SQLException {
    setting("enable_seqscan", "off");
    try {
      return near(BoundStatement.of(sql.byIndex(index), query, query, NEAREST));
    } finally {
      setting("enable_seqscan", "on");
    }
  }

  private List<Near> near(BoundStatement statement) throws SQLException {
    return statement.list(target, row -> new Near(row.getString(1), row.getDouble(2)));
  }

  private Optional<Index> index(TablePair pair, SearchedColumnPair vectors) throws SQLException {
    String operators = "_" + vectors.space().operators();
    return BoundStatement.of(
            NeighbourStatements.INDEXES,
            vectors.target(),
            Sql.table(pair.target().relation()),
            operators,
            operators)
        .first(target, row -> new Index(row.getString(1), row.getString(2), row.getString(3)));
  }

  private void setting(String name, String value) throws SQLException {
    BoundStatement.of("SELECT pg_catalog.set_config(?, ?, true)", name, value)
        .first(target, row -> true);
  }

  private void checkStopped() {
    if (stopped.getAsBoolean()) {
      throw new CancellationException("the search was stopped");
    }
  }

  private record Near(String id, double distance) {}
}
