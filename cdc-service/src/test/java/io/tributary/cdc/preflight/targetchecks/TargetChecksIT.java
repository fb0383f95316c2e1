package io.tributary.cdc.preflight.targetchecks;

import static io.tributary.cdc.preflight.PreflightSubject.connection;
import static io.tributary.cdc.preflight.PreflightSubject.execute;
import static io.tributary.cdc.preflight.PreflightSubject.failed;
import static io.tributary.cdc.preflight.PreflightSubject.migration;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.preflight.PrintedFix;
import io.tributary.cdc.preflight.check.CatalogCheck;
import io.tributary.cdc.preflight.check.NamedRoles;
import io.tributary.cdc.preflight.check.SourceSummary;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.database.DatabaseSession;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a source can have that the target of this machine cannot, so that the source is made up. */
class TargetChecksIT {
  private static final String DATABASE = "preflight_checks_it";
  private static final long GIGABYTE = 1L << 30;

  private final PostgresServer server = PostgresFixture.target();

  @BeforeEach
  void create() throws SQLException {
    server.createDatabase(DATABASE);
  }

  @AfterEach
  void drop() {
    server.dropDatabase(DATABASE);
  }

  @Test
  void refusesATargetThatIsOlderThanASource() throws Exception {
    assertThat(look(TargetServerChecks.VERSION, source(99), server.superuser(), server.password()))
        .singleElement()
        .satisfies(failed("but a source is 99 already", "PostgreSQL 99 or newer"));
  }

  @Test
  void saysHowToGetAnExtensionThatTheTargetLacks() throws Exception {
    assertThat(
            look(
                new TargetExtensionCheck(),
                source(14, "no_such_extension"),
                server.superuser(),
                server.password()))
        .singleElement()
        .satisfies(failed("no_such_extension (app.t.c)", "nstall the package that brings it"));
  }

  @Test
  void printsTheStatementForAnExtensionThatOnlyASuperuserCreates() throws Exception {
    // given
    execute(
        server,
        DATABASE,
        "DROP ROLE IF EXISTS \"Poor\"",
        "CREATE ROLE \"Poor\" LOGIN PASSWORD 'p'");

    // when, then
    assertThat(look(new TargetExtensionCheck(), source(14, "file_fdw"), "Poor", "p"))
        .singleElement()
        .satisfies(
            failed("by a superuser only", "CREATE EXTENSION \"file_fdw\" SCHEMA \"public\""));
    PrintedFix.run(
        look(new TargetExtensionCheck(), source(14, "file_fdw"), "Poor", "p").get(0),
        server,
        DATABASE);
    assertThat(look(new TargetExtensionCheck(), source(14, "file_fdw"), "Poor", "p"))
        .singleElement()
        .satisfies(
            check -> {
              assertThat(check.result()).isEqualTo(Result.WARNING);
              assertThat(check.finding()).contains("scratch database", "Poor is not");
              assertThat(check.fix()).contains("trusted = true into file_fdw.control");
            });
    assertThat(
            look(
                new TargetExtensionCheck(),
                source(14, "file_fdw"),
                server.superuser(),
                server.password()))
        .extracting(PreflightCheck::result)
        .containsOnly(Result.PASSED);
  }

  @Test
  void refusesADiskThatIsTooSmallAndAdmitsWhatItCannotSee() throws Exception {
    TargetSpaceCheck full = new TargetSpaceCheck(directory -> OptionalLong.of(GIGABYTE / 2));
    assertThat(look(full, source(14), server.superuser(), server.password()))
        .singleElement()
        .satisfies(failed("take 1024 MB with their indexes. Only 512 MB are free", "larger disk"));

    TargetSpaceCheck elsewhere = new TargetSpaceCheck(directory -> OptionalLong.empty());
    assertThat(look(elsewhere, source(14), server.superuser(), server.password()))
        .singleElement()
        .satisfies(
            check -> {
              assertThat(check.result()).isEqualTo(Result.PASSED);
              assertThat(check.finding()).contains("1024 MB").contains("cannot be seen from here");
            });
  }

  private static SourceSummary source(long version, String... extensions) {
    Map<String, String> used = new TreeMap<>();
    List.of(extensions).forEach(extension -> used.put(extension, "app.t.c"));
    return new SourceSummary(
        "legacy",
        version,
        "UTF8",
        used,
        NamedRoles.NONE,
        List.of(),
        List.of(),
        List.of(),
        0,
        GIGABYTE);
  }

  private List<PreflightCheck> look(
      CatalogCheck<TargetReading> check, SourceSummary source, String user, String password)
      throws SQLException {
    DatabaseAddress place = connection(server, DATABASE, user, password);
    try (DatabaseSession session = new Databases().open(place)) {
      return check.look(new TargetReading(migration(place), session, List.of(source)));
    }
  }
}
