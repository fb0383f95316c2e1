package io.tributary.cdc.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.tributary.cdc.database.Databases;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.common.plan.Connection;
import io.tributary.common.plan.Cutover;
import io.tributary.common.plan.Cutover.OpenTransactions;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.SchemaMapping;
import io.tributary.common.plan.Source;
import io.tributary.common.plan.SourceKind;
import io.tributary.common.plan.Target;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.Validation;
import io.tributary.common.secret.SecretRef;
import io.tributary.fixture.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A migration of a test, which each test bends in its own way, and the service that checks it. */
final class PreflightSubject {
  static final String NO_CONNECT = "http://127.0.0.1:1";

  private PreflightSubject() {}

  static Connection connection(PostgresServer server, String database) {
    return connection(server, database, server.superuser(), server.password());
  }

  static Connection connection(
      PostgresServer server, String database, String user, String password) {
    return new Connection(server.host(), server.port(), database, user, secret(password), "prefer");
  }

  static SecretRef secret(String value) {
    try {
      Path file = Files.createTempFile("tributary-preflight", ".secret");
      file.toFile().deleteOnExit();
      Files.writeString(file, value);
      return SecretRef.file(file.toString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Source source(String name, Connection connection, SchemaMapping... schemas) {
    return new Source(name, SourceKind.POSTGRESQL, connection, List.of(schemas));
  }

  static SchemaMapping all(String from, String to) {
    return new SchemaMapping(from, to, Map.of(), List.of(), List.of());
  }

  static Migration migration(Connection target, OpenTransactions open, Source... sources) {
    Cutover cutover = new Cutover(10_000, 1_000, 300, open, 2_000, List.of());
    TargetSchema shop = new TargetSchema("preflight_shop", secret("s"), false);
    return new Migration(
        "shop",
        new Target(target, "public", Map.of("shop", shop)),
        List.of(sources),
        cutover,
        Validation.defaults());
  }

  static Migration migration(Connection target, Source... sources) {
    return migration(target, OpenTransactions.ABORT_CUTOVER, sources);
  }

  static List<PreflightCheck> check(Migration migration) {
    return service(NO_CONNECT, Optional.empty()).check(migration);
  }

  static PreflightService service(String connectUrl, Optional<String> pgBinDirectory) {
    PreflightSettings settings =
        new SmallRyeConfigBuilder()
            .withMapping(PreflightSettings.class)
            .withDefaultValue("tributary.preflight.long-transaction-seconds", "1")
            .build()
            .getConfigMapping(PreflightSettings.class);
    return new PreflightService(new Databases(), settings, connectUrl, pgBinDirectory);
  }

  static void execute(PostgresServer server, String database, String... statements)
      throws SQLException {
    try (java.sql.Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  static List<PreflightCheck> withCode(List<PreflightCheck> checks, String code) {
    return checks.stream().filter(check -> check.code().equals("TRB-PREFLIGHT-" + code)).toList();
  }

  /** The only check of a code. */
  static PreflightCheck only(List<PreflightCheck> checks, String code) {
    List<PreflightCheck> found = withCode(checks, code);
    if (found.size() != 1) {
      throw new AssertionError(code + ": " + found);
    }
    return found.get(0);
  }

  /** Expects a failed check with these words. */
  static Consumer<PreflightCheck> failed(String finding, String fix) {
    return check -> {
      assertThat(check.result()).isEqualTo(Result.FAILED);
      assertThat(check.finding()).contains(finding);
      assertThat(check.fix()).contains(fix);
    };
  }
}
