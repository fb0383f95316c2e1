package io.tributary.connect.sqlite;

import io.tributary.files.sqlite.capture.LogPosition;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link FileCapture} as a task of Kafka Connect: polling, heartbeats, stored offsets. A
 * {@link SqliteFailure} fails the task; a locked file is tried again at each poll.
 */
public abstract class CaptureTask extends SourceTask {
  private final Clock clock;
  private SqliteSettings settings;
  private CaptureRecords records;
  private FileCapture capture;
  private long lastBeat;
  private boolean stopped;

  protected CaptureTask(Clock clock) {
    this.clock = clock;
  }

  /** What the given settings say to capture. */
  protected abstract CaptureSubject source(Map<String, String> given);

  @Override
  public String version() {
    return PluginVersion.text();
  }

  @Override
  public synchronized void start(Map<String, String> given) {
    CaptureSubject source = source(given);
    settings = source.settings();
    records = new CaptureRecords(settings, source.captured().connector(), source.name(), clock);
    capture = new FileCapture(settings, source.captured(), records, clock, position());
    lastBeat = clock.millis();
    stopped = false;
  }

  private Optional<LogPosition> position() {
    return storedPosition().or(settings::start);
  }

  private Optional<LogPosition> storedPosition() {
    return LogPosition.of(
        context.offsetStorageReader().offset(CaptureRecords.partition(settings.prefix())));
  }

  @Override
  public synchronized @Nullable List<SourceRecord> poll() throws InterruptedException {
    if (stopped) {
      return null;
    }
    List<SourceRecord> out = new ArrayList<>(capture.next());
    if (settings.heartbeatMillis() > 0 && clock.millis() - lastBeat >= settings.heartbeatMillis()) {
      lastBeat = clock.millis();
      out.add(records.heartbeat());
    }
    if (out.isEmpty()) {
      // Waiting gives up the lock, so that stop() need not wait.
      wait(settings.pollMillis());
      return null;
    }
    return out;
  }

  /** Connect calls this after it has stored offsets. */
  @Override
  public void commit() {
    storedPosition().ifPresent(position -> capture.stored(position));
  }

  @Override
  public synchronized void stop() {
    stopped = true;
    if (capture != null) {
      capture.close();
    }
    notifyAll();
  }
}
