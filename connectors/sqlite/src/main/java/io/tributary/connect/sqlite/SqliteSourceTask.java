package io.tributary.connect.sqlite;

import io.tributary.files.sqlite.capture.TableCaptureScope;
import java.time.Clock;
import java.util.Map;

/** Captures the tables of a file. */
public class SqliteSourceTask extends CaptureTask {
  /** As Connect makes it. */
  public SqliteSourceTask() {
    this(Clock.systemUTC());
  }

  SqliteSourceTask(Clock clock) {
    super(clock);
  }

  @Override
  protected CaptureSubject source(Map<String, String> given) {
    SqliteSettings settings = new SqliteSettings(given);
    return new CaptureSubject(
        settings,
        settings.file().getFileName().toString(),
        new TableCaptureScope(settings.captured()));
  }
}
