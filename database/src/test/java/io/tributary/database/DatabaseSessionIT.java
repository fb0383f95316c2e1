package io.tributary.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TlsMode;
import io.tributary.common.secret.SecretRef;
import io.tributary.fixture.AllGrants;
import io.tributary.fixture.CuttingProxy;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseSessionIT {
  private static final String DATABASE = "session_it";

  private enum TestError implements ErrorCode {
    FAILED;

    @Override
    public ErrorFact fact() {
      return ErrorFact.passing("TRB-TEST-FAILED", ErrorType.EXTERNAL, "It failed.", "Mend it.");
    }
  }

  @TempDir Path directory;
  private final PostgresServer server = PostgresFixture.target();
  private final DatabaseOpener opener =
      new DatabaseOpener(
          AllGrants.secrets(),
          "tributary-test",
          Duration.ofMinutes(1),
          (place, kind, e) -> new DatabaseFailure(TestError.FAILED, kind + ".", place, e));
  private DatabaseSession session;

  @BeforeEach
  void open() throws Exception {
    server.createDatabase(DATABASE);
    session = opener.open(address(server.password()), "SET search_path = pg_catalog");
    session.run("CREATE SCHEMA s; CREATE TABLE s.t (id bigint PRIMARY KEY, body text)");
  }

  @AfterEach
  void close() {
    session.close();
    server.dropDatabase(DATABASE);
  }

  @Test
  void sharesAConnectionBetweenLooksAndNothingElse() throws Exception {
    // given
    DatabaseAddress place = address(server.password());
    long process;
    try (DatabaseSession look = opener.openToLook(place, "SET search_path = s, pg_temp")) {
      process = look.number("SELECT pg_backend_pid()");
      look.run("SET lock_timeout = 77; CREATE TEMP TABLE mine (id int)");
      look.holds("SELECT pg_try_advisory_lock(4711)");
      look.begin();
      look.update("INSERT INTO t VALUES (1, 'given up')");
    }

    // when
    try (DatabaseSession look = opener.openToLook(place, "")) {
      // then
      assertThat(look.number("SELECT pg_backend_pid()")).isEqualTo(process);
      assertThat(look.isInTransaction()).isFalse();
      assertThat(look.text("SHOW lock_timeout")).isNotEqualTo("77ms");
      assertThat(look.text("SHOW search_path")).doesNotContain("s,");
      assertThat(look.holds("SELECT to_regclass('pg_temp.mine') IS NULL")).isTrue();
      assertThat(look.number("SELECT count(*) FROM s.t")).isZero();
      assertThat(session.holds("SELECT pg_try_advisory_lock(4711)")).isTrue();
      // One that is in use is nobody else's.
      try (DatabaseSession other = opener.openToLook(place, "")) {
        assertThat(other.number("SELECT pg_backend_pid()")).isNotEqualTo(process);
      }
    }
  }

  @Test
  void looksByAnotherConnectionWhenTheServerHasEndedTheOneThatRested() throws Exception {
    // given
    DatabaseAddress place = address(server.password());
    long process;
    try (DatabaseSession look = opener.openToLook(place, "")) {
      process = look.number("SELECT pg_backend_pid()");
    }

    // when
    assertThat(session.holds("SELECT pg_terminate_backend(?::int, 5000)", process)).isTrue();

    // then
    try (DatabaseSession look = opener.openToLook(place, "")) {
      assertThat(look.number("SELECT pg_backend_pid()")).isNotEqualTo(process);
    }
  }

  @Test
  void keepsValuesOfRowsOutOfFailuresAndTheirStacks() {
    // given
    session.update("INSERT INTO s.t VALUES (4711, 'Geheimnis')");

    // when
    String all =
        Stream.of(
                "INSERT INTO s.t VALUES (4711, 'again')",
                "ALTER TABLE s.t ADD CHECK (length(body) < 5)",
                "SELECT body::int FROM s.t",
                "SELECT (body || repeat('x', 9))::timestamptz FROM s.t",
                "DO $$ BEGIN EXECUTE format('SELECT %L::int', (SELECT body FROM s.t)); END $$")
            .map(sql -> catchThrowableOfType(DatabaseFailure.class, () -> session.run(sql)))
            .map(failure -> failure.reason() + "\n" + failure.getMessage())
            .collect(Collectors.joining("\n"));

    // then
    assertThat(all).contains("t_pkey", "invalid input syntax for type integer");
    assertThat(all).doesNotContain("4711", "Geheimnis");
  }

  @Test
  void bindsArraysTimesAndNothingAndLeavesColonsAndBracketsToTheServer() {
    // given
    OffsetDateTime time = OffsetDateTime.parse("2026-11-22T21:22:23.456789Z");

    // when
    List<String> found =
        session.list(
            """
            SELECT a.name || ':name <b> $$ ' || (?::text[])[1] || (ARRAY[7, 8, 9])[2:cardinality(?::bigint[])]::text
                   || coalesce(?, ' none ') || (?::timestamptz = '2026-11-22 21:22:23.456789Z') || ?
              FROM unnest(?::text[], ?::boolean[]) AS a (name, chosen) WHERE chosen\
            """,
            row -> row.getString(1),
            new String[] {"it's", "x"},
            new Long[] {1L, 2L, 3L},
            null,
            time,
            5,
            new String[] {"one", "two"},
            new Boolean[] {true, false});

    // then
    assertThat(found).containsExactly("one:name <b> $$ it's{8,9} none true5");
  }

  @Test
  void givesAFailureItsServicesCodeAndItsKind() {
    session.update("INSERT INTO s.t VALUES (?, ?)", 1L, "a");
    assertThat(kindOf(() -> session.update("INSERT INTO s.t VALUES (?, ?)", 1L, "b")))
        .isEqualTo(FailureKind.UNIQUE_VIOLATION);
    assertThat(kindOf(() -> session.run("SELECT * FROM s.missing")))
        .isEqualTo(FailureKind.UNDEFINED);
    assertThat(kindOf(() -> session.run("CREATE TABLE s.t ()"))).isEqualTo(FailureKind.NAME_TAKEN);
    assertThat(kindOf(() -> session.run("SET statement_timeout = 50; SELECT pg_sleep(9)")))
        .isEqualTo(FailureKind.CANCELED);
    assertThat(kindOf(() -> opener.open(address("wrong"), "")))
        .isEqualTo(FailureKind.LOGIN_REFUSED);
  }

  @Test
  void tellsThatALockWasNotToBeHad() {
    try (DatabaseSession holder = opener.open(session.place(), "")) {
      holder.begin();
      holder.run("LOCK TABLE s.t");
      assertThat(kindOf(() -> session.run("SET lock_timeout = 50; SELECT * FROM s.t")))
          .isEqualTo(FailureKind.LOCK_NOT_AVAILABLE);
    }
    // Closed in its transaction, it holds nothing any more.
    assertThat(session.number("SELECT count(*) FROM s.t")).isZero();
  }

  @Test
  void takesBackWhatATransactionDidBeforeItFailed() {
    // when
    DatabaseFailure failure =
        catchThrowableOfType(
            DatabaseFailure.class,
            () ->
                session.inTransaction(
                    () -> {
                      session.update("INSERT INTO s.t VALUES (?, ?)", 1L, "a");
                      session.run("SELECT 1/0");
                    }));

    // then
    assertThat(failure.sqlState()).isEqualTo("22012");
    assertThat(failure.reason()).contains("division by zero");
    assertThat(session.number("SELECT count(*) FROM s.t")).isZero();
    session.undone(() -> session.update("INSERT INTO s.t VALUES (?, ?)", 2L, "b"));
    assertThat(session.number("SELECT count(*) FROM s.t")).isZero();
    session.inTransaction(() -> session.update("INSERT INTO s.t VALUES (?, ?)", 3L, "c"));
    assertThat(session.texts("SELECT body FROM s.t")).containsExactly("c");
  }

  @Test
  void writesManyRowsTogether() {
    // when
    session.updateAll(
        "INSERT INTO s.t VALUES (?, ?)",
        List.of(new Object[] {1L, null}, new Object[] {2L, "b"}, new Object[] {3L, null}));

    // then
    assertThat(session.texts("SELECT id || coalesce(body, '-') FROM s.t ORDER BY id"))
        .containsExactly("1-", "2b", "3-");
  }

  @Test
  void letsTheServerLookForItsClient() {
    assertThat(
            session.texts(
                """
                SELECT name || '=' || setting FROM pg_settings
                 WHERE name LIKE 'tcp_keepalives%' OR name = 'client_connection_check_interval'
                 ORDER BY name\
                """))
        .containsExactly(
            "client_connection_check_interval=5000",
            "tcp_keepalives_count=3",
            "tcp_keepalives_idle=5",
            "tcp_keepalives_interval=2");
  }

  @Test
  void givesUpOnAServerThatDoesNotAnswerInTime() {
    session.answerWithin(Duration.ofMillis(200));
    assertThat(kindOf(() -> session.run("SELECT pg_sleep(9)"))).isEqualTo(FailureKind.UNREACHABLE);
    assertThat(session.alive()).isFalse();
  }

  @Test
  void givesUpOnANetworkThatDropsEverythingAndOnNoStatementThatTakesLong() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(server);
        DatabaseSession far = opener.open(through(proxy), "")) {
      // given
      far.run("SELECT pg_sleep(9)");

      // when
      proxy.silenceAt("pg_sleep(31)");

      // then
      Instant begun = Instant.now();
      assertThat(kindOf(() -> far.run("SELECT pg_sleep(31)"))).isEqualTo(FailureKind.UNREACHABLE);
      assertThat(Instant.now()).isBefore(begun.plusSeconds(30));
    }
  }

  private DatabaseAddress through(CuttingProxy proxy) {
    DatabaseAddress usual = session.place();
    return new DatabaseAddress(
        "127.0.0.1",
        proxy.port(),
        usual.database(),
        usual.user(),
        usual.password(),
        TlsMode.DISABLE);
  }

  @Test
  void endsWhatWasLeftBehindUnderItsNameAndNothingElse() throws Exception {
    try (DatabaseSession left = opener.open(session.place(), "");
        DatabaseSession other = opener.open(session.place(), "")) {
      // given
      left.succeed("test", "one");
      left.begin();
      left.run("LOCK TABLE s.t");
      other.succeed("test", "two");

      // when
      session.succeed("test", "one");

      // then
      assertThat(session.number("SELECT count(*) FROM s.t")).isZero();
      assertThat(left.alive()).isFalse();
      assertThat(other.alive()).isTrue();
    }
  }

  private static FailureKind kindOf(ThrowingCallable work) {
    DatabaseFailure failure = catchThrowableOfType(DatabaseFailure.class, work);
    assertThat(failure.code()).isEqualTo(TestError.FAILED);
    return failure.kind();
  }

  private DatabaseAddress address(String password) throws Exception {
    Path file = Files.writeString(directory.resolve(password), password);
    return new DatabaseAddress(
        server.host(),
        server.port(),
        DATABASE,
        server.superuser(),
        SecretRef.file(file.toString()),
        TlsMode.DISABLE);
  }
}
