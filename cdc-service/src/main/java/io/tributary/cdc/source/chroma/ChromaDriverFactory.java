package io.tributary.cdc.source.chroma;

import io.tributary.cdc.apply.file.ReturningFile;
import io.tributary.cdc.source.ReturnHome;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.cdc.source.SourceDriverFactory;
import io.tributary.cdc.source.chroma.back.ChromaReturnAccess;
import io.tributary.cdc.source.converted.ConvertedSourceParts;
import io.tributary.cdc.source.converted.FileReturnHome;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.SourceKind;
import io.tributary.files.chroma.source.ChromaSourceDirectory;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Drivers of Chroma directories. Thread-safe. */
@Singleton
public class ChromaDriverFactory implements SourceDriverFactory {
  private final ConvertedSourceParts parts;

  /** The factory, with what all converted sources share. */
  public ChromaDriverFactory(ConvertedSourceParts parts) {
    this.parts = parts;
  }

  @Override
  public SourceKind kind() {
    return SourceKind.CHROMA;
  }

  @Override
  public Optional<ReturnHome> home(MovingSource source) {
    ChromaReturnAccess access =
        new ChromaReturnAccess(source.source(), ChromaFencing.scope(source.source()));
    return Optional.of(
        new FileReturnHome(
            ChromaDriver.fencing(parts, source),
            new ReturningFile(parts.databases(), source, access, () -> of(source).opened()),
            () -> ChromaSourceDirectory.of(source.source()).file(),
            () -> {}));
  }

  @Override
  public SourceDriver of(MovingSource source) {
    return new ChromaDriver(this, parts, source);
  }
}
