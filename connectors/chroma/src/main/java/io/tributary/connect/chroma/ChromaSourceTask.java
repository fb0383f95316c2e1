package io.tributary.connect.chroma;

import io.tributary.connect.sqlite.CaptureSource;
import io.tributary.connect.sqlite.CaptureTask;
import java.time.Clock;
import java.util.Map;

/** Captures the collections of a directory. */
public class ChromaSourceTask extends CaptureTask {
  private final Clock clock;

  /** As Connect makes it. */
  public ChromaSourceTask() {
    this(Clock.systemUTC());
  }

  ChromaSourceTask(Clock clock) {
    super(clock);
    this.clock = clock;
  }

  @Override
  protected CaptureSource source(Map<String, String> given) {
    ChromaSettings settings = new ChromaSettings(given);
    return new CaptureSource(
        settings.file(),
        settings.directory().getFileName().toString(),
        new CollectionTables(
            settings.directory(), settings.captured(), settings.pickleBytes(), clock));
  }
}
