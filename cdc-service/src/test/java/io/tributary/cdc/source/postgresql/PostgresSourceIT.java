package io.tributary.cdc.source.postgresql;

import io.tributary.cdc.source.SourceContract;
import io.tributary.cdc.source.TargetEnd;
import io.tributary.common.plan.source.PostgresSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import io.tributary.fixture.RunbookCommand;
import io.tributary.fixture.VersionsRun;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VersionsRun.class)
class PostgresSourceIT extends SourceContract {
  private final PostgresServer server = PostgresFixture.source();
  private final String database = "contract_" + UUID.randomUUID().toString().substring(0, 8);

  @BeforeEach
  void create() throws SQLException {
    server.createDatabase(database);
    write("CREATE TABLE item (id int PRIMARY KEY, name text)");
    write("INSERT INTO item VALUES (1, 'first')");
    write("CREATE TABLE left_behind (id int PRIMARY KEY)");
  }

  @AfterEach
  void drop() {
    server.dropDatabase(database);
  }

  @Override
  public Source source() {
    return source(new SchemaMapping("public", "app", Map.of(), List.of(), List.of("left_*")));
  }

  @Override
  public Source rest() {
    return source(new SchemaMapping("public", "rest", Map.of(), List.of("left_*"), List.of()));
  }

  private Source source(SchemaMapping mapping) {
    return PostgresSource.of("legacy", TargetEnd.connection(server, database), List.of(mapping));
  }

  @Override
  public void addToRest(int id) throws SQLException {
    write("INSERT INTO left_behind VALUES (" + id + ")");
  }

  @Override
  public void add(int id, String name) throws SQLException {
    write("INSERT INTO item VALUES (%d, '%s')".formatted(id, name));
  }

  @Override
  public void rename(String name) throws SQLException {
    write("UPDATE item SET name = '" + name + "'");
  }

  private void write(String sql) throws SQLException {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public boolean captured() {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM pg_replication_slots"
                    + " WHERE active AND database = current_database()")) {
      row.next();
      return row.getInt(1) == 1;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void liftByHand() throws SQLException {
    write(RunbookCommand.of("lift-postgresql"));
  }

  @Override
  public void takeAway() {
    server.dropDatabase(database);
  }

  @Override
  public List<String> definitions() {
    return List.of(TargetEnd.dump(server, database));
  }
}
