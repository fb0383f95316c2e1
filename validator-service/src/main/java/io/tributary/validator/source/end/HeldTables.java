package io.tributary.validator.source.end;

import io.tributary.validator.catalog.TablePair;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tables of one end in a moment that is held while the end is read on. Used by one thread at a
 * time.
 */
public interface HeldTables extends AutoCloseable {

  /** Holds what is committed now. To be called once, before any count. */
  void take() throws SQLException;

  /** How many rows a table had; empty when counting them takes longer. */
  Optional<Long> count(TablePair pair, Duration limit) throws SQLException;

  /** How many of the changed rows each table had, in their order. */
  List<Long> countOf(Map<TablePair, FollowedRows> changed) throws SQLException;

  @Override
  void close();
}
