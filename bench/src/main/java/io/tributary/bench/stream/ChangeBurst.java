package io.tributary.bench.stream;

import io.tributary.bench.contest.FigureUnit;
import io.tributary.bench.stage.DatabasePair;
import io.tributary.bench.stage.ItemTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Many changes at once, written inside the source's server, so that the writing takes little of the
 * time.
 *
 * @param changes how many rows are changed
 * @param unit what is counted
 * @param statement does it
 */
public record ChangeBurst(int changes, FigureUnit unit, String statement) {

  /** One transaction a row: half of them new rows, half updates all over the table. */
  public static ChangeBurst ofSmallTransactions(ItemTable table, int transactions) {
    return new ChangeBurst(
        transactions,
        FigureUnit.TRANSACTIONS_PER_SECOND,
        """
        DO $$
        BEGIN
          FOR i IN 1 .. %1$d LOOP
            IF i %% 2 = 0 THEN
              UPDATE bench.item SET amount = amount + 1 WHERE id = 1 + i * 7919::bigint %% %2$d;
            ELSE
              INSERT INTO bench.item (id, token, note, detail, at, amount)
              SELECT %3$s FROM (SELECT %2$d + i AS g) AS keys;
            END IF;
            COMMIT;
          END LOOP;
        END $$"""
            .formatted(transactions, table.rows(), ItemTable.ROW));
  }

  /** One transaction that updates this many rows. */
  public static ChangeBurst ofOneUpdate(int rows) {
    return new ChangeBurst(
        rows,
        FigureUnit.ROWS_PER_SECOND,
        "UPDATE bench.item SET amount = amount + 1 WHERE id BETWEEN 1 AND " + rows);
  }

  /** Writes all of it. */
  public void write(DatabasePair pair) throws SQLException {
    try (Connection connection = pair.openSource();
        Statement statement = connection.createStatement()) {
      statement.execute("SET synchronous_commit = off");
      statement.execute(this.statement);
    }
  }
}
