package io.tributary.checks.file;

import io.tributary.common.model.TableName;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Chroma's own file is one of SQLite's, but without the vectors. */
final class SqliteChromaCheck implements SqliteFileCheck {
  private static final Set<String> CHROMA =
      Set.of("collections", "segments", "embeddings_queue", "embeddings");

  @Override
  public List<PreflightCheck> look(SqliteReading file) {
    Set<String> moving =
        file.content().tables().stream().map(TableName::name).collect(Collectors.toSet());
    return moving.containsAll(CHROMA)
        ? List.of(
            PreflightCode.SOURCE_CONNECTION.failed(
                file.subject(),
                file.path()
                    + " is Chroma's own file. As a SQLite source its vectors would stay behind, which"
                    + " are in folders beside it.",
                "Write kind: chroma and directory: " + file.path().getParent() + "."))
        : List.of();
  }
}
