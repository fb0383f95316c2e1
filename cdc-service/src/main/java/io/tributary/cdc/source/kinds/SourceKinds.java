package io.tributary.cdc.source.kinds;

import io.tributary.cdc.source.SourceDriver;
import io.tributary.cdc.source.SourceDriverFactory;
import io.tributary.cdc.source.chroma.ChromaDriverFactory;
import io.tributary.cdc.source.postgresql.PostgresDriverFactory;
import io.tributary.cdc.source.sqlite.SqliteDriverFactory;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.SourceKind;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The list of all kinds of source, which gives the driver of a source. Thread-safe. */
@Singleton
public class SourceKinds {
  private final Map<SourceKind, SourceDriverFactory> kinds = new EnumMap<>(SourceKind.class);

  /** All kinds. */
  public SourceKinds(
      PostgresDriverFactory postgresql, SqliteDriverFactory sqlite, ChromaDriverFactory chroma) {
    List.of(postgresql, sqlite, chroma).forEach(kind -> kinds.put(kind.kind(), kind));
  }

  /** The driver of one source. */
  public SourceDriver of(MovingSource source) {
    SourceKind kind = source.source().kind();
    return Objects.requireNonNull(kinds.get(kind), "every kind is listed").of(source);
  }
}
