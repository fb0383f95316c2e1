package io.tributary.checks.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SqliteSource;
import io.tributary.common.topic.TopicNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteAccessCheckTest {
  @TempDir Path directory;

  @Test
  void knowsNetworkFileSystems() throws Exception {
    // given
    Path file = Files.createFile(directory.resolve("test.db"));
    Source source =
        SqliteSource.of(
            "legacy",
            file.toString(),
            new SchemaMapping("main", "app", Map.of(), List.of(), List.of()));
    SqliteReading reading =
        new SqliteReading(
            new MovingSource(null, source), new TopicNames("tributary"), null, null, true);

    // when, then
    assertThat(new SqliteAccessCheck(path -> "nfs4").look(reading))
        .singleElement()
        .extracting(PreflightCheck::result)
        .isEqualTo(Result.FAILED);
    assertThat(new SqliteAccessCheck(path -> "ext4").look(reading))
        .singleElement()
        .extracting(PreflightCheck::result)
        .isEqualTo(Result.PASSED);
  }
}
