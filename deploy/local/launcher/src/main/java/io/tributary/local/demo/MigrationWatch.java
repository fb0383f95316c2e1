package io.tributary.local.demo;

import io.tributary.local.console.ProgressRow;
import io.tributary.local.console.ProgressScreen;
import io.tributary.local.demo.api.MigrationApi;
import io.tributary.local.demo.api.MigrationView;
import io.tributary.local.demo.api.SourceView;
import io.tributary.local.demo.api.TableView;
import io.tributary.local.demo.sample.DemoSample;
import io.tributary.local.demo.setup.DemoMigrationFile;
import io.tributary.local.stack.StartFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits until the migration has reached a condition, and shows its progress meanwhile.
 *
 * @param health why the demo cannot go on (a process or a writer ended), null while all is well
 */
record MigrationWatch(
    MigrationApi api,
    List<DemoSample> samples,
    ProgressScreen screen,
    Supplier<@Nullable String> health) {
  private static final long LOOK_NANOS = 300_000_000;

  /**
   * The first view that fulfils the condition.
   *
   * @throws StartFailure when a source stops, a process or writer ends, or the time is over
   */
  MigrationView until(String what, Duration limit, Predicate<MigrationView> condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      requireHealthy();
      MigrationView view = api.get(DemoMigrationFile.MIGRATION);
      screen.show(samples.stream().map(sample -> row(sample.name(), view)).toList());
      if (condition.test(view)) {
        return view;
      }
      view.sources().stream()
          .filter(source -> source.phase().equals("STOPPED"))
          .findFirst()
          .ifPresent(
              source -> {
                throw new StartFailure("Source " + source.source() + " stopped: " + source.error());
              });
      if (System.nanoTime() > end) {
        throw new StartFailure(
            "Within " + limit.toSeconds() + " s it was not so that " + what + ". " + state(view));
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  void requireHealthy() {
    String illness = health.get();
    if (illness != null) {
      throw new StartFailure(illness);
    }
  }

  private static ProgressRow row(String name, MigrationView view) {
    SourceView source = view.sourceNamed(name);
    List<TableView> tables = view.tablesOf(name);
    long equal = tables.stream().filter(TableView::equal).count();
    String validation =
        tables.isEmpty() ? "not yet" : equal + " of " + tables.size() + " tables equal";
    return source == null
        ? new ProgressRow(name, "NEW", 0, -1, 0, 0, 0, validation)
        : new ProgressRow(
            name,
            source.phase(),
            source.rows(),
            source.snapshotPercent(),
            source.changes(),
            source.lagP50Millis(),
            source.lagP99Millis(),
            validation);
  }

  private static String state(MigrationView view) {
    StringBuilder state = new StringBuilder("The migration is " + view.state() + ".");
    if (!view.problem().isEmpty()) {
      state.append(' ').append(view.problem());
    }
    for (SourceView source : view.sources()) {
      if (!source.error().isEmpty()) {
        state.append(" Source ").append(source.source()).append(": ").append(source.error());
      }
    }
    view.tables().stream()
        .filter(table -> !table.equal())
        .limit(5)
        .forEach(t -> state.append(' ').append(t.table()).append(" is ").append(t.verdict()));
    return state.toString();
  }
}
