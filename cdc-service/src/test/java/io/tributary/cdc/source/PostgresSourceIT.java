package io.tributary.cdc.source;

import io.tributary.cdc.capture.CaptureService;
import io.tributary.cdc.capture.CaptureSettings;
import io.tributary.cdc.copy.CopyConfig;
import io.tributary.cdc.copy.CopyHooks;
import io.tributary.cdc.copy.CopyService;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.fence.FenceService;
import io.tributary.cdc.fence.FenceSettings;
import io.tributary.cdc.reconcile.PostgresDriver;
import io.tributary.cdc.schema.SchemaService;
import io.tributary.cdc.schema.SchemaSettings;
import io.tributary.common.plan.SchemaMapping;
import io.tributary.common.plan.Source;
import io.tributary.common.plan.SourceKind;
import io.tributary.fixture.ConnectFixture;
import io.tributary.fixture.KafkaFixture;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class PostgresSourceIT extends SourceContract {
  private final PostgresServer server = PostgresFixture.source();
  private final String database = "contract_" + UUID.randomUUID().toString().substring(0, 8);

  @BeforeEach
  void create() throws SQLException {
    server.createDatabase(database);
    write("CREATE TABLE item (id int PRIMARY KEY, name text)");
    write("INSERT INTO item VALUES (1, 'first')");
  }

  @AfterEach
  void drop() {
    server.dropDatabase(database);
  }

  @Override
  protected SourceDriver driver() {
    Databases databases = new Databases();
    Clock clock = Clock.systemUTC();
    SchemaSettings schema =
        TargetEnd.settings(
            SchemaSettings.class,
            Map.of("tributary.schema.pg-bin-directory", server.binDirectory().toString()));
    return new PostgresDriver(
        new SchemaService(databases, schema, clock),
        new CaptureService(
            TargetEnd.settings(CaptureSettings.class, Map.of()),
            ConnectFixture.worker().restUrl(),
            KafkaFixture.bootstrapServers(),
            "tributary",
            databases,
            clock),
        new CopyService(
            databases, TargetEnd.settings(CopyConfig.class, Map.of()), new CopyHooks(), clock),
        new FenceService(databases, TargetEnd.settings(FenceSettings.class, Map.of()), clock),
        databases);
  }

  @Override
  protected Source source() {
    return new Source(
        "legacy",
        SourceKind.POSTGRESQL,
        TargetEnd.connection(server, database),
        List.of(new SchemaMapping("public", "app", Map.of(), List.of(), List.of())));
  }

  @Override
  protected void add(int id, String name) throws SQLException {
    write("INSERT INTO item VALUES (%d, '%s')".formatted(id, name));
  }

  @Override
  protected void rename(String name) throws SQLException {
    write("UPDATE item SET name = '" + name + "'");
  }

  private void write(String sql) throws SQLException {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  protected boolean captured() {
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
  protected List<String> definitions() {
    return List.of(TargetEnd.dump(server, database));
  }
}
