package io.tributary.cdc.source.postgresql.capture;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.tributary.cdc.connect.CaptureSettings;
import io.tributary.cdc.connect.SupervisedConnectors;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.worker.ConnectAddress;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TlsMode;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MigrationTarget;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.ValidationSettings;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.common.plan.source.InitialCopy;
import io.tributary.common.plan.source.PostgresSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.secret.SecretRef;
import io.tributary.common.topic.TopicNames;
import io.tributary.fixture.ConnectFixture;
import io.tributary.fixture.KafkaFixture;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;

/**
 * A source of a test with a target that has Tributary's state tables, and a service to capture it.
 */
final class CapturedSource {
  private static final List<String> STATE =
      List.of(
          "/db/tributary/V1__state.sql",
          "/db/tributary/V2__table_shape.sql",
          "/db/tributary/V3__quarantine.sql",
          "/db/tributary/V4__copy_chunk.sql",
          "/db/tributary/V10__ledger.sql");

  private final PostgresServer server;
  private final int port;
  private final String database;
  private final StreamId id;
  private final Path secret;

  /** Creates both databases; the migration has the database's name. */
  CapturedSource(String migration, String... statements) throws Exception {
    this(PostgresFixture.source(), PostgresFixture.source().port(), migration, statements);
  }

  /** The same of a server that is reached at another port. */
  CapturedSource(PostgresServer server, int port, String migration, String... statements)
      throws Exception {
    this.server = server;
    this.port = port;
    this.database = migration.replace('-', '_');
    this.id = new StreamId(migration, "legacy");
    this.secret = Files.createTempFile("tributary-capture", ".secret");
    secret.toFile().deleteOnExit();
    Files.writeString(secret, server.password());
    server.createDatabase(database);
    PostgresFixture.target().createDatabase(database);
    run(PostgresFixture.target(), "CREATE SCHEMA tributary", state());
    run(server, statements);
  }

  StreamId id() {
    return id;
  }

  /** The name of its database. */
  String database() {
    return database;
  }

  /** Whether the slot is there. */
  boolean hasSlot() throws SQLException {
    return value("SELECT count(*) FROM pg_replication_slots WHERE slot_name = '" + slot() + "'")
        .equals("1");
  }

  String slot() {
    return new TopicNames("tributary").capture(id).slot();
  }

  String connector() {
    return new TopicNames("tributary").capture(id).connector();
  }

  String topic() {
    return "tributary." + id.migration() + "." + id.source() + ".changes";
  }

  PostgresCaptureService service(Map<String, String> settings) {
    return service(ConnectFixture.worker().restUrl(), settings);
  }

  PostgresCaptureService service(String connectUrl, Map<String, String> settings) {
    return service("tributary", connectUrl, settings);
  }

  /** The service of an installation with a topic prefix of its own. */
  PostgresCaptureService service(
      String topicPrefix, String connectUrl, Map<String, String> settings) {
    return new PostgresCaptureService(
        connectors(topicPrefix, connectUrl, settings), new Databases(), Clock.systemUTC());
  }

  SupervisedConnectors connectors(
      String topicPrefix, String connectUrl, Map<String, String> settings) {
    SmallRyeConfigBuilder config =
        new SmallRyeConfigBuilder()
            .withMapping(CaptureSettings.class)
            .withDefaultValue("tributary.capture.heartbeat-interval-millis", "300");
    settings.forEach((key, value) -> config.withDefaultValue("tributary.capture." + key, value));
    return new SupervisedConnectors(
        config.build().getConfigMapping(CaptureSettings.class),
        ConnectAddress.of(connectUrl),
        Map.of("bootstrap.servers", KafkaFixture.bootstrapServers()),
        topicPrefix,
        (short) 1,
        Clock.systemUTC());
  }

  Migration migration() {
    MigrationTarget target =
        new MigrationTarget(connection(PostgresFixture.target()), "public", Map.of());
    SchemaMapping mapping = new SchemaMapping("app", "shop", Map.of(), List.of(), List.of("no_*"));
    Source source =
        PostgresSource.of("legacy", connection(server), List.of(mapping)).with(InitialCopy.STREAM);
    return new Migration(
        id.migration(),
        target,
        List.of(source),
        CutoverSettings.defaults(),
        ValidationSettings.defaults());
  }

  MovingSource moving() {
    Migration migration = migration();
    return new MovingSource(migration, migration.source("legacy"));
  }

  void execute(String... statements) throws SQLException {
    run(server, statements);
  }

  /** As if the capture had begun on another timeline. */
  void keptTimeline(long timeline) throws SQLException {
    run(
        PostgresFixture.target(),
        "UPDATE tributary.preparation SET detail = jsonb_set(detail, '{timeline}', '%d') WHERE detail ? 'timeline'"
            .formatted(timeline));
  }

  /** Whether it is kept in the target which slot the stream comes from. */
  boolean keepsSlot() throws SQLException {
    return targetValue(
            "SELECT count(*) FROM tributary.preparation WHERE item = 'slot' AND migration = '%s'"
                .formatted(id().migration()))
        .equals("1");
  }

  String value(String sql) throws SQLException {
    return value(server, sql);
  }

  String targetValue(String sql) throws SQLException {
    return value(PostgresFixture.target(), sql);
  }

  List<String> topics() throws Exception {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", KafkaFixture.bootstrapServers());
    try (Admin admin = Admin.create(properties)) {
      return List.copyOf(admin.listTopics().names().get());
    }
  }

  void drop() {
    server.dropDatabase(database);
    PostgresFixture.target().dropDatabase(database);
  }

  private String value(PostgresServer on, String sql) throws SQLException {
    try (java.sql.Connection connection = on.connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : null;
    }
  }

  private void run(PostgresServer on, String... statements) throws SQLException {
    try (java.sql.Connection connection = on.connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private DatabaseAddress connection(PostgresServer on) {
    return new DatabaseAddress(
        on.host(),
        on == server ? port : on.port(),
        database,
        on.superuser(),
        SecretRef.file(secret.toString()),
        TlsMode.PREFER);
  }

  private static String state() throws Exception {
    StringBuilder statements = new StringBuilder();
    for (String file : STATE) {
      try (InputStream in = CapturedSource.class.getResourceAsStream(file)) {
        statements.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return statements.toString();
  }
}
