package io.tributary.validator.neighbour;

import io.tributary.common.event.NearestNeighbours;
import io.tributary.common.event.RowDifference;
import io.tributary.common.sql.Sql;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.neighbour.NeighbourSql.Index;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
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
 * @param stopped whether somebody wants the search to end
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
  public Optional<Neighbours> run(TablePair pair, VectorPair vectors, Collection<RowId> differing)
      throws SQLException {
    Optional<String> extension =
        text(target, NeighbourSql.EXTENSION, Sql.table(pair.target().relation()), vectors.target());
    if (queries == 0 || extension.isEmpty() || pair.source().key().size() != 1) {
      return Optional.empty();
    }
    NeighbourSql sql = new NeighbourSql(pair, vectors, extension.get());
    List<String> leftOut =
        new ArrayList<>(differing.stream().map(id -> id.values().get(0)).toList());
    leftOut.addAll(beyond(sql));
    Map<String, float[]> sample = sample(sql, leftOut);
    if (sample.isEmpty()) {
      return Optional.empty();
    }
    Optional<Index> index = index(pair, vectors);
    Map<String, Ranking> rankings = new LinkedHashMap<>();
    long wanted = 0;
    long hit = 0;
    for (Map.Entry<String, float[]> query : sample.entrySet()) {
      checkStopped();
      String literal = Arrays.toString(query.getValue());
      setting("enable_indexscan", "off");
      List<Near> exact = exact(sql, literal, leftOut);
      List<Near> ofAll = leftOut.isEmpty() ? exact : exact(sql, literal, List.of());
      setting("enable_indexscan", "on");
      rankings.put(
          query.getKey(),
          new Ranking(
              vectors.space(), query.getValue(), NEAREST, exact.stream().map(Near::id).toList()));
      if (index.isPresent() && !ofAll.isEmpty()) {
        wanted += ofAll.size();
        hit += hits(ofAll, byIndex(sql, index.get(), literal));
      }
    }
    rank(sql, leftOut, rankings.values());
    List<RowDifference> differences = differences(pair, vectors, rankings);
    return Optional.of(
        new Neighbours(
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
      TablePair pair, VectorPair vectors, Map<String, Ranking> rankings) {
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

  private void rank(NeighbourSql sql, List<String> leftOut, Collection<Ranking> rankings)
      throws SQLException {
    try (PreparedStatement statement = source.prepareStatement(sql.rows())) {
      statement.setArray(1, source.createArrayOf("text", leftOut.toArray()));
      statement.setFetchSize(ROWS_AT_ONCE);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          checkStopped();
          String id = rows.getString(1);
          float[] vector = SentArray.floats(rows.getBytes(2));
          rankings.forEach(ranking -> ranking.see(id, vector));
        }
      }
    }
  }

  private List<String> beyond(NeighbourSql sql) throws SQLException {
    List<String> ids = new ArrayList<>();
    try (PreparedStatement statement = source.prepareStatement(sql.beyond());
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
    }
    return ids;
  }

  private Map<String, float[]> sample(NeighbourSql sql, List<String> leftOut) throws SQLException {
    Map<String, float[]> sample = new LinkedHashMap<>();
    try (PreparedStatement statement = source.prepareStatement(sql.sample())) {
      statement.setArray(1, source.createArrayOf("text", leftOut.toArray()));
      statement.setString(2, Long.toString(seed));
      statement.setInt(3, queries);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          sample.put(rows.getString(1), SentArray.floats(rows.getBytes(2)));
        }
      }
    }
    return sample;
  }

  private List<Near> exact(NeighbourSql sql, String query, List<String> leftOut)
      throws SQLException {
    try (PreparedStatement statement = target.prepareStatement(sql.exact())) {
      statement.setString(1, query);
      statement.setArray(2, target.createArrayOf("text", leftOut.toArray()));
      statement.setString(3, query);
      statement.setInt(4, NEAREST);
      return near(statement);
    }
  }

  private List<Near> byIndex(NeighbourSql sql, Index index, String query) throws SQLException {
    setting("enable_seqscan", "off");
    try (PreparedStatement statement = target.prepareStatement(sql.byIndex(index))) {
      statement.setString(1, query);
      statement.setString(2, query);
      statement.setInt(3, NEAREST);
      return near(statement);
    } finally {
      setting("enable_seqscan", "on");
    }
  }

  private static List<Near> near(PreparedStatement statement) throws SQLException {
    List<Near> found = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        found.add(new Near(rows.getString(1), rows.getDouble(2)));
      }
    }
    return found;
  }

  private Optional<Index> index(TablePair pair, VectorPair vectors) throws SQLException {
    try (PreparedStatement statement = target.prepareStatement(NeighbourSql.INDEXES)) {
      statement.setString(1, vectors.target());
      statement.setString(2, Sql.table(pair.target().relation()));
      statement.setString(3, "_" + vectors.space().operators());
      statement.setString(4, "_" + vectors.space().operators());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next()
            ? Optional.of(new Index(rows.getString(1), rows.getString(2), rows.getString(3)))
            : Optional.empty();
      }
    }
  }

  private static Optional<String> text(Connection connection, String sql, String... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
      }
    }
  }

  private void setting(String name, String value) throws SQLException {
    try (PreparedStatement statement =
        target.prepareStatement("SELECT pg_catalog.set_config(?, ?, true)")) {
      statement.setString(1, name);
      statement.setString(2, value);
      statement.execute();
    }
  }

  private void checkStopped() {
    if (stopped.getAsBoolean()) {
      throw new CancellationException("the search was stopped");
    }
  }

  private record Near(String id, double distance) {}
}
