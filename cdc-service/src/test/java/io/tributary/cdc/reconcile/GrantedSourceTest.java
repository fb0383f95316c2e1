package io.tributary.cdc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SqliteSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrantedSourceTest {
  private static final String KEY = "tributary.grants.source-directories";

  @TempDir private Path temporary;
  private Path granted;
  private Path outside;

  @BeforeEach
  void grantOneDirectory() throws IOException {
    granted = Files.createDirectory(temporary.toRealPath().resolve("granted"));
    outside = Files.createDirectory(temporary.toRealPath().resolve("outside"));
    System.setProperty(KEY, granted.toString());
  }

  @AfterEach
  void grantAll() {
    System.clearProperty(KEY);
  }

  @Test
  void aLinkThatIsSwappedAfterTheFirstStepLeadsNowhereElse() throws IOException {
    Path first = Files.writeString(granted.resolve("first.db"), "x");
    Path foreign = Files.writeString(outside.resolve("foreign.db"), "x");
    Path link = Files.createSymbolicLink(granted.resolve("app.db"), first);
    Source named = source(link);
    GrantedSource source = new GrantedSource();
    source.resolve(named);

    Files.delete(link);
    Files.createSymbolicLink(link, foreign);

    source.resolve(named);
    assertThat(source.known(named).filePath()).contains(first.toString());
    assertThatThrownBy(() -> new GrantedSource().resolve(named))
        .isInstanceOfSatisfying(
            TributaryException.class,
            e -> {
              assertThat(e.report().code()).isEqualTo("TRB-GRANT-REFUSED");
              assertThat(e.report().message()).contains(KEY, link.toString());
            });
  }

  private static Source source(Path file) {
    return SqliteSource.of(
        "a", file.toString(), new SchemaMapping("main", "a", Map.of(), List.of(), List.of()));
  }
}
