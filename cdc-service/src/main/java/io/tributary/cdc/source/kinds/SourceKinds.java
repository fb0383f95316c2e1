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
import java.util.Optional;

/** The list of all kinds of source, which gives the driver of a source. Thread-safe. */
@Singleton
public class SourceKinds {
  private final PostgresDriverFactory postgresql;
  private final Map<SourceKind, SourceDriverFactory> kinds = new EnumMap<>(SourceKind.class);

  /** All kinds. */
  public SourceKinds(
      PostgresDriverFactory postgresql, SqliteDriverFactory sqlite, ChromaDriverFactory chroma) {
    this.postgresql = postgresql;
    List.of(postgresql, sqlite, chroma).forEach(kind -> kinds.put(kind.kind(), kind));
  }

  /** The driver of one source. */
  public SourceDriver of(MovingSource source) {
    return kind(source).of(source);
  }

  /** The driver of a source's way back, where the migration has one for it. */
  public Optional<SourceDriver> returning(MovingSource source) {
    return source.returns()
        ? kind(source).home(source).map(home -> postgresql.returning(source, home))
        : Optional.empty();
  }

  private SourceDriverFactory kind(MovingSource source) {
    return Objects.requireNonNull(kinds.get(source.source().kind()), "every kind is listed");
  }
}
