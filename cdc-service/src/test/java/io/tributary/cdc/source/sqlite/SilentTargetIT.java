package io.tributary.cdc.source.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.cdc.source.RealSourceKinds;
import io.tributary.cdc.source.TargetEnd;
import io.tributary.cdc.source.kinds.SourceKinds;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.SqliteSource;
import io.tributary.fixture.CuttingProxy;
import io.tributary.fixture.PostgresFixture;
import io.tributary.mapping.sqlite.SqliteProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network to the target that drops everything without a word while a target is opened. */
class SilentTargetIT {
  private static final String HELD =
      "SELECT 1 FROM pg_stat_activity WHERE state = 'idle in transaction'"
          + " AND application_name LIKE 'tributary-open-%' AND datname = current_database()";

  @TempDir Path directory;

  @Test
  void anotherInstanceOpensWhatOneHoldsThatNobodyHears() throws Exception {
    // given
    SqliteProgram.in(directory)
        .run(
            "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO item VALUES (1, 'x');");
    SqliteSource source =
        SqliteSource.of(
            "legacy",
            directory.resolve("test.db").toString(),
            new SchemaMapping("main", "app", Map.of(), List.of(), List.of()));
    try (TargetEnd target = new TargetEnd();
        CuttingProxy proxy = new CuttingProxy(PostgresFixture.target())) {
      MovingSource near = new MovingSource(target.migration(source), source);
      MovingSource far = new MovingSource(target.migrationThrough(proxy.port(), source), source);
      SourceKinds kinds = RealSourceKinds.with(Map.of());
      kinds.of(near).prepare();
      kinds.of(near).finishAfterSnapshot();
      CapturedFile.fence(directory.resolve("test.db"), kinds.of(near));
      SourceKinds other = RealSourceKinds.with(Map.of());
      proxy.silenceAt("COMMIT");
      CompletableFuture<Void> opening = CompletableFuture.runAsync(() -> other.of(far).open());
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> proxy.silent() && !target.column(HELD).isEmpty());

      // when
      CompletableFuture.runAsync(() -> kinds.of(near).open()).get(15, TimeUnit.SECONDS);

      // then
      assertThat(kinds.of(near).opened()).isTrue();
      assertThat(opening)
          .failsWithin(Duration.ofSeconds(30))
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(TributaryException.class);
    }
  }
}
