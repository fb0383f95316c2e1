package io.tributary.cdc.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.pooler.PoolerPreflight;
import io.tributary.cdc.preflight.check.PreflightSettings;
import io.tributary.cdc.source.kinds.SourcePreflights;
import io.tributary.cdc.worker.ConnectAddress;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TlsMode;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.common.plan.DatabaseCreate;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MigrationTarget;
import io.tributary.common.plan.PreparedSchema;
import io.tributary.common.plan.SchemaRights;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.ValidationSettings;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.common.plan.cutover.CutoverSettings.OpenTransactions;
import io.tributary.common.plan.source.PostgresSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.secret.SecretRef;
import io.tributary.fixture.KafkaFixture;
import io.tributary.fixture.PostgresServer;
import io.vertx.mutiny.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A migration of a test, which each test bends in its own way, and the service that checks it. */
public final class PreflightSubject {
  public static final String NO_CONNECT = "http://127.0.0.1:1";

  private PreflightSubject() {}

  public static DatabaseAddress connection(PostgresServer server, String database) {
    return connection(server, database, server.superuser(), server.password());
  }

  public static DatabaseAddress connection(
      PostgresServer server, String database, String user, String password) {
    return new DatabaseAddress(
        server.host(), server.port(), database, user, secret(password), TlsMode.PREFER);
  }

  public static SecretRef secret(String value) {
    try {
      Path file = Files.createTempFile("tributary-preflight", ".secret");
      file.toFile().deleteOnExit();
      Files.writeString(file, value);
      return SecretRef.file(file.toString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Source source(String name, DatabaseAddress connection, SchemaMapping... schemas) {
    return PostgresSource.of(name, connection, List.of(schemas));
  }

  public static SchemaMapping all(String from, String to) {
    return new SchemaMapping(from, to, Map.of(), List.of(), List.of());
  }

  public static Migration migration(
      DatabaseAddress target, OpenTransactions open, Source... sources) {
    return migration(target, new CutoverSettings(10_000, 1_000, open, 2_000, List.of()), sources);
  }

  public static Migration migration(
      DatabaseAddress target, CutoverSettings cutover, Source... sources) {
    TargetSchema shop =
        new TargetSchema("preflight_shop", secret("s"), false, new SchemaRights(DatabaseCreate.NO));
    return new Migration(
        "shop",
        new MigrationTarget(target, "public", Map.of("shop", shop)),
        List.of(sources),
        cutover,
        ValidationSettings.defaults());
  }

  public static Migration migration(DatabaseAddress target, Source... sources) {
    return migration(target, OpenTransactions.ABORT_CUTOVER, sources);
  }

  /** The same migration, whose only target schema allows something else. */
  public static Migration withRights(Migration migration, SchemaRights rights) {
    TargetSchema shop = new TargetSchema("preflight_shop", secret("s"), false, rights);
    return new Migration(
        migration.name(),
        new MigrationTarget(migration.target().connection(), "public", Map.of("shop", shop)),
        migration.sources(),
        migration.cutover(),
        migration.validation());
  }

  /** The same migration, whose only target schema may hold something. */
  public static Migration intoSchemaInUse(Migration migration) {
    SchemaRights rights = migration.target().schemas().get("shop").rights();
    TargetSchema shop = new TargetSchema("preflight_shop", secret("s"), true, rights);
    return new Migration(
        migration.name(),
        new MigrationTarget(migration.target().connection(), "public", Map.of("shop", shop)),
        migration.sources(),
        migration.cutover(),
        migration.validation());
  }

  /** The same migration with a schema rag that nothing moves into. */
  public static Migration withPrepared(Migration migration, String ddlFile) {
    return withPrepared(migration, "rag", ddlFile);
  }

  /** The same migration with another schema that nothing moves into. */
  static Migration withPrepared(Migration migration, String schema, String ddlFile) {
    Map<String, TargetSchema> schemas = new HashMap<>(migration.target().schemas());
    schemas.put(
        schema,
        new TargetSchema(
            "preflight_rag", secret("s"), false, SchemaRights.UNSAID, new PreparedSchema(ddlFile)));
    return new Migration(
        migration.name(),
        new MigrationTarget(migration.target().connection(), "public", schemas),
        migration.sources(),
        migration.cutover(),
        migration.validation());
  }

  /** All checks, each of which has to be fit for people. */
  public static List<PreflightCheck> check(Migration migration) {
    List<PreflightCheck> checks = service(NO_CONNECT, Optional.empty()).check(migration);
    checks.forEach(PrintedFix::isFitForPeople);
    return checks;
  }

  public static PreflightService service(String connectUrl, Optional<String> pgBinDirectory) {
    PreflightSettings settings =
        new SmallRyeConfigBuilder()
            .withMapping(PreflightSettings.class)
            .withDefaultValue("tributary.preflight.long-transaction-seconds", "1")
            .build()
            .getConfigMapping(PreflightSettings.class);
    return new PreflightService(
        new Databases(),
        new SourcePreflights(
            new Databases(), settings, Clock.systemUTC(), "tributary", pgBinDirectory),
        new PoolerPreflight(Vertx.vertx()),
        settings,
        ConnectAddress.of(connectUrl),
        Clock.systemUTC(),
        Map.of("bootstrap.servers", KafkaFixture.bootstrapServers()),
        (short) 1);
  }

  public static void execute(PostgresServer server, String database, String... statements)
      throws SQLException {
    try (java.sql.Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  public static List<PreflightCheck> withCode(List<PreflightCheck> checks, String code) {
    return checks.stream().filter(check -> check.code().equals("TRB-PREFLIGHT-" + code)).toList();
  }

  /** The only check of a code. */
  public static PreflightCheck only(List<PreflightCheck> checks, String code) {
    List<PreflightCheck> found = withCode(checks, code);
    if (found.size() != 1) {
      throw new AssertionError(code + ": " + found);
    }
    return found.get(0);
  }

  /** Expects a failed check with these words. */
  public static Consumer<PreflightCheck> failed(String finding, String fix) {
    return check -> {
      assertThat(check.result()).isEqualTo(Result.FAILED);
      assertThat(check.finding()).contains(finding);
      assertThat(check.fix()).contains(fix);
    };
  }
}
