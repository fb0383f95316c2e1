package io.tributary.validator.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.Direction;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MigrationTarget;
import io.tributary.common.plan.ValidationSettings;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.common.plan.query.TimedQuery;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.SqliteSource;
import io.tributary.common.topic.TopicNames;
import io.tributary.fixture.AllGrants;
import io.tributary.tracing.CutoverTraces;
import io.tributary.validator.changes.ChangeConsumers;
import io.tributary.validator.changes.ChangeLookup;
import io.tributary.validator.config.HelpSettings;
import io.tributary.validator.config.ValidatorLimits;
import io.tributary.validator.database.SessionOpener;
import io.tributary.validator.load.LoadLimit;
import io.tributary.validator.run.RunContext;
import io.tributary.validator.run.SharedPace;
import io.tributary.validator.run.ValidationReports;
import io.tributary.validator.source.SourceKinds;
import io.tributary.validator.source.end.WatchedSource;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The validator asks by itself which files of sources migration files may name. */
class GrantedEndsTest {
  private static final String KEY = "tributary.grants.source-directories";
  private static final TimedQuery QUERY = new TimedQuery("orders", "app", "SELECT 1", "SELECT 1");

  @TempDir private Path temporary;
  private Path granted;
  private Path outside;

  @BeforeEach
  void grantOneDirectory() throws IOException {
    granted = Files.createDirectory(temporary.toRealPath().resolve("granted"));
    outside = Files.createDirectory(temporary.toRealPath().resolve("outside"));
    Files.createFile(outside.resolve("app.db"));
    System.setProperty(KEY, granted.toString());
  }

  @AfterEach
  void grantAll() {
    System.clearProperty(KEY);
  }

  @Test
  void aFileOfAnotherDirectoryIsNotCompared() {
    assertRefused(outside.resolve("app.db"), this::compare);
  }

  @Test
  void aLinkToAFileOfAnotherDirectoryIsNotCompared() throws IOException {
    assertRefused(linked(), this::compare);
  }

  @Test
  void aFileOfAnotherDirectoryIsNotAskedAQuery() throws IOException {
    assertRefused(outside.resolve("app.db"), this::ask);
    assertRefused(linked(), this::ask);
  }

  @Test
  void aGrantedFileIsAskedAQuery() throws IOException {
    Path file = Files.createFile(granted.resolve("app.db"));

    assertThatCode(() -> ask(file)).doesNotThrowAnyException();
  }

  private Path linked() throws IOException {
    return Files.createSymbolicLink(granted.resolve("app.db"), outside.resolve("app.db"));
  }

  private void compare(Path file) {
    SourceKinds.open(watched(file), new ChangeLookup(unasked(ChangeConsumers.class)::asking, "t"))
        .close();
  }

  private void ask(Path file) {
    WatchedSource watched = watched(file);
    RunContext context =
        new RunContext(
            watched.sessions(),
            watched.limits(),
            HelpSettings.NONE,
            unasked(ValidationReports.class),
            Clock.systemUTC(),
            ForkJoinPool.commonPool(),
            new TopicNames("tributary"),
            unasked(ChangeConsumers.class),
            CutoverTraces.OFF,
            SharedPace.ofFences());
    new QueryEnds(watched, context).source(QUERY).close();
  }

  private static void assertRefused(Path file, Consumer<Path> use) {
    assertThatThrownBy(() -> use.accept(file))
        .isInstanceOfSatisfying(
            TributaryException.class,
            e -> assertThat(e.report().code()).isEqualTo("TRB-GRANT-REFUSED"))
        .hasMessageContaining(KEY)
        .hasMessageContaining(file.toString());
  }

  private static WatchedSource watched(Path file) {
    SqliteSource source =
        SqliteSource.of(
            "app",
            file.toString(),
            new SchemaMapping("main", "app", Map.of(), List.of(), List.of()));
    return new WatchedSource(
        new Migration(
            "shop",
            new MigrationTarget(DatabaseAddress.UNSAID, "public", Map.of()),
            List.of(source),
            CutoverSettings.defaults(),
            new ValidationSettings(50, 500)),
        source,
        Direction.OUT,
        new SessionOpener(AllGrants.secrets()),
        new ValidatorLimits(12, 100_000, 20_000, 2_000, 2_000, 1_000_000, 20, 1 << 20, 1_000_000),
        LoadLimit.none());
  }

  /** A part that has nothing to do before a file is opened. */
  private static <T> T unasked(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              throw new AssertionError("asked: " + method);
            }));
  }
}
