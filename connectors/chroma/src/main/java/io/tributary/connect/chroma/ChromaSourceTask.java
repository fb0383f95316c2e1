package io.tributary.connect.chroma;

import io.tributary.connect.sqlite.CaptureSubject;
import io.tributary.connect.sqlite.CaptureTask;
import io.tributary.files.chroma.capture.CollectionCaptureScope;
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
  protected CaptureSubject source(Map<String, String> given) {
    ChromaSettings settings = new ChromaSettings(given);
    return new CaptureSubject(
        settings.file(),
        settings.directory().getFileName().toString(),
        new CollectionCaptureScope(
            settings.directory(), settings.captured(), settings.pickleBytes(), clock));
  }
}
