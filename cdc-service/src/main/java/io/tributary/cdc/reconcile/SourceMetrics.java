package io.tributary.cdc.reconcile;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.tributary.cdc.database.DiskRoom;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.SourceObserved;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The gauges {@code tributary.source.*}: how each source is now, as it was last reported. Their
 * rows go when the migration goes. All rows are made anew at most once a second, however many
 * sources report. Thread-safe.
 */
@ApplicationScoped
public class SourceMetrics {
  private final MultiGauge phases;
  private final MultiGauge achieved;
  private final MultiGauge fenced;
  private final MultiGauge connectors;
  private final MultiGauge errors;
  private final MultiGauge warnings;
  private final MultiGauge lags;
  private final MultiGauge behind;
  private final MultiGauge behindRows;
  private final MultiGauge keptWal;
  private final MultiGauge snapshotRows;
  private final MultiGauge freeDisk;
  private final Map<String, SourceObserved> latest = new ConcurrentHashMap<>();
  private final Map<StreamId, DiskRoom> rooms = new ConcurrentHashMap<>();
  private final AtomicBoolean changed = new AtomicBoolean();
  private final ScheduledExecutorService refreshing =
      Executors.newSingleThreadScheduledExecutor(SourceMetrics::thread);

  SourceMetrics(MeterRegistry registry) {
    this.phases = gauge(registry, "phase", "1 for the phase that the source is in");
    this.achieved =
        gauge(registry, "achieved", "1 while the source is where its goal wants it, 0 otherwise");
    this.fenced =
        gauge(
            registry,
            "fenced",
            "1 while a fence of Tributary's stands where the stream begins, 0 otherwise");
    this.connectors = gauge(registry, "connector", "1 for the connector's state in Kafka Connect");
    this.errors = gauge(registry, "error", "1 for the error that the source has, none without");
    this.warnings = gauge(registry, "warning", "1 for each warning that the source has");
    this.lags =
        gauge(
            registry,
            "lag.millis",
            "Age of the oldest change not applied, 0 if none is, -1 unknown");
    this.behind =
        gauge(
            registry,
            "behind.bytes",
            "WAL between what is applied and the end of the source's, -1 unknown");
    this.behindRows =
        gauge(registry, "behind.rows", "Rows of a file's log that are not applied, -1 unknown");
    this.keptWal =
        gauge(registry, "kept.wal.bytes", "WAL that the source keeps for its slot, -1 unknown");
    this.freeDisk =
        gauge(
            registry,
            "free.disk.bytes",
            "Room on the disk on which the source's log grows; no row where it cannot be seen");
    this.snapshotRows = gauge(registry, "snapshot.rows", "Rows written from the snapshot");
    refreshing.scheduleWithFixedDelay(this::refreshChanged, 1, 1, TimeUnit.SECONDS);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "source metrics");
    thread.setDaemon(true);
    return thread;
  }

  @PreDestroy
  void stop() {
    refreshing.shutdown();
  }

  private void refreshChanged() {
    if (changed.getAndSet(false)) {
      refresh();
    }
  }

  /** The latest of a source. */
  void show(SourceObserved source) {
    latest.put(source.key(), source);
    changed.set(true);
  }

  /** What is left on the disk of a source, shown with its next report. */
  void show(StreamId stream, DiskRoom room) {
    rooms.put(stream, room);
  }

  /** A migration was deleted. */
  void forget(String migration) {
    rooms.keySet().removeIf(stream -> stream.migration().equals(migration));
    latest.values().removeIf(source -> source.migration().equals(migration));
    refresh();
  }

  /** Another instance looks after a stream from now on. */
  void forget(StreamId stream) {
    rooms.remove(stream);
    latest
        .values()
        .removeIf(source -> new StreamId(source.migration(), source.source()).equals(stream));
    refresh();
  }

  /** Another instance looks after all sources from now on. */
  void forgetAll() {
    latest.clear();
    rooms.clear();
    refresh();
  }

  private synchronized void refresh() {
    show(phases, source -> one(source, "phase", source.phase().name()));
    show(achieved, source -> Row.of(tags(source), flag(source.achieved())));
    show(fenced, source -> Row.of(tags(source), flag(source.fence() != null)));
    show(connectors, source -> one(source, "state", source.connector()));
    show(
        errors,
        source -> one(source, "code", source.error() == null ? "none" : source.error().code()));
    warnings.register(latest.values().stream().flatMap(SourceMetrics::warnings).toList(), true);
    show(lags, source -> Row.of(tags(source), known(source.stream().lag().millis())));
    show(behind, source -> Row.of(tags(source), known(source.stream().backlog().behindBytes())));
    show(behindRows, source -> Row.of(tags(source), known(source.stream().backlog().behindRows())));
    show(keptWal, source -> Row.of(tags(source), known(source.stream().backlog().keptWalBytes())));
    freeDisk.register(
        latest.values().stream().flatMap(source -> room(source).stream()).toList(), true);
    show(snapshotRows, source -> Row.of(tags(source), source.stream().snapshot().rows()));
  }

  /** Two of one code are one row. */
  private static Stream<Row<?>> warnings(SourceObserved source) {
    return source.problems().warnings().stream()
        .map(ErrorReport::code)
        .distinct()
        .map(code -> one(source, "code", code));
  }

  private Optional<Row<Number>> room(SourceObserved source) {
    DiskRoom room = rooms.get(new StreamId(source.migration(), source.source()));
    return room == null || room.freeBytes().isEmpty()
        ? Optional.empty()
        : Optional.of(Row.of(tags(source), room.freeBytes().getAsLong()));
  }

  private void show(MultiGauge gauge, Function<SourceObserved, Row<Number>> row) {
    gauge.register(latest.values().stream().map(row).toList(), true);
  }

  private static Row<Number> one(SourceObserved source, String tag, String value) {
    return Row.of(tags(source).and(tag, value), 1);
  }

  private static int flag(boolean set) {
    return set ? 1 : 0;
  }

  /** A gauge is a number; -1 says that it is unknown. */
  private static long known(OptionalLong value) {
    return value.orElse(-1);
  }

  private static Tags tags(SourceObserved source) {
    return Tags.of("migration", source.migration(), "source", source.source());
  }

  private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
    return MultiGauge.builder("tributary.source." + name)
        .description(description)
        .register(registry);
  }
}
