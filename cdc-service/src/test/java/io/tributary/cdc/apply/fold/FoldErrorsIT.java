package io.tributary.cdc.apply.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.TableName;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import io.tributary.fixture.PrintedCommands;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class FoldErrorsIT {
  private static final String DATABASE = "fold_errors_it";

  @Test
  void printsTheStatementThatMakesChangesNameTheirRow() throws Exception {
    // given
    PostgresServer server = PostgresFixture.source();
    server.createDatabase(DATABASE);
    try (Connection connection = server.connect(DATABASE);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE \"No Key\" (a int)");
      TableName table = new TableName("public", "No Key");

      // when
      PrintedCommands.run(FoldErrors.keyUnknown(table, "a").getMessage(), server, DATABASE);

      // then
      try (ResultSet row =
          statement.executeQuery("SELECT relreplident FROM pg_class WHERE relname = 'No Key'")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getString(1)).isEqualTo("f");
      }
    } finally {
      server.dropDatabase(DATABASE);
    }
  }
}
